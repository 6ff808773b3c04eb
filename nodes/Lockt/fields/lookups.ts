import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { askPatiently, siteZone, type Question } from '../api/client';
import { missingError, unlessMissing } from '../api/errors';
import { askEachOnce, once } from '../api/once';
import type { Key, Kind } from './kinds';
import type { Picked } from './locator';
import { comparable, findPicked, readRecords } from './records';

/** Up to this many records are asked for one by one; for more, their whole list costs less. */
const FEW = 5;

/** What Lockt already has, for operations that change it. Nothing is asked twice in one run. */
export interface Lookups {
	/** The site's time zone. */
	zone: () => Promise<string>;
	/** Those of the list whose property has a value. */
	listed: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those whose property has a value: few are asked for one by one, many looked up in the list. */
	having: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** The one record of an ID, with all that Lockt shows of it alone. */
	whole: (kind: Kind, id: number) => Promise<IDataObject>;
	/** The ID of what was picked; an ID is taken as it is. @throws LocktError when there is no such record, or several */
	idOf: (kind: Kind, picked: Picked) => Promise<number>;
}

/** @param rows how many items the run has: few are looked up one by one, many in a list */
export function lookupsFor(context: IExecuteFunctions, rows: number): Lookups {
	const ask = askEachOnce(async ({ kind, ...question }: Question & { kind: Kind }) =>
		readRecords(kind, await askPatiently(context, question)),
	);
	const list = (kind: Kind) => ask({ kind, path: kind.path });

	const filtered = async (kind: Kind, { filter, property }: Key, value: string) => {
		const question = { kind, path: kind.path, query: { [filter!]: value } };
		const found = (await unlessMissing(ask(question))) ?? [];
		const wanted = comparable(property, value);
		return found.filter((record) => comparable(property, record[property]) === wanted);
	};
	const indexes = new Map<string, Promise<Map<string, IDataObject[]>>>();
	const listed = async (kind: Kind, property: string, value: string) => {
		const name = `${kind.path} ${property}`;
		const index = indexes.get(name) ?? list(kind).then((records) => grouped(records, property));
		indexes.set(name, index);
		return (await index).get(comparable(property, value)) ?? [];
	};

	const lookups: Lookups = {
		zone: once(() => siteZone(context)),
		listed,
		having: (kind, property, value) => {
			const key = kind.keys.find((one) => one.property === property && one.filter && !one.pending);
			return rows <= FEW && key ? filtered(kind, key, value) : listed(kind, property, value);
		},
		whole: async (kind, id) => {
			const [key] = kind.keys;
			const [found] = await filtered(kind, key, String(id));
			if (found) return found;
			throw missingError(kind.noun, key.label, String(id));
		},
		idOf: async (kind, picked) => {
			const { key, value } = picked;
			if (key.property === 'id') return Number(value);
			const found = await lookups.having(kind, key.property, value);
			return Number(findPicked(kind, picked, found).id);
		},
	};
	return lookups;
}

function grouped(records: IDataObject[], property: string): Map<string, IDataObject[]> {
	const groups = new Map<string, IDataObject[]>();
	for (const record of records) {
		const key = comparable(property, record[property]);
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [record]);
	}
	return groups;
}
