import type { IPollFunctions } from 'n8n-workflow';
import { identifyTrigger } from './identity';

/** The polls under way, by trigger. */
const running = new Map<string, Promise<unknown>>();

/**
 * Polls, unless the poll before is not done yet: then there is nothing to do. Only a publishing waits for
 * it: what that poll finds n8n throws away, and nobody else would know of it.
 *
 * @param poll is told since when it has waited, if it has
 */
export async function pollAlone<T>(
	context: IPollFunctions,
	isPublishing: boolean,
	poll: (waitedSince?: number) => Promise<T[]>,
): Promise<T[]> {
	const trigger = identifyTrigger(context);
	if (running.has(trigger) && !isPublishing) return [];
	const waitedSince = running.has(trigger) ? Date.now() : undefined;
	for (let before; (before = running.get(trigger));) await before.catch(() => undefined);
	const polled = poll(waitedSince);
	running.set(trigger, polled);
	try {
		return await polled;
	} finally {
		running.delete(trigger);
	}
}
