import type { LocktContext } from '../transport';

/** What is to be said beside the output of a run, by its context. */
const noted = new WeakMap<LocktContext, Set<string>>();

/** Notes what whoever looks at the output of this run should know. Where this n8n has no place for it, nothing happens. */
export function notice(context: LocktContext, text: string): void {
	if (!('addExecutionHints' in context) || typeof context.addExecutionHints !== 'function') return;
	const texts = noted.get(context) ?? new Set();
	noted.set(context, texts.add(text));
}

/** What was noted of a run, each once. */
export function noticesOf(context: LocktContext): string[] {
	return [...(noted.get(context) ?? [])];
}
