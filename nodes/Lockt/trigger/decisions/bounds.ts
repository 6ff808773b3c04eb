import { readMoment } from '../../api/records/moments';
import { idOf, type EventRecord } from '../../api/records/events';
import type { EventsState } from './eventsMemory';
import { readSeconds } from './numbering';

type Known = Pick<EventsState, 'anchors' | 'latest'>;

/**
 * Parts events by when they happened. One whose time cannot be read, or tells nothing, counts as recent:
 * better a message too many.
 *
 * @param since milliseconds
 * @param zone the site's; where it is not known, only times with an offset can be read
 * @param known what was known before these events
 */
export function splitByTime(
	events: EventRecord[],
	since: number,
	zone: string | undefined,
	known: Known,
): { earlier: EventRecord[]; recent: EventRecord[] } {
	const isEarlier = (event: EventRecord) =>
		(readMomentOf(event, zone) ?? Infinity) < since && !hasWrongClock(event, known);
	const earlier: EventRecord[] = [];
	const recent: EventRecord[] = [];
	for (const event of events) (isEarlier(event) ? earlier : recent).push(event);
	return { earlier, recent };
}

/**
 * Whether an event is later than all known before it, by its ID and by what locks say, where that is all that
 * is told: their clocks may be slow, and an event too many is better than none.
 */
export function isLaterByLock(event: EventRecord, known: Known): boolean {
	const isTold = readMoment(event.db_time, 'utc') !== undefined;
	return !isTold && readLead(event, known) >= 0;
}

/** By how many seconds an event that is new by its ID is later than all known; NaN for others, or where nobody knows. */
function readLead(event: EventRecord, { anchors: [newest], latest = NaN }: Known): number {
	const isNew = newest !== undefined && idOf(event) > BigInt(newest[0]);
	return isNew ? (readSeconds(event) ?? NaN) - latest : NaN;
}

/** Those that happened before a moment, or whose time cannot be read: who knows nothing yet is flooded else. */
export function findSeen(
	events: EventRecord[],
	since: number,
	zone: string | undefined,
): EventRecord[] {
	return events.filter((event) => (readMomentOf(event, zone) ?? -Infinity) < since);
}

const readMomentOf = ({ db_time, event_time }: EventRecord, zone: string | undefined) =>
	readLatest(db_time, zone) ?? readLatest(event_time, zone);

/** When it was at the latest: in autumn the site's clock shows an hour twice. */
function readLatest(value: unknown, zone: string | undefined): number | undefined {
	const moment = readMoment(value, zone);
	if (!moment) return undefined;
	const isClear = readMoment(value, undefined) !== undefined;
	const possible = isClear ? [moment] : moment.getPossibleOffsets();
	return Math.max(...possible.map((one) => one.toMillis()));
}

/** No server is so far behind, and no zone so far away: what differs by more has a clock that is wrong. */
const WRONG_CLOCK_SECONDS = 2 * 24 * 3600;

/**
 * Whether an event is new by its ID and much older by its time than one known before it: a lock whose
 * clock was reset says 1970 or 2000. Its time tells nothing.
 */
function hasWrongClock(event: EventRecord, known: Known): boolean {
	return readLead(event, known) < -WRONG_CLOCK_SECONDS;
}
