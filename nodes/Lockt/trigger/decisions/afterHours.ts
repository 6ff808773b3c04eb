import type { IDataObject } from 'n8n-workflow';
import { readMoment } from '../../api/records/moments';
import { booleanIn } from '../../api/records/forms';
import { readTimeOfDay } from '../../api/records/timeOfDay';

/** When a schedule holds. */
export interface Hours {
	/** Whether on each day of the week; Monday is the first. */
	days: boolean[];
	/** Seconds of the day; the last of them is still within. */
	start: number;
	stop: number;
	/** Whether they are of a schedule that starts and stops at midnight: the reference does not say whether it holds all day. */
	isAssumed?: boolean;
}

const LAST_SECOND = 24 * 3600 - 1;

const DAYS = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'];

/**
 * When a schedule holds. Reference, /schedule: `d0` is Monday, and `stop` is the last second of it.
 *
 * @param schedule a record of `GET /schedule`
 * @returns the property that says nothing clear, where there is one: by it nothing can be told
 */
export function readHours(schedule: IDataObject): Hours | { unclear: string } {
	const unclearDay = DAYS.find((day) => booleanIn(schedule[day]) === undefined);
	if (unclearDay !== undefined) return { unclear: unclearDay };
	const [start, stop] = [readTimeOfDay(schedule.start), readTimeOfDay(schedule.stop)];
	if (start === undefined) return { unclear: 'start' };
	if (stop === undefined) return { unclear: 'stop' };
	const days = DAYS.map((day) => booleanIn(schedule[day]) === true);
	// A column for times of the day holds no 24:00:00.
	if (start === 0 && stop === 0) return { days, start, stop: LAST_SECOND, isAssumed: true };
	return { days, start, stop };
}

/**
 * Whether a moment lies outside these hours, by the clock of the site. Those that stop before they start
 * go on into the next day.
 *
 * @param moment a date of Lockt's; one that cannot be read counts as outside
 * @param zone the site's; where it is not known, every moment counts as outside
 */
export function isOutside(
	{ days, start, stop }: Hours,
	moment: unknown,
	zone: string | undefined,
): boolean {
	const local = zone === undefined ? undefined : readMoment(moment, zone);
	if (!local) return true;
	const time = local.hour * 3600 + local.minute * 60 + local.second;
	const on = (day: number) => days[(day + 7) % 7] === true;
	const today = local.weekday - 1;
	if (start <= stop) return !(on(today) && time >= start && time <= stop);
	return !((on(today) && time >= start) || (on(today - 1) && time <= stop));
}
