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

/** When triggers were published whose publishing was left to a later poll. */
const postponed = new Map<string, number>();

/** The contexts that left it. */
const postponing = new WeakSet<IPollFunctions>();

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
	if (isPublishing(context) || postponed.has(identifyTrigger(context))) return 'published';
	return doneHere.has(nameHere(context, name)) ? 'due' : 'started';
}

/** From now on this is due. */
export function markDone(context: IPollFunctions, name: string): void {
	done.set(context, new Set(done.get(context)).add(name));
	doneHere.add(nameHere(context, name));
}

/**
 * The poll by which n8n publishes the trigger is left to the next one, as the one before is not done yet.
 * What happens from now on is new then.
 */
export function postponePublishing(context: IPollFunctions): void {
	if (!isPublishing(context) || done.has(context) || postponing.has(context)) return;
	postponing.add(context);
	postponed.set(identifyTrigger(context), Date.now());
}

/** When the trigger was published, if that was left to this poll, which counts as publishing. */
export function findPostponed(context: IPollFunctions): number | undefined {
	const trigger = identifyTrigger(context);
	// One that was left and never made up for is over when the trigger is published anew.
	if (isPublishing(context) && !postponing.has(context)) postponed.delete(trigger);
	return postponed.get(trigger);
}

/** What was left to this poll is done; meanwhile the trigger may have been published once more. */
export function endPostponed(context: IPollFunctions, at: number): void {
	const trigger = identifyTrigger(context);
	if (postponed.get(trigger) === at) postponed.delete(trigger);
}

/**
 * Whether n8n is starting and this is the poll by which it activates the trigger. It may not fail, or
 * n8n gives the trigger up after a few attempts, shown as active. To be asked once in a poll.
 */
export function isStartingPoll(context: IPollFunctions): boolean {
	const isFirst = !called.has(context);
	called.add(context);
	return isFirst && isStart(context);
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
