import type { IDataObject } from 'n8n-workflow';
import { FixedOffsetZone, IANAZone } from 'luxon';
import { firstOf } from './answers';
import { askPatiently, type AskLockt } from './client';
import { unreadableDates, withIsoDates } from './dates';
import { plainText } from './text';
import type { LocktContext } from './transport';
import { warnOnce } from './warnings';

/** What Lockt says of the site's time. */
const TIME = { path: '/time' } as const;

/**
 * The site's time zone. Reference, /time: an IANA name, e.g. America/New_York. Of a server that calls it
 * otherwise the offset counts, and a warning goes into n8n's log.
 *
 * @param how a trigger asks but once: n8n itself knows when to poll again
 * @returns e.g. America/New_York, or UTC-5 where only the offset is known; undefined where Lockt does not say it
 */
export async function siteZone(
	context: LocktContext,
	how: AskLockt = askPatiently,
): Promise<string | undefined> {
	const { timezone, offset } = firstOf(await how(context, TIME));
	if (typeof timezone === 'string' && IANAZone.isValidZone(timezone)) return timezone;
	const zone = offsetZone(offset);
	warnOnce(
		context,
		zone
			? `Lockt does not say the site's time zone by its IANA name. Dates are told by the offset it has now, ${zone}: those of the other half of the year, when the clock is changed, may be an hour off. docs/readings.md says more`
			: "Lockt did not say the site's time zone. Dates stay as Lockt sends them",
	);
	return zone;
}

/** Reference, /time: hours from UTC. */
function offsetZone(offset: unknown): string | undefined {
	const text = plainText(offset).trim();
	const [, sign, hours, minutes] = /^([+-]?)(\d{1,2}):(\d{2})$/.exec(text) ?? [];
	const total =
		hours === undefined
			? Number(text || NaN) * 60
			: (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
	if (!Number.isInteger(total) || Math.abs(total) > 14 * 60) return undefined;
	// 0 as well, so that it is not taken for the name of a zone whose clock never changes.
	return total === 0 ? 'UTC+0' : FixedOffsetZone.instance(total).name;
}

/** Records with their dates in the site's time; of those that cannot be read, n8n's log is told. */
export function tellDates(
	context: LocktContext,
	records: IDataObject[],
	zone: string | undefined,
): IDataObject[] {
	warnOfDates(context, records);
	return records.map((record) => withIsoDates(record, zone));
}

/** Tells n8n's log which dates of records cannot be read. */
export function warnOfDates(context: LocktContext, records: IDataObject[]): void {
	const unread = new Set(records.flatMap(unreadableDates));
	for (const name of unread) {
		warnOnce(
			context,
			`Lockt sent '${name}' in a form that is not known. Such dates stay as Lockt sends them`,
		);
	}
}
