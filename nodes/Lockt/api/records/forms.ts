import type { IDataObject } from 'n8n-workflow';
import { referenceName } from './properties';
import { isRecord } from '../text/text';

/**
 * The spelling and the types that the reference defines, whichever way Lockt sent names and values. A
 * value that cannot be told stays as it came.
 */

/** The properties that hold a number. The examples show some of them as text. */
const NUMBERS = new Set([
	...['id', 'unid', 'user_id', 'schedule_id', 'location_id'],
	...['code', 'subcode', 'category', 'battery_level', 'offset'],
	...['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'],
	...['credentials', 'claimed', 'unclaimed'],
	...['submitted', 'inserted', 'updated', 'deleted', 'processed', 'errors'],
]);

/** Those that hold yes or no. */
const BOOLEANS = new Set(['enabled', 'fob', 'unlocked']);

/** Those whose digits are text. Reference, user: a leading zero counts. */
const TEXTS = new Set(['id_num', 'card_num', 'pin', 'phone']);

/** Stands for a record that has one property twice, in two spellings, with values that differ: which is right? */
export const CONTRADICTORY = 'a property in two spellings with two values';

/**
 * A value with all its names and values as the reference has them; the very same one where they are. A
 * record that contradicts itself, or holds one that does, is none: CONTRADICTORY stands in its place.
 */
export function inLocktsForm(value: unknown): unknown {
	if (!isRecord(value)) return value;
	return Array.isArray(value) ? formList(value) : formRecord(value);
}

function formList(list: unknown[]): unknown[] {
	const formed = list.map(inLocktsForm);
	return formed.some((one, at) => one !== list[at]) ? formed : list;
}

function formRecord(record: Record<string, unknown>): unknown {
	const entries = Object.entries(record);
	const formed = new Map<string, unknown>();
	let isSame = true;
	for (const [given, came] of entries) {
		const name = nameIn(record, given);
		const value = formValue(name, came);
		if (formed.has(name) && !isSameValue(formed.get(name), value)) return CONTRADICTORY;
		// One list of records may have a bad one in it; a record cannot have a part that is not known.
		if (value === CONTRADICTORY || (!LISTS.has(name) && holdsContradiction(value)))
			return CONTRADICTORY;
		formed.set(name, value);
		isSame &&= name === given && value === came;
	}
	return isSame ? record : Object.fromEntries(formed);
}

/** What holds records of an answer, each of which counts alone. */
const LISTS = new Set(['data', 'errors']);

const isSameValue = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

const holdsContradiction = (value: unknown) =>
	Array.isArray(value) && value.includes(CONTRADICTORY);

/**
 * Names that the reference knows are written as it writes them. All of Lockt's are in small letters: of
 * others one that has capitals gets those, unless it is there in both ways.
 */
function nameIn(record: Record<string, unknown>, name: string): string {
	const known = referenceName(name);
	if (known !== undefined) return known;
	if (!/^(?:[A-Z][a-z\d_]*|[A-Z][A-Z\d_]*)$/.test(name)) return name;
	const small = name.toLowerCase();
	return small in record ? name : small;
}

/** e.g. -0600, which as a number would be as many minutes */
const HOURS_AND_MINUTES = /^\s*[+-]?\d{4}\s*$/;

function formValue(name: string, value: unknown): unknown {
	if (name === 'offset' && HOURS_AND_MINUTES.test(String(value))) return value;
	if (NUMBERS.has(name) && typeof value === 'string') return numberIn(value) ?? value;
	if (name === 'enabled') return enabledIn(value) ?? inLocktsForm(value);
	if (BOOLEANS.has(name)) return booleanIn(value) ?? inLocktsForm(value);
	// Digits that came as a number stay one: whether zeros stood before them is not known any more.
	return inLocktsForm(value);
}

/** A way in which names or values came otherwise than the reference shows them. */
export type Form =
	| 'capitalOnTop'
	| 'capitalWithin'
	| 'otherName'
	| 'twiceNamed'
	| 'numberAsText'
	| 'booleanAsNumber'
	| 'booleanAsText'
	| 'booleanAsWord'
	| 'booleanAsLetter'
	| 'digitsAsNumber';

/** The ways in which a value differs from what `inLocktsForm` makes of it. */
export function findForms(value: unknown, found = new Set<Form>(), depth = 0): Set<Form> {
	if (Array.isArray(value)) {
		for (const one of value) findForms(one, found, depth);
	} else if (isRecord(value)) {
		if (depth > 0 && inLocktsForm(value) === CONTRADICTORY) found.add('twiceNamed');
		for (const [given, one] of Object.entries(value)) {
			const name = nameIn(value, given);
			if (name !== given) found.add(formOfName(name, given, depth));
			const form = formOfValue(name, one);
			if (form) found.add(form);
			findForms(one, found, depth + 1);
		}
	}
	return found;
}

function formOfName(name: string, given: string, depth: number): Form {
	if (name !== given.toLowerCase() || !/^[A-Z]/.test(given)) return 'otherName';
	return depth === 0 ? 'capitalOnTop' : 'capitalWithin';
}

function formOfValue(name: string, value: unknown): Form | undefined {
	if (TEXTS.has(name) && typeof value === 'number') return 'digitsAsNumber';
	if (formValue(name, value) === value || isRecord(value)) return undefined;
	if (NUMBERS.has(name)) return 'numberAsText';
	const text = String(value).trim();
	if (/^-?[01]$/.test(text)) return 'booleanAsNumber';
	if (/^[yntf]$/i.test(text)) return 'booleanAsLetter';
	return /^(?:true|false)$/i.test(text) ? 'booleanAsText' : 'booleanAsWord';
}

/** The records within a record, e.g. the access levels of a user: a list, or one alone. */
export function recordsWithin(value: unknown): IDataObject[] {
	return listOf(value).filter((one): one is IDataObject => isRecord(one));
}

/** What a list within a record holds: one thing may stand there alone, and `{}` or nothing for none. */
export function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	const isNone = value === undefined || value === null || (isRecord(value) && isEmpty(value));
	return isNone ? [] : [value];
}

const isEmpty = (value: object) => Object.keys(value).length === 0;

function numberIn(text: string): number | undefined {
	return /^\s*-?\d{1,15}(\.\d{1,15})?\s*$/.test(text) ? Number(text) : undefined;
}

/** Whether somebody is enabled: as yes or no, in words that say it plainly, or as the bit of a database. */
function enabledIn(value: unknown): boolean | undefined {
	if (isRecord(value)) {
		const bits = value.type === 'Buffer' ? listOf(value.data) : [];
		return bits.length === 1 ? BITS.get(String.fromCharCode(Number(bits[0]))) : undefined;
	}
	const text = String(value);
	return booleanIn(value) ?? BITS.get(text) ?? WORDS.get(text.trim().toLowerCase());
}

const BITS = new Map([
	['\u0000', false],
	['\u0001', true],
]);

const WORDS = new Map([
	...['active', 'enabled', 'activated'].map((word) => [word, true] as const),
	...['inactive', 'disabled', 'deactivated', 'not active', 'not enabled'].map(
		(word) => [word, false] as const,
	),
]);

/** Whether a value says yes or no; undefined where it says neither. */
export function booleanIn(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (isRecord(value)) return undefined;
	switch (String(value).trim().toLowerCase()) {
		case 'true':
		case '1':
		case '-1':
		case 'yes':
		case 'y':
		case 't':
		case 'on':
			return true;
		case 'false':
		case '0':
		case 'no':
		case 'n':
		case 'f':
		case 'off':
			return false;
		default:
			return undefined;
	}
}
