import { plainText } from '../text/text';

/** With what databases fill the date of a time that has none. */
const NO_DAY = /^(?:0001-01-01|1899-12-3[01]|1900-01-01|1970-01-01|2000-01-01)[T ](\S+?)Z?$/i;

/**
 * The second of the day that a time says. Reference, /schedule: HH:MM:SS. Others write it without the zero,
 * for twelve hours, as ISO 8601 has it for a duration, or as the moment of a day that is none.
 *
 * @returns undefined for what could be another time, or none: bare digits may be seconds, or hours and minutes
 */
export function readTimeOfDay(value: unknown): number | undefined {
	const text = plainText(value).trim();
	const [, onNoDay] = NO_DAY.exec(text) ?? [];
	const time = onNoDay ?? text;
	const found = CLOCK.exec(time) ?? DURATION.exec(time);
	if (!found || /^\d+$/.test(time)) return undefined;
	const [, hour = '0', minute = '0', second = '0', half] = found;
	const hours = half === undefined ? Number(hour) : hourOf(Number(hour), half);
	const seconds = hours * 3600 + Number(minute) * 60 + Number(second);
	const isOfDay = Number(minute) < 60 && Number(second) < 60 && seconds <= DAY;
	return isOfDay ? seconds : undefined;
}

/** Midnight at the end of a day is written 24:00:00. */
const DAY = 24 * 3600;

const CLOCK = /^(\d{1,2})(?::(\d{2}))?(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?([ap])\.?m\.?)?$/i;

const DURATION = /^PT(?=\d)(?:(\d{1,2})H)?(?:(\d{1,2})M)?(?:(\d{1,2})(?:\.\d{1,9})?S)?$/i;

/** NaN where a clock of twelve hours has no such one. */
function hourOf(hour: number, half: string): number {
	if (hour < 1 || hour > 12) return NaN;
	return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}
