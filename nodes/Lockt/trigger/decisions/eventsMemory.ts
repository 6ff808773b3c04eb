import { idOf, oldestFirst, type EventRecord } from '../../api/records/events';
import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { codeIds, decodeIds, fitIds, isCoded } from './ledger';
import { areAnchors, chooseAnchors, findLatest, isId, type Anchor } from './numbering';

/**
 * What the trigger remembers of the events from one poll to the next: no names, no cards. IDs are text,
 * as Lockt may number beyond what a number holds; times are milliseconds.
 *
 * Lockt may show an event late, when newer ones were seen already. So the newest ID alone does not do:
 * below it lies the floor, and of what is in between every ID that was seen is known.
 */
export interface EventsState {
	/** What is up to here never counts as new. 0 when there is none. */
	floor: string;
	/** The IDs above the floor that were seen, as ledger.ts writes them. The newest is always there. */
	seen: string;
	/** Times at which an ID was the newest, oldest first. What was newest long ago can become the floor. */
	marks: Array<[time: number, id: string]>;
	/** Some of the events that are known, with their times: numbering.ts. */
	anchors: Anchor[];
	/** The second of the latest event known: after a backup was restored, what is later is new. */
	latest?: number;
	/** When Lockt was last asked from the floor on. */
	swept: number;
	/** Since when Lockt's answers are older than what is known. */
	behind?: number;
	/** By what to know the numberings before this one, should one come back: numbering.ts. Latest first. */
	formers: Anchor[][];
	/** When the workflow was published, as long as a server that lags behind may show what was before. */
	published?: number;
}

/** Which events are known, by their IDs. */
export type Known = Pick<EventsState, 'floor' | 'seen'>;

/** How patient the trigger is, and how much it takes at once. */
export interface Limits {
	/** How long after newer ones an event may show and still be new, in milliseconds. */
	overlap: number;
	/** How much text the IDs above the floor may take. */
	ledger?: number;
	/** An answer with this many events may have been cut off: reference, /events. */
	page?: number;
}

/** Characters: 5,000 IDs of a busy building, which is all that Lockt keeps. */
export const LEDGER = 12_000;

/** When there are so many marks, further ones lie at least this part of the overlap apart. */
const MARKS = 32;

/** Whether what n8n stored can be gone on from. */
export function isEventsState(stored: unknown): stored is EventsState {
	if (!isRecord(stored)) return false;
	const { floor, seen, marks, anchors, latest, swept, behind, formers, published } = stored;
	return (
		isId(floor) &&
		isCoded(seen) &&
		(floor === '0' || seen !== '') &&
		Array.isArray(marks) &&
		marks.every((mark) => isPair(mark) && isWholeNumber(mark[0]) && isId(mark[1])) &&
		areAnchors(anchors) &&
		(latest === undefined || Number.isSafeInteger(latest)) &&
		isWholeNumber(swept) &&
		(behind === undefined || isWholeNumber(behind)) &&
		Array.isArray(formers) &&
		formers.every(areAnchors) &&
		(published === undefined || isWholeNumber(published))
	);
}

const isPair = (value: unknown): value is [unknown, unknown] =>
	Array.isArray(value) && value.length === 2;

/** Everything there is counts as seen. */
export function seed(events: EventRecord[], now: number): EventsState {
	const ids = sortIds(events);
	const newest = ids.at(-1);
	const floor = ids.at(-2) ?? 0n;
	return {
		floor: String(floor),
		seen: newest === undefined ? '' : codeIds([newest], floor),
		marks: newest === undefined ? [] : [[now, String(newest)]],
		anchors: chooseAnchors([], events),
		latest: findLatest(undefined, events, now),
		swept: now,
		formers: [],
	};
}

/** The state in which these IDs are seen, and the floor is as high as the overlap allows. */
export function rememberEvents(
	state: EventsState,
	seen: bigint[],
	fresh: EventRecord[],
	{ now, sweeps, limits }: { now: number; sweeps: boolean; limits: Limits },
): EventsState {
	const newest = seen.at(-1)!;
	// A clock that went back must not keep marks from getting old.
	const marks = state.marks.map(([time, id]): [number, string] => [Math.min(time, now), id]);
	const [lastTime, lastId] = marks.at(-1) ?? [0, '0'];
	const room = marks.length < MARKS || now - lastTime >= limits.overlap / MARKS;
	if (newest > BigInt(lastId) && room) marks.push([now, String(newest)]);
	// Only an answer from the floor on has shown the late ones that there are.
	const old = sweeps ? marks.filter(([time]) => now - time >= limits.overlap) : [];
	const highest = BigInt(old.at(-1)?.[1] ?? 0);

	const fitting = fitIds(seen, limits.ledger ?? LEDGER);
	const evicted = seen.at(-fitting.length - 1) ?? 0n;
	const settled = seen.findLast((id) => id <= highest && id < newest) ?? 0n;
	const floor = [BigInt(state.floor), evicted, settled].sort(rising).at(-1)!;
	return {
		...state,
		behind: undefined,
		floor: String(floor),
		seen: codeIds(
			seen.filter((id) => id > floor),
			floor,
		),
		marks: marks.slice(Math.max(0, old.length - 1)),
		anchors: chooseAnchors(state.anchors, fresh),
		swept: sweeps ? now : Math.min(state.swept, now),
	};
}

/** The IDs above the floor, rising; the newest is always among them. */
export function knownIds({ seen, floor }: Known): bigint[] {
	return decodeIds(seen, BigInt(floor));
}

/** The event before the newest one: asked from there, an answer has the newest one in it, too. */
export function findPrevious(state: EventsState): string {
	return String(knownIds(state).at(-2) ?? state.floor);
}

/** Each once, oldest first. */
export function sortEvents(events: EventRecord[]): EventRecord[] {
	return [...new Map(events.map((event) => [idOf(event), event])).values()].sort(oldestFirst);
}

/** The IDs of these events, each once, rising. */
export function sortIds(events: EventRecord[]): bigint[] {
	return [...new Set(events.map(idOf))].sort(rising);
}

export const rising = (a: bigint, b: bigint) => Number(a - b);
