import type { Field } from './field';

/** What the canvas calls a field. It has no description, and a longer label would be cut off. */
export function titleOf({ label, holds }: Field): string {
	return holds.is === 'many' ? `${label} (Comma-Separated)` : label;
}

/** Whether a column means a field, however it is spelt: "E-Mail" is Email. */
export function means(column: string, field: Field): boolean {
	if (column === field.id) return true;
	const name = bare(column);
	return [field.id, field.label, titleOf(field)].some((own) => bare(own) === name);
}

/**
 * Whether a column that means no field by its own name is one of what people call it: "Start Date" is Access Effective.
 * The name of a date may say that it is in UTC.
 */
export function isCalled(column: string, field: Field): boolean {
	const name = field.holds.is === 'date' ? withoutZone(column) : column;
	if (name !== column && means(name, field)) return true;
	return aliasesOf(field).has(foldColumn(name));
}

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
export function foldColumn(name: string): string {
	const plain = name.replaceAll('#', ' no').replaceAll('°', 'o');
	return bare(plain.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
}

/**
 * Whether a property that only Lockt knows may be written. `id` above all may not: it would put another
 * record in the place of the one that was picked.
 */
export function isWritable(property: string): boolean {
	return !NOT_WRITTEN.has(bare(property));
}

/** The name of a column with nothing but its letters and digits. */
function bare(name: string): string {
	return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Lockt gives these itself, or they are set by operations of their own. */
export const NOT_WRITTEN_PROPERTIES = [
	...['id', 'unid', 'user_id', 'credential_key'],
	...['enabled', 'accesslevels', 'type', 'locationtype'],
];

const NOT_WRITTEN = new Set(NOT_WRITTEN_PROPERTIES.map(bare));
