import type { IDataObject } from 'n8n-workflow';
import { listOf } from './forms';
import { isObject, isRecord, oneLine, plainText } from '../text/text';

/**
 * Brings users and fobs into one form, whichever way Lockt sent them; nothing it sent is dropped.
 * Access levels come with `unid` but are written with `id`: they get both. A user that lists show by
 * `name` alone gets first and last name. api-readings, "Responses".
 */
export function personFrom(record: IDataObject): IDataObject {
	const levels: unknown = record.accesslevels;
	return {
		...namesOf(record),
		...record,
		...(isRecord(levels) && { accesslevels: listOf(levels).map(withId) }),
	};
}

const withId = (level: unknown) => (isRecord(level) ? { id: level.unid, ...level } : level);

function namesOf({ name, first_name, last_name }: IDataObject): IDataObject {
	if (first_name !== undefined || last_name !== undefined || typeof name !== 'string') return {};
	// Of more parts nobody knows which is which: "Greswell, Jr., Rhea".
	const [, last, first] = /^([^,]+), ([^,]+)$/.exec(name) ?? [];
	return last && first ? { first_name: first, last_name: last } : {};
}

/** Last name, first name; blank where neither is known. */
export function nameOf({ first_name, last_name, name }: IDataObject): string {
	const parts = [last_name, first_name].map(plainText).filter(Boolean).join(', ');
	return oneLine(parts || plainText(name));
}

/**
 * Whether a list of users tells who is enabled. Both examples of the reference show everybody in it as
 * disabled: a server may fill in what its list does not know.
 */
export function tellsEnabled(users: Array<{ enabled?: unknown }>): boolean {
	return users.length < 2 || users.some(({ enabled }) => enabled !== false);
}

/** The names of the access levels of a user or fob; of those that come as an ID or name alone, that. */
export function levelNames({ accesslevels }: IDataObject): string[] {
	return listOf(accesslevels)
		.map((level) => plainText(isObject(level) ? level.name : level))
		.filter(Boolean);
}
