import type { IDataObject } from 'n8n-workflow';
import { identifyAccount } from '../api/guard/account';
import { ask, type LocktContext } from '../api/client';
import { askRecords } from '../api/questions/records';
import { accountOf } from '../api/transport';
import { comparable } from '../fields/records';

/** A list is read anew after an hour; sooner where a name is unknown, or when it could not be read. */
const KEPT_MS = 60 * 60_000;

/** More accounts than an instance has: beyond it, lists are read again rather than kept for ever. */
const MOST_KEPT = 200;

/** The lists of each account, and when they were asked for. */
const kept = new Map<string, { at: number; list: Promise<IDataObject[]> }>();

/**
 * The doors or locations of the account, as Lockt listed them within the last hour.
 *
 * @param isEnough whether the list that is kept will do: where not, or where there is none, it is asked for anew
 * @param againMs but not sooner than so long after the last time
 * @throws LocktError when it could not be read
 */
export async function recallList(
	context: LocktContext,
	path: '/door' | '/location',
	isEnough: (list: IDataObject[]) => boolean,
	againMs: number,
): Promise<IDataObject[]> {
	const under = JSON.stringify([path, identifyAccount(await accountOf(context))]);
	const before = kept.get(under);
	const age = before ? Date.now() - before.at : -1;
	if (before && age >= 0 && age < KEPT_MS) {
		const list = await before.list.catch(() => undefined);
		if (age < againMs || (list && isEnough(list))) return before.list;
	}
	if (kept.size >= MOST_KEPT) kept.clear();
	const list = askRecords(context, { path }, ask);
	kept.set(under, { at: Date.now(), list });
	return list;
}

/** Whether a list has all of these names. */
export function hasNames(names: string[]): (list: IDataObject[]) => boolean {
	return (list) => {
		const known = new Set(list.map(({ name }) => comparable('name', name)));
		return names.every((name) => known.has(comparable('name', name)));
	};
}
