import { oldestFirst, type EventRecord } from '../../api/events';
import { EVENT_CAUSES } from '../causes';
import { isEventsState, LEDGER, type EventsState } from '../decisions/events';
import { coded, decoded, isCoded } from '../decisions/ledger';
import type { Source } from '../source';
import { readNewEvents } from './catchUp';
import { filterEvents } from './filter';
import { makeEventItems } from './items';
import { readAllEvents } from './reads';

/** Enough to see granted and denied ones side by side. */
const SAMPLES = 5;

/** What happens at the doors. A batch is the IDs of its events, as ledger.ts writes them. */
export const events: Source<EventsState, string> = {
	name: 'events',
	causes: EVENT_CAUSES,
	forgetsWithFilters: true,
	isState: isEventsState,
	isBatch: isCoded,
	emptyBatch: '',

	async poll(context, settings, before, batch) {
		const { state, fresh, gaps } = await readNewEvents(context, before, settings.overlapMs);
		const chosen = await filterEvents(context, fresh, settings);
		const reported = settings.reportsGaps ? gaps : [];
		return {
			items: await makeEventItems(context, chosen, settings, reported),
			state,
			batch: addToBatch(batch, chosen),
		};
	},

	async sample(context, settings) {
		const chosen = await filterEvents(context, await readAllEvents(context), settings);
		const newest = chosen.sort(oldestFirst).slice(-SAMPLES);
		return makeEventItems(context, newest, settings);
	},

	async replay(context, settings, batch) {
		if (batch === '') return [];
		const ids = new Set(decoded(batch, 0));
		const again = (await readAllEvents(context)).filter(({ id }) => ids.has(id));
		return makeEventItems(context, again.sort(oldestFirst), settings);
	},
};

/** A batch with further events in it: the newest ones, as many as Lockt keeps. */
export function addToBatch(batch: string, further: EventRecord[]): string {
	const ids = new Set([...decoded(batch, 0), ...further.map(({ id }) => id)]);
	return coded([...ids].sort((a, b) => a - b).slice(-LEDGER), 0);
}
