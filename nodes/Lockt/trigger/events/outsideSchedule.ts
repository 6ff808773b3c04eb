import type { IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { LocktError, missingError } from '../../api/errors';
import type { EventRecord } from '../../api/records/events';
import { isAlways, readHours, type Hours } from '../../api/records/hours';
import { askRecords } from '../../api/questions/records';
import { siteZoneIfTold } from '../../api/questions/site';
import { warnDaily, warnOnce } from '../../api/questions/warnings';
import { plainText, quote } from '../../api/text/text';
import { keysFor } from '../../api/transport';
import { isOutside } from '../decisions/afterHours';

/** The events outside a schedule, by the clock of the site. */
export async function filterBySchedule(
	context: IPollFunctions,
	events: EventRecord[],
	id: string,
): Promise<EventRecord[]> {
	const { hours, name } = await findHours(context, id);
	if (isAlways(hours)) warnDaily(context, `${sayAlways(name)}. ${PICK_ANOTHER}`);
	const zone = await siteZoneIfTold(context);
	if (zone === undefined) {
		throw new LocktError(
			"'Outside Schedule' needs the time zone of the site, and Lockt does not say it clearly",
			"Remove the filter 'Outside Schedule', or ask Lockt support to set the site's time zone",
		);
	}
	return events.filter(({ event_time }) =>
		hours.every((interval) => isOutside(interval, event_time, zone)),
	);
}

/** @throws LocktError where nothing can ever be outside of a schedule */
export async function refuseAlways(context: IPollFunctions, id: string): Promise<void> {
	const { hours, name } = await findHours(context, id);
	if (isAlways(hours)) throw new LocktError(sayAlways(name), PICK_ANOTHER);
}

const PICK_ANOTHER = "Pick another schedule in the filter 'Outside Schedule', or remove the filter";

const sayAlways = (name: string) =>
	`The schedule ${name} holds all day, every day: nothing happens outside of it`;

const describeMidnight = (name: string) =>
	`the schedule ${name} starts and stops at 00:00:00, which 'Outside Schedule' takes for the whole day. ` +
	'If it is to hold for none of it, pick another one';

/**
 * When a schedule holds; where Lockt lists it several times, as for several intervals, in any of them.
 *
 * @throws LocktError where they cannot be read: events would go missing, or all of them pass
 */
async function findHours(
	context: IPollFunctions,
	id: string,
): Promise<{ hours: Hours[]; name: string }> {
	const schedules = await askRecords(context, { path: '/schedule' }, ask);
	const rows = schedules.filter((schedule) => plainText(schedule.id) === id);
	if (rows.length === 0) {
		throw missingError('schedule', 'Lockt ID', id, "Correct the filter 'Outside Schedule'");
	}
	const { inTexts } = await keysFor(context);
	const name = inTexts(quote(plainText(rows[0]!.name) || id));
	const hours = rows.map((row) => {
		const read = readHours(row);
		if ('unclear' in read) {
			throw new LocktError(
				`'Outside Schedule' cannot be told: Lockt shows no '${read.unclear}' of the schedule ${name} that can be read`,
				"Remove the filter 'Outside Schedule', or pick another schedule. The events come once it can be read",
			);
		}
		if (read.isAssumed) warnOnce(context, describeMidnight(name));
		return read;
	});
	return { hours, name };
}
