import { idOf, oldestFirst, type EventRecord } from '../../api/records/events';
import {
	findPrevious,
	knownIds,
	rememberEvents,
	rising,
	seed,
	sortEvents,
	sortIds,
	type EventsState,
	type Known,
	type Limits,
} from './eventsMemory';
import { codeIds } from './ledger';
import {
	chooseAnchors,
	compareNumbering,
	findLatest,
	followMove,
	hasNewest,
	isSurelyLater,
	keepFormers,
	readSeconds,
	readStamp,
	renewAnchors,
	type Anchor,
} from './numbering';

/** Which events to ask for. */
export interface Ask {
	/** Those from the one with this ID on; undefined for all there are. */
	from?: string;
	/** How many answers of this poll may have been cut off. */
	pages: number;
}

/** Between these two IDs Lockt may have had events which it no longer has. */
export interface Gap {
	after: string;
	before: string;
}

/** What follows from an answer. */
export interface Step {
	state: EventsState;
	/** Events that are new, oldest first. */
	fresh: EventRecord[];
	gap?: Gap;
	/** Lockt numbers its events anew, or as it did before. */
	renumbered?: boolean;
	/** What must be asked before the poll is complete. */
	next?: Ask;
}

/** What asks for all there are, and is answered at once. */
const ALL: Ask = { pages: 0 };

/** An answer with this many events may have been cut off: reference, /events. */
const PAGE = 100;

/**
 * With more IDs above the floor than this, late events are looked for at times, not in each poll:
 * together with new ones they would fill a page.
 */
const MANY = 90;

/** In autumn the clock of the site shows an hour twice. */
const SET_BACK_SECONDS = 3600;

/** So long after publishing events from before it may show. */
const SETTLING_MS = 3_600_000;

/** After this long a server that shows older events than those known is gone on with. */
const PATIENCE_MS = 24 * 3_600_000;

/**
 * Everything there is counts as seen as well: the workflow is published anew. An answer that is empty or
 * old does not show all that was known.
 */
export function reseed(
	before: EventsState,
	events: EventRecord[],
	now: number,
	limits: Limits,
): EventsState {
	const { state, renumbered } = take(before, ALL, events, now, limits);
	const isBehind = events.length === 0 || state.behind !== undefined;
	if (isBehind || renumbered) return state;
	return { ...seed(events, now), formers: state.formers };
}

/**
 * When it is long enough since publishing, what Lockt shows is new, whenever it happened.
 *
 * @param before what was known before the answers that led to this: without a good one nothing is settled
 */
export function settle(state: EventsState, before: EventsState, now: number): EventsState {
	const isAnswered = state !== before && state.behind === undefined && state.seen !== '';
	const isSettled = isAnswered && now - (state.published ?? 0) >= SETTLING_MS;
	return isSettled ? { ...state, published: undefined } : state;
}

/**
 * What a poll asks first. The answer has the newest event known, whether Lockt starts at or after an
 * ID. Late events are looked for from the floor on; where many are above it, now and then only.
 */
export function ask(state: EventsState, now: number, { overlap }: Limits): Ask {
	const known = knownIds(state);
	const sweeps = known.length <= MANY || now - state.swept >= overlap || now < state.swept;
	return askFrom(sweeps ? state.floor : findPrevious(state), 0);
}

const askFrom = (id: string, pages: number): Ask => (id === '0' ? { pages } : { from: id, pages });

/**
 * What an answer says: which events are new, each once, and what to remember.
 *
 * An answer that is empty says nothing. One that has the newest event known, ID and time, goes on from
 * it. Of any other, all that Lockt has must show what it is: a server that lags behind, numbers given
 * anew, or more events than Lockt keeps.
 *
 * @param now when the question was asked: what Lockt shows from then on may not be in the answer
 */
export function take(
	before: EventsState,
	asked: Ask,
	events: EventRecord[],
	now: number,
	limits: Limits,
): Step {
	const isAll = asked.from === undefined;
	const askAll: Step = { state: before, fresh: [], next: { pages: asked.pages } };
	if (events.length === 0) return isAll ? { state: before, fresh: [] } : askAll;

	const state = followMove(before, events);
	const { anchors } = state;
	const back = state.formers.filter((former) => hasNewest(former, events));
	const ids = sortIds(events);
	const newest = knownIds(state).at(-1) ?? 0n;
	const numbering = compareNumbering(anchors, events);
	const isKnown = numbering !== 'other' && (newest === 0n || ids.includes(newest));
	if (isKnown && back.length === 0) return goOn(state, asked, events, now, limits);
	if (!isAll) return askAll;
	if (back.length > 0) return goBack(state, back, events, now, limits);
	if (numbering === 'other') return renumber(state, events, now);

	const { latest } = state;
	const isReadable =
		latest !== undefined && events.some((event) => readSeconds(event) !== undefined);
	if (ids.at(-1)! < newest) {
		const isLater = isReadable && events.some((event) => isSurelyLater(event, latest));
		return isLater
			? renumber(state, events, now)
			: waitFor(state, events, now, isReadable ? PATIENCE_MS : limits.overlap);
	}
	if (ids[0]! <= newest) {
		if (!isReadable) return goOn(state, asked, events, now, limits);
		return numbering === 'unknown'
			? renumber(state, events, now)
			: goOnWithout(state, asked, events, now, limits);
	}
	if (isReadable && areOlder(events, latest - limits.overlap / 1000)) {
		return renumber(state, events, now);
	}
	// Cut off as it is, an answer by ID may still have what lies between.
	if (asked.pages > 0) {
		return { state, fresh: [], next: askFrom(findPrevious(state), asked.pages + 1) };
	}
	const step = goOn(state, asked, events, now, limits);
	const gap = { after: String(newest), before: String(ids[0]) };
	return ids[0] === newest + 1n ? step : { ...step, gap };
}

/** Whether the first of these events happened before a second, whatever the clock of the site did meanwhile. */
function areOlder(events: EventRecord[], seconds: number): boolean {
	const [first] = [...events].sort(oldestFirst);
	const stamp = readStamp(first!);
	if (!stamp) return false;
	return stamp.seconds < seconds - (stamp.form === 'local' ? SET_BACK_SECONDS : 0);
}

/**
 * The newest event known is gone, though events of before it and of after it are there: a backup was
 * restored, and its numbers have overtaken those known. What happened later is new, whatever its ID is.
 */
function goOnWithout(
	state: EventsState,
	asked: Ask,
	events: EventRecord[],
	now: number,
	limits: Limits,
): Step {
	const { latest = Infinity } = state;
	const isLater = (event: EventRecord) =>
		(findLatest(undefined, [event], now) ?? -Infinity) > latest;
	const step = goOn(state, asked, events, now, limits, isLater);
	const formers = keepFormers(state, events);
	return { ...step, state: { ...step.state, formers }, renumbered: true };
}

/**
 * An answer in the numbering that is known.
 *
 * @param isOther whether an event is new whose ID is known
 */
function goOn(
	state: EventsState,
	asked: Ask,
	events: EventRecord[],
	now: number,
	limits: Limits,
	isOther: (event: EventRecord) => boolean = () => false,
): Step {
	const known = knownIds(state);
	const floor = BigInt(state.floor);
	const seen = new Set(known);
	const isUnknown = (event: EventRecord) => idOf(event) > floor && !seen.has(idOf(event));
	const fresh = sortEvents(events).filter((event) => isUnknown(event) || isOther(event));

	const ids = sortIds(events);
	const spans = ids[0]! <= (known[0] ?? 0n) && ids.at(-1)! >= (known.at(-1) ?? 0n);
	const sweeps = asked.from === undefined || (asked.from === state.floor && spans);
	const told = {
		...state,
		anchors: renewAnchors(state.anchors, events),
		latest: findLatest(state.latest, events, now),
	};
	const seenNow = [...new Set([...known, ...fresh.map(idOf)])].sort(rising);
	const after = rememberEvents(told, seenNow, fresh, { now, sweeps, limits });
	const isFull = asked.from !== undefined && events.length >= (limits.page ?? PAGE);
	const further = askFrom(findPrevious(after), asked.pages + 1);
	// Two in a row, and all that Lockt has is asked for: it may be cut off later, or not at all.
	const next = asked.pages === 1 ? { pages: 2 } : further;
	return { state: after, fresh, ...(isFull && next.from !== asked.from && { next }) };
}

/** Lockt gives IDs anew: new is what happened after the latest event known. */
function renumber(state: EventsState, events: EventRecord[], now: number): Step {
	const { latest = Infinity, published, anchors, floor: floorBefore } = state;
	const known = new Set(knownIds(state));
	const isNew = (event: EventRecord) => {
		const seconds = readSeconds(event) ?? -Infinity;
		const isUnknown = idOf(event) > BigInt(floorBefore) && !known.has(idOf(event));
		const isOther = isUnknown || compareNumbering(anchors, [event]) === 'other';
		return seconds > latest || (seconds === latest && isOther);
	};
	const fresh = sortEvents(events).filter(isNew);
	// Among those that are new, late ones may still show.
	const floor = sortIds(events.filter((event) => !isNew(event))).at(-1) ?? 0n;
	const seen = sortIds(events).filter((id) => id > floor);
	const from = seen.length > 0 && { floor: String(floor), seen: codeIds(seen, floor) };
	const formers = keepFormers(state, events);
	const after = { ...seed(events, now), ...from, formers, published };
	return { state: after, fresh, renumbered: true };
}

/** Numberings from before are there again, and the events they had are known: one may go on from another. */
function goBack(
	state: EventsState,
	back: Anchor[][],
	events: EventRecord[],
	now: number,
	limits: Limits,
): Step {
	// Where it has what was known meanwhile as well, that does not come again.
	const known = hasNewest(state.anchors, events) ? state : NOTHING;
	const anchors = chooseAnchors(back.flat(), []);
	// If it has all that there was meanwhile, nothing was given anew: a server had lagged behind.
	const formers = keepFormers(state, events);
	const returned = { ...returnTo(anchors, known, now), latest: state.latest, formers };
	return { ...goOn(returned, ALL, events, now, limits), renumbered: true };
}

/** What is known of events, where none are. */
const NOTHING: Known = { floor: '0', seen: '' };

/** The state in which the newest events known are these, besides others. */
function returnTo(anchors: Anchor[], known: Known, now: number): Omit<EventsState, 'formers'> {
	const [id, previous = 0n] = anchors.map(([one]) => BigInt(one));
	const floor = [previous, BigInt(known.floor)].sort(rising).at(-1)!;
	const seen = new Set([...knownIds(known), id!]);
	const ids = [...seen].filter((one) => one > floor).sort(rising);
	return {
		floor: String(floor),
		seen: codeIds(ids, floor),
		marks: [],
		anchors,
		swept: now,
	};
}

/**
 * All that Lockt shows is older than what is known: a server that lags behind, which soon shows the
 * newest event again. After a day it does not; sooner, where times cannot be read and tell nothing.
 */
function waitFor(state: EventsState, events: EventRecord[], now: number, patience: number): Step {
	const behind = Math.min(state.behind ?? now, now);
	if (now - behind < patience || now === behind) return { state: { ...state, behind }, fresh: [] };
	return renumber(state, events, now);
}
