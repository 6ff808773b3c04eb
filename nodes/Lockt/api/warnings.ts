import type { LocktContext } from './transport';

/** What was said in this process, and by which node. */
const said = new Set<string>();

/** More than any instance has: beyond it, things are said again rather than kept for ever. */
const MOST_KEPT = 10_000;

/** Warns in n8n's log, once for each node: a workflow may meet the same thing every minute. */
export function warnOnce(context: LocktContext, text: string): void {
	const key = JSON.stringify([context.getWorkflow().id, context.getNode().id, text]);
	if (said.has(key)) return;
	if (said.size >= MOST_KEPT) said.clear();
	said.add(key);
	context.logger.warn(`${context.getNode().name}: ${text}`);
}
