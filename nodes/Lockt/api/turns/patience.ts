import { sleep } from 'n8n-workflow';
import { notSentError, unlessAborted } from './stopping';

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8_000;

/**
 * Tries again while it is worth it: waits as long as Lockt asks for, or else ever longer, a little
 * unevenly so that several workers do not meet again and again.
 *
 * @param attempt one attempt, and whether to make another after a wait
 * @param budgetMs no wait begins that would end later than this after the start
 * @param cancel ends a wait at once
 * @throws LocktError when it is cancelled while it waits
 */
export async function patiently<T>(
	attempt: () => Promise<{ result: T; again: boolean; waitMs?: number }>,
	budgetMs: number,
	cancel?: AbortSignal,
): Promise<T> {
	const end = Date.now() + budgetMs;
	for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const { result, again, waitMs: asked } = await attempt();
		const waitMs =
			asked === undefined ? wait * (0.5 + Math.random()) : Math.max(asked, FIRST_WAIT_MS);
		if (!again || Date.now() + waitMs > end) return result;
		await unlessAborted(() => sleep(waitMs), cancel, notSentError);
	}
}
