import type { IPollFunctions } from 'n8n-workflow';
import type { EventRecord } from '../../api/events';
import {
	ask,
	seed,
	take,
	type Ask,
	type EventsState,
	type Gap,
	type Step,
} from '../decisions/events';
import { describeGap } from './items';
import { readAllEvents, readEvents } from './reads';

/** In one poll Lockt is asked so often for events; what is left comes with the next one. */
const ASKS = 8;

/** n8n's default engine tells no budget in older versions. */
const DEFAULT_BUDGET_MS = 60_000;

interface NewEvents {
	state: EventsState;
	/** Oldest first. */
	fresh: EventRecord[];
	gaps: Gap[];
}

/** What happened since the last poll. On the first one everything counts as seen. */
export async function readNewEvents(
	context: IPollFunctions,
	before: EventsState | undefined,
	overlapMs: number,
): Promise<NewEvents> {
	const fresh: EventRecord[] = [];
	const gaps: Gap[] = [];
	if (!before) return { state: seed(await readAllEvents(context), Date.now()), fresh, gaps };

	const until = Date.now() + readBudgetMs(context) / 2;
	let state = before;
	let next: Ask | undefined = ask(state);
	for (let asks = 0; next !== undefined && asks < ASKS; asks++) {
		if (asks > 0 && Date.now() >= until) break;
		const now = Date.now();
		const { asked, events } = await readEvents(context, next);
		const step = take(state, asked, events, now, { overlap: overlapMs });
		logLoss(context, step);
		({ state, next } = step);
		fresh.push(...step.fresh);
		if (step.gap) gaps.push(step.gap);
	}
	return { state, fresh, gaps };
}

/** How long n8n lets this poll take. */
function readBudgetMs(context: IPollFunctions): number {
	return (context.getPollBudgetMs as (() => number) | undefined)?.() ?? DEFAULT_BUDGET_MS;
}

function logLoss(context: IPollFunctions, { gap, reset }: Step): void {
	if (gap) context.logger.warn(`Lockt Trigger: ${describeGap(gap)}`);
	if (reset) {
		context.logger.warn(
			'Lockt Trigger: Lockt numbers its events anew. What was there when that showed counts as seen',
		);
	}
}
