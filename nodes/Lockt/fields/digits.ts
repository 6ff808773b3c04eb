import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { quote } from '../api/text/text';
import type { Key, Kind } from './kinds';
import { cameAsNumber } from './records';

/**
 * ID numbers and card numbers are texts, of which some servers make numbers: 42 is then what 42 shows, and 0042
 * as well, and beyond 15 digits neighbours show alike. Whose number it is, only a question tells.
 */

/**
 * Asks whether those that Lockt gave for a value are there for the same value with one more zero before it: a
 * server that compares texts gives none of them then, and they are those who are meant. One that compares
 * numbers, or parts of them, or heeds no filter, gives them again: then it may be somebody else.
 *
 * @param found what was given for the value
 * @param askFor what is given for another value
 * @throws LocktError when it may be
 */
export async function refuseLookAlikes(
	kind: Kind,
	{ label, property }: Key,
	value: string,
	found: IDataObject[],
	askFor: (value: string) => Promise<IDataObject[]>,
): Promise<void> {
	const open = found.filter((record) => cameAsNumber(property, record));
	if (open.length === 0) return;
	const digits = value.trim();
	if (!/^\d/.test(digits)) throw lookAlikeError(kind, label, value);
	const others = new Set((await askFor(`0${digits}`)).map(({ id }) => id));
	if (open.some(({ id }) => others.has(id))) throw lookAlikeError(kind, label, value);
}

/** What to say where somebody else may be meant. */
export function lookAlikeError({ noun }: Kind, label: string, value: string): LocktError {
	return new LocktError(
		`It is not clear which ${noun} has the ${label} ${quote(value)}: Lockt sends it as a number, as which 42 and 0042 are the same`,
		`Give the ID of the ${noun} instead, which is always clear`,
	);
}
