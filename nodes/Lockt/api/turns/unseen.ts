import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { accountOf, cancelSignalOf } from '../transport';
import { AGAIN_MS, LONGEST_LAG_MS } from './lagging';
import { accountName } from './overtaken';
import { stoppedError, unlessAborted } from './stopping';

/** A change that Lockt has said is done, or may have done: reads may not show it yet. */
interface Changed {
	by: WeakRef<IExecuteFunctions>;
	at: number;
}

interface Unseen extends Changed {
	isShown: IsShown;
}

/** Looks whether Lockt shows what was sent. It does not fail. */
export type IsShown = (context: IExecuteFunctions) => Promise<boolean>;

/** By account, oldest first. */
const unseen = new Map<string, Unseen[]>();

/** By account and path: when each run has changed records there last. */
const latest = new Map<string, Changed[]>();

/** More are not looked at one by one: to wait takes no longer. */
const MOST_LOOKED_AT = 20;

/** Notes that a change has ended. */
export async function noteUnseen(context: IExecuteFunctions, isShown: IsShown): Promise<void> {
	const account = accountName(await accountOf(context));
	const open = (unseen.get(account) ?? []).filter(isRecent);
	unseen.set(account, [...open, { by: new WeakRef(context), at: Date.now(), isShown }]);
}

/** Notes that records of a path may have been changed. */
export async function noteChange(context: IExecuteFunctions, path: string): Promise<void> {
	const list = await nameList(context, path);
	const others = (latest.get(list) ?? []).filter(isOfAnother(context)).filter(isRecent);
	latest.set(list, [...others, { by: new WeakRef(context), at: Date.now() }]);
}

/**
 * Whether another run of this process has changed records of a path just now: a list from a cache may not show it, nor
 * whoever is found by a number, though they themselves do.
 */
export async function mayListLag(context: IExecuteFunctions, path: string): Promise<boolean> {
	const changed = latest.get(await nameList(context, path)) ?? [];
	return changed.filter(isOfAnother(context)).some(isRecent);
}

const nameList = async (context: IExecuteFunctions, path: string) =>
	`${path} ${accountName(await accountOf(context))}`;

const isOfAnother =
	(context: IExecuteFunctions) =>
	({ by }: Changed) =>
		by.deref() !== context;

/**
 * Waits until Lockt shows what other runs of this process have changed just now, as long as a read may lag: whoever is
 * changed by what a read shows of them would be given back what was taken away.
 *
 * @param isOwn of this run as well: no two of its items change the same, but what it did may be shown in the end
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function waitUntilShown(context: IExecuteFunctions, isOwn = false): Promise<void> {
	const account = accountName(await accountOf(context));
	const noted = (unseen.get(account) ?? []).filter((one) => isOwn || isOfAnother(context)(one));
	let open = await keepUnseen(context, noted);
	for (const ms of AGAIN_MS) {
		if (open.length === 0) break;
		const leftMs = Math.max(...open.map(({ at }) => at)) + LONGEST_LAG_MS - Date.now();
		const wait = () => sleep(Math.min(ms, Math.max(leftMs, 0)));
		await unlessAborted(wait, cancelSignalOf(context), stoppedError);
		open = await keepUnseen(context, open);
	}
	const others = (unseen.get(account) ?? []).filter((one) => !noted.includes(one));
	if (others.length > 0) unseen.set(account, others);
	else unseen.delete(account);
}

const isRecent = ({ at }: Changed) => Date.now() < at + LONGEST_LAG_MS;

/** Those that are not shown yet. */
async function keepUnseen(context: IExecuteFunctions, noted: Unseen[]): Promise<Unseen[]> {
	const open = noted.filter(isRecent);
	if (open.length > MOST_LOOKED_AT) return open;
	const areShown = await Promise.all(open.map(({ isShown }) => isShown(context)));
	return open.filter((_, n) => !areShown[n]);
}
