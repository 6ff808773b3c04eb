import { limited } from '../text/limited';
import { notSentError, unlessAborted } from './stopping';

/** So long after Lockt turned one away, the questions of an account wait for each other. */
const KEPT_MS = 10 * 60_000;

/** More accounts than an instance has: beyond it, what is known is forgotten rather than kept for ever. */
const MOST_KEPT = 1000;

/**
 * The accounts whose questions go one after another, and until when: a server may take one request of an
 * API user at a time. Of others they may overlap, which is faster.
 */
const queues = new Map<string, { until: number; inTurn: ReturnType<typeof limited> }>();

/** From now on, for a while, the questions of this account wait for each other. */
export function queueUp(account: string): void {
	const until = Date.now() + KEPT_MS;
	const known = queues.get(account);
	if (known) known.until = until;
	else {
		if (queues.size >= MOST_KEPT) queues.clear();
		queues.set(account, { until, inTurn: limited(1) });
	}
}

/** Asks when it is the question's turn, where there is one to be waited for; who is cancelled leaves at once. */
export async function inSingleFile<T>(
	account: string,
	asking: () => Promise<T>,
	cancel?: AbortSignal,
): Promise<T> {
	const queue = queues.get(account);
	if (!queue || queue.until < Date.now()) return asking();
	return unlessAborted(() => queue.inTurn(asking), cancel, notSentError);
}
