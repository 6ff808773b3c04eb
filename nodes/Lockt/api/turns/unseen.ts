import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { accountOf, cancelSignalOf } from '../transport';
import { AGAIN_MS, isLagging } from './lagging';
import { accountName } from './overtaken';
import {
	isLookedAt,
	isOfAnother,
	isReadAt,
	isRecent,
	keptChanges,
	leftMs,
	mayBeReadAt,
	recentChanges,
	waitOut,
	type Change,
} from './sent';
import { stoppedError, unlessAborted } from './stopping';

/** More are not looked at one by one: to wait takes no longer. */
const MOST_LOOKED_AT = 20;

/**
 * Whether another run of this process has changed something of a record just now: a list from a cache may not show it,
 * nor whoever is found by a number, though they themselves do.
 *
 * @param path where the records are; cards and access levels are a part of users
 */
export async function mayListLag(context: IExecuteFunctions, path: string): Promise<boolean> {
	const others = (await keptChanges(context)).filter(isOfAnother(context));
	return others.some(isReadAt(path));
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
	if (await isLagging(context)) return waitOut(context, open.filter(mayBeReadAt(path)));
	await lookUntilSeen(context, open.filter(isLookedAt(path)));
}

/**
 * The same for who only reads: of users the newest change alone is looked at.
 *
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function waitForNewest(context: IExecuteFunctions, path: string): Promise<void> {
	const others = (await recentChanges(context)).filter(isOfAnother(context));
	if (await isLagging(context)) return waitOut(context, others.filter(mayBeReadAt(path)));
	const looked = others.filter(({ isShown }) => isShown).filter(isLookedAt(path));
	await lookUntilSeen(context, looked.slice(-1));
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
