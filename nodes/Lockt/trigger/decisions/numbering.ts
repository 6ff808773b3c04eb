import { isNoDate } from '../../api/records/noDates';
import { readMoment } from '../../api/records/moments';
import { idOf, type EventRecord } from '../../api/records/events';
import { plainText } from '../../api/text/text';
import { fingerprint } from '../../api/text/fingerprint';

/**
 * An event is known by its ID and its time together: after a backup was restored, Lockt gives the same
 * IDs to other events. Of some events both are remembered; they tell whose numbers an answer has. What a
 * lock says does not change, whereas Lockt may tell its own time otherwise: both are known by a
 * fingerprint, which memories of before lack.
 */
export type Anchor = [id: string, seconds: number, form: Form, texts?: string, clock?: string];

/** Whether a time was told as the site's clock shows it, or as a moment that is the same everywhere. */
type Form = 'local' | 'moment';

/** When an event happened, to tell it from others. */
export interface Stamp {
	seconds: number;
	form: Form;
}

/** What an answer's numbers are, by the events that are known. */
export type Numbering = 'same' | 'other' | 'unknown';

/** Local times of Lockt's may be read as those of another zone: that far apart they can be. */
const ZONES_APART = 15 * 3600;

/** All zones differ by whole quarters of an hour. */
const QUARTER = 900;

/** What converts times by the offset of now tells all of them otherwise when that changes. */
const MOST_MOVED = 24 * 3600;

/** What is told in whole seconds may be rounded up or down. */
const ROUNDED = 1;

/** An event is taken for a later one than another when it is so by this much. */
const SURELY_LATER_SECONDS = 60;

/** More backups than anybody restores before one is believed. */
const FORMERS = 5;

/** Whether what n8n stored are anchors. */
export const areAnchors = (value: unknown): value is Anchor[] =>
	Array.isArray(value) &&
	value.every(
		(one) =>
			Array.isArray(one) &&
			[3, 5].includes(one.length) &&
			isId(one[0]) &&
			Number.isSafeInteger(one[1]) &&
			['local', 'moment'].includes(String(one[2])) &&
			one.slice(3).every((print) => typeof print === 'string'),
	);

/** Whether something stored is an ID, as text. */
export const isId = (value: unknown) => typeof value === 'string' && /^(0|[1-9]\d*)$/.test(value);

/**
 * The second at which Lockt took an event in, or at which it happened, where that is not told. A local
 * time is taken for UTC: to compare, the zone is not needed, and need not be asked for.
 */
export function readSeconds({ db_time, event_time }: EventRecord): number | undefined {
	const moment = readMoment(db_time, 'utc') ?? readMoment(event_time, 'utc');
	return moment && Math.floor(moment.toSeconds());
}

/** The same, with the form in which it was told. */
export function readStamp(event: EventRecord): Stamp | undefined {
	const seconds = readSeconds(event);
	if (seconds === undefined) return undefined;
	const told = readMoment(event.db_time, 'utc') ? event.db_time : event.event_time;
	return { seconds, form: readMoment(told, undefined) ? 'moment' : 'local' };
}

/** Whether an event happened after a second beyond doubt: whoever shows it does not lag behind. */
export function isSurelyLater(event: EventRecord, seconds: number): boolean {
	return (readSeconds(event) ?? -Infinity) > seconds + SURELY_LATER_SECONDS;
}

/** Whether these can be times of one event: to the second, or as far apart as two zones, if one is local. */
export function isSameTime(one: Stamp, other: Stamp): boolean {
	if (one.form === other.form) return readMove(one, other) === 0;
	return readQuarters(one, other, ZONES_APART) !== undefined;
}

/** By how much a time is later than another in the same form, where zones can be the cause; 0 for the same. */
function readMove(one: Stamp, other: Stamp): number | undefined {
	return one.form === other.form ? readQuarters(one, other, MOST_MOVED) : undefined;
}

/** How far apart two times are in whole quarters of an hour. */
function readQuarters(one: Stamp, other: Stamp, most: number): number | undefined {
	const apart = other.seconds - one.seconds;
	const quarters = Math.round(apart / QUARTER) * QUARTER;
	const isWhole = Math.abs(apart - quarters) <= ROUNDED;
	return isWhole && Math.abs(quarters) <= most ? quarters : undefined;
}

/**
 * Events to know a numbering by: the newest two, the oldest, and between them ever fewer, each less than
 * about twice as far back as the one before. So a server that lags behind shows one of them, and a
 * restored backup lacks one.
 *
 * @param anchors those from before
 * @returns newest first
 */
export function chooseAnchors(anchors: Anchor[], events: EventRecord[]): Anchor[] {
	// Only of those that are kept the time is read: Lockt may have sent thousands.
	const made = new Map<bigint, () => Anchor[]>(anchors.map((one) => [BigInt(one[0]), () => [one]]));
	for (const event of events) made.set(idOf(event), () => makeAnchor(event));
	const ids = [...made.keys()].sort((a, b) => (a < b ? 1 : -1));
	const newest = ids[0] ?? 0n;
	const kept: bigint[] = [];
	ids.forEach((id, at) => {
		const last = kept.at(-1) ?? newest;
		const next = ids[at + 1];
		if (next === undefined || newest - next > 2n * (newest - last)) kept.push(id);
	});
	return kept.flatMap((id) => made.get(id)!());
}

function makeAnchor(event: EventRecord): Anchor[] {
	const stamp = readStamp(event);
	if (!stamp) return [];
	const { texts, clock } = describe(event);
	const [id, { seconds, form }] = [String(idOf(event)), stamp];
	return [texts ? [id, seconds, form, texts, clock] : [id, seconds, form]];
}

/** What tells an event from others besides its time: what happened, and what the clock of the lock said. */
function describe(event: EventRecord): { texts: string; clock: string } {
	const { event_time, device, card_num, user, code, subcode } = event;
	const texts = [device, card_num, user, code, subcode].map(plainText);
	return {
		texts: texts.some(Boolean) ? shorten(texts.join('\n')) : '',
		clock: isNoDate(event_time) ? '' : shorten(plainText(event_time)),
	};
}

const shorten = (text: string) => fingerprint(text).slice(0, 5);

/** What an event that is known is told as now. */
interface Match {
	/** It is the same one, whatever the others are told as. */
	isSame: boolean;
	/** By how many seconds it is told to be later; undefined where that tells nothing, or it is another one. */
	move?: number;
}

/** Those of the anchors that are among these events, and whose times can be read. */
function findMatches(anchors: Anchor[], events: EventRecord[]): Match[] {
	const known = new Map(anchors.map((anchor) => [BigInt(anchor[0]), anchor]));
	return events.flatMap((event) => {
		const anchor = known.get(idOf(event));
		const stamp = anchor && readStamp(event);
		return stamp ? [compare(anchor, event, stamp)] : [];
	});
}

/** @param stamp that of the event with the same ID */
function compare([, seconds, form, ...before]: Anchor, event: EventRecord, stamp: Stamp): Match {
	const move = readMove({ seconds, form }, stamp);
	if (isSameTime({ seconds, form }, stamp)) return { isSame: true, move };
	const { texts, clock } = describe(event);
	if (texts !== before[0]) return { isSame: false };
	return { isSame: clock !== '' && clock === before[1], move };
}

/**
 * Whose numbers these events have. Times that have all moved alike are told by another offset; of times
 * that have not, an event with all that its lock said of it is still the same.
 */
export function compareNumbering(anchors: Anchor[], events: EventRecord[]): Numbering {
	const matches = findMatches(anchors, events);
	if (matches.length === 0) return 'unknown';
	const isSure = matches.every(({ isSame }) => isSame);
	return isSure || readCommonMove(matches) !== undefined ? 'same' : 'other';
}

/** By how many seconds all times are told to be later than before, as by a change of the site's offset. */
function readCommonMove(matches: Match[]): number | undefined {
	const moves = new Set(matches.map(({ move }) => move));
	return moves.size === 1 ? [...moves][0] : undefined;
}

/** What is known of times, as these events tell them now. */
export function followMove<T extends Times>(known: T, events: EventRecord[]): T {
	const { anchors, formers, latest } = known;
	const matches = findMatches(anchors, events);
	const move = readCommonMove(matches) ?? 0;
	if (move === 0) return known;
	const later = ([id, seconds, ...rest]: Anchor): Anchor => [id, seconds + move, ...rest];
	return {
		...known,
		anchors: anchors.map(later),
		formers: formers.map((former) => former.map(later)),
		...(latest !== undefined && { latest: latest + move }),
	};
}

/** What is known of the times of events. */
interface Times {
	anchors: Anchor[];
	formers: Anchor[][];
	latest?: number;
}

/** The anchors as these events, which they are among, are told now. */
export function renewAnchors(anchors: Anchor[], events: EventRecord[]): Anchor[] {
	const told = new Map(events.map((event) => [idOf(event), event]));
	return anchors.map((anchor) => {
		const event = told.get(BigInt(anchor[0]));
		return (event && makeAnchor(event)[0]) ?? anchor;
	});
}

/** Whether the newest of the anchors is among these events. */
export function hasNewest([newest]: Anchor[], events: EventRecord[]): boolean {
	return newest !== undefined && compareNumbering([newest], events) === 'same';
}

/**
 * The numberings known which these events are not of: of each the newest two events, the latest numbering
 * first.
 */
export function keepFormers({ anchors, formers }: Times, events: EventRecord[]): Anchor[][] {
	const isLeft = (one: Anchor[]) => one.length > 0 && !hasNewest(one, events);
	return [anchors.slice(0, 2), ...formers].filter(isLeft).slice(0, FORMERS);
}

/**
 * The second of the latest of these events. A clock that is ahead does not count: it would make
 * everything old for as long.
 *
 * @param before that of events before
 * @param now milliseconds
 */
export function findLatest(
	before: number | undefined,
	events: EventRecord[],
	now: number,
): number | undefined {
	const bound = now / 1000 + ZONES_APART;
	return events
		.map((event) => readSeconds(event) ?? Infinity)
		.filter((seconds) => seconds <= bound)
		.reduce<number | undefined>(
			(latest, seconds) => Math.max(latest ?? -Infinity, seconds),
			before,
		);
}
