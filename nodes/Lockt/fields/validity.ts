import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { localDate } from '../api/dates';
import { LocktError } from '../api/errors';
import { plainText } from '../api/text';
import { wrongDates } from './mapping';
import type { Lookups } from './lookups';
import type { ReadParameter } from './row';

/** From when on access is given. */
export const accessEffective: INodeProperties = {
	displayName: 'Access Effective',
	name: 'accessEffective',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2027-03-01T08:00:00',
	description:
		"When access begins. Without a time zone it is the site's local time; without a time, midnight.",
};

/** Until when access is given. */
export const accessExpires: INodeProperties = {
	displayName: 'Access Expires',
	name: 'accessExpires',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2027-03-31T18:00:00',
	description:
		"When access ends. Without a time zone it is the site's local time; without a time, midnight.",
};

/** What can be cleared of the dates: a blank one means "as is". */
export const clearDates: INodeProperties = {
	displayName: 'Clear Dates',
	name: 'clear',
	type: 'multiOptions',
	options: [
		{ name: 'Access Effective', value: 'access_effective' },
		{ name: 'Access Expires', value: 'access_expires' },
	],
	default: [],
	description: 'Dates to remove, so that access has no such limit',
};

/**
 * The dates that were entered, as Lockt wants them; blank ones are left out.
 *
 * @throws LocktError when one is no date, or the two are in the wrong order or in the past
 */
export async function validityFrom(
	parameter: ReadParameter,
	lookups: Lookups,
): Promise<IDataObject> {
	const cleared = parameter('clear', []) as string[];
	const validity: IDataObject = Object.fromEntries(cleared.map((name) => [name, '']));
	for (const { displayName, name } of [accessEffective, accessExpires]) {
		const value = parameter(name, '');
		if (value === '' || value === null || value === undefined) continue;
		const property = name === 'accessExpires' ? 'access_expires' : 'access_effective';
		const date = localDate(value, await lookups.zone());
		if (date === undefined) {
			throw new LocktError(
				`'${displayName}' must be a date such as 2027-03-31 or 2027-03-31T17:00:00`,
				`It is '${plainText(value)}'. Nothing was sent to Lockt`,
			);
		}
		if (cleared.includes(property)) {
			throw new LocktError(
				`'${displayName}' is to be set and to be cleared`,
				"Enter a date, or choose it in 'Clear', not both. Nothing was sent to Lockt",
			);
		}
		validity[property] = date;
	}
	const problems = await wrongDates(validity, lookups);
	if (problems.length === 0) return validity;
	throw new LocktError(problems.join('; '), 'Correct the dates. Nothing was sent to Lockt');
}
