import { decidesAccess, type Field } from '../field';

/** No field has a name of more signs. */
export const LONGEST_NAME = 100;

/** More columns than anybody has: beyond it, they are folded anew. */
const MOST_KEPT = 10_000;

/** Names are folded once each: there may be ten thousand rows. One that is too long for a name stays as it is. */
function onceEach(fold: (name: string) => string): (name: string) => string {
	const known = new Map<string, string>();
	return (name) => {
		if (name.length > LONGEST_NAME) return name;
		const folded = known.get(name) ?? fold(name);
		if (known.size >= MOST_KEPT) known.clear();
		known.set(name, folded);
		return folded;
	};
}

/** The name of a column with nothing but its letters and digits. */
const bare = onceEach((name) => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''));

/** What the canvas calls a field. It has no description, and a longer label would be cut off. */
export function titleOf({ label, holds }: Field): string {
	return holds.is === 'many' ? `${label} (Comma-Separated)` : label;
}

/** Whether a column means a field, however it is spelt: "E-Mail" is Email. */
export function means(column: string, field: Field): boolean {
	if (column === field.id) return true;
	if (mayBeContrary(column, field)) return false;
	const name = bare(column);
	return [field.id, field.label, titleOf(field)].some((own) => bare(own) === name);
}

/**
 * Whether a column that means no field by its own name is one of what people call it: "Start Date" is Access Effective.
 * The name of a date may say that it is in UTC.
 */
export function isCalled(column: string, field: Field): boolean {
	if (mayBeContrary(column, field)) return false;
	const name = field.holds.is === 'date' ? withoutZone(column) : column;
	if (name !== column && means(name, field)) return true;
	return aliasesOf(field).has(foldColumn(name));
}

/** Whether a sign before a name, behind it or in brackets says the contrary: - Access Levels, Access Levels (-), !Enabled. */
export const isNegated = (column: string): boolean => NEGATED.test(column);

const NEGATED = /^\s*[-–—−!≠¬~✗✘❌]|[([{]\s*[-–—−!≠¬~✗✘❌]\s*[)\]}]|[-–—−≠¬]\s*$/u;

/** A picture may say the contrary, too, e.g. of a bin or a stop sign; a tick does not. */
export const hasPicture = (text: string): boolean => PICTURE.test(text);

const PICTURE = /(?![✓✔✅☑])\p{So}|\+\s*\/\s*[-−]/u;

const mayBeContrary = (column: string, field: Field) =>
	isNegated(column) || (decidesAccess(field) && hasPicture(column));

/** Folded once: there may be ten thousand rows. */
const folded = new WeakMap<Field, Set<string>>();

function aliasesOf(field: Field): Set<string> {
	const aliases = folded.get(field) ?? new Set(field.also?.map(foldColumn));
	folded.set(field, aliases);
	return aliases;
}

/** Whether the name of a column says that its dates are in UTC, e.g. Access Expires (UTC) */
export function saysUtc(column: string): boolean {
	return UTC.test(column.trim());
}

/** The name of a column without what it says of a time zone. */
export function withoutZone(column: string): string {
	return column.trim().replace(UTC, '');
}

const UTC = /(?:[[(](?:UTC|GMT)[\])]|(?<![a-z])(?:UTC|GMT))$/i;

/** The name of a column as those compare that people choose: without accents, "#" for a number. */
export const foldColumn = onceEach((name) => {
	const plain = name.replaceAll('#', ' no').replaceAll('°', 'o');
	return bare(plain.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
});

/**
 * A column as it may be named: a sheet without a heading has values for names, a PIN or a key among them. Two digits are
 * left, as in Floor 12.
 */
export function nameColumn(column: string): string {
	const digits = column.match(/\p{N}/gu) ?? [];
	if (digits.length <= 2) return column;
	return column.replace(/[\p{L}\p{N}]+/gu, (word) => (/\p{N}/u.test(word) ? '***' : word));
}

/**
 * Whether a property that only Lockt knows may be written. `id` above all may not: it would put another
 * record in the place of the one that was picked.
 */
export function isWritable(property: string): boolean {
	return !NOT_WRITTEN.has(bare(property));
}

/** Lockt gives these itself, or they are set by operations of their own. */
export const NOT_WRITTEN_PROPERTIES = [
	...['id', 'unid', 'user_id', 'credential_key'],
	...['enabled', 'accesslevels', 'type', 'locationtype'],
];

const NOT_WRITTEN = new Set(NOT_WRITTEN_PROPERTIES.map(bare));
