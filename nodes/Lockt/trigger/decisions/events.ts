import { oldestFirst, type EventRecord } from '../../api/events';
import { isRecord } from '../../api/text';
import { isWholeNumber } from '../../api/values';
import { coded, decoded, isCoded } from './ledger';

/**
 * What the trigger remembers of the events from one poll to the next: no names, no cards.
 *
 * Lockt may show an event late, when newer ones were seen already. So the newest ID alone does not do:
 * below it lies the floor, and of what is in between every ID that was seen is known.
 */
export interface EventsState {
	/** Lockt is asked from this event on; what is up to here never counts as new. 0 when there is none. */
	floor: number;
	/** The IDs above the floor that were seen, as ledger.ts writes them. The newest is always there. */
	seen: string;
	/** Times at which an ID was the newest, oldest first. What was newest long ago can become the floor. */
	marks: Array<[time: number, id: number]>;
	/** The newest event is gone: since when, and which was the newest then. */
	doubt?: { since: number; newest: number };
}

/** Which events to ask for: all there are, or those from the one with an ID on. */
export type Ask = 'everything' | number;

/** Between these two IDs Lockt may have had events which it no longer has. */
export interface Gap {
	after: number;
	before: number;
}

/** What follows from an answer. */
export interface Step {
	state: EventsState;
	/** Events that are new, oldest first. */
	fresh: EventRecord[];
	gap?: Gap;
	/** Lockt numbers its events anew. */
	reset?: boolean;
	/** What must be asked before the poll is complete. */
	next?: Ask;
}

/** How patient the trigger is, and how much it takes at once. */
export interface Limits {
	/** How long after newer ones an event may show and still be new, in milliseconds. */
	overlap: number;
	/** How many IDs above the floor are remembered: as many as Lockt keeps events. */
	ledger?: number;
	/** An answer with this many events may have been cut off: reference, /events. */
	page?: number;
}

export const LEDGER = 5000;
const PAGE = 100;

/** When there are so many marks, further ones lie at least this part of the overlap apart. */
const MARKS = 32;

/** Whether what n8n stored can be gone on from. */
export function isEventsState(stored: unknown): stored is EventsState {
	if (!isRecord(stored)) return false;
	const { floor, seen, marks, doubt } = stored;
	return (
		isWholeNumber(floor) &&
		isCoded(seen) &&
		(floor === 0 || seen !== '') &&
		Array.isArray(marks) &&
		marks.every((mark) => Array.isArray(mark) && mark.length === 2 && mark.every(isWholeNumber)) &&
		(doubt === undefined ||
			(isRecord(doubt) && isWholeNumber(doubt.since) && isWholeNumber(doubt.newest)))
	);
}

/** Everything there is counts as seen. */
export function seed(events: EventRecord[], now: number): EventsState {
	const [newest, previous = 0] = sortIds(events).reverse();
	if (newest === undefined) return { floor: 0, seen: '', marks: [] };
	return { floor: previous, seen: coded([newest], previous), marks: [[now, newest]] };
}

/** What a poll asks first. The answer has the newest event known, whether Lockt starts at or after an ID. */
export function ask({ floor }: EventsState): Ask {
	return floor === 0 ? 'everything' : floor;
}

/**
 * What an answer says: which events are new, each once, and what to remember.
 *
 * @param now when the question was asked: what Lockt shows from then on may not be in the answer
 */
export function take(
	state: EventsState,
	asked: Ask,
	events: EventRecord[],
	now: number,
	limits: Limits,
): Step {
	const known = decoded(state.seen, state.floor);
	const newest = known.at(-1) ?? 0;
	const ids = sortIds(events);
	const [lowest = 0] = ids;
	const highest = ids.at(-1) ?? 0;
	const full = asked !== 'everything' && events.length >= (limits.page ?? PAGE);
	const cutOff = full && asked !== findPrevious(known, state) && lowest <= newest;

	if (highest < newest && !cutOff) {
		return asked === 'everything'
			? doubtNewest(state, events, now, limits)
			: { state, fresh: [], next: 'everything' };
	}

	const seen = new Set(known);
	const fresh = [...new Map(events.map((event) => [event.id, event])).values()]
		.filter(({ id }) => id > state.floor && !seen.has(id))
		.sort(oldestFirst);
	const after = rememberIds(
		state,
		[...known, ...fresh.map(({ id }) => id)].sort(rising),
		// Only an answer from the floor on has shown the late ones that there are.
		{ now, raises: asked === 'everything' || asked === state.floor },
		limits,
	);
	const further = findPrevious(decoded(after.seen, after.floor), after);
	return {
		state: after,
		fresh,
		...(newest > 0 && lowest > newest && { gap: { after: newest, before: lowest } }),
		...(full && further !== asked && { next: further }),
	};
}

/**
 * Among all events Lockt has, the newest one known is not. A server that lags behind shows it again
 * soon; when it stays away, the IDs have been reset and what came since then is new.
 */
function doubtNewest(state: EventsState, events: EventRecord[], now: number, limits: Limits): Step {
	const newest = sortIds(events).at(-1) ?? 0;
	const { doubt } = state;
	if (!doubt || now - doubt.since < limits.overlap) {
		const since = Math.min(doubt?.since ?? now, now);
		return { state: { ...state, doubt: { since, newest: doubt?.newest ?? newest } }, fresh: [] };
	}
	const before = events.filter(({ id }) => id <= doubt.newest);
	return {
		...take(seed(before, doubt.since), 'everything', events, now, limits),
		gap: undefined,
		reset: true,
	};
}

/** The state in which these IDs are seen, and the floor is as high as the overlap allows. */
function rememberIds(
	state: EventsState,
	seen: number[],
	{ now, raises }: { now: number; raises: boolean },
	{ overlap, ledger = LEDGER }: Limits,
): EventsState {
	const newest = seen.at(-1);
	if (newest === undefined) return { floor: state.floor, seen: '', marks: [] };

	// A clock that went back must not keep marks from getting old.
	const marks = state.marks.map(([time, id]): [number, number] => [Math.min(time, now), id]);
	const [lastTime, lastId] = marks.at(-1) ?? [-Infinity, 0];
	const room = marks.length < MARKS || now - lastTime >= overlap / MARKS;
	if (newest > lastId && room) marks.push([now, newest]);
	const old = raises ? marks.filter(([time]) => now - time >= overlap) : [];
	const highest = Math.min(old.at(-1)?.[1] ?? 0, newest - 1);

	const evicted = seen.at(-ledger - 1) ?? 0;
	const settled = seen.findLast((id) => id <= highest) ?? 0;
	const floor = Math.max(state.floor, evicted, settled);
	return {
		floor,
		seen: coded(
			seen.filter((id) => id > floor),
			floor,
		),
		marks: marks.slice(Math.max(0, old.length - 1)),
	};
}

/** The event before the newest one: asked from there, an answer has the newest one in it, too. */
function findPrevious(known: number[], { floor }: EventsState): number {
	return known.at(-2) ?? floor;
}

function sortIds(events: EventRecord[]): number[] {
	return [...new Set(events.map(({ id }) => id))].sort(rising);
}

const rising = (a: number, b: number) => a - b;
