import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { endpoints } from '../endpoints';
import { accountOf, cancelSignalOf } from '../transport';
import { addressOf, AGAIN_MS, isLagging, LONGEST_LAG_MS, noteLag } from './lagging';
import { accountName } from './overtaken';
import { stoppedError, unlessAborted } from './stopping';

/** What was sent in one request: Lockt has said that it is done, or may have done it. */
export interface Sent {
	/** Of which kind of record, e.g. /user */
	path: string;
	/** The IDs of the records that were changed. */
	ids: unknown[];
	/** Of users: looks whether Lockt shows it; undefined where that cannot be told. It does not fail. */
	isShown?: (context: IExecuteFunctions) => Promise<boolean | undefined>;
	/** What becomes of a record of a user by it. */
	fieldsOf?: (id: unknown) => IDataObject | undefined;
	/** Whether a record shows some fields of it; undefined where that cannot be told. It does not fail. */
	isShownBy?: (
		context: IExecuteFunctions,
		shown: IDataObject,
		fields: IDataObject,
	) => Promise<boolean | undefined>;
}

/** The same, noted: reads may not show it yet. */
interface Change extends Sent {
	by: WeakRef<IExecuteFunctions>;
	account: string;
	at: number;
	/** Reads have been seen to show it. */
	isSeen: boolean;
}

/** By address, oldest first. */
const changes = new Map<string, Change[]>();

/** After what is waited for a list may be from a cache all the same. */
const KEPT_MS = 2 * LONGEST_LAG_MS;

/** More are not looked at one by one: to wait takes no longer. */
const MOST_LOOKED_AT = 20;

/** Notes that a change has ended. */
export async function noteSent(context: IExecuteFunctions, sent: Sent): Promise<void> {
	const account = accountName(await accountOf(context));
	const change = { ...sent, by: new WeakRef(context), account, at: Date.now(), isSeen: false };
	changes.set(await addressOf(context), [...(await keptChanges(context)), change]);
}

/**
 * Whether another run of this process has changed something of a record just now: a list from a cache may not show it,
 * nor whoever is found by a number, though they themselves do.
 *
 * @param path where the records are; cards and access levels are a part of users
 */
export async function mayListLag(context: IExecuteFunctions, path: string): Promise<boolean> {
	const others = (await keptChanges(context)).filter(isOfAnother(context));
	return others.some((one) => one.path === path || path === USERS);
}

/** Which records a run is to read again that it may have changed itself, by their IDs. */
type IsMeant = (ids: unknown[]) => boolean;

/**
 * Waits until Lockt shows what other runs of this process have changed just now: whoever is changed by what a read shows
 * of them would be given back what was taken away. Users are looked at; for others it is waited where this Lockt has been
 * seen to lag.
 *
 * @param path where it is read
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function waitUntilShown(
	context: IExecuteFunctions,
	path: string,
	isMeant: IsMeant = () => false,
): Promise<void> {
	const open = (await recentChanges(context)).filter(
		(one) => isOfAnother(context)(one) || isMeant(one.ids),
	);
	if (await isLagging(context)) return waitOut(context, open);
	if (path === USERS) await lookUntilSeen(context, open);
}

/**
 * The same for who only reads: of users the newest change alone is looked at.
 *
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function waitForNewest(context: IExecuteFunctions, path: string): Promise<void> {
	const others = (await recentChanges(context)).filter(isOfAnother(context));
	if (await isLagging(context)) return waitOut(context, others);
	const newest = others.filter(({ isShown }) => isShown).slice(-1);
	if (path === USERS) await lookUntilSeen(context, newest);
}

/**
 * Reads again where what came is not as this process itself has sent it just now: one server of several may lag behind,
 * whatever another one has shown.
 *
 * @param path where it is read
 * @param read asks Lockt anew each time
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function readCurrent<T>(
	context: IExecuteFunctions,
	path: string,
	read: () => Promise<T>,
	recordsIn: (answer: T) => IDataObject[],
): Promise<T> {
	const first = await read();
	if (path !== USERS) return first;
	const recent = await recentChanges(context);
	const findOld = async (answer: T) => findContradicted(context, recent, recordsIn(answer));
	const open = await findOld(first);
	if (open.length === 0) return first;
	await waitOut(context, open);
	const second = await read();
	if ((await findOld(second)).length === 0) await noteLag(context);
	return second;
}

const USERS = endpoints.saveUsers.path;

async function keptChanges(context: IExecuteFunctions): Promise<Change[]> {
	const all = changes.get(await addressOf(context)) ?? [];
	return all.filter(({ at }) => Date.now() < at + KEPT_MS);
}

const recentChanges = async (context: IExecuteFunctions) =>
	(await keptChanges(context)).filter(isRecent);

const isRecent = ({ at }: Change) => Date.now() < at + LONGEST_LAG_MS;

const isOfAnother =
	(context: IExecuteFunctions) =>
	({ by }: Change) =>
		by.deref() !== context;

/** How long a read may lag behind one of these. */
const leftMs = (open: Change[]) =>
	Math.max(0, ...open.map(({ at }) => at + LONGEST_LAG_MS - Date.now()));

async function waitOut(context: IExecuteFunctions, open: Change[]): Promise<void> {
	const ms = leftMs(open);
	if (ms > 0) await unlessAborted(() => sleep(ms), cancelSignalOf(context), stoppedError);
}

async function lookUntilSeen(context: IExecuteFunctions, noted: Change[]): Promise<void> {
	const account = accountName(await accountOf(context));
	const looked = noted.filter(({ isShown, isSeen }) => isShown !== undefined && !isSeen);
	let open = await keepUnseen(context, looked, account);
	for (const ms of AGAIN_MS) {
		if (open.length === 0) break;
		const wait = () => sleep(Math.min(ms, leftMs(open)));
		await unlessAborted(wait, cancelSignalOf(context), stoppedError);
		open = await keepUnseen(context, open.filter(isRecent), account);
	}
	for (const one of looked) one.isSeen = one.account === account;
}

/** Of what another API user has sent this one may see nothing. */
async function keepUnseen(
	context: IExecuteFunctions,
	open: Change[],
	account: string,
): Promise<Change[]> {
	if (open.length > MOST_LOOKED_AT) return open;
	const kept = await Promise.all(
		open.map(async (one) => {
			const isShown = await one.isShown!(context);
			return isShown === false || (isShown === undefined && one.account === account);
		}),
	);
	return open.filter((_, n) => kept[n]);
}

/** Those changes that some records do not show. */
async function findContradicted(
	context: IExecuteFunctions,
	recent: Change[],
	records: IDataObject[],
): Promise<Change[]> {
	if (recent.length === 0) return [];
	const found = await Promise.all(records.map((one) => findUnshown(context, recent, one)));
	return [...new Set(found.flat())];
}

/** What was sent last of a field is what counts. */
async function findUnshown(
	context: IExecuteFunctions,
	recent: Change[],
	shown: IDataObject,
): Promise<Change[]> {
	const found: Change[] = [];
	const later = new Set<string>();
	for (const change of recent.toReversed()) {
		const sent = Object.entries(change.fieldsOf?.(shown.id) ?? {});
		const fields = Object.fromEntries(sent.filter(([name]) => !later.has(name)));
		for (const [name] of sent) later.add(name);
		if (Object.keys(fields).length === 0) continue;
		if ((await change.isShownBy?.(context, shown, fields)) === false) found.push(change);
	}
	return found;
}
