import { DateTime } from 'luxon';
import { plainText } from '../text/text';
import { readAnyYear } from './anyYear';
import { FIRST_YEAR, isNoDate } from './noDates';

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
