import type { IDataObject } from 'n8n-workflow';
import { identifyAccount } from '../api/guard/account';
import type { LocktContext } from '../api/client';
import { LocktError } from '../api/errors';
import { accountOf } from '../api/transport';
import type { Kind } from '../fields/kinds';

/** So long a list that has nothing in it is not believed; a site may really have been emptied. */
const PATIENCE_MS = 24 * 3_600_000;

/** Since when lists are empty, by path and account. */
const emptySince = new Map<string, number>();

/**
 * Waits for a list that is needed to judge what came from one of its kind. One without anything in it is
 * wrong then: what it would keep back were lost.
 *
 * @param list all that Lockt has
 * @throws LocktError where it is empty, for a day at the most in this process
 */
export async function refuseEmptyList(
	context: LocktContext,
	{ path, plural }: Kind,
	list: IDataObject[],
): Promise<void> {
	const under = JSON.stringify([path, identifyAccount(await accountOf(context))]);
	if (list.length > 0) {
		emptySince.delete(under);
		return;
	}
	const now = Date.now();
	const since = Math.min(emptySince.get(under) ?? now, now);
	emptySince.set(under, since);
	if (now - since >= PATIENCE_MS) return;
	throw new LocktError(
		`Lockt lists no ${plural}, though something happened that only such a list can judge`,
		`See in Lockt whether the ${plural} are there. What happened is kept, and comes with the list; after a day without one it does not`,
	);
}
