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
