import { LocktError } from '../errors';
import { quote } from './text';

/** What expressions make of nothing when they put it into a text, as JavaScript writes it. */
const OF_NOTHING = /undefined|null|NaN|Invalid Date(?:Time)?|\[object \w+\]/g;

/** What spreadsheets show where a formula has found nothing, in English and German. */
const OF_SPREADSHEETS = /^#(?:N\/?A|NV|[\p{Lu}/0]+[!?])$/u;

/**
 * Whether a text is made of nothing alone, e.g. "undefined, undefined" of a last and a first name. Any other
 * word beside it may be meant, and so may a capital: somebody may be called Null.
 */
function isOfNothing(text: string): boolean {
	const rest = text.replace(OF_NOTHING, '');
	return rest !== text && !/[\p{L}\p{N}]/u.test(rest);
}

/**
 * What somebody entered as text, without outer spaces.
 *
 * @returns undefined for what is no text, or means something else than it says: a number too large to be
 * exact, or what an expression made of nothing
 */
export function enteredText(value: unknown): string | undefined {
	if (typeof value === 'number' && !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const text = String(value).trim();
	return isOfNothing(text) || OF_SPREADSHEETS.test(text) ? undefined : text;
}

/** The ID of a record: a whole number above 0, which stands for itself and nobody else. */
export function enteredId(value: unknown): number | undefined {
	const text = enteredText(value) ?? '';
	return /^[1-9]\d*$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
}

/** A switch: true or false, as a text, too. @returns undefined for whatever does not plainly say either */
export function enteredSwitch(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	const text = typeof value === 'string' ? value.trim().toLowerCase() : '';
	return text === 'true' || (text === 'false' ? false : undefined);
}

/** Whether nothing was entered. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && value.trim() === '') ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** Both may be taken. */
export interface Range {
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
	const text = enteredText(value) ?? '';
	const number = /^-?\d+$/.test(text) ? Number(text) : NaN;
	if (number >= min && number <= max) return number;
	const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
	throw wrongValue(field, `a whole number ${range}`, value);
}

/** Whether a value is a count, an ID or a time: 0 or a whole number above it. */
export function isWholeNumber(value: unknown): value is number {
	return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** What to say of a field that holds something else than it may. @param what e.g. true or false */
export function wrongValue(field: string, what: string, value: unknown): LocktError {
	return new LocktError(
		`'${field}' must be ${what}`,
		`It is ${describeValue(value)}. Nothing was sent to Lockt`,
	);
}

/** As often an expression is meant as a field that was left open. */
export const FOUND_NOTHING = 'If it is an expression, it found nothing';

/** What to say of a field that holds nothing, but should. */
export function blankValue(field: string, advice = `Enter a value. ${FOUND_NOTHING}`): LocktError {
	return new LocktError(`'${field}' is blank`, `${advice}. Nothing was sent to Lockt`);
}

/** A value as a message names it. */
function describeValue(value: unknown): string {
	if (isBlank(value)) return 'blank';
	if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object';
	if (typeof value === 'boolean') return String(value);
	if (typeof value !== 'string' && typeof value !== 'number') return `a ${typeof value}`;
	return quote(String(value));
}
