import type { IDataObject } from 'n8n-workflow';
import type { Field } from '../../fields/field';
import type { Kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { findPicked } from '../../fields/records';

/** A record that is looked at before and after it is sent. */
export interface Watched {
	kind: Kind;
	/** Those of its fields that can be compared. */
	fields: Field[];
	/** How to read it. */
	read: (lookups: Lookups) => Promise<IDataObject>;
}

/** How to read the record of an ID: one alone, or out of the list where many are. */
export function readById(kind: Kind, id: number): Watched['read'] {
	const picked = { key: kind.keys[0], value: String(id) };
	return async (lookups) =>
		findPicked(kind, picked, await lookups.find(kind, picked.key.property, picked.value));
}
