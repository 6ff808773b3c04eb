import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { isLocalDate, localDate, localNow } from '../api/records/enteredDates';
import { VALIDITY } from '../api/records/dates';
import { LocktError } from '../api/errors';
import { plainText } from '../api/text/text';
import { wrongValue } from '../api/text/values';
import type { Lookups } from './lookups';
import type { ReadParameter } from './row';

/** Two dates of a record: the second comes after the first, and not in the past. */
export interface Period {
	from: End;
	until: End;
}

interface End {
	/** The property in Lockt, e.g. access_expires */
	id: string;
	/** e.g. Access Expires */
	label: string;
}

const [EFFECTIVE, EXPIRES] = VALIDITY;

/** From when and until when access is given. */
export const access: Period = {
	from: { id: EFFECTIVE, label: 'Access Effective' },
	until: { id: EXPIRES, label: 'Access Expires' },
};

/** From when on access is given. */
export const accessEffective: INodeProperties = {
	displayName: access.from.label,
	name: 'accessEffective',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2027-03-01T08:00:00',
	description:
		"When access begins, e.g. 2027-03-01T08:00. Without a time zone it is the site's local time; without a time, midnight.",
};

/** Until when access is given. */
export const accessExpires: INodeProperties = {
	displayName: access.until.label,
	name: 'accessExpires',
	type: 'dateTime',
	default: '',
	placeholder: 'e.g. 2027-03-31T18:00:00',
	description:
		"When access ends, e.g. 2027-03-31T18:00. Without a time zone it is the site's local time; without a time, midnight.",
};

/** What can be cleared of the dates: a blank one means "as is". */
export const clearDates: INodeProperties = {
	displayName: 'Clear Dates',
	name: 'clear',
	type: 'multiOptions',
	options: [
		{ name: access.from.label, value: access.from.id },
		{ name: access.until.label, value: access.until.id },
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
	for (const [{ displayName, name }, property] of [
		[accessEffective, EFFECTIVE],
		[accessExpires, EXPIRES],
	] as const) {
		const value = parameter(name);
		if (value === undefined) continue;
		const date = localDate(value, await lookups.zone());
		if (date === undefined) {
			throw wrongValue(displayName, 'a date such as 2027-03-31 or 2027-03-31T17:00:00', value);
		}
		if (cleared.includes(property)) {
			throw new LocktError(
				`'${displayName}' is to be set and to be cleared`,
				`Enter a date, or choose it in '${clearDates.displayName}', not both. Nothing was sent to Lockt`,
			);
		}
		validity[property] = date;
	}
	const problems = await wrongDates(access, validity, lookups);
	if (problems.length === 0) return validity;
	throw new LocktError(problems.join('; '), 'Correct the dates. Nothing was sent to Lockt');
}

/**
 * What is wrong with the dates of a record that is to be sent. Reference, user PUT, Behaviors: the
 * order of the two, and that access cannot end in the past.
 *
 * @param record dates in Lockt's own form
 * @param before the dates there are already
 */
export async function wrongDates(
	{ from, until }: Period,
	record: IDataObject,
	{ zone }: Lookups,
	before: IDataObject = {},
): Promise<string[]> {
	const begins = plainText(record[from.id] ?? before[from.id]);
	const ends = plainText(record[until.id] ?? before[until.id]);
	const newEnd = plainText(record[until.id]);
	const changes = from.id in record || until.id in record;
	const areKnown = isLocalDate(begins) && isLocalDate(ends);
	const now = newEnd === '' ? undefined : await zone();
	return [
		...(changes && areKnown && begins >= ends
			? [`'${from.label}' must be before '${until.label}'`]
			: []),
		...(now !== undefined && newEnd < localNow(now)
			? [`'${until.label}' is in the past: ${newEnd}`]
			: []),
	];
}
