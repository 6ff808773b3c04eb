import type { IDataObject } from 'n8n-workflow';
import { booleanIn } from './forms';
import { readTimeOfDay } from './timeOfDay';

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

/** A day that stops at 23:59 is meant as a whole one. */
const LAST_MINUTE = LAST_SECOND - 59;

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

/** Whether there is no moment of the week at which none of these holds. */
export function isAlways(hours: Hours[]): boolean {
	const isWhole = ({ start, stop }: Hours) => start === 0 && stop >= LAST_MINUTE;
	return DAYS.every((_, day) => hours.some((one) => one.days[day] && isWhole(one)));
}
