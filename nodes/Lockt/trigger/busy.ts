import type { IPollFunctions } from 'n8n-workflow';
import { identifyTrigger } from './identity';
import { postponePublishing } from './occasion';

/** The triggers that are polling now. */
const busy = new Set<string>();

/** Polls, unless the poll before is not done yet: then there is nothing to do. */
export async function skipWhileBusy<T>(
	context: IPollFunctions,
	poll: () => Promise<T[]>,
): Promise<T[]> {
	const trigger = identifyTrigger(context);
	if (busy.has(trigger)) {
		postponePublishing(context);
		return [];
	}
	busy.add(trigger);
	try {
		return await poll();
	} finally {
		busy.delete(trigger);
	}
}
