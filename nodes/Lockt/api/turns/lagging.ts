import { accountOf, type LocktContext } from '../transport';
import { identifyAccount } from '../guard/account';

/** When it is looked again, after what is not as it was to be: a read may lag behind, from a cache or a copy. */
export const AGAIN_MS = [1_000, 3_000, 10_000];

/** Then a read shows what a change has made. */
export const LONGEST_LAG_MS = AGAIN_MS.reduce((sum, ms) => sum + ms);

/** A Lockt that has shown a change only later is taken to do so for as long. */
const REMEMBERED_MS = 3_600_000;

/** By address: when a read was last seen to lag behind. */
const seenAt = new Map<string, number>();

/** Notes that a read has shown only later what was changed before. */
export async function noteLag(context: LocktContext): Promise<void> {
	seenAt.set(await addressOf(context), Date.now());
}

/** Whether reads of this Lockt have been seen to lag behind. */
export async function isLagging(context: LocktContext): Promise<boolean> {
	const at = seenAt.get(await addressOf(context));
	return at !== undefined && Date.now() < at + REMEMBERED_MS;
}

/** What all API users of a Lockt share. */
export async function addressOf(context: LocktContext): Promise<string> {
	const [address] = identifyAccount(await accountOf(context));
	return address;
}
