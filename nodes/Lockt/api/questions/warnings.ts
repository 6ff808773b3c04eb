import type { LocktContext } from '../transport';
import { notice } from './notices';

/** What was said in this process, and by which node. */
const said = new Set<string>();

/** More than any instance has: beyond it, things are said again rather than kept for ever. */
const MOST_KEPT = 10_000;

/** The same, but again on another day: what stays wrong is not to be forgotten. */
export function warnDaily(context: LocktContext, text: string): void {
	warnOnce(context, text, new Date(Date.now()).toISOString().slice(0, 10));
}

/**
 * Warns in n8n's log, once for each node: a workflow may meet the same thing every minute. Beside the output of a
 * run it is said each time.
 *
 * @param day when it is said, where it is to be said again on another one
 */
export function warnOnce(context: LocktContext, text: string, day = ''): void {
	notice(context, text);
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id, text, day]);
	if (said.has(key)) return;
	if (said.size >= MOST_KEPT) said.clear();
	said.add(key);
	warn(context, text);
}

/** Warns of something that happened, each time. */
export function warn(context: LocktContext, text: string): void {
	context.logger.warn(`${context.getNode().name}: ${text}`);
}
