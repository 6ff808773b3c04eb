import type { IPollFunctions } from 'n8n-workflow';
import { identifyTrigger } from './identity';

/**
 * Why something is polled: a person has just published the workflow with this trigger new or changed,
 * n8n has just started, or it is time for the next poll.
 */
export type Occasion = 'published' | 'started' | 'due';

/** What was done with a context, by name. */
const done = new WeakMap<IPollFunctions, Set<string>>();

/** What was done in this process, by trigger and name. */
const doneHere = new Set<string>();

/** When triggers were polled for the first time in this process, in milliseconds. */
const begun = new Map<string, number>();

const called = new WeakSet<IPollFunctions>();

/** What n8n lets a poll take that is no tick of its durable mode. */
const UNHURRIED_MS = 5 * 60_000;

/**
 * Why this is to be done. n8n says why a trigger was activated, and its default engine keeps saying so
 * at every poll with the same context. Its durable mode makes a context for each tick, says `update`,
 * and shows by a shorter budget that it is one.
 *
 * @param name what is to be done: it is due from the time on when it was done once
 */
export function findOccasion(context: IPollFunctions, name: string): Occasion {
	if (done.get(context)?.has(name)) return 'due';
	if (isPublishing(context)) return 'published';
	return doneHere.has(nameHere(context, name)) ? 'due' : 'started';
}

/** When the trigger was polled for the first time since n8n started, in milliseconds. */
export function findBeginning(context: IPollFunctions): number {
	return begun.get(identifyTrigger(context)) ?? Date.now();
}

/** From now on this is due. */
export function markDone(context: IPollFunctions, name: string): void {
	done.set(context, new Set(done.get(context)).add(name));
	doneHere.add(nameHere(context, name));
}

/**
 * What a poll is by which n8n activates the trigger: published by a person, or as n8n starts. Of the
 * default engine's later polls, which have the same context, it is none. To be asked once in a poll.
 */
export function findActivation(context: IPollFunctions): 'publishing' | 'starting' | undefined {
	const trigger = identifyTrigger(context);
	if (!begun.has(trigger)) begun.set(trigger, Date.now());
	const isFirst = !called.has(context);
	called.add(context);
	if (!isFirst) return undefined;
	if (isStart(context)) return 'starting';
	return isPublishing(context) ? 'publishing' : undefined;
}

const isPublishing = (context: IPollFunctions) => !isStart(context) && !isDurableTick(context);

const isStart = (context: IPollFunctions) =>
	['init', 'leadershipChange'].includes(context.getActivationMode());

function isDurableTick(context: IPollFunctions): boolean {
	const budget = (context.getPollBudgetMs as (() => number) | undefined)?.();
	return (
		context.getActivationMode() === 'update' && budget !== undefined && budget !== UNHURRIED_MS
	);
}

const nameHere = (context: IPollFunctions, name: string) => `${identifyTrigger(context)}/${name}`;
