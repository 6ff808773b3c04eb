import type { IDataObject } from 'n8n-workflow';
import { recordsOf } from '../api/client';
import { LocktError, missingError } from '../api/errors';
import { plainText, quote } from '../api/text';
import type { Kind } from './kinds';
import type { Picked } from './locator';

/** The records of a kind in an answer, each in one form. @throws LocktError when there is no list */
export function readRecords({ normalise }: Kind, answer: IDataObject): IDataObject[] {
	const records = recordsOf(answer);
	return normalise ? records.map(normalise) : records;
}

/** The record that was picked. @throws LocktError when there is none, or when there are several */
export function findPicked(
	{ noun, plural }: Kind,
	{ key: { property, label }, value }: Picked,
	records: IDataObject[],
): IDataObject {
	const wanted = comparable(property, value);
	const [found, ...others] = records.filter(
		(record) => comparable(property, record[property]) === wanted,
	);
	if (!found) throw missingError(noun, label, value);
	if (others.length === 0) return found;
	throw new LocktError(
		`${others.length + 1} ${plural} have the ${label} ${quote(value)}`,
		`Pick the ${noun} from the list or by its ID`,
	);
}

/**
 * A value of a property as it compares. Names and e-mail addresses are the same without regard to
 * case, as for Lockt; numbers only to the letter.
 */
export function comparable(property: string, value: unknown): string {
	const text = plainText(value);
	return property === 'name' || property === 'email' ? text.toLowerCase() : text;
}
