import { ALIASES } from './columns/columnAliases';
import type { NamedKind } from './kinds';
import type { Period } from './validity';

/** What a field of a record holds. */
export type Holds =
	| { is: 'text' | 'digits' | 'email' | 'date' | 'yesNo' | 'number' }
	/** One record of a kind, by ID or name. */
	| { is: 'one'; of: NamedKind }
	/** Several, as a list or a text with commas. */
	| { is: 'many'; of: NamedKind };

/** A field that a person fills from their columns. */
export interface Field {
	/** The property in Lockt, e.g. id_num */
	id: string;
	/** e.g. ID Number */
	label: string;
	holds: Holds;
	required?: boolean;
	/** Required of a record that is not there yet. */
	neededIfNew?: boolean;
	/** What it is, where people may wonder. */
	about?: string;
	/** What a column of it may be called as well, where columns are found by their names. */
	also?: string[];
}

/** Left away in silence, access would have no end, or be given at all. */
export function decidesAccess({ holds }: Field): boolean {
	return holds.is === 'date' || holds.is === 'yesNo' || holds.is === 'one' || holds.is === 'many';
}

/** A field of text. */
export const text = (id: string, label: string): Field => ({ id, label, holds: { is: 'text' } });
/** Digits, leading zeros kept. */
export const digits = (id: string, label: string): Field => ({
	id,
	label,
	holds: { is: 'digits' },
});
/** The same fields, which may not be missing or blank. */
export const required = (...fields: Field[]): Field[] =>
	fields.map((field) => ({ ...field, required: true }));

/** The same fields, whose columns may be called as HR tools and spreadsheets call them. */
export const widelyKnown = (...fields: Field[]): Field[] =>
	fields.map((field) => ({ ...field, also: ALIASES[field.id] }));

/** The two dates of a period. */
export const dates = ({ from, until }: Period): Field[] =>
	[from, until].map((end) => ({ ...end, holds: { is: 'date' } }));
