import type { IDataObject } from 'n8n-workflow';
import { hideOwnPins } from '../api/guard/pins';
import { enteredMoment, localDate } from '../api/records/enteredDates';
import { isTooDeep } from '../api/text/depth';
import { isStandIn } from '../api/text/nothing';
import { quote } from '../api/text/text';
import { enteredId, enteredText, isBlank } from '../api/text/values';
import { findColumns, sayTheSame } from './columns/findColumns';
import { isWritable, means, nameColumn, saysUtc } from './columns/columnNames';
import {
	listColumns,
	nearestTo,
	problemsOfColumns,
	problemsOfOthers,
	saysNothing,
	understand,
} from './columns/columnsOfRow';
import type { Columns } from './columns/columns';
import { sayCut } from './cutNumbers';
import { decidesAccess, type Field } from './field';
import type { Lookups } from './lookups';
import { entriesOf, idOf, WrongValue } from './references';
import type { Row } from './row';
import { wrongDates } from './validity';

/** What a row says of a record: only what is filled in, in the forms of the API. */
export interface MappedRecord {
	record: IDataObject;
	/** The fields that are filled in, rightly or not. */
	filled: Set<string>;
	/** All that is wrong with the row. */
	problems: string[];
	/** A field that is missing, and the column that may be meant for it. */
	nameMissing: (field: Field) => string;
}

/** The field as n8n hands it over. */
interface Given {
	mappingMode: string;
	value: IDataObject | null;
	schema?: Array<{ id: string; removed?: boolean }>;
}

/** What a person has chosen for those columns that no field is for. */
interface Options {
	ignoreOtherColumns?: boolean;
}

/**
 * Reads the columns of a row and checks every one of them. Blank ones are left out: they mean "as
 * is". Columns of an import are found by their name or label however it is spelt: "E-Mail" is Email. The row is told
 * which of them hold no field.
 */
export async function mapRecord(
	{ parameter, input, inputs, tell }: Row,
	columns: Columns,
	lookups: Lookups,
): Promise<MappedRecord> {
	const { fields, period } = columns;
	const given = parameter('columns') as Given;
	const isMapped = given.mappingMode === 'defineBelow';
	const source = isMapped ? (given.value ?? {}) : input;

	const problems: string[] = [];
	const record: IDataObject = {};
	/** What stands in the columns of each field, whatever they are called. */
	const entered: IDataObject = {};
	const filled = new Set<string>();
	const others = fieldsOfLockt(given, fields);
	if (isMapped) {
		problems.push(...problemsOfUnwritten(others, source));
		problems.push(...problemsOfUnknown([...fields, ...others], source));
	}
	const written = [...fields, ...others.filter(({ id }) => isWritable(id))];
	const found = isMapped ? undefined : findColumns(written, inputs);
	const columnsOf = (field: Field) =>
		found?.of.get(field.id) ?? Object.keys(source).filter((name) => means(name, field));
	const nameMissing = (field: Field) => {
		const near = found && nearestTo(field, found, source);
		const what = near === undefined ? field.about : sayNear(near);
		return what === undefined ? `'${field.label}'` : `'${field.label}' (${what})`;
	};
	if (found) {
		const understood = understand(written, found, source);
		tell(understood);
		problems.push(...problemsOfColumns(written, found, source));
		const { ignoreOtherColumns } = parameter('options', {}) as Options;
		if (ignoreOtherColumns !== true)
			problems.push(
				...problemsOfOthers({ ...columns, fields: written }, found, understood.ignored),
			);
	}
	for (const field of written) {
		const named = columnsOf(field);
		const { column, value, twice } = readColumns(field, named, source);
		if (found?.unclear.has(field.id)) {
			filled.add(field.id);
			continue;
		}
		entered[field.id] = value;
		if (twice) problems.push(twice);
		if (saysNothing(field, value)) {
			if (field.required) problems.push(`${nameMissing(field)} is missing`);
			else if (isMapped && named.length > 0 && value === undefined && decidesAccess(field)) {
				problems.push(`'${field.label}': its expression found nothing, not even a blank text`);
			}
			continue;
		}
		filled.add(field.id);
		// What was chosen from the list is a number; a text of digits may be a name as well.
		const isChosen = isMapped && typeof value === 'number';
		const meant = found ? inItsZone(field, column, value) : value;
		const checked = await readValue(field, meant, isChosen, lookups).catch(keepWrong);
		if (checked instanceof WrongValue) problems.push(checked.message);
		else record[field.id] = checked;
	}
	if (period) problems.push(...(await wrongDates(period, record, lookups)));
	// A PIN may stand in the wrong column as well.
	const hidden = problems.map((problem) => hideOwnPins([source, entered], problem));
	return { record, filled, problems: hidden, nameMissing };
}

const sayNear = (column: string) =>
	`rename the column ${quote(nameColumn(column))} to that, if it is meant`;

/** A date of a column that says that its dates are in UTC. */
function inItsZone({ holds }: Field, column: string, value: unknown): unknown {
	if (holds.is !== 'date' || !saysUtc(column)) return value;
	return enteredMoment(value, 'utc')?.toISO() ?? value;
}

function keepWrong(error: unknown): WrongValue {
	if (error instanceof WrongValue) return error;
	throw error;
}

/** Fields that Lockt itself names: they are taken as text. */
function fieldsOfLockt({ schema = [] }: Given, known: Field[]): Field[] {
	return schema
		.filter(({ id, removed }) => !removed && !known.some((field) => means(id, field)))
		.map(({ id }) => ({ id, label: id, holds: { is: 'text' } }));
}

/** Whoever mapped one of these meant something by it; an item may have it by chance. */
function problemsOfUnwritten(others: Field[], source: IDataObject): string[] {
	return others
		.filter(({ id }) => !isWritable(id) && !isBlank(source[id]))
		.map(({ label }) => `'${label}' cannot be set here: remove it from the fields`);
}

/** Nobody would notice what is left away: of another operation, or of fields that Lockt has no more. */
function problemsOfUnknown(known: Field[], source: IDataObject): string[] {
	return Object.keys(source)
		.filter((name) => !isBlank(source[name]) && !known.some((field) => means(name, field)))
		.map(
			(name) => `${quote(name)} is no field of this: remove it from the fields, or refresh them`,
		);
}

/**
 * What the columns of a row say of a field: several may mean it, of which a blank one says nothing.
 *
 * @returns `twice` is what is wrong where they say different things
 */
function readColumns({ id, label }: Field, columns: string[], source: IDataObject) {
	const filled = columns.filter((name) => !isBlank(source[name]));
	const column = filled[0] ?? columns[0] ?? id;
	const value = source[column];
	const twice =
		!sayTheSame(source, filled) &&
		`'${label}' is in several columns, which differ: ${listColumns(filled)}`;
	return { column, value, twice };
}

/** @throws WrongValue for what the field cannot hold */
async function readValue(
	{ id, label, holds }: Field,
	value: unknown,
	isChosen: boolean,
	lookups: Lookups,
): Promise<IDataObject[string]> {
	if (isTooDeep(value)) throw new WrongValue(`'${label}' is nested too deeply`);
	const text = enteredText(value) ?? '';
	const mustBe = (what: string) => new WrongValue(`'${label}' must be ${what}`);
	const isNumber = holds.is === 'digits' ? DIGITS.test(text) : text !== '';
	if (OWN_NUMBERS.has(id) && isNumber && isStandIn(text)) {
		throw mustBe(`a number of its own: ${quote(text)} stands for none`);
	}
	switch (holds.is) {
		case 'text':
			if (text !== '') return text;
			throw mustBe(typeof value === 'string' ? `text: ${quote(value)} says nothing` : 'text');
		case 'digits': {
			if (!DIGITS.test(text)) throw mustBe('digits only');
			const cut = await sayCut(id, value, text, lookups);
			if (cut !== undefined) throw mustBe(cut);
			return text;
		}
		case 'number': {
			const number = enteredId(value);
			if (number !== undefined) return number;
			throw mustBe('a whole number above 0');
		}
		case 'email':
			if (text.length > LONGEST_EMAIL) throw new WrongValue(`'${label}' is too long`);
			if (EMAIL.test(text)) return text;
			throw mustBe(`an e-mail address: ${quote(text)} is none`);
		case 'yesNo': {
			const answer = yesOrNo(value);
			if (answer !== undefined) return answer;
			throw mustBe('Yes or No');
		}
		case 'date': {
			const date = localDate(value, await lookups.zone());
			if (date !== undefined) return date;
			throw mustBe(`a date such as 2027-03-31 or 2027-03-31T17:00:00: ${quote(text)} is none`);
		}
		case 'one':
			return idOf(holds.of, label, value, lookups, isChosen);
		case 'many':
			return entriesOf(holds.of, label, value, lookups);
	}
}

/** By these records are found: several would share a word for none. */
const OWN_NUMBERS = new Set(['id_num', 'card_num']);

const DIGITS = /^\d+$/;
/** RFC 5321: no address can be longer. */
const LONGEST_EMAIL = 254;

/** Whether a dot is in place is looked at once: to try each dot would take a long text for ever. */
const EMAIL = /^[^\s@]+@(?=[^\s@]+\.[^\s@])[^\s@]+$/;

const YES = ['true', 'yes', 'y', '1'];
const NO = ['false', 'no', 'n', '0'];

function yesOrNo(value: unknown): boolean | undefined {
	const text =
		(typeof value === 'boolean' ? String(value) : enteredText(value))?.toLowerCase() ?? '';
	if (YES.includes(text)) return true;
	return NO.includes(text) ? false : undefined;
}
