import { identifyAccount } from '../guard/account';
import { accountOf, type LocktContext } from '../transport';

/** All changes of this process so far, in the order in which they ended: no clock tells two of one millisecond apart. */
let changes = 0;

/** By account: who changed something last, with the number of that change, and of the last one of anybody else. */
const latest = new Map<string, { by: WeakRef<LocktContext>; own: number; others: number }>();

/**
 * Notes that a change of an account has ended, whatever became of it.
 *
 * @param account as the turns of changes tell them apart
 */
export function noteChange(account: string, context: LocktContext): void {
	changes++;
	const { by, own, others } = latest.get(account) ?? { by: undefined, own: 0, others: 0 };
	const isSame = by?.deref() === context;
	latest.set(account, {
		by: isSame ? by : new WeakRef(context),
		own: changes,
		others: isSame ? others : own,
	});
}

/**
 * @returns tells whether anybody else in this process has changed something of the account since: what was read from
 * now on may not be so any more
 */
export function noticeOthers(context: LocktContext): () => Promise<boolean> {
	const since = changes;
	return async () => {
		const last = latest.get(accountName(await accountOf(context)));
		if (!last) return false;
		return (last.by.deref() === context ? last.others : last.own) > since;
	};
}

/** What changes of one account take turns by. */
export const accountName = (account: Parameters<typeof identifyAccount>[0]) =>
	identifyAccount(account).join(' ');
