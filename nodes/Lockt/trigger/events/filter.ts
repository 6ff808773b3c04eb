import type { IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { LocktError, missingError } from '../../api/errors';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { readHours, type Hours } from '../../api/records/hours';
import { askRecords } from '../../api/questions/records';
import { siteZoneIfTold } from '../../api/questions/site';
import { warnOnce } from '../../api/questions/warnings';
import { plainText, quote } from '../../api/text/text';
import { keysFor } from '../../api/transport';
import { hasTexts } from '../../fields/eventTexts';
import { isOutside } from '../decisions/afterHours';
import { readPlaces } from '../places';
import type { Settings } from '../settings';
import { classifyEvent } from './items';
import { warnOfOutcomes } from './outcomes';
import { filterByPeople } from './people';

/**
 * The events that the person wants to hear of. Lockt is asked about people and schedules only where
 * events are left that pass the other filters.
 */
export async function filterEvents(
	context: IPollFunctions,
	events: EventRecord[],
	settings: Settings,
): Promise<EventRecord[]> {
	const { people, outsideSchedule } = settings;
	warnOfOutcomes(context, events, settings);
	let left = events.filter((event) => matchesSettings(event, settings));
	if (left.length > 0) left = await filterByPlaces(context, left, settings);
	if (people && left.length > 0) left = await filterByPeople(context, left, people);
	if (outsideSchedule && left.length > 0) {
		left = await filterBySchedule(context, left, outsideSchedule);
	}
	return left;
}

function matchesSettings(event: EventRecord, { causes, texts }: Settings): boolean {
	return (
		(isCause(event, causes) ||
			(causes.has('repeatedDenials') && readOutcome(event) === 'denied')) &&
		hasTexts(event, texts)
	);
}

async function filterByPlaces(
	context: IPollFunctions,
	events: EventRecord[],
	settings: Settings,
): Promise<EventRecord[]> {
	const placeOf = ({ device, location }: EventRecord) => ({ door: device, location });
	const isWanted = await readPlaces(context, settings, events.map(placeOf));
	return events.filter((event) => isWanted(placeOf(event)));
}

/** Whether an event by itself starts the workflow. */
export function isCause(event: EventRecord, causes: Settings['causes']): boolean {
	return causes.has('doorEvent') || causes.has(classifyEvent(event));
}

async function filterBySchedule(
	context: IPollFunctions,
	events: EventRecord[],
	id: string,
): Promise<EventRecord[]> {
	const hours = await findHours(context, id);
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

const describeMidnight = (name: string) =>
	`the schedule ${name} starts and stops at 00:00:00, which 'Outside Schedule' takes for the whole day. ` +
	'If it is to hold for none of it, pick another one';

/**
 * When a schedule holds; where Lockt lists it several times, as for several intervals, in any of them.
 *
 * @throws LocktError where they cannot be read: events would go missing, or all of them pass
 */
async function findHours(context: IPollFunctions, id: string): Promise<Hours[]> {
	const schedules = await askRecords(context, { path: '/schedule' }, ask);
	const rows = schedules.filter((schedule) => plainText(schedule.id) === id);
	if (rows.length === 0) {
		throw missingError('schedule', 'Lockt ID', id, "Correct the filter 'Outside Schedule'");
	}
	const { inTexts } = await keysFor(context);
	const name = inTexts(quote(plainText(rows[0]!.name) || id));
	return rows.map((row) => {
		const hours = readHours(row);
		if ('unclear' in hours) {
			throw new LocktError(
				`'Outside Schedule' cannot be told: Lockt shows no '${hours.unclear}' of the schedule ${name} that can be read`,
				"Remove the filter 'Outside Schedule', or pick another schedule. The events come once it can be read",
			);
		}
		if (hours.isAssumed) warnOnce(context, describeMidnight(name));
		return hours;
	});
}
