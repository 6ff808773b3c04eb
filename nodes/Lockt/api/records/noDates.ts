import { DateTime } from 'luxon';
import { plainText } from '../text/text';
import { readAnyYear } from './anyYear';

/** Some databases and languages say by their first day that there is no date. In UTC it may be the day before. */
export const FIRST_YEAR = 1;

/**
 * Others say it by the first moment of 1970. Told as a local time it is off by a zone: all of them were so many
 * whole quarters of an hour. What is off by anything else is a clock that was reset.
 */
function isFirstOf1970(moment: DateTime): boolean {
	const minutes = moment.toMillis() / 60_000;
	return Math.abs(minutes) <= 14 * 60 && minutes % 15 === 0;
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
 * Whether an end of access is so long past that it may stand for none, as the first days of databases and languages do
 * (1900, 1970, 2000 ...), or may have ended access for good. Sent back as a date it could lock somebody out, and as none
 * let somebody in.
 */
export function isOpenDate(value: unknown): boolean {
	const text = plainText(value).trim();
	const moment = readAnyYear(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text} 00:00:00` : text, 'utc');
	return moment !== undefined && moment.year > FIRST_YEAR && moment.year < FIRST_YEAR_OF_LOCKT;
}

/** Nothing of Lockt's API is older. */
const FIRST_YEAR_OF_LOCKT = 2001;

const MAY_BE_FIRST = /^000|\/000|1970|1969|\(-|\(\d{1,8}[+)-]/;

/** The number is that of the year 1, in seconds or milliseconds. */
const NO_DATE =
	/^(?:|0+|0{4}-0{2}-0{2}.{0,20}|0{3}1-01-01|1970-01-01|-62135596800(?:000)?|-|none|null|never|n\/a)$/i;
