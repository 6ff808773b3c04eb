import { DateTime } from 'luxon';
import type { LocalTime } from './records';

/** As luxon writes it: YYYY-MM-DD HH:MM:SS. */
export const LOCAL = 'yyyy-MM-dd HH:mm:ss';

/** A moment as the site's own time. */
export function localTime(at: Date, timezone: string): LocalTime {
	return DateTime.fromJSDate(at, { zone: timezone }).toFormat(LOCAL);
}

/** The moment of a local time, or undefined when the text is no such time. */
export function momentOf(text: string, timezone: string): Date | undefined {
	const time = DateTime.fromFormat(text, LOCAL, { zone: timezone });
	return time.isValid ? time.toJSDate() : undefined;
}

/** The same as UTC, YYYY-MM-DDTHH:MM:SS.mmmZ; empty stays empty. */
export function utcTime(text: LocalTime, timezone: string): string {
	return text && (momentOf(text, timezone)?.toISOString() ?? text);
}
