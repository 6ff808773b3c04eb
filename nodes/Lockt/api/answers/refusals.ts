import type { IDataObject } from 'n8n-workflow';
import type { Refusal } from './said';
import { isPin } from '../guard/pins';
import { isRecord, plainText } from '../text/text';

/** What an answer says of single records. */
export interface Refusals {
	/** Problems by the record they are about. */
	own: Map<number, string[]>;
	/** Those of which it could not be told whose they are. */
	others: string[];
	/** Whether any of them is about a record that was not sent. */
	areStrange: boolean;
}

/** Finds for each refusal of an answer the record it is about: Lockt repeats the record, or most of it. */
export function assignRefusals(records: IDataObject[], list: Refusal[]): Refusals {
	const others: string[] = [];
	let areStrange = false;
	const exact = groupPlaces(records);
	const said = groupPlaces(list.map(({ input }) => input));
	const index = indexRecords(records);
	// By the first of those that are the same: there may be thousands of refusals of one record.
	const told = new Map<number, { places: number[]; problems: Set<string> }>();
	for (const { problems, input } of list) {
		const text = canonical(input);
		const twins = exact.get(text);
		const alike = twins ? undefined : findAlike(records, index, input);
		const places = twins ?? (alike === undefined ? [] : [alike]);
		const [first] = places;
		// Of records that are the same, fewer refusals do not tell which of them was done.
		const isClear = places.length < 2 || said.get(text)!.length >= places.length;
		if (first !== undefined && isClear) {
			const theirs = told.get(first) ?? { places, problems: new Set() };
			for (const problem of problems) theirs.problems.add(problem);
			told.set(first, theirs);
		} else {
			others.push(problems.join('; '));
			areStrange ||= isStrange(index, input);
		}
	}
	const own = [...told.values()].flatMap(({ places, problems }) => {
		const texts = [...problems];
		return places.map((place) => [place, texts] as const);
	});
	return { own: new Map(own), others, areStrange };
}

/** Where each of the values stands; those that are the same together. */
function groupPlaces(values: unknown[]): Map<string, number[]> {
	const groups = new Map<string, number[]>();
	values.forEach((value, place) => {
		const text = canonical(value);
		const group = groups.get(text);
		if (group) group.push(place);
		else groups.set(text, [place]);
	});
	return groups;
}

/** What tells records apart: one that has it in common with an input is looked at more closely. */
const KEYS = ['id', 'id_num', 'card_num', 'email', 'name'];

/** What the records hold: to compare each refusal with each of them would take minutes for thousands. */
interface Index {
	/** Records by what tells them apart. */
	places: Map<string, number[]>;
	/** All their values, each with its name. */
	values: Set<string>;
	/** The names that records have; those with the same ones together. */
	shapes: Array<Set<string>>;
}

function indexRecords(records: IDataObject[]): Index {
	const places = new Map<string, number[]>();
	const values = new Set<string>();
	const shapes = new Map<string, Set<string>>();
	records.forEach((record, place) => {
		for (const key of KEYS.flatMap((name) => formsOf(name, record[name]))) {
			const list = places.get(key);
			if (list) list.push(place);
			else places.set(key, [place]);
		}
		const entries = Object.entries(record).filter(([, value]) => value !== undefined);
		for (const form of entries.flatMap(([name, value]) => formsOf(name, value))) values.add(form);
		const names = entries.map(([name]) => name);
		shapes.set(names.join(), new Set(names));
	});
	return { places, values, shapes: [...shapes.values()] };
}

function keysIn(input: Record<string, unknown>): string[] {
	return KEYS.filter((name) => plainText(input[name]) !== '').map((name) =>
		formOf(name, input[name]),
	);
}

/** A value as it is looked up. What is text may come as a number: 42 is then what 42 was, and 0042 as well. */
const formOf = (name: string, value: unknown) =>
	isOpenNumber(name, value) ? `${name} #${value}` : `${name} ${canonical(value)}`;

/** All forms in which Lockt may repeat a value. */
function formsOf(name: string, value: unknown): string[] {
	const text = plainText(value).trim();
	if (text === '') return [];
	const form = `${name} ${canonical(value)}`;
	return /^\d+$/.test(text) ? [form, formOf(name, Number(text))] : [form];
}

const isOpenNumber = (name: string, value: unknown): value is number =>
	name !== 'id' && typeof value === 'number';

/** The record that a key of the input singles out, when nothing that both have differs. */
function findAlike(records: IDataObject[], index: Index, input: unknown): number | undefined {
	// An error that repeats nothing may be that of a server in between.
	if (records.length === 1) {
		return valuesOf(input).length === 0 || isStrange(index, input) ? undefined : 0;
	}
	const keys = isRecord(input) ? keysIn(input).map((key) => index.places.get(key) ?? []) : [];
	// New records share an ID with all others: a key counts that one record alone has.
	const singled = new Set(keys.filter(({ length }) => length === 1).flat());
	const [place] = singled;
	if (place === undefined || singled.size > 1) return undefined;
	const record = records[place]!;
	const shared = valuesOf(input).filter(([name]) => record[name] !== undefined);
	return shared.every(([name, value]) => mayBe(name, record[name], value)) ? place : undefined;
}

function mayBe(name: string, own: unknown, value: unknown): boolean {
	return isOpenNumber(name, value) ? Number(own) === value : isSame(own, value);
}

/** Whether Lockt repeats values that are those of no record, not a single one. */
function isStrange({ values, shapes }: Index, input: unknown): boolean {
	const own = valuesOf(input);
	return (
		shapes.every((names) => own.some(([name]) => names.has(name))) &&
		!own.some(([name, value]) => values.has(formOf(name, value)))
	);
}

/** The values of an input that tell records apart. */
function valuesOf(input: unknown): Array<[string, unknown]> {
	if (!isRecord(input)) return [];
	return Object.entries(input).filter(([name, value]) => !isPin(name) && plainText(value) !== '');
}

function isSame(a: unknown, b: unknown): boolean {
	return canonical(a) === canonical(b);
}

/** As text, whatever the order of properties, and whether numbers came as text. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isRecord(value)) return JSON.stringify(String(value));
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([name, one]) => `${name}:${canonical(one)}`).join()}}`;
}
