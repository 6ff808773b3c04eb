import { readMoment } from '../../api/dates';
import { idOf, type EventRecord } from '../../api/events';

/**
 * An event is known by its ID and its time together: after a backup was restored, Lockt gives the same
 * IDs to other events. Of some events both are remembered; they tell whose numbers an answer has.
 */
export type Anchor = [id: string, seconds: number, form: Form];

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

/** What is told in whole seconds may be rounded up or down. */
const ROUNDED = 1;

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

/** Whether these can be times of one event: to the second, or as far apart as two zones, if one is local. */
export function isSameTime(one: Stamp, other: Stamp): boolean {
	const apart = Math.abs(one.seconds - other.seconds);
	if (one.form === other.form) return apart <= ROUNDED;
	const beside = apart % QUARTER;
	return apart <= ZONES_APART && Math.min(beside, QUARTER - beside) <= ROUNDED;
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
	const stamps = new Map<bigint, () => Stamp | undefined>(
		anchors.map(([id, seconds, form]) => [BigInt(id), () => ({ seconds, form })]),
	);
	for (const event of events) stamps.set(idOf(event), () => readStamp(event));
	const ids = [...stamps.keys()].sort((a, b) => (a < b ? 1 : -1));
	const newest = ids[0] ?? 0n;
	const kept: bigint[] = [];
	ids.forEach((id, at) => {
		const last = kept.at(-1) ?? newest;
		const next = ids[at + 1];
		if (at < 2 || next === undefined || newest - next > 2n * (newest - last)) kept.push(id);
	});
	return kept.flatMap((id): Anchor[] => {
		const stamp = stamps.get(id)!();
		return stamp ? [[String(id), stamp.seconds, stamp.form]] : [];
	});
}

/** Whose numbers these events have. */
export function compareNumbering(anchors: Anchor[], events: EventRecord[]): Numbering {
	const known = new Map(anchors.map(([id, seconds, form]) => [BigInt(id), { seconds, form }]));
	let numbering: Numbering = 'unknown';
	for (const event of events) {
		const before = known.get(idOf(event));
		const stamp = before && readStamp(event);
		if (!before || !stamp) continue;
		if (!isSameTime(before, stamp)) return 'other';
		numbering = 'same';
	}
	return numbering;
}

/** Whether the newest of the anchors is among these events. */
export function hasNewest([newest]: Anchor[], events: EventRecord[]): boolean {
	return newest !== undefined && compareNumbering([newest], events) === 'same';
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
		.map(readSeconds)
		.filter((seconds) => seconds !== undefined && seconds <= bound)
		.reduce((latest, seconds) => Math.max(latest ?? -Infinity, seconds!), before);
}
