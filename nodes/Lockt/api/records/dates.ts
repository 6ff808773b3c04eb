import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { isAmbiguous, isInDoubt, noteDayFirst } from './dayFirst';
import { LocktError } from '../errors';
import { plainText } from '../text/text';

/** From when and until when users, fobs, credentials and delegates give access. */
export const VALIDITY = ['access_effective', 'access_expires'] as const;

/** The properties of all records that hold a moment. Schedules have a `start` and `stop`, too: a time alone. */
const MOMENTS = new Set<string>([
	...VALIDITY,
	...['event_time', 'hw_time', 'db_time'],
	...['start', 'stop'],
]);

const LOCAL = 'yyyy-MM-dd HH:mm:ss';

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

/**
 * A moment of Lockt's. Reference, known issues: "Dates can be returned in different formats": local time
 * as YYYY-MM-DD HH:MM:SS, and UTC as YYYY-MM-DDTHH:MM:SS(.mmm)Z. api-readings, "Times", has the others:
 * ISO 8601, M/D/YYYY h:mm:ss AM, /Date(ms)/, and seconds or milliseconds since 1970.
 *
 * A local time that the clock skips in spring becomes the one an hour after it; of an hour that it shows
 * twice in autumn, the first is meant.
 *
 * @param zone the site's; undefined where it is not known: then no local time can be told
 * @returns undefined for what is none, or has a form nobody knows
 */
export function readMoment(value: unknown, zone: string | undefined): DateTime | undefined {
	const moment = isNoDate(value) ? undefined : readAnyYear(value, zone);
	return moment && moment.year > FIRST_YEAR && moment.year < 10_000 ? moment : undefined;
}

/** Some databases and languages say by their first day that there is no date. In UTC it may be the day before. */
const FIRST_YEAR = 1;

/**
 * Others say it by the first moment of 1970. Told as a local time it is off by a zone: all of them were so many
 * whole quarters of an hour. What is off by anything else is a clock that was reset.
 */
function isFirstOf1970(moment: DateTime): boolean {
	const minutes = moment.toMillis() / 60_000;
	return Math.abs(minutes) <= 14 * 60 && minutes % 15 === 0;
}

function readAnyYear(value: unknown, zone: string | undefined): DateTime | undefined {
	const text = plainText(value).trim();
	if (text === '' || hasWrongOffset(text) || isInDoubt(text)) return undefined;
	const since1970 = epochMillis(text);
	if (since1970 !== undefined)
		return valid(DateTime.fromMillis(since1970, { zone: zone ?? 'utc' }));
	if (/^[\dW-]{4,12}T[\d:.,]+(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text)) {
		return valid(DateTime.fromISO(text, { zone: zone ?? 'utc' }));
	}
	const [, local, offset] = SQL.exec(text) ?? [];
	if (local !== undefined && offset !== undefined) {
		const iso = local.replace(' ', 'T') + offset.replace(/^(?:UTC|GMT)$/i, 'Z');
		return valid(DateTime.fromISO(iso, { zone: zone ?? 'utc' }));
	}
	if (zone === undefined) return undefined;
	const moment = valid(localTime(text, zone));
	// Luxon itself would pick between the two by the season it is now.
	return moment?.getPossibleOffsets()[0] ?? moment;
}

/** Lockt's own form with what tells which offset it has, e.g. 2026-03-04 08:00:00 +00:00 */
const SQL =
	/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;

/** After a time alone: the days of a date are none. Hours, and minutes where there are any: -05:00, +0530, +14 */
const OFFSET = /[T ][\d:.,]+ ?[+-](\d{2})(?::?(\d{2}))?$/i;

/** Luxon takes any digits for an offset. No place on earth is further from UTC than 14 hours. */
function hasWrongOffset(text: string): boolean {
	const [, hours = '0', minutes = '0'] = OFFSET.exec(text) ?? [];
	return Number(minutes) >= 60 || Number(hours) * 60 + Number(minutes) > 14 * 60;
}

const valid = (moment: DateTime) => (moment.isValid ? moment : undefined);

function localTime(text: string, zone: string): DateTime {
	if (/^[\dW-]+T/i.test(text)) return DateTime.fromISO(text, { zone });
	const us = US.exec(text);
	if (!us) {
		const whole = /^\S+ \d{2}:\d{2}$/.test(text) ? `${text}:00` : text;
		return DateTime.fromFormat(whole.replace(/\.\d+$/, ''), LOCAL, { zone });
	}
	const [, date, time, seconds = ':00', half] = us;
	const american = `${date} ${time}${seconds} ${half}M`;
	return DateTime.fromFormat(american, 'M/d/yyyy h:mm:ss a', { zone, locale: 'en-US' });
}

const US = /^(\d{1,2}\/\d{1,2}\/\d{4}),?\s+(\d{1,2}:\d{2})(:\d{2})?\s?([AP])M$/i;

/**
 * Bare digits are a moment by their number alone, and in the years that one may be meant in: others are
 * another form, e.g. 20301231235959.
 */
function epochMillis(text: string): number | undefined {
	const [, millis] = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text) ?? [];
	if (millis !== undefined) return Number(millis);
	const [, digits = ''] = /^(\d{10}|\d{13})(?:\.\d+)?$/.exec(text) ?? [];
	const since1970 = Number(text) * (digits.length === 10 ? 1000 : 1);
	return digits !== '' && since1970 < LAST_EPOCH ? since1970 : undefined;
}

/** So many digits are from September 2001 on. */
const LAST_EPOCH = Date.UTC(2100, 0);

/**
 * A date of Lockt's as ISO 8601 with the offset of the site's own time zone.
 *
 * @param zone the site's, from `siteZone`
 * @returns blank for what says that there is none; unchanged what cannot be told: empty, or a form nobody knows
 */
export function isoDate<T>(value: T, zone: string | undefined): T | string {
	if (isNoDate(value)) return plainText(value).trim() === '' ? value : '';
	if (zone === undefined) return value;
	return readMoment(value, zone)?.toISO() ?? value;
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

/** Whether a date as Lockt wants it. */
export function isLocalDate(text: string): boolean {
	const isLocal = DateTime.fromFormat(text, LOCAL, { zone: 'utc' }).isValid;
	return isLocal && readMoment(text, 'utc') !== undefined;
}

/** Whether a date of Lockt's is what a clock shows: without the zone it is no moment. */
export function isLocalTime(value: unknown): boolean {
	return readMoment(value, undefined) === undefined && readMoment(value, 'utc') !== undefined;
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

/** A whole date to begin with: Luxon would take a year or a time of day for one, too. */
const DATE = /^\d{4}(-?\d{2}-?\d{2}|-?W\d{2}|-?\d{3})(?!\d)/;

/**
 * A date that somebody entered. Without an offset of its own it is meant as the site's local time;
 * without a time as midnight.
 *
 * @param value ISO 8601 or Lockt's own form as text, or a date object of an expression
 * @param zone the site's, from `siteZone`; where it is not known, local time is taken for UTC
 * @returns undefined when it is no date, e.g. 2026-02-30
 */
export function enteredMoment(value: unknown, zone = 'utc'): DateTime | undefined {
	const text = dateText(value).trim();
	if (!DATE.test(text) || hasWrongOffset(text)) return undefined;
	return valid(
		/^\S+ \S/.test(text) ? DateTime.fromSQL(text, { zone }) : DateTime.fromISO(text, { zone }),
	);
}

/**
 * The same as Lockt wants it: the site's local time, YYYY-MM-DD HH:MM:SS.
 *
 * @throws LocktError when it has an offset and the site's zone is not known
 */
export function localDate(value: unknown, zone: string | undefined): string | undefined {
	if (zone === undefined && hasOffset(value)) {
		throw new LocktError(
			"Lockt did not say the site's time zone, so that a date with another one cannot be told",
			"Enter the date in the site's local time, without a time zone. Nothing was sent to Lockt",
		);
	}
	return enteredMoment(value, zone)?.toFormat(LOCAL);
}

/** Whether a date that somebody entered is the same moment wherever the site is. */
export function hasOffset(value: unknown): boolean {
	const moment = enteredMoment(value, 'utc')?.valueOf();
	return moment !== undefined && moment === enteredMoment(value, 'UTC+1')?.valueOf();
}

/** Now as Lockt writes it; such texts compare in the order of time. */
export function localNow(zone: string): string {
	return DateTime.now().setZone(zone).toFormat(LOCAL);
}

/**
 * A date that somebody entered as text, a date object of an expression as ISO 8601.
 * n8n brings its own Luxon, so that its dates are known by what they can do.
 */
export function dateText(value: unknown): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	if (typeof value === 'object' && value !== null && 'toISO' in value) {
		return String((value as { toISO: () => unknown }).toISO());
	}
	return typeof value === 'string' ? value : '';
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

/** Whether a value says that there is no date, as some databases and languages say it. */
export function isNoDate(value: unknown): boolean {
	const text = plainText(value).trim();
	if (NO_DATE.test(text)) return true;
	// Lists are long, and reading a date takes its time.
	const moment = MAY_BE_FIRST.test(text) ? readAnyYear(text, 'utc') : undefined;
	return moment !== undefined && (moment.year <= FIRST_YEAR || isFirstOf1970(moment));
}

/**
 * Whether a date is the first moment of 1970 written out: no date as a rule, but somebody may have ended access for good
 * by it. Sent back as none, it would let them in.
 */
export function isOpenDate(value: unknown): boolean {
	const text = plainText(value).trim();
	const moment = MAY_BE_FIRST.test(text) ? readAnyYear(text, 'utc') : undefined;
	return text === FIRST_DAY_OF_1970 || (moment !== undefined && isFirstOf1970(moment));
}

const FIRST_DAY_OF_1970 = '1970-01-01';

const MAY_BE_FIRST = /^000|\/000|1970|1969|\(-|\(\d{1,8}[+)-]/;

/** The number is that of the year 1, in seconds or milliseconds. */
const NO_DATE =
	/^(?:|0+|0{4}-0{2}-0{2}.{0,20}|0{3}1-01-01|1970-01-01|-62135596800(?:000)?|-|none|null|never|n\/a)$/i;

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

/** How a date is written. */
export type DateForm =
	'local' | 'utc' | 'offset' | 'us' | 'slashDate' | 'seconds' | 'milliseconds' | 'unreadable';

/** The properties of a record that hold a date, with how each is written; none that is empty. */
export function dateFormsIn(record: IDataObject): Array<[name: string, form: DateForm]> {
	const unreadable = unreadableDates(record);
	return Object.entries(record).flatMap(([name, value]): Array<[string, DateForm]> => {
		if (!MOMENTS.has(name)) return [];
		if (unreadable.includes(name)) return [[name, 'unreadable']];
		return readMoment(value, 'utc') ? [[name, formOf(plainText(value).trim())]] : [];
	});
}

function formOf(text: string): Exclude<DateForm, 'unreadable'> {
	if (US.test(text)) return 'us';
	if (text.startsWith('/')) return 'slashDate';
	if (/^[\d.]+$/.test(text)) return Number(text) < 1e11 ? 'seconds' : 'milliseconds';
	const [, , sqlOffset] = SQL.exec(text) ?? [];
	if (sqlOffset !== undefined) return /^[+-]/.test(sqlOffset) ? 'offset' : 'utc';
	if (!text.toUpperCase().includes('T')) return 'local';
	if (/Z$/i.test(text)) return 'utc';
	return /[+-]\d{2}(:?\d{2})?$/.test(text.split(/T/i)[1] ?? '') ? 'offset' : 'local';
}
