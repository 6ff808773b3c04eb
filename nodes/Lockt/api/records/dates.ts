import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../text/text';
import { LOCAL } from './anyYear';
import { isAmbiguous, isInDoubt, noteDayFirst } from './dayFirst';
import { isLocalDate } from './enteredDates';
import { isoDate, readMoment } from './moments';
import { isNoDate } from './noDates';

/** From when and until when users, fobs, credentials and delegates give access. */
export const VALIDITY = ['access_effective', 'access_expires'] as const;

/** The properties of all records that hold a moment. Schedules have a `start` and `stop`, too: a time alone. */
export const MOMENTS = new Set<string>([
	...VALIDITY,
	...['event_time', 'hw_time', 'db_time'],
	...['start', 'stop'],
]);

/** Looks at how an answer writes its dates: none with slashes is told where one of them has the day first. */
export function noteDateOrder(answer: unknown): void {
	noteDayFirst(answer, (name) => MOMENTS.has(name));
}

/** Whether a record holds a date of which others of its list may show that it has the day first. */
export function hasOpenOrder(record: IDataObject): boolean {
	return Object.entries(record).some(
		([name, value]) => MOMENTS.has(name) && isAmbiguous(value) && !isInDoubt(value),
	);
}

/** A moment twice: for the next nodes and for people. */
export interface TimeFields {
	/** ISO 8601 with an offset; blank where the moment is not known. */
	time: string;
	/** e.g. Mon 23 Nov 2026, 4:47 PM: what the clock showed at that offset; a form nobody knows as it came. */
	timeText: string;
}

/** @param date as `isoDate` tells it; without an offset of its own, a moment is told in UTC and says so */
export function timeFields(date: unknown): TimeFields {
	const text = plainText(date).trim();
	const moment = readMoment(text, undefined);
	if (!moment) return { time: '', timeText: text };
	const [offset] = /[+-]\d{2}:\d{2}$/.exec(text) ?? [];
	const local = moment.setZone(offset === undefined ? 'utc' : `UTC${offset}`);
	const clock = local
		.reconfigure({ locale: 'en-US', numberingSystem: 'latn' })
		.toFormat('ccc d LLL yyyy, h:mm a');
	const time = offset !== undefined && text.includes('T') ? text : (local.toISO() ?? '');
	return { time, timeText: offset === undefined ? `${clock} UTC` : clock };
}

/**
 * Whether a date of Lockt's can be sent back and stays the same moment: none at all can, and one in the site's
 * local time; for others the zone must be known with its changes of the clock.
 *
 * @param zone the site's, from `siteZone`
 */
export function canSendBack(value: unknown, zone: string | undefined): boolean {
	if (isOtherType(value)) return false;
	if (isNoDate(value) || isLocalDate(plainText(value).trim())) return true;
	return zone !== undefined && !/^UTC[+-]/.test(zone) && readMoment(value, zone) !== undefined;
}

/** The same as Lockt wants it, blank for none; unchanged, too, where it cannot be told. */
export function localDateOf(value: unknown, zone: string | undefined): string {
	if (isNoDate(value)) return '';
	const moment = zone === undefined ? undefined : readMoment(value, zone);
	return moment?.toFormat(LOCAL) ?? plainText(value);
}

/** Whether a record holds a date, so that the site's time zone must be known. */
export function hasDates(record: IDataObject): boolean {
	return Object.entries(record).some(
		([name, value]) => MOMENTS.has(name) && readMoment(value, 'utc') !== undefined,
	);
}

/** A record with all its dates as ISO 8601; as they came where the zone is not known. */
export function withIsoDates(record: IDataObject, zone: string | undefined): IDataObject {
	const entries = Object.entries(record).map(([name, value]) => [
		name,
		MOMENTS.has(name) ? isoDate(value, zone) : value,
	]);
	return Object.fromEntries(entries) as IDataObject;
}

/** Whether a value is none that a date, or that there is none, may be said by. */
function isOtherType(value: unknown): boolean {
	return (typeof value === 'object' && value !== null) || typeof value === 'boolean';
}

/** The properties of a record that should hold a date, but hold something that is none. */
export function unreadableDates(record: IDataObject): string[] {
	return Object.entries(record).flatMap(([name, value]) => {
		if (MOMENTS.has(name) && isOtherType(value)) return name;
		const text = MOMENTS.has(name) ? plainText(value).trim() : '';
		const isTimeOfDay = /^\d{1,2}:\d{2}(:\d{2})?$/.test(text);
		return !isNoDate(text) && !isTimeOfDay && !readMoment(text, 'utc') ? name : [];
	});
}
