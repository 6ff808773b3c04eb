import { DateTime } from 'luxon';
import { LocktError } from '../errors';
import { hasWrongOffset, LOCAL, valid } from './anyYear';
import { readMoment } from './moments';

/** Whether a date as Lockt wants it. */
export function isLocalDate(text: string): boolean {
	const isLocal = DateTime.fromFormat(text, LOCAL, { zone: 'utc' }).isValid;
	return isLocal && readMoment(text, 'utc') !== undefined;
}

/** Whether a date of Lockt's is what a clock shows: without the zone it is no moment. */
export function isLocalTime(value: unknown): boolean {
	return readMoment(value, undefined) === undefined && readMoment(value, 'utc') !== undefined;
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
