import { LocktError } from '../errors';
import { isRecord, quote } from './text';

/**
 * A value as JSON. What is undefined, NaN, Infinity or an invalid date would be left out or become null there:
 * an end of access, say, that would be taken away.
 *
 * @throws LocktError that names the property; TypeError for what cannot be JSON at all
 */
export function writeJson(value: unknown): string {
	return JSON.stringify(value, function (this: unknown, name: string, one: unknown) {
		const nothing = nothingIn(one, isRecord(this) ? this[name] : undefined);
		if (nothing === undefined) return one;
		const what = Array.isArray(this) ? 'An entry of a list' : name === '' ? 'All' : quote(name);
		throw new LocktError(
			`${what} in the body is ${nothing}`,
			'Nothing was sent to Lockt. Correct the expression, or write null where there is to be nothing',
		);
	});
}

/** What JSON would make nothing of. @param given as it was before its toJSON */
function nothingIn(value: unknown, given: unknown): string | undefined {
	if (value === null) return given === null ? undefined : 'an invalid date';
	if (['undefined', 'function', 'symbol'].includes(typeof value)) return typeof value;
	const isNumber = Object.prototype.toString.call(value) === '[object Number]';
	return isNumber && !Number.isFinite(Number(value)) ? String(Number(value)) : undefined;
}

/**
 * What a JSON text says. JavaScript would round 304.99999999999999999 and 9007199254740993, and another
 * record would be meant.
 *
 * @throws LocktError that names the property; another error for what is no JSON
 */
export function readJson(text: string): unknown {
	const value: unknown = JSON.parse(text, refuseUnsafe);
	let name = '';
	for (const [, key, number] of text.matchAll(TOKENS)) {
		if (key !== undefined) name = JSON.parse(`"${key}"`) as string;
		if (number !== undefined && !isExact(number)) throw roundedError(name);
	}
	return value;
}

/** Strings, those before a colon by themselves, and numbers, in a text that is known to be JSON. */
const TOKENS = /"([^"\\]*(?:\\.[^"\\]*)*)"\s*:|"[^"\\]*(?:\\.[^"\\]*)*"?|(-?\d[\d.eE+-]*)/g;

/** Names by which a server written in JavaScript would give a record more properties than are seen. */
const UNSAFE_NAMES = ['__proto__', 'constructor', 'prototype'];

function refuseUnsafe(name: string, value: unknown): unknown {
	if (!UNSAFE_NAMES.includes(name)) return value;
	throw new LocktError(
		`The body cannot be read for sure: '${name}' may mean more than it says`,
		'Nothing was sent to Lockt. Remove it',
	);
}

function isExact(text: string): boolean {
	const number = Number(text);
	return Math.abs(number) <= Number.MAX_SAFE_INTEGER && digitsOf(text) === digitsOf(String(number));
}

/** The digits that count and the power of ten, so that 5, 5.0 and 50e-1 are the same. */
function digitsOf(text: string): string {
	const [, whole = '', fraction = '', power = '0'] =
		/^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
	const digits = (whole + fraction).replace(/^0+/, '');
	const counting = digits.replace(/(?<!0)0+$/, '');
	if (counting === '') return '0';
	return `${counting}e${Number(power) - fraction.length + digits.length - counting.length}`;
}

/** Without the number: it may be a PIN. */
function roundedError(name: string): LocktError {
	return new LocktError(
		`The number ${name === '' ? '' : `in ${quote(name)} `}cannot be read for sure: it has too many digits`,
		'Nothing was sent to Lockt. Write it with its digits alone, or as text in quotes',
	);
}
