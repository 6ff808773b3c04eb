import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { askPatiently, recordsOf, siteZone, type Question } from '../api/client';
import { LocktError, missingError, unlessMissing } from '../api/errors';
import { plainText } from '../api/text';
import type { Key, Kind } from './kinds';
import type { Picked } from './locator';

/** Up to this many records are asked for one by one; for more, their whole list costs less. */
const FEW = 5;

/** Reads may overlap, but not without bounds: this many at once. */
const AT_ONCE = 5;

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
	const inTurn = limited(AT_ONCE);
	const answers = new Map<string, Promise<IDataObject[]>>();
	const read = (kind: Kind, question: Question): Promise<IDataObject[]> => {
		const name = JSON.stringify([question.path, question.query]);
		const known = answers.get(name);
		if (known) return known;
		const answer = inTurn(() => askPatiently(context, question)).then((one) =>
			recordsOf(one).map((record) => kind.normalise?.(record) ?? record),
		);
		answers.set(name, answer);
		return answer;
	};
	const list = (kind: Kind) => read(kind, { path: kind.path });

	const filtered = async (kind: Kind, { filter, property }: Key, value: string) => {
		const question = { path: kind.path, query: { [filter!]: value } };
		const found = (await unlessMissing(read(kind, question))) ?? [];
		return found.filter((record) => keyOf(record, property) === folded(value, property));
	};
	const indexes = new Map<string, Promise<Map<string, IDataObject[]>>>();
	const listed = async (kind: Kind, property: string, value: string) => {
		const name = `${kind.path} ${property}`;
		const index = indexes.get(name) ?? list(kind).then((records) => grouped(records, property));
		indexes.set(name, index);
		return (await index).get(folded(value, property)) ?? [];
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
		idOf: async (kind, { key, value }) => {
			if (key.property === 'id') return Number(value);
			const found = await lookups.having(kind, key.property, value);
			if (found.length === 0) throw missingError(kind.noun, key.label, value);
			if (found.length === 1) return Number(found[0]!.id);
			throw new LocktError(
				`${found.length} ${kind.noun}s have the ${key.label} '${value}'`,
				`Pick the ${kind.noun} from the list or by its ID`,
			);
		},
	};
	return lookups;
}

function keyOf(record: IDataObject, property: string): string {
	return folded(plainText(record[property]), property);
}

/** Names and e-mail addresses are the same without regard to case; numbers only to the letter. */
function folded(value: string, property: string): string {
	return property === 'name' || property === 'email' ? value.toLowerCase() : value;
}

function grouped(records: IDataObject[], property: string): Map<string, IDataObject[]> {
	const groups = new Map<string, IDataObject[]>();
	for (const record of records) {
		const key = keyOf(record, property);
		const group = groups.get(key);
		if (group) group.push(record);
		else groups.set(key, [record]);
	}
	return groups;
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
	let result: Promise<T> | undefined;
	return () => (result ??= work());
}

/** Lets only so many pieces of work run at a time. */
function limited(most: number) {
	let running = 0;
	const waiting: Array<() => void> = [];
	return async <T>(work: () => Promise<T>): Promise<T> => {
		if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
		else running++;
		try {
			return await work();
		} finally {
			const next = waiting.shift();
			if (next) next();
			else running--;
		}
	};
}
