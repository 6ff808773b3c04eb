import type { IPollFunctions } from 'n8n-workflow';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { hasTexts } from '../../fields/eventTexts';
import { readPlaces } from '../places';
import type { Settings } from '../settings';
import { classifyEvent } from './items';
import { warnOfOutcomes } from './outcomes';
import { filterBySchedule } from './outsideSchedule';
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
	return isAskedFor(event, causes) && hasTexts(event, texts);
}

/** Whether an event starts the workflow, by itself or among others. */
export function isAskedFor(event: EventRecord, causes: Settings['causes']): boolean {
	const counts = causes.has('repeatedDenials') && readOutcome(event) === 'denied';
	return counts || isCause(event, causes);
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
