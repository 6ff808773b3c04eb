import type { BatteryRecord } from '../../api/questions/batteries';
import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { codeNotes, decodeNotes, isNoteList } from './noteList';

/** What counts as low, and when to say so. */
export interface Measure {
	/** Percent; at or below it a battery is low. */
	threshold: number;
	/** A battery has recovered when it is more than this many percent above the threshold. */
	margin: number;
	/** A door that stays low is told again after so many days; 0 for never. */
	remindDays: number;
	/** Whether doors that are low already when the workflow is published are told. */
	tellFirst: boolean;
}

/**
 * What the trigger remembers of the batteries from one poll to the next. 2,000 low doors take 8 to
 * 14 kB: each is one entry in `low`, as noteList.ts writes them, with two things noted of it:
 *
 * - `:` for a door whose level is known; `?` for one whose level Lockt does not tell; a letter for one
 *   that Lockt did not show when all doors were looked at last: A the first time, B an hour later, ...
 * - behind it the hour in which it was put out last, counted from `base`, to base 36; `!` for a door
 *   that nobody wants to hear of, and nothing for one that is still to be told.
 *
 * So `7:0 2?k 1C!` are door 7, put out in the first hour; door 9, put out 20 hours later, whose level is
 * not told now; and door 10, low when the workflow was published, and missing for two hours.
 */
export interface BatteriesState {
	/** What it was measured with. */
	threshold: number;
	margin: number;
	/** The minute in which all doors were looked at last; 0 for never. */
	looked: number;
	/** An hour. */
	base: number;
	low: string;
}

/** What is known of a door that is low. */
interface LowDoor {
	/**
	 * The hour in which it was put out last; or why it was not: a filter has kept it back so far, or it
	 * was low when the workflow was published and nobody wants to hear of such doors.
	 */
	told: number | 'not yet' | 'silent';
	/** Why its level is not known: Lockt does not tell it, or has not shown the door since this hour. */
	away?: 'unknown' | number;
}

type LowDoors = Map<number, LowDoor>;

export interface BatteryNews {
	kind: 'low' | 'reminder' | 'recovered';
	battery: BatteryRecord;
	/** The minute it was noticed. */
	minute: number;
}

/** A door whose level is not known is looked up again after so many minutes. */
const LOOK_AGAIN = 60;

/** A door is forgotten when Lockt has not shown it for so many hours: no more than there are letters. */
const FORGET = 24;

const NOTE = /^[:?A-X](!|[0-9a-z]{1,7})?$/;

/** Whether what n8n stored can be gone on from. */
export function isBatteriesState(stored: unknown): stored is BatteriesState {
	return (
		isRecord(stored) &&
		isWholeNumber(stored.threshold) &&
		isWholeNumber(stored.margin) &&
		isWholeNumber(stored.looked) &&
		isWholeNumber(stored.base) &&
		isNoteList(stored.low, NOTE)
	);
}

/** The `low_battery` to ask for: all that are low, and those that have not recovered for sure. */
export function level({ threshold, margin }: Pick<Measure, 'threshold' | 'margin'>): number {
	// A new battery has 100 percent, whatever the margin.
	return Math.min(99, threshold + margin);
}

/** Whether a door that was low is not among the low ones, so that all doors must be looked at. */
export function mustLookUp(
	state: BatteriesState | undefined,
	low: BatteryRecord[],
	now: number,
): boolean {
	if (!state) return false;
	const listed = new Set(low.map(({ id }) => id));
	const since = toMinute(now) - state.looked;
	const isTime = since < 0 || since >= LOOK_AGAIN;
	return [...readDoors(state)].some(
		([id, { away }]) => !listed.has(id) && (away === undefined || isTime),
	);
}

/**
 * Which batteries are to be told: those that are low and were not put out yet, that are so for long, or
 * that have recovered. What is put out of it `recordTold` is to know; the rest is told by the next poll.
 *
 * @param state undefined on the first run
 * @param batteries of all doors, or of those at or below `level`
 * @param isPublished whether this is the first poll since the workflow was published
 */
export function judge(
	state: BatteriesState | undefined,
	batteries: { all: BatteryRecord[] } | { low: BatteryRecord[] },
	measure: Measure,
	isPublished: boolean,
	now: number,
): { news: BatteryNews[]; state: BatteriesState } {
	const { threshold, margin, remindDays, tellFirst } = measure;
	const minute = toMinute(now);
	const hour = toHour(minute);
	const lookedAtAll = 'all' in batteries;
	const listed = lookedAtAll ? batteries.all : batteries.low;
	const byId = new Map(listed.map((battery) => [battery.id, battery]));
	// Measured anew, a battery may be low no more that never recovered.
	const stays = state?.threshold === threshold ? level(measure) : threshold;
	const recovers = Math.max(level(state ?? measure), level(measure));
	const news: BatteryNews[] = [];
	const low: LowDoors = new Map();

	for (const [id, { told, away }] of readDoors(state)) {
		const battery = byId.get(id);
		if (!battery) {
			const missing = lookedAtAll ? earlier(away, hour) : away;
			const isGone = typeof missing === 'number' && hour - missing >= FORGET;
			if (!isGone) low.set(id, { told, away: missing });
		} else if (battery.battery_level === null) {
			low.set(id, { told, away: 'unknown' });
		} else if (battery.battery_level <= stays) {
			low.set(id, { told });
		} else if (battery.battery_level > recovers) {
			news.push({ kind: 'recovered', battery, minute });
		}
	}
	for (const battery of listed) {
		if (low.has(battery.id) || !isAtOrBelow(battery, threshold)) continue;
		low.set(battery.id, { told: 'not yet' });
	}
	for (const [id, door] of low) {
		if (typeof door.told === 'number') door.told = earlier(door.told, hour);
		else if (tellFirst) door.told = 'not yet';
		else if (isPublished) door.told = 'silent';

		const battery = byId.get(id);
		if (!battery || !isAtOrBelow(battery, threshold)) continue;
		if (door.told === 'not yet') news.push({ kind: 'low', battery, minute });
		else if (isDue(door, remindDays, hour)) news.push({ kind: 'reminder', battery, minute });
	}
	const looked = lookedAtAll ? minute : (state?.looked ?? 0);
	return { news, state: { threshold, margin, looked, ...writeDoors(low, looked) } };
}

/** A state that knows what was put out: only that is told. */
export function recordTold(state: BatteriesState, putOut: BatteryNews[]): BatteriesState {
	const low = readDoors(state);
	for (const { battery, minute } of putOut) {
		const door = low.get(battery.id);
		// Unless it has recovered.
		if (door) door.told = toHour(minute);
	}
	return { ...state, ...writeDoors(low, state.looked) };
}

/** The minute that a moment is in. */
export function toMinute(now: number): number {
	return Math.floor(now / 60_000);
}

const toHour = (minute: number) => Math.floor(minute / 60);

/** The clock may have been put back since. */
const earlier = (hour: LowDoor['away'], now: number) =>
	typeof hour === 'number' ? Math.min(hour, now) : now;

const isAtOrBelow = ({ battery_level: left }: BatteryRecord, threshold: number) =>
	left !== null && left <= threshold;

const isDue = ({ told }: LowDoor, remindDays: number, hour: number) =>
	remindDays > 0 && typeof told === 'number' && hour - told >= remindDays * 24;

function readDoors(state: BatteriesState | undefined): LowDoors {
	if (!state) return new Map();
	const { low, base, looked } = state;
	return new Map(
		[...decodeNotes(low)].map(([id, note]) => [
			id,
			{ told: readTold(note.slice(1), base), away: readAway(note.charAt(0), looked) },
		]),
	);
}

function writeDoors(low: LowDoors, looked: number): Pick<BatteriesState, 'base' | 'low'> {
	const hours = [...low.values()]
		.map(({ told }) => told)
		.filter((told) => typeof told === 'number');
	const base = hours.length > 0 ? hours.reduce((first, hour) => Math.min(first, hour)) : 0;
	const notes = [...low].map(([id, { told, away }]): [number, string] => [
		id,
		writeAway(away, looked) + writeTold(told, base),
	]);
	return { base, low: codeNotes(new Map(notes)) };
}

function readTold(text: string, base: number): LowDoor['told'] {
	if (text === '') return 'not yet';
	return text === '!' ? 'silent' : base + parseInt(text, 36);
}

function writeTold(told: LowDoor['told'], base: number): string {
	if (told === 'not yet') return '';
	return told === 'silent' ? '!' : (told - base).toString(36);
}

const A = 'A'.charCodeAt(0);

function readAway(mark: string, looked: number): LowDoor['away'] {
	if (mark === ':') return undefined;
	return mark === '?' ? 'unknown' : toHour(looked) - (mark.charCodeAt(0) - A);
}

function writeAway(away: LowDoor['away'], looked: number): string {
	if (away === undefined) return ':';
	return away === 'unknown' ? '?' : String.fromCharCode(A + toHour(looked) - away);
}
