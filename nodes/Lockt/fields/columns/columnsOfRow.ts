import type { IDataObject } from 'n8n-workflow';
import { quote } from '../../api/text/text';
import { isBlank } from '../../api/text/values';
import { filledIn, sayTheSame, type FoundColumns } from './findColumns';
import { means, nameColumn } from './columnNames';
import type { Columns } from './columns';
import { decidesAccess, type Field } from '../field';
import { namesIn } from '../names';
import { isHarmless } from './otherColumns';
import type { Suspicion } from './suspicions';
import type { Understood } from '../row';

/** Whether a value says nothing of a field: it is blank, or a list of nothing. */
export function saysNothing({ holds }: Field, value: unknown): boolean {
	return isBlank(value) || (holds.is === 'many' && namesIn(value).length === 0);
}

/** How the columns of an item were understood. */
export function understand(fields: Field[], found: FoundColumns, source: IDataObject): Understood {
	const { of, suspicions } = found;
	const filled = filledIn(source);
	const taken = fields.flatMap((field) =>
		of
			.get(field.id)!
			.filter((column) => filled.includes(column) && !means(column, field))
			.map((column) => ({ column, label: field.label })),
	);
	// What stops the row is told there, and with other advice.
	const isUnused = (name: string) =>
		suspicions.has(name) && suspicionsFor(name, found, source).length === 0;
	return { ignored: filled.filter(isUnused), taken };
}

/** The column of an item that may be meant for a field which no column of the run holds. */
export function nearestTo({ id }: Field, { of, suspicions }: FoundColumns, source: IDataObject) {
	if (of.get(id)!.length > 0) return undefined;
	return filledIn(source).find((name) =>
		suspicions.get(name)?.some(({ field, how }) => field.id === id && how === 'meant'),
	);
}

/** What is wrong with the columns of an item, before what stands in them is looked at. */
export function problemsOfColumns(
	fields: Field[],
	found: FoundColumns,
	source: IDataObject,
): string[] {
	return [
		...fields.flatMap((field) => sayUnclear(field, found)),
		...fields.flatMap((field) => sayContradicted(field, found, source)),
		...filledIn(source).flatMap((column) =>
			saySuspected(column, suspicionsFor(column, found, source)),
		),
	];
}

/**
 * What to say of columns of an item that no field is for, and that may say anything: e.g. that somebody has left.
 *
 * @param ignored those that are not used
 */
export function problemsOfOthers(
	columns: Columns,
	{ suspicions }: FoundColumns,
	ignored: string[],
): string[] {
	const isCleared = (name: string) => suspicions.get(name)?.some(({ clears }) => clears);
	const others = ignored.filter((name) => !isCleared(name) && !isHarmless(name, columns));
	if (others.length === 0) return [];
	const [are, them] = others.length > 1 ? ['are no fields', 'them'] : ['is no field', 'it'];
	return [
		`${listColumns(others)} ${are}, and may count: remove ${them}, choose 'Map Each Column Manually', or add the option 'Ignore Other Columns'`,
	];
}

function sayUnclear({ id, label }: Field, { unclear }: FoundColumns): string[] {
	const columns = unclear.get(id);
	if (!columns) return [];
	return [
		`'${label}' may be in several columns: ${listColumns(columns)}. Rename the one that is meant to '${label}', or remove the others`,
	];
}

/** A column of its own may be blank: then one beside it that is not says something else, too. */
function sayContradicted(
	{ id, label }: Field,
	{ of, besides }: FoundColumns,
	source: IDataObject,
): string[] {
	const own = of.get(id)!;
	const says = own.find((name) => !isBlank(source[name])) ?? own[0]!;
	const differing = (besides.get(id) ?? []).filter(
		(name) => !isBlank(source[name]) && !sayTheSame(source, [says, name]),
	);
	if (differing.length === 0) return [];
	return [`'${label}' is in several columns, which differ: ${listColumns([says, ...differing])}`];
}

/**
 * What a column of an item may have to do with fields that the item says nothing of. What may be the contrary of a switch
 * or of access levels counts beside them, too; an old date does not.
 */
function suspicionsFor(
	column: string,
	{ of, unclear, suspicions }: FoundColumns,
	source: IDataObject,
): Suspicion[] {
	const isOpen = (field: Field) =>
		field.required !== true &&
		!unclear.has(field.id) &&
		of.get(field.id)!.every((name) => saysNothing(field, source[name]));
	return (suspicions.get(column) ?? [])
		.filter(({ field }) => decidesAccess(field))
		.filter(({ field, how }) => (how === 'contrary' && field.holds.is !== 'date') || isOpen(field))
		.filter(({ fits }) => fits(source[column]))
		.map((one) =>
			// There is a column of that name.
			one.how === 'meant' && of.get(one.field.id)!.length > 0 ? { ...one, how: 'looks' } : one,
		);
}

/** What to say of a column that may have to do with some fields; first of all that it may say the contrary. */
function saySuspected(column: string, suspicions: Suspicion[]): string[] {
	for (const how of ['contrary', 'meant', 'looks'] as const) {
		const labels = suspicions.filter((one) => one.how === how).map(({ field }) => field.label);
		if (labels.length > 0) return [SAID[how](quote(nameColumn(column)), labels)];
	}
	return [];
}

/** Nobody is told to rename what may say the contrary. */
const SAID: Record<Suspicion['how'], (column: string, labels: string[]) => string> = {
	contrary: (column, labels) =>
		`The column ${column} may say something else than ${oneOf(labels)}, or the contrary: remove it, or choose 'Map Each Column Manually'`,
	meant: (column, labels) =>
		`The column ${column} may be meant as ${oneOf(labels)}: rename it to ${labels.length > 1 ? 'what it is' : 'that'}, or remove it`,
	looks: (column, labels) =>
		`The column ${column} may be meant as ${oneOf(labels)}: remove it, or choose 'Map Each Column Manually'`,
};

const oneOf = (labels: string[]) => labels.map((label) => `'${label}'`).join(' or ');

/** Columns as they are named in a message. */
export function listColumns(columns: string[]): string {
	const more = columns.length > MOST_NAMED ? ` and ${columns.length - MOST_NAMED} more` : '';
	const named = columns.slice(0, MOST_NAMED).map((name) => quote(nameColumn(name)));
	return named.join(', ') + more;
}

/** So many columns are named. */
const MOST_NAMED = 20;
