import type { IDataObject } from 'n8n-workflow';
import { isBlank } from '../api/text/values';
import { isCalled, means } from './columnNames';
import { decidesAccess, type Field } from './field';
import { isNear } from './nearMisses';

/** Which columns of an item hold which field, where they are found by their names. */
export interface Columns {
	/** Of each field by its ID. */
	of: Map<string, string[]>;
	/** Those that hold something, and mean no field. */
	ignored: string[];
	/** Of these, the one that may be meant for a field which no column holds, by its ID. */
	near: Map<string, string>;
}

/**
 * Finds the columns of each field. A column that is called like the field counts before one that people only call so,
 * unless it decides who may come in when: then all must say the same.
 */
export function findColumns(fields: Field[], source: IDataObject): Columns {
	const names = Object.keys(source);
	const isFilled = (name: string) => !isBlank(source[name]);
	const isOwn = (name: string) => fields.some((field) => means(name, field));
	const others = names.filter((name) => !isOwn(name));
	const of = new Map(
		fields.map((field) => {
			const own = names.filter((name) => means(name, field));
			const called = others.filter((name) => isCalled(name, field));
			const isEnough = own.some(isFilled) && !decidesAccess(field);
			return [field.id, isEnough ? own : [...own, ...called]];
		}),
	);
	const used = new Set([...of.values()].flat());
	const ignored = names.filter((name) => isFilled(name) && !used.has(name));
	const near = fields
		.filter(({ id }) => !of.get(id)!.some(isFilled))
		.flatMap((field): Array<[string, string]> => {
			const column = ignored.find((name) => isNear(name, field));
			return column === undefined ? [] : [[field.id, column]];
		});
	return { of, ignored, near: new Map(near) };
}
