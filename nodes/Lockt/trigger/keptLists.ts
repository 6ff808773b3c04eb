import type { IDataObject } from 'n8n-workflow';
import { identifyAccount } from '../api/guard/account';
import { ask, type LocktContext } from '../api/client';
import { askRecords } from '../api/questions/records';
import { accountOf } from '../api/transport';
import { comparable } from '../fields/records';

/**
 * Several polls of one minute share a list; the next has it anew, as doors may have exchanged their names: one that
 * is unlocked by its ID must be the one at which somebody stands.
 */
const KEPT_MS = 50_000;

/** More accounts than an instance has: beyond it, lists are read again rather than kept for ever. */
const MOST_KEPT = 200;

/** The lists of each account, and when they were asked for. */
const kept = new Map<string, { at: number; list: Promise<IDataObject[]> }>();

/**
 * The doors or locations of the account, as Lockt listed them just now.
 *
 * @param isEnough whether the list that is kept will do: where not, or where there is none, it is asked for anew
 * @param againMs but not sooner than so long after the last time, however old it is
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
	if (before && age >= 0) {
		if (age < againMs) return before.list;
		const list = age < KEPT_MS ? await before.list.catch(() => undefined) : undefined;
		if (list && isEnough(list)) return list;
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
