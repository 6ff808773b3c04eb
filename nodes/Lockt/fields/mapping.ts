import type { IDataObject } from 'n8n-workflow';
import { localDate, localNow } from '../api/dates';
import { LocktError } from '../api/errors';
import { plainText } from '../api/text';
import type { Columns, Field } from './columns';
import type { Kind } from './kinds';
import type { Lookups } from './lookups';
import type { Row } from './row';

/** What a row says of a record: only what is filled in, in the forms of the API. */
export interface Mapped {
	record: IDataObject;
	/** The fields that are filled in, rightly or not. */
	filled: Set<string>;
	/** All that is wrong with the row. */
	problems: string[];
}

/** The field as n8n hands it over. */
interface Given {
	mappingMode: string;
	value: IDataObject | null;
	schema?: Array<{ id: string; removed?: boolean }>;
}

/**
 * Reads the columns of a row and checks every one of them. Blank ones are left out: they mean "as
 * is". Columns of an import are found by their name or label however it is spelt: "E-Mail" is Email.
 */
export async function mapped(
	{ parameter, input }: Row,
	{ fields }: Columns,
	lookups: Lookups,
): Promise<Mapped> {
	const given = parameter('columns') as Given;
	const source = given.mappingMode === 'autoMapInputData' ? input : (given.value ?? {});
	const others = (given.schema ?? [])
		.filter(({ id, removed }) => !removed && !fields.some((field) => field.id === id))
		.map(({ id }): Field => ({ id, label: id, holds: { is: 'text' } }));

	const problems: string[] = [];
	const record: IDataObject = {};
	const filled = new Set<string>();
	const columns = new Map(Object.keys(source).map((name) => [bare(name), name]));
	for (const field of [...fields, ...others]) {
		const column = [field.id, bare(field.id), bare(field.label)]
			.map((name) => (name in source ? name : columns.get(name)))
			.find((name) => name !== undefined);
		const value = column === undefined ? undefined : source[column];
		if (isBlank(value) || (field.holds.is === 'many' && listOf(value).length === 0)) {
			if (field.required) problems.push(`'${field.label}' is missing`);
			continue;
		}
		filled.add(field.id);
		const isChoice = given.mappingMode === 'defineBelow' && field.holds.is === 'one';
		const checked = await valueOf(field, isChoice ? choice(value) : value, lookups);
		if (checked instanceof Wrong) problems.push(checked.text);
		else record[field.id] = checked as IDataObject[string];
	}
	return { record, filled, problems };
}

/** What a person has to correct in their column. */
class Wrong {
	constructor(readonly text: string) {}
}

async function valueOf(
	{ label, holds }: Field,
	value: unknown,
	lookups: Lookups,
): Promise<unknown> {
	const text = plainText(value).trim();
	const mustBe = (what: string) => new Wrong(`'${label}' must be ${what}`);
	switch (holds.is) {
		case 'text':
			return text === '' ? mustBe('text') : text;
		case 'digits':
			return /^\d+$/.test(text) ? text : mustBe('digits only');
		case 'number':
			return /^\d+$/.test(text) ? Number(text) : mustBe('a whole number');
		case 'email':
			return EMAIL.test(text) ? text : mustBe(`an e-mail address: '${text}' is none`);
		case 'yesNo':
			return yesOrNo(value) ?? mustBe('Yes or No');
		case 'date':
			return (
				localDate(value, await lookups.zone()) ??
				mustBe(`a date such as 2027-03-31 or 2027-03-31T17:00:00: '${text}' is none`)
			);
		case 'one':
			return idOf(holds.of, label, value, lookups);
		case 'many':
			return entriesOf(holds.of, label, value, lookups);
	}
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** As `{ id }`; a door of an access level may bring its schedule. */
async function entriesOf(
	kind: Kind,
	label: string,
	value: unknown,
	lookups: Lookups,
): Promise<IDataObject[] | Wrong> {
	const entries: IDataObject[] = [];
	for (const one of listOf(value)) {
		const id = await idOf(kind, label, one, lookups);
		if (id instanceof Wrong) return id;
		const { schedule_id } = isObject(one) ? one : {};
		entries.push({ id, ...(schedule_id !== undefined && { schedule_id }) });
	}
	// Named by ID and by name, one would be there twice, which Lockt refuses.
	const once = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
	return [...once.values()];
}

/** What was chosen from a list: a number is an ID there. */
function choice(value: unknown): unknown {
	return NUMBER.test(plainText(value).trim()) ? { id: value } : value;
}

const NUMBER = /^\d+$/;

/**
 * The ID of what is named by a record of Lockt's, a name, or an ID. A bare number may be either: the
 * room 101 must not become the door with the ID 101.
 */
async function idOf(
	kind: Kind,
	label: string,
	value: unknown,
	lookups: Lookups,
): Promise<number | Wrong> {
	const record = isObject(value) ? value : undefined;
	const sure = plainText(record?.id ?? record?.unid).trim();
	const idOrName = sure || plainText(record ? record.name : value).trim();
	if (idOrName === '') return new Wrong(`'${label}': an entry has neither ID nor name`);
	const isNumber = NUMBER.test(idOrName);
	if (isNumber && sure !== '') return Number(idOrName);

	const named = isNumber
		? await lookups.listed(kind, 'name', idOrName)
		: await lookups.having(kind, 'name', idOrName);
	const numbered = isNumber ? await lookups.listed(kind, 'id', idOrName) : [];
	const found = [...new Set([...named, ...numbered])];
	if (found.length === 1) return Number(found[0]!.id);
	if (found.length === 0) return new Wrong(`'${label}': there is no ${kind.noun} '${idOrName}'`);
	const all = found.map((one) => `'${plainText(one.name)}' with the ID ${plainText(one.id)}`);
	return new Wrong(
		`'${label}': ${idOrName} may be the ${kind.noun} ${all.join(' or ')}. Give the name or the ID that only one of them has`,
	);
}

/** A list, or its JSON, or names and IDs with commas or semicolons between them; blank ones left out. */
function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value.filter((one) => !isBlank(one));
	if (isObject(value)) return [value];
	const text = plainText(value).trim();
	if (text.startsWith('[')) {
		try {
			return listOf(JSON.parse(text));
		} catch {
			// Not JSON after all: names that begin with a bracket.
		}
	}
	return text
		.split(/[,;\n]/)
		.map((one) => one.trim())
		.filter(Boolean);
}

const YES = ['true', 'yes', 'y', '1'];
const NO = ['false', 'no', 'n', '0'];

function yesOrNo(value: unknown): boolean | undefined {
	const text = String(value).trim().toLowerCase();
	if (YES.includes(text)) return true;
	return NO.includes(text) ? false : undefined;
}

/**
 * What is wrong with the dates of a record that is to be sent. Reference, user PUT, Behaviors: the
 * order of the two, and that access cannot end in the past.
 *
 * @param record dates in Lockt's own form, as `mapped` gives them
 * @param before the dates there are already
 */
export async function wrongDates(
	record: IDataObject,
	{ zone }: Lookups,
	before: IDataObject = {},
): Promise<string[]> {
	const from = plainText(record.access_effective ?? before.access_effective);
	const until = plainText(record.access_expires ?? before.access_expires);
	const ends = plainText(record.access_expires);
	const changed = 'access_effective' in record || 'access_expires' in record;
	return [
		...(changed && from !== '' && until !== '' && from >= until
			? ["'Access Effective' must be before 'Access Expires'"]
			: []),
		...(ends !== '' && ends < localNow(await zone())
			? [`'Access Expires' is in the past: ${ends}`]
			: []),
	];
}

/**
 * The IDs of what a field with several choices holds, by ID or name.
 *
 * @throws LocktError when one is not there, or none is chosen
 */
export async function chosenIds(
	value: unknown,
	label: string,
	kind: Kind,
	lookups: Lookups,
): Promise<number[]> {
	const entries = await entriesOf(kind, label, listOf(value).map(choice), lookups);
	if (entries instanceof Wrong) {
		throw new LocktError(entries.text, 'Choose from the list. Nothing was sent to Lockt');
	}
	if (entries.length > 0) return entries.map(({ id }) => Number(id));
	throw new LocktError(`'${label}' is blank`, 'Choose at least one. Nothing was sent to Lockt');
}

function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		(typeof value === 'string' && value.trim() === '') ||
		(Array.isArray(value) && value.length === 0)
	);
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of a column with nothing but its letters and digits. */
function bare(name: string): string {
	return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}
