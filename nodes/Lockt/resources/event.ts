import type { IDataObject } from 'n8n-workflow';
import { dateOptions, simplifyFields, wantsRawDates } from '../execution/output';
import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import type { ReadParameter } from '../fields/row';
import { enteredMoment, hasOffset } from '../api/records/enteredDates';
import { readMoment } from '../api/records/moments';
import { LocktError } from '../api/errors';
import { tellEvent } from '../api/records/eventFields';
import { eventsFrom, idOf, oldestFirst, type EventRecord } from '../api/records/events';
import { plainText, quote } from '../api/text/text';
import { findUnseen, hasTexts, textFilter, readTexts } from '../fields/eventTexts';
import { doorByName, locationByName } from '../fields/kinds';
import { locator, pickedFilter, type Picked } from '../fields/locator';
import { isNamed } from '../fields/records';
import { filters } from '../fields/collections';
import type { Resource } from './operation';
import { wrongValue } from '../api/text/values';

const eventFilters = filters(
	{
		displayName: 'After',
		name: 'after',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2027-03-01T08:00:00',
		description:
			"Only events from this time on, e.g. 2027-03-01T08:00. Without a time zone it is the site's local time.",
	},
	{
		displayName: 'After ID',
		name: 'afterId',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		placeholder: 'e.g. 17249',
		description: 'Only events that came after the event with this ID',
	},
	{
		displayName: 'Before',
		name: 'before',
		type: 'dateTime',
		default: '',
		placeholder: 'e.g. 2027-03-01T18:00:00',
		description:
			"Only events up to this time, e.g. 2027-03-01T18:00. Without a time zone it is the site's local time.",
	},
	textFilter('cardNumber'),
	textFilter('category'),
	textFilter('code'),
	locator(doorByName, 'Only events at this door'),
	locator(locationByName, 'Only events at this location'),
	textFilter('person'),
	textFilter('subcode'),
);

export const event: Resource = {
	name: 'Event',
	value: 'event',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many events',
			description:
				'Get what happened at the doors, newest first. Lockt keeps the last 5,000 events.',
			fields: [...returnAllOrLimit, eventFilters, ...simplifyFields, dateOptions],
			run: readList(
				(parameter) => {
					const { afterId } = readFilters(parameter);
					return afterId === undefined
						? { path: '/events' }
						: { path: '/events', query: { id: afterId } };
				},
				{
					choose: chooseEvents,
					choosesByDate: (parameter) => hasPeriod(readFilters(parameter)),
					simplify: simplifyEvent,
				},
			),
		},
	],
};

function chooseEvents(
	records: IDataObject[],
	parameter: ReadParameter,
	zone: string | undefined,
	warn: (text: string) => void,
): IDataObject[] {
	const filters = readFilters(parameter);
	const { afterId = 0, doors, locations, texts } = filters;
	const events = eventsFrom(records);
	if (doors) warnOfStrangers(events, doors, warn);
	const unseen = findUnseen(events, texts);
	if (unseen !== undefined) warn(unseen);
	const isWithin = hasPeriod(filters) ? periodTest(filters, events, zone, warn) : () => true;
	// Lockt may count the event with this ID in, and sort either way: api-readings, "Events".
	return events
		.filter(
			(found) =>
				idOf(found) > BigInt(afterId) &&
				isNamed(found.device, doors) &&
				isNamed(found.location, locations) &&
				isWithin(found) &&
				hasTexts(found, texts),
		)
		.sort(oldestFirst)
		.reverse();
}

/** The vendor's examples name devices such as Core 1, which are no doors: none left may mean nothing, or just that. */
function warnOfStrangers(events: EventRecord[], doors: string[], warn: (text: string) => void) {
	if (events.some(({ device }) => isNamed(device, doors))) return;
	const names = [...new Set(events.map(({ device }) => plainText(device)))].filter(Boolean);
	if (names.length === 0) return;
	const few = names.slice(0, 3).map(quote).join(', ');
	const shown = names.length > 3 ? `${few} and ${names.length - 3} more` : few;
	warn(
		`no event names the door ${doors.map(quote).join(', ')}; they name ${shown}. If one of these is the door, enter that name in 'Door'`,
	);
}

/** From when and until when, as entered. */
interface Period {
	after?: unknown;
	before?: unknown;
}

const hasPeriod = ({ after, before }: Period) => after !== undefined || before !== undefined;

/**
 * Whether an event is of a period. What was entered without an offset is the site's local time.
 *
 * @throws LocktError when that cannot be told of any event
 */
function periodTest(
	{ after, before }: Period,
	records: IDataObject[],
	zone: string | undefined,
	warn: (text: string) => void,
) {
	const momentOf = ({ event_time }: IDataObject) => readMoment(event_time, zone)?.toMillis();
	const isLocal = [after, before].some((one) => one !== undefined && !hasOffset(one));
	const untold = records.filter((record) => momentOf(record) === undefined);
	if (records.length > 0 && (untold.length === records.length || (zone === undefined && isLocal))) {
		throw new LocktError(
			'When the events were cannot be told: their dates, or the time zone of the site, are not known',
			"Remove the filters 'After' and 'Before', and ask Lockt support",
		);
	}
	if (untold.length > 0) {
		warn(
			"'After' and 'Before' leave out events whose time Lockt does not say in a form that is known",
		);
	}
	const from = enteredMoment(after, zone)?.toMillis() ?? -Infinity;
	const until = enteredMoment(before, zone)?.toMillis() ?? Infinity;
	return (record: IDataObject) => {
		const moment = momentOf(record) ?? NaN;
		return moment >= from && moment <= until;
	};
}

/** @throws LocktError when one of them cannot be understood */
function readFilters(parameter: ReadParameter) {
	const chosen = parameter('filters', {}) as IDataObject;
	return {
		doors: nameIn(pickedFilter(doorByName, chosen)),
		locations: nameIn(pickedFilter(locationByName, chosen)),
		afterId: chosen.afterId as number | undefined,
		after: checkMoment(chosen.after, 'After'),
		before: checkMoment(chosen.before, 'Before'),
		texts: readTexts(chosen),
	};
}

const nameIn = (picked: Picked | undefined) => picked && [picked.value];

/** @throws LocktError when it is no date */
function checkMoment(value: unknown, field: string): unknown {
	if (value === undefined || enteredMoment(value, 'utc')) return value;
	throw wrongValue(field, 'a date such as 2026-03-04T08:00:00', value);
}

/** The trigger puts events out under the same names. */
function simplifyEvent(record: IDataObject, parameter: ReadParameter): IDataObject {
	const event = tellEvent(record as EventRecord);
	const { timeText, summary, door, location, person, reason, cardNumber, eventId } = event;
	return {
		time: wantsRawDates(parameter) ? plainText(record.event_time) : event.time,
		timeText,
		summary,
		door,
		location,
		person,
		event: event.event,
		reason,
		cardNumber,
		eventId,
	};
}
