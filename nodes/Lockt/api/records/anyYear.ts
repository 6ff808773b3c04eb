import { DateTime } from 'luxon';
import { plainText } from '../text/text';
import { isInDoubt } from './dayFirst';

export const LOCAL = 'yyyy-MM-dd HH:mm:ss';

export function readAnyYear(value: unknown, zone: string | undefined): DateTime | undefined {
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
export const SQL =
	/^(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;

/** After a time alone: the days of a date are none. Hours, and minutes where there are any: -05:00, +0530, +14 */
const OFFSET = /[T ][\d:.,]+ ?[+-](\d{2})(?::?(\d{2}))?$/i;

/** Luxon takes any digits for an offset. No place on earth is further from UTC than 14 hours. */
export function hasWrongOffset(text: string): boolean {
	const [, hours = '0', minutes = '0'] = OFFSET.exec(text) ?? [];
	return Number(minutes) >= 60 || Number(hours) * 60 + Number(minutes) > 14 * 60;
}

export const valid = (moment: DateTime) => (moment.isValid ? moment : undefined);

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

export const US = /^(\d{1,2}\/\d{1,2}\/\d{4}),?\s+(\d{1,2}:\d{2})(:\d{2})?\s?([AP])M$/i;

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
