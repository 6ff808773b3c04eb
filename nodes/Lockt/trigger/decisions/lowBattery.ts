import type { BatteryRecord } from '../../api/batteries';
import { isObject, isRecord } from '../../api/text';
import { isWholeNumber } from '../../api/values';

/** What counts as low, and when to say so. */
export interface Measure {
	/** Percent; at or below it a battery is low. */
	threshold: number;
	/** A battery has recovered when it is this many percent above the threshold. */
	margin: number;
	/** A door that stays low is told again after so many days; 0 for never. */
	remindDays: number;
	/** Whether doors that are low already when the trigger starts are told. */
	tellFirst: boolean;
}

/** What the trigger remembers of the batteries from one poll to the next. */
export interface BatteriesState {
	/** What it was measured with. */
	threshold: number;
	margin: number;
	/** The doors that are low, by ID, and when they were told last. Times are minutes. */
	low: Record<string, { told: number; /** Not to be found out, when asked. */ unknown?: number }>;
}

export interface BatteryNews {
	kind: 'low' | 'reminder' | 'recovered';
	battery: BatteryRecord;
	/** The minute it was noticed. */
	minute: number;
}

/** A door whose level Lockt does not tell is looked up again after so many minutes. */
const LOOK_AGAIN = 60;

/** Whether what n8n stored can be gone on from. */
export function isBatteriesState(stored: unknown): stored is BatteriesState {
	if (!isRecord(stored) || !isObject(stored.low)) return false;
	return (
		isWholeNumber(stored.threshold) &&
		isWholeNumber(stored.margin) &&
		Object.entries(stored.low).every(
			([id, entry]) =>
				/^[1-9]\d*$/.test(id) &&
				isRecord(entry) &&
				isWholeNumber(entry.told) &&
				(entry.unknown === undefined || isWholeNumber(entry.unknown)),
		)
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
	const listed = new Set(low.map(({ id }) => String(id)));
	return Object.entries(state?.low ?? {}).some(
		([id, { unknown = -Infinity }]) => !listed.has(id) && toMinute(now) - unknown >= LOOK_AGAIN,
	);
}

/**
 * Which batteries ran low or recovered: each door once, until it has recovered.
 *
 * @param state undefined on the first run
 * @param batteries of all doors, or of those at or below `level`
 */
export function judge(
	state: BatteriesState | undefined,
	batteries: { all: BatteryRecord[] } | { low: BatteryRecord[] },
	{ threshold, margin, remindDays, tellFirst }: Measure,
	now: number,
): { news: BatteryNews[]; state: BatteriesState } {
	const minute = toMinute(now);
	const same = state?.threshold === threshold && state.margin === margin;
	const lookedAtAll = 'all' in batteries;
	const byId = new Map(
		(lookedAtAll ? batteries.all : batteries.low).map((battery) => [String(battery.id), battery]),
	);
	const news: BatteryNews[] = [];
	const low: BatteriesState['low'] = {};

	for (const [id, before] of Object.entries(state?.low ?? {})) {
		const battery = byId.get(id);
		const told = Math.min(before.told, minute);
		if (!battery) {
			if (!lookedAtAll) low[id] = before;
		} else if (battery.battery_level === null) {
			low[id] = { told, unknown: lookedAtAll ? minute : before.unknown };
		} else if (battery.battery_level > (same ? level({ threshold, margin }) : threshold)) {
			// Measured anew, it is not low; but it was never so by this measure.
			if (same) news.push({ kind: 'recovered', battery, minute });
		} else {
			const due = remindDays > 0 && minute - told >= remindDays * 24 * 60;
			const remind = due && battery.battery_level <= threshold;
			if (remind) news.push({ kind: 'reminder', battery, minute });
			low[id] = { told: remind ? minute : told };
		}
	}
	for (const [id, battery] of byId) {
		if (state?.low[id] || battery.battery_level === null) continue;
		if (battery.battery_level > threshold) continue;
		if (state || tellFirst) news.push({ kind: 'low', battery, minute });
		low[id] = { told: minute };
	}
	return { news, state: { threshold, margin, low } };
}

/** The minute that a moment is in. */
export function toMinute(now: number): number {
	return Math.floor(now / 60_000);
}
