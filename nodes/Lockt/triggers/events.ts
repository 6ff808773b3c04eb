import { oldestFirst, type EventRecord } from '../lockt/events';

/** What the trigger remembers from one poll to the next. Plain JSON, no names and no cards. */
export interface EventsState {
	/** ID of the newest event seen; 0 when there was none yet. */
	lastId: number;
}

/** Whether what n8n stored is a state; on the first run there is nothing yet. */
export function isEventsState(stored: object): stored is EventsState {
	return 'lastId' in stored && Number.isInteger(stored.lastId);
}

/** The first run: everything there is counts as seen, nothing is emitted. */
export function seed(events: EventRecord[]): EventsState {
	return { lastId: newestId(events, 0) };
}

/**
 * A later run: emits what is newer than all that was seen, oldest first, each once. Does not care
 * whether Lockt starts at or after the ID it was asked for, nor in which order it answers.
 */
export function advance(
	state: EventsState,
	events: EventRecord[],
): { emitted: EventRecord[]; state: EventsState } {
	const fresh = new Map(
		events.filter(({ id }) => id > state.lastId).map((event) => [event.id, event]),
	);
	return {
		emitted: [...fresh.values()].sort(oldestFirst),
		state: { lastId: newestId(events, state.lastId) },
	};
}

function newestId(events: EventRecord[], atLeast: number): number {
	return events.reduce((newest, { id }) => Math.max(newest, id), atLeast);
}
