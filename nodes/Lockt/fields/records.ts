import type { IDataObject } from 'n8n-workflow';
import type { AskLockt, LocktContext, Question } from '../api/client';
import { LocktError, missingError, unlessMissing } from '../api/errors';
import { isMasked } from '../api/text/masked';
import { foldName } from '../api/text/foldName';
import { saysNothing } from '../api/text/nothing';
import { askList, type Listed } from '../api/questions/records';
import { isObject, isRecord } from '../api/text/text';
import { plainText, quote, shortenValue } from '../api/text/text';
import type { Kind } from './kinds';
import type { Picked } from './locator';

/** So many of those that one value fits are named. */
const MOST_NAMED = 10;

/** The records of a kind, each in one form. @throws as `askList` does */
export async function readRecords(
	context: LocktContext,
	kind: Kind,
	question?: Omit<Question, 'path'>,
	how?: AskLockt,
): Promise<IDataObject[]> {
	return (await readListed(context, kind, question, how)).records;
}

/** The same with what was left out. @throws as `askList` does */
export async function readListed(
	context: LocktContext,
	kind: Kind,
	question: Omit<Question, 'path'> = {},
	how?: AskLockt,
): Promise<Listed> {
	const { name } = question.query ?? {};
	return name === undefined
		? readList(context, kind, question, how)
		: readNamed(context, kind, plainText(name), how);
}

async function readList(
	context: LocktContext,
	{ path, normalise }: Kind,
	question: Omit<Question, 'path'>,
	how?: AskLockt,
): Promise<Listed> {
	const { records, leftOut } = await askList(context, { path, ...question }, how);
	return { records: normalise ? records.map(normalise) : records, leftOut };
}

/** Those of a name: of a server that finds names to the letter alone, the list is searched. */
async function readNamed(
	context: LocktContext,
	kind: Kind,
	name: string,
	how?: AskLockt,
): Promise<Listed> {
	const found = await unlessMissing(readList(context, kind, { query: { name } }, how));
	const all = found?.records ?? [];
	const ids = new Set(all.filter((record) => isNamed(record.name, [name])).map(({ id }) => id));
	// What else it shows of the same ones tells whether they are called so.
	const records = all.filter(({ id }) => ids.has(id));
	return records.length > 0 ? { records, leftOut: [] } : readList(context, kind, {}, how);
}

/** The record that was picked. @throws LocktError when there is none, or when there are several */
export function findPicked(kind: Kind, picked: Picked, records: IDataObject[]): IDataObject {
	return onlyOne(kind, picked, records.filter(mayHave(picked.key.property, picked.value)));
}

/** The one of those found for what was picked. @throws LocktError when there is none, or when there are several */
export function onlyOne(
	{ noun, plural, title }: Kind,
	{ key: { property, label }, value }: Picked,
	[found, ...others]: IDataObject[],
): IDataObject {
	if (!found) throw missingError(noun, label, value);
	if (others.length === 0) return found;
	if (property === 'id') throw tornError(noun, value);
	const all = [found, ...others];
	const named = all
		.slice(0, MOST_NAMED)
		.map((one) => `${shortenValue(title(one))} (ID ${plainText(one.id)})`);
	const more = all.length > MOST_NAMED ? ` and ${all.length - MOST_NAMED} more` : '';
	throw new LocktError(
		`${all.length} ${plural} have the ${label} ${quote(value)}: ${named.join(', ')}${more}`,
		`Pick the ${noun} from the list or by its ID`,
	);
}

function tornError(noun: string, id: string): LocktError {
	return new LocktError(
		`Lockt shows different records of the ${noun} with the ID ${quote(id)}`,
		'Which of them is right is not known. Ask Lockt support',
	);
}

/** The IDs of which a list shows records that differ in what they are named by. */
export function findTorn(kind: Kind, records: IDataObject[]): Set<unknown> {
	const firsts = new Map<unknown, IDataObject>();
	const torn = new Set<unknown>();
	for (const record of records) {
		const first = firsts.get(record.id);
		if (!first) firsts.set(record.id, record);
		else if (listNames(kind, first) !== listNames(kind, record)) torn.add(record.id);
	}
	return torn;
}

/** All that a record may be found by, besides its ID. */
function listNames({ keys, names }: Kind, record: IDataObject): string {
	const values = keys.map(({ property }) => comparable(property, record[property]));
	const called = names?.(record).map((name) => comparable('name', name)) ?? [];
	return [...values, ...called].join('\n');
}

/** @param torn as `findTorn` gives them @throws LocktError where another may be meant by one that was found */
export function refuseTorn({ noun }: Kind, found: IDataObject[], torn: Set<unknown>): void {
	const one = found.find(({ id }) => torn.has(id));
	if (one) throw tornError(noun, plainText(one.id));
}

/**
 * Whether a list shows the property of each of its records, so that who is not in it is not there. Some
 * servers leave a blank one away: then a record has a name at least, and others show the property. One that is
 * blank of all, as in the vendor's example of users, or says that there is none, is not shown of any.
 */
export function tellsAll({ title }: Kind, property: string, { records, leftOut }: Listed): boolean {
	const all = [...records, ...leftOut];
	const shows = (one: unknown) =>
		isObject(one) &&
		property in one &&
		!isRecord(one[property]) &&
		!isMasked(plainText(one[property]));
	const isWhole = (one: unknown) =>
		isObject(one) && title(one as IDataObject) !== '' && !('error' in one);
	return (
		all.every((one) => shows(one) || (isWhole(one) && !(property in (one as IDataObject)))) &&
		(all.length === 0 ||
			all.some((one) => shows(one) && !saysNothing(plainText((one as IDataObject)[property]))))
	);
}

/**
 * Whether a record may be the one that has a value: it shows it, or as a number that may stand for it. Who is
 * to be changed is asked for, then: see digits.ts.
 */
export function mayHave(property: string, value: string): (record: IDataObject) => boolean {
	const wanted = comparable(property, value);
	return (record) =>
		comparable(property, record[property]) === wanted ||
		(cameAsNumber(property, record) && wanted !== '' && Number(wanted) === record[property]);
}

/** Whether it is open which text a record has, of which a number came. */
export function cameAsNumber(property: string, record: IDataObject): boolean {
	return property !== 'id' && typeof record[property] === 'number';
}

/** What a record is to have, for the one that was picked, whatever the fields themselves say of an ID. */
export function addressTo(id: number, fields: IDataObject): IDataObject {
	return { ...{ id, ...fields }, id };
}

/** Whether a name is one of those wanted; any is, where none are named. */
export function isNamed(name: unknown, wanted: string[] | undefined): boolean {
	const own = comparable('name', name);
	return wanted?.some((one) => comparable('name', one) === own) ?? true;
}

/**
 * A value of a property as it compares: without outer spaces. E-mail addresses are the same without regard to
 * case, names to their spelling as well; numbers only to the letter.
 */
export function comparable(property: string, value: unknown): string {
	const text = plainText(value);
	if (property === 'name') return foldName(text);
	return property === 'email' ? text.trim().toLowerCase() : text.trim();
}
