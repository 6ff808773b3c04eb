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
