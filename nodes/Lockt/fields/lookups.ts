import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { groupBy } from '../api/text/groupBy';
import { askPatiently, type AskLockt, type Question } from '../api/client';
import { bareCard } from '../api/records/card';
import { hasOpenOrder } from '../api/records/dates';
import { unlessMissing, unlessRefused } from '../api/errors';
import { askEachOnce, once, onceEach } from '../api/questions/once';
import { noticeOthers } from '../api/turns/overtaken';
import { readCurrent } from '../api/turns/contradicted';
import { mayListLag } from '../api/turns/unseen';
import { siteZone } from '../api/questions/site';
import type { Listed } from '../api/questions/records';
import { isMasked } from '../api/text/masked';
import { isObject, plainText } from '../api/text/text';
import { missingNameError } from './choices';
import { lookAlikeError } from './digits';
import { findBy, unclearError } from './find';
import { type Key, type Kind, type NamedKind } from './kinds';
import type { Picked } from './locator';
import { splitNames } from '../api/text/splitNames';
import {
	cameAsNumber,
	comparable,
	findPicked,
	findTorn,
	onlyOne,
	readListed,
	refuseTorn,
	tellsAll,
} from './records';

/** Up to this many records are asked for one by one; for more, their whole list costs less. */
const FEW = 5;

/** What Lockt already has, for operations that change it. Nothing is asked twice in one run. */
export interface Lookups {
	/** Whether another run has changed something since these lookups began, in this process. */
	isOvertaken: () => Promise<boolean>;
	/** Whether a list may not show yet what became of a record: another run has changed some of the kind just now. */
	mayListLag: (kind: Kind) => Promise<boolean>;
	/** The site's time zone; undefined where Lockt does not say it. */
	zone: () => Promise<string | undefined>;
	/** Those whose property has a value, out of the whole list; asked for alone where that leaves it open. */
	findInList: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those in the whole list who may have a value: in any case, or as a number. */
	findListed: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/**
	 * The same, and those in the list of those who are not in it.
	 *
	 * @param isAskedFor whether they are asked for by the value as well, where the API has a filter for it
	 */
	findHolders: (
		kind: Kind,
		property: string,
		value: string,
		isAskedFor: boolean,
	) => Promise<Holders>;
	/** Those whose property has a value: few are asked for one by one, many looked up in the list. */
	find: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those in the whole list whose number is another text but for zeros at its start, which spreadsheets drop. */
	findCut: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those of a list that a kind has besides its own, as privileged users are in no other; none where it has none. */
	findApart: (kind: Kind, property: string, value: string) => Promise<IDataObject[]>;
	/** Those whose name has commas in it, and whose parts stand side by side in a list of names. */
	findSplit: (kind: NamedKind, parts: string[]) => Promise<IDataObject[]>;
	/** Those that a text may mean: by name and, where it is a number, by ID as well. */
	findMeant: (kind: NamedKind, text: string) => Promise<IDataObject[]>;
	/** All there are. */
	readAll: (kind: Kind) => Promise<IDataObject[]>;
	/** Whether the whole list shows a property with this value for each of several records: then it may say nothing. */
	isAlways: (kind: Kind, property: string, value: unknown) => Promise<boolean>;
	/** The one record of an ID, with all that Lockt shows of it alone. @throws LocktError when there is none */
	readFull: (kind: Kind, id: number) => Promise<IDataObject>;
	/** The ID of what was picked; an ID is taken as it is. @throws LocktError when there is no such record, or several */
	idOf: (kind: Kind, picked: Picked) => Promise<number>;
}

/** Waits until Lockt shows what was changed just now of what is read there. */
export type UntilShown = (context: IExecuteFunctions, path: string) => Promise<void>;

/** Those who may have a value. */
export interface Holders {
	records: IDataObject[];
	/** What Lockt sent tells of everybody whether they have it. */
	tellsAll: boolean;
}

/**
 * @param rows how many items the run has: few are looked up one by one, many in a list
 * @param how patiently, unless others wait for it
 * @param untilShown what is waited for before records are read: they are changed by what is read of them. Without it,
 *   they are taken as they are shown
 */
export function lookupsFor(
	context: IExecuteFunctions,
	rows: number,
	how: AskLockt = askPatiently,
	untilShown?: UntilShown,
): Lookups {
	const showsAll = onceEach((path) => untilShown?.(context, path) ?? Promise.resolve());
	const ask = askEachOnce(async ({ kind, ...question }: Question & { kind: Kind }) => {
		await showsAll(kind.path);
		const read = () => readListed(context, kind, question, how);
		return untilShown ? readCurrent(context, kind.path, read, ({ records }) => records) : read();
	});

	const readAll = (kind: Kind) => ask({ kind, path: kind.path });
	// To go through a long list for each item would take longer than to ask for it.
	const readIndex = rememberEach((kind, _, valuesOf: (record: IDataObject) => string[]) =>
		readAll(kind).then(({ records }) => groupBy(records, valuesOf)),
	);
	const readTorn = rememberEach(async (kind) => findTorn(kind, (await readAll(kind)).records));
	const listTells = rememberEach(async (kind, property) =>
		tellsAll(kind, property, await readAll(kind)),
	);
	const indexLoosely = (property: string, { records, leftOut }: Listed): Listing => ({
		index: groupBy(records, (record) => [loose(property, record)]),
		leftOut,
	});
	const readListing = rememberEach(async (kind, property) =>
		indexLoosely(property, await readAll(kind)),
	);
	const readApartListing = rememberEach(async (kind, property) => {
		const apart = await readApart(kind);
		return apart && { ...indexLoosely(property, apart), tells: tellsApart(kind, property, apart) };
	});
	const readApart = async (kind: Kind): Promise<Listed | undefined> =>
		kind.apart === undefined
			? { records: [], leftOut: [] }
			: unlessRefused(ask({ kind, path: kind.path, flags: [kind.apart] }));

	const askBy = async (kind: Kind, { filter }: Key, value: string) => {
		const question = { kind, path: kind.path, query: { [filter!]: value } };
		return (await unlessMissing(ask(question))) ?? { records: [], leftOut: [] };
	};
	const findFiltered = (kind: Kind, key: Key, value: string) =>
		findBy(kind, key, value, (asked) => askBy(kind, key, asked), NOT_SENT);
	const findInList = async (kind: Kind, property: string, value: string) => {
		const index = await readIndex(kind, property, (record) => [indexed(property, record)]);
		const wanted = comparable(property, value);
		const found = index.get(wanted) ?? [];
		refuseTorn(kind, found, await readTorn(kind, 'torn'));
		const lookAlikes = wanted === '' ? undefined : index.get(asNumber(Number(wanted)));
		const key = filterFor(kind, property);
		if (lookAlikes) {
			if (key) return findFiltered(kind, key, value);
			throw lookAlikeError(kind, labelOf(kind, property), value);
		}
		if (found.length > 0) return found;
		if (await listTells(kind, property)) return found;
		if (key) return findFiltered(kind, key, value);
		throw unclearError(kind, labelOf(kind, property), value, NOT_SENT);
	};
	const labelOf = ({ keys }: Kind, property: string) =>
		keys.find((key) => key.property === property)?.label ?? LABELS[property] ?? property;
	const filterFor = ({ keys }: Kind, property: string) =>
		keys.find((key) => key.property === property && key.filter && !key.pending);
	const find = (kind: Kind, property: string, value: string) => {
		const key = rows <= FEW ? filterFor(kind, property) : undefined;
		return key ? findFiltered(kind, key, value) : findInList(kind, property, value);
	};
	/** Where nobody can be asked for by a property, one who is not in the first list may have it as well. */
	const findInBoth = async (kind: Kind, property: string, value: string) => {
		const found = await findInList(kind, property, value);
		const { index = new Map<string, IDataObject[]>() } =
			(await readApartListing(kind, property)) ?? {};
		const apart = holdersIn({ index, leftOut: [] }, property, value);
		return [...new Map([...apart, ...found].map((one) => [one.id, one])).values()];
	};
	const findNamed = async (kind: NamedKind, name: string) => {
		const fold = (text: string) => comparable('name', text);
		const index = await readIndex(kind, 'by name', (record) => kind.names(record).map(fold));
		const found = index.get(fold(name)) ?? [];
		refuseTorn(kind, found, await readTorn(kind, 'torn'));
		return found;
	};

	const lookups: Lookups = {
		isOvertaken: noticeOthers(context),
		mayListLag: ({ path }) => mayListLag(context, path),
		zone: once(() => siteZone(context, how)),
		findInList,
		findListed: async (kind, property, value) =>
			holdersIn(await readListing(kind, property), property, value),
		findHolders: async (kind, property, value, isAskedFor) => {
			const list = await readListing(kind, property);
			const apart = await readApartListing(kind, property);
			const lists = apart ? [list, apart] : [list];
			const listed = lists.flatMap((list) => holdersIn(list, property, value));
			const key = isAskedFor ? filterFor(kind, property) : undefined;
			const answer = key ? await askBy(kind, key, value) : undefined;
			const asked = answer ? holdersIn(indexLoosely(property, answer), property, value) : [];
			const isTold = answer ? tellsAll(kind, property, answer) : await listTells(kind, property);
			return { records: [...listed, ...asked], tellsAll: isTold && apart?.tells === true };
		},
		find,
		findCut: async (kind, property, value) => {
			const bare = (record: IDataObject) => [bareCard(record[property])];
			const index = await readIndex(kind, `${property} without zeros`, bare);
			const alike = index.get(bareCard(value)) ?? [];
			const own = comparable(property, value);
			return alike.filter(({ [property]: held }) => comparable(property, held) !== own);
		},
		findApart: async (kind, property, value) => {
			const apart = await readApartListing(kind, property);
			return apart ? holdersIn(apart, property, value) : [];
		},
		findSplit: async (kind, parts) => {
			const index = await readIndex(kind, 'by parts', (record) =>
				kind.names(record).map(splitNames).filter(isSplit).map(joinParts),
			);
			const list = joinParts(parts);
			return [...index].flatMap(([name, records]) => (list.includes(name) ? records : []));
		},
		findMeant: async (kind, text) => {
			if (/^\d+$/.test(text)) {
				const numbered = await findInList(kind, 'id', text);
				const named = await findNamed(kind, text);
				if (named.some((one) => cameAsNumber('name', one))) {
					throw lookAlikeError(kind, 'Name', text);
				}
				return [...new Set([...named, ...numbered])];
			}
			const key = rows <= FEW ? filterFor(kind, 'name') : undefined;
			return key ? findFiltered(kind, key, text) : findNamed(kind, text);
		},
		readAll: async (kind) => (await readAll(kind)).records,
		isAlways: async (kind, property, value) => {
			const { records } = await readAll(kind);
			return records.length > 1 && records.every((one) => one[property] === value);
		},
		readFull: async (kind, id) => {
			const [key] = kind.keys;
			const value = String(id);
			const found = findPicked(kind, { key, value }, await findFiltered(kind, key, value));
			if (hasOpenOrder(found)) await readAll(kind);
			return found;
		},
		idOf: async (kind, picked) => {
			const { key, value } = picked;
			if (key.property === 'id') return Number(value);
			const isListed = kind.apart !== undefined && !key.filter;
			const found = await (isListed ? findInBoth : find)(kind, key.property, value);
			if (found.length === 0 && key.property === 'name') {
				throw await missingNameError(kind, key.label, value, lookups);
			}
			return Number(onlyOne(kind, picked, found).id);
		},
	};
	return lookups;
}

/** A list, by one property. */
interface Listing {
	index: Map<string, IDataObject[]>;
	/** What came without a usable ID. */
	leftOut: unknown[];
}

/** Of a few, as administrators are, all may have none: then it is shown as blank. */
function tellsApart(kind: Kind, property: string, apart: Listed): boolean {
	const shows = (one: IDataObject) => property in one && !isMasked(plainText(one[property]));
	return tellsAll(kind, property, apart) || apart.records.every(shows);
}

/** Work on the list of a kind, done once for each name that it goes by. */
function rememberEach<T, More extends unknown[]>(
	work: (kind: Kind, name: string, ...more: More) => Promise<T>,
) {
	const results = new Map<string, Promise<T>>();
	return (kind: Kind, name: string, ...more: More): Promise<T> => {
		const key = `${kind.path} ${name}`;
		const result = results.get(key) ?? work(kind, name, ...more);
		results.set(key, result);
		return result;
	};
}

/** Of what no record is picked by, but may be found by. */
const LABELS: Record<string, string> = { email: 'Email' };

/** Added where it is not clear whether somebody is there. */
const NOT_SENT = 'For a new one use Create. Nothing was sent to Lockt';

/** What came as a number is found by that: no text without outer spaces begins like this. */
const asNumber = (number: number) => `\n${number}`;

function indexed(property: string, record: IDataObject): string {
	return cameAsNumber(property, record)
		? asNumber(record[property] as number)
		: comparable(property, record[property]);
}

/** The same in any case; of an e-mail address, whatever stands around it: mailto:a@b.example, Ann <a@b.example> */
function loose(property: string, record: IDataObject): string {
	const text = indexed(property, record).toLowerCase();
	if (property !== 'email') return text;
	const isAddress = (part: string) => part.indexOf('@') > 0 && !part.endsWith('@');
	return text.split(/[\s<>:,;"']/).find(isAddress) ?? text;
}

/** By what those who may have a value are found. */
function looseKeys(property: string, value: string): string[] {
	return [loose(property, { [property]: value }), asNumber(Number(value))];
}

/** Those who may have a value, among whatever came. */
function holdersIn({ index, leftOut }: Listing, property: string, value: string): IDataObject[] {
	const keys = looseKeys(property, value);
	const others = leftOut.filter(
		(one): one is IDataObject =>
			isObject(one) && keys.includes(loose(property, one as IDataObject)),
	);
	return [...keys.flatMap((key) => index.get(key) ?? []), ...others];
}

const isSplit = (parts: string[]) => parts.length > 1;

/** A run of names within others is found as a text within a text: no name has a new line in it. */
function joinParts(parts: string[]): string {
	return `\n${parts.map((part) => comparable('name', part)).join('\n')}\n`;
}
