import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';

/** From when and until when users, fobs, credentials and delegates give access. */
export const VALIDITY = ['access_effective', 'access_expires'] as const;

/** The properties of all records that hold a moment. Schedules have a `start` and `stop`, too: a time alone. */
const MOMENTS = new Set<string>([
	...VALIDITY,
	...['event_time', 'hw_time', 'db_time'],
	...['start', 'stop'],
]);

const LOCAL = 'yyyy-MM-dd HH:mm:ss';

/**
 * A date of Lockt's as ISO 8601 with the offset of the site's own time zone.
 *
 * Lockt sends local time as YYYY-MM-DD HH:MM:SS and UTC as YYYY-MM-DDTHH:MM:SS(.mmm)Z: reference,
 * known issues, "Dates can be returned in different formats". An hour that the clock skips in spring
 * becomes the one after it; of the hour it shows twice in autumn, the first is meant.
 *
 * @param zone IANA name, from `GET /time`
 * @returns the text unchanged when it is neither: empty, or a form nobody knows
 */
export function isoDate(text: string, zone: string): string {
	const moment = text.includes('T')
		? DateTime.fromISO(text, { zone })
		: DateTime.fromFormat(text, LOCAL, { zone });
	if (!moment.isValid) return text;
	// Luxon itself would pick between the two by the season it is now.
	const [first = moment] = text.includes('T') ? [moment] : moment.getPossibleOffsets();
	return first.toISO();
}

/** A whole date to begin with: Luxon would take a year or a time of day for one, too. */
const DATE = /^\d{4}(-?\d{2}-?\d{2}|-?W\d{2}|-?\d{3})(?!\d)/;

/**
 * A date that somebody entered as Lockt wants it: the site's local time, YYYY-MM-DD HH:MM:SS.
 * Without an offset of its own it is meant as the site's local time; without a time as midnight.
 *
 * @param value ISO 8601 or Lockt's own form as text, or a date object of an expression
 * @param zone IANA name, from `GET /time`
 * @returns undefined when it is no date, e.g. 2026-02-30
 */
export function localDate(value: unknown, zone: string): string | undefined {
	const text = dateText(value).trim();
	if (!DATE.test(text)) return undefined;
	const moment = /^\S+ \S/.test(text)
		? DateTime.fromSQL(text, { zone })
		: DateTime.fromISO(text, { zone });
	return moment.isValid ? moment.toFormat(LOCAL) : undefined;
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
		([name, value]) =>
			MOMENTS.has(name) && typeof value === 'string' && /^\d{4}-?[\dW]/.test(value),
	);
}

/** A record with all its dates as ISO 8601. */
export function withIsoDates(record: IDataObject, zone: string): IDataObject {
	const entries = Object.entries(record).map(([name, value]) => [
		name,
		MOMENTS.has(name) && typeof value === 'string' ? isoDate(value, zone) : value,
	]);
	return Object.fromEntries(entries) as IDataObject;
}
