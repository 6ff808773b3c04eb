import { LocktError } from './errors';
import { plainText, shorten } from './text';

/** The value of a text field that must be filled in. @throws LocktError when it is blank */
export function filledText(value: unknown, field: string): string {
	const text = plainText(value).trim();
	if (text !== '') return text;
	throw new LocktError(`'${field}' is blank`, 'Enter a value. Nothing was sent to Lockt');
}

/** Both may be taken. */
interface Range {
	min: number;
	max?: number;
}

/**
 * The value of a number field, which an expression may have filled with anything.
 *
 * @param field the field's name on the canvas
 * @throws LocktError when it holds something else than a whole number in range, a blank included:
 * Lockt takes a blank filter for none and would answer with everything
 */
export function wholeNumber(
	value: unknown,
	field: string,
	{ min, max = Number.MAX_SAFE_INTEGER }: Range,
): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) {
		return number;
	}
	const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
	throw new LocktError(
		`'${field}' must be a whole number ${range}`,
		`It is ${value === undefined || value === null || value === '' ? 'blank' : shorten(JSON.stringify(value), 100)}. Nothing was sent to Lockt`,
	);
}

/** Whether a value is a count, an ID or a time: 0 or a whole number above it. */
export function isWholeNumber(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** The same for a field that a person may add; undefined when it was not added. */
export function optionalNumber(value: unknown, field: string, range: Range): number | undefined {
	return value === undefined ? undefined : wholeNumber(value, field, range);
}
