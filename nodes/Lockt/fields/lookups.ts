import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { askPatiently, recordsOf, siteZone, type Question } from '../api/client';
import { LocktError, missingError, unlessMissing } from '../api/errors';
import { plainText } from '../api/text';
import type { Key, Kind, NamedKind } from './kinds';
import type { Picked } from './locator';

/** Up to this many records are asked for one by one; for more, their whole list costs less. */
const FEW = 5;

/** Reads may overlap, but not without bounds: this many at once. */
const AT_ONCE = 5;

/** What Lockt already has, for operations that change it. Nothing is asked twice in one run. */
export interface Lookups {
	/** The site's time zone. */
	zone: () => Promise<string>;
	/** Those whose property has a value, out of the whole list. */
	findInList: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those whose property has a value: few are asked for one by one, many looked up in the list. */
	find: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those that a text may mean: by name and, where it is a number, by ID as well. */
	findMeant: (kind: NamedKind, text: string) => Promise<IDataObject[]>;
	/** The one record of an ID, with all that Lockt shows of it alone. @throws LocktError when there is none */
	readFull: (kind: Kind, id: number) => Promise<IDataObject>;
	/** The ID of what was picked; an ID is taken as it is. @throws LocktError when there is no such record, or several */
	idOf: (kind: Kind, picked: Picked) => Promise<number>;
}

/** @param rows how many items the run has: few are looked up one by one, many in a list */
export function lookupsFor(context: IExecuteFunctions, rows: number): Lookups {
	const inTurn = limited(AT_ONCE);
	const answers = new Map<string, Promise<IDataObject[]>>();
	const read = (kind: Kind, question: Question): Promise<IDataObject[]> =>
		keep(answers, JSON.stringify([question.path, question.query]), async () => {
			const answer = await inTurn(() => askPatiently(context, question));
			return recordsOf(answer).map((record) => kind.normalise?.(record) ?? record);
		});

	const indexes = new Map<string, Promise<Map<string, IDataObject[]>>>();
	const readIndex = (kind: Kind, name: string, valuesOf: (record: IDataObject) => string[]) =>
		keep(indexes, `${kind.path} ${name}`, async () =>
			grouped(await read(kind, { path: kind.path }), valuesOf),
		);

	const findFiltered = async (kind: Kind, { filter, property }: Key, value: string) => {
		const question = { path: kind.path, query: { [filter!]: value } };
		const found = (await unlessMissing(read(kind, question))) ?? [];
		return found.filter((record) => keyOf(record, property) === folded(value, property));
	};
	const findInList = async (kind: Kind, property: string, value: string) => {
		const index = await readIndex(kind, property, (record) => [keyOf(record, property)]);
		return index.get(folded(value, property)) ?? [];
	};
	const filterFor = ({ keys }: Kind, property: string) =>
		rows <= FEW
			? keys.find((key) => key.property === property && key.filter && !key.pending)
			: undefined;
	const find = (kind: Kind, property: string, value: string) => {
		const key = filterFor(kind, property);
		return key ? findFiltered(kind, key, value) : findInList(kind, property, value);
	};
	const findNamed = async (kind: NamedKind, name: string) => {
		const index = await readIndex(kind, 'by name', (record) => kind.names(record).map(foldName));
		return index.get(foldName(name)) ?? [];
	};

	return {
		zone: once(() => siteZone(context)),
		findInList,
		find,
		findMeant: async (kind, text) => {
			if (/^\d+$/.test(text)) {
				const numbered = await findInList(kind, 'id', text);
				return [...new Set([...(await findNamed(kind, text)), ...numbered])];
			}
			const key = filterFor(kind, 'name');
			return key ? findFiltered(kind, key, text) : findNamed(kind, text);
		},
		readFull: async (kind, id) => {
			const [key] = kind.keys;
			const [found] = await findFiltered(kind, key, String(id));
			if (found) return found;
			throw missingError(kind.noun, key.label, String(id));
		},
		idOf: async (kind, { key, value }) => {
			if (key.property === 'id') return Number(value);
			const found = await find(kind, key.property, value);
			if (found.length === 0) throw missingError(kind.noun, key.label, value);
			if (found.length === 1) return Number(found[0]!.id);
			throw new LocktError(
				`${found.length} ${kind.plural} have the ${key.label} '${value}'`,
				`Pick the ${kind.noun} from the list or by its ID`,
			);
		},
	};
}

function keyOf(record: IDataObject, property: string): string {
	return folded(plainText(record[property]), property);
}

/** Names and e-mail addresses are the same without regard to case; numbers only to the letter. */
function folded(value: string, property: string): string {
	return property === 'name' || property === 'email' ? foldName(value) : value;
}

const foldName = (name: string) => name.toLowerCase();

/** Records by each of their values. */
function grouped(records: IDataObject[], valuesOf: (record: IDataObject) => string[]) {
	const groups = new Map<string, IDataObject[]>();
	for (const record of records) {
		for (const value of new Set(valuesOf(record))) {
			const group = groups.get(value);
			if (group) group.push(record);
			else groups.set(value, [record]);
		}
	}
	return groups;
}

/** What is known under a name already, or else comes of the work. */
function keep<T>(known: Map<string, Promise<T>>, name: string, work: () => Promise<T>): Promise<T> {
	const result = known.get(name) ?? work();
	known.set(name, result);
	return result;
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
