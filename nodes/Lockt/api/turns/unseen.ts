import { sleep, type IExecuteFunctions } from 'n8n-workflow';
import { accountOf, cancelSignalOf } from '../transport';
import { AGAIN_MS, LONGEST_LAG_MS } from './lagging';
import { accountName } from './overtaken';
import { stoppedError, unlessAborted } from './stopping';

/** A change that Lockt has said is done, or may have done, and nobody has seen. */
interface Unseen {
	by: WeakRef<IExecuteFunctions>;
	at: number;
	isShown: IsShown;
}

/** Looks whether Lockt shows what was sent. It does not fail. */
export type IsShown = (context: IExecuteFunctions) => Promise<boolean>;

/** By account: the last one. Where it is shown, so are those before it. */
const latest = new Map<string, Unseen>();

/** Notes that a change has ended which nobody has looked for. */
export async function noteUnseen(context: IExecuteFunctions, isShown: IsShown): Promise<void> {
	const account = accountName(await accountOf(context));
	latest.set(account, { by: new WeakRef(context), at: Date.now(), isShown });
}

/**
 * Waits until Lockt shows what another run of this process changed last, as long as a read may lag: whoever is changed
 * by what a read shows of them would be given back what was taken away just now.
 *
 * @param isOwn of this run as well: no two of its items change the same, but what it did may be shown in the end
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function waitUntilShown(context: IExecuteFunctions, isOwn = false): Promise<void> {
	const account = accountName(await accountOf(context));
	const last = latest.get(account);
	if (!last || (!isOwn && last.by.deref() === context)) return;
	for (const ms of AGAIN_MS) {
		const leftMs = last.at + LONGEST_LAG_MS - Date.now();
		if (leftMs <= 0 || (await last.isShown(context))) break;
		const wait = () => sleep(Math.min(ms, leftMs));
		await unlessAborted(wait, cancelSignalOf(context), stoppedError);
	}
	if (latest.get(account) === last) latest.delete(account);
}
