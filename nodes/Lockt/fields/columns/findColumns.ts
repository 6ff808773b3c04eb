import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { isTooDeep } from '../../api/text/depth';
import { isBlank } from '../../api/text/values';
import { isCalled, means, saysUtc } from './columnNames';
import { decidesAccess, type Field } from '../field';
import { suspicionsOf, type Suspicion } from './suspicions';

/** Which columns of a run hold which field, where they are found by their names. */
export interface FoundColumns {
	/** Of each field by its ID. */
	of: Map<string, string[]>;
	/** Those that people only call like a field which has a column of its own, and that may not say otherwise. */
	besides: Map<string, string[]>;
	/** Those of which none is called like the field, so that it is open which one is meant. */
	unclear: Map<string, string[]>;
	/** What those that mean no field may have to do with one. */
	suspicions: Map<string, Suspicion[]>;
}

/** Once for each run and what it maps: all of its items are read by the same columns. */
const found = new WeakMap<IDataObject[], Map<string, FoundColumns | LocktError>>();

/** More are no table: each of them is compared with all that fields are called. */
const MOST_COLUMNS = 1_000;

/**
 * Finds the columns of each field in all items of a run. Where any of them has a column that is called like the field,
 * one that people only call so does not count in any: a blank cell says nothing, whatever stands beside it. Where
 * several are only called so, none is taken.
 *
 * @throws LocktError when there are too many to look through
 */
export function findColumns(fields: Field[], inputs: IDataObject[]): FoundColumns {
	const kept = found.get(inputs) ?? new Map<string, FoundColumns | LocktError>();
	found.set(inputs, kept);
	const key = fields.map(({ id }) => id).join();
	const columns = kept.get(key) ?? find(fields, inputs);
	kept.set(key, columns);
	if (columns instanceof LocktError) throw columns;
	return columns;
}

function find(fields: Field[], inputs: IDataObject[]): FoundColumns | LocktError {
	const names = [...new Set(inputs.flatMap((input) => Object.keys(input)))];
	if (names.length > MOST_COLUMNS) {
		return new LocktError(
			`The items have ${names.length} different columns, too many to find the fields by their names`,
			"Choose 'Map Each Column Manually' under 'Mapping Column Mode', or remove the columns that are not needed",
		);
	}
	const filled = new Set(inputs.flatMap((input) => filledIn(input)));
	const others = names.filter((name) => !fields.some((field) => means(name, field)));
	const [of, besides, unclear] = [maps(), maps(), maps()];
	for (const field of fields) {
		const own = names.filter((name) => means(name, field));
		const called = others.filter((name) => filled.has(name) && isCalled(name, field));
		of.set(field.id, own.length > 0 ? own : called);
		if (own.length > 0 && decidesAccess(field)) besides.set(field.id, called);
		if (own.length === 0 && called.length > 1) unclear.set(field.id, called);
	}
	const used = new Set([...of.values(), ...besides.values()].flat());
	const unused = names.filter((name) => filled.has(name) && !used.has(name));
	const suspicions = new Map(unused.map((name) => [name, suspicionsOf(fields, name)]));
	return { of, besides, unclear, suspicions };
}

const maps = () => new Map<string, string[]>();

/** The columns of an item that hold something. */
export function filledIn(source: IDataObject): string[] {
	return Object.keys(source).filter((name) => !isBlank(source[name]));
}

/** Whether two columns of an item say the same. */
export function sayTheSame(source: IDataObject, columns: string[]): boolean {
	const texts = columns.map((name) =>
		isTooDeep(source[name]) ? name : `${saysUtc(name)} ${JSON.stringify(source[name])}`,
	);
	return new Set(texts).size < 2;
}
