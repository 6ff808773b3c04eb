import type { IPollFunctions } from 'n8n-workflow';
import { oldestFirst, type EventRecord } from '../../api/records/events';
import { ask, reseed, take, type Ask, type Gap, type Step } from '../decisions/events';
import { seed, type EventsState } from '../decisions/eventsMemory';
import { refuseLoss } from './failing';
import { describeGap } from './items';
import { readAllEvents, readEvents } from './reads';
import { warnOfSilence } from './silence';

/** In one poll Lockt is asked so often for events; what is left comes with the next one. */
const ASKS = 8;

/** n8n's default engine tells no budget in older versions. */
const DEFAULT_BUDGET_MS = 60_000;

interface NewEvents {
	state: EventsState;
	/** Oldest first. */
	fresh: EventRecord[];
	gaps: Gap[];
	/** All that Lockt has, where the IDs are not of the numbering that was known. */
	renumbered?: EventRecord[];
}

/** What is there when the workflow is published counts as seen, as does what was known before. */
export async function beginEvents(
	context: IPollFunctions,
	before: EventsState | undefined,
	overlapMs: number,
): Promise<{ state: EventsState; events: EventRecord[] }> {
	const now = Date.now();
	const events = await readAllEvents(context);
	const state = before ? reseed(before, events, now, { overlap: overlapMs }) : seed(events, now);
	return { state: { ...state, published: now }, events };
}

/** What Lockt shows since the last poll. */
export async function readNewEvents(
	context: IPollFunctions,
	before: EventsState,
	overlapMs: number,
): Promise<NewEvents> {
	const limits = { overlap: overlapMs };
	const until = Date.now() + readBudgetMs(context) / 2;
	const fresh: EventRecord[] = [];
	const gaps: Gap[] = [];
	let state = before;
	let isEmpty = true;
	let renumbered: EventRecord[] | undefined;
	let next: Ask | undefined = ask(state, Date.now(), limits);
	for (let asks = 0; next !== undefined && asks < ASKS; asks++) {
		if (asks > 0 && Date.now() >= until) break;
		const now = Date.now();
		const { asked, events, failing } = await readEvents(context, next);
		const step = take(state, asked, events, now, limits);
		if (failing && step.gap) refuseLoss(context, failing);
		logLoss(context, step);
		if (events.length > 0) isEmpty = false;
		if (step.renumbered) renumbered = events;
		({ state, next } = step);
		fresh.push(...step.fresh);
		if (step.gap) gaps.push(step.gap);
	}
	if (next === undefined || !isEmpty) warnOfSilence(context, isEmpty && before.seen !== '');
	// A late one may show with the last question. Numbers of another numbering do not tell.
	if (!renumbered) fresh.sort(oldestFirst);
	return { state, fresh, gaps, renumbered };
}

/** How long n8n lets this poll take. */
function readBudgetMs(context: IPollFunctions): number {
	return (context.getPollBudgetMs as (() => number) | undefined)?.() ?? DEFAULT_BUDGET_MS;
}

function logLoss(context: IPollFunctions, { gap, renumbered }: Step): void {
	if (gap) context.logger.warn(`Lockt Trigger: ${describeGap(gap).summary}`);
	if (renumbered) {
		context.logger.warn(
			'Lockt Trigger: Lockt numbers its events anew. Those that happened after the latest one known are put out',
		);
	}
}
