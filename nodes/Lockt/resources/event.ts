import type { IDataObject } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { dateOptions, simplifyFields } from '../execution/output';
import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import type { ReadParameter } from '../fields/row';
import { eventsFrom, oldestFirst } from '../api/events';
import { plainText } from '../api/text';
import { hasTexts, textFilter, readTexts } from '../fields/eventTexts';
import { doorByName, locationByName } from '../fields/kinds';
import { locator, pickedFilter } from '../fields/locator';
import { filters } from '../fields/collections';
import type { Resource } from './operation';
import { wrongValue } from '../api/values';

const eventFilters = filters(
	{
		displayName: 'After',
		name: 'after',
		type: 'dateTime',
		default: '',
		description: 'Only events from this time on',
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
		description: 'Only events up to this time',
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
				{ choose: chooseEvents, simplify: simplifyEvent },
			),
		},
	],
};

function chooseEvents(records: IDataObject[], parameter: ReadParameter): IDataObject[] {
	const { afterId = 0, after, before, door, location, texts } = readFilters(parameter);
	// Lockt may count the event with this ID in, and sort either way: api-readings, "Events".
	return eventsFrom(records)
		.filter((found) => {
			const moment = Date.parse(plainText(found.event_time));
			return (
				found.id > afterId &&
				(door === undefined || found.device === door) &&
				(location === undefined || found.location === location) &&
				(!after || moment >= after) &&
				(!before || moment <= before) &&
				hasTexts(found, texts)
			);
		})
		.sort(oldestFirst)
		.reverse();
}

/** @throws LocktError when one of them cannot be understood */
function readFilters(parameter: ReadParameter) {
	const chosen = parameter('filters', {}) as IDataObject;
	return {
		door: pickedFilter(doorByName, chosen)?.value,
		location: pickedFilter(locationByName, chosen)?.value,
		afterId: chosen.afterId as number | undefined,
		after: readMoment(chosen.after, 'After'),
		before: readMoment(chosen.before, 'Before'),
		texts: readTexts(chosen),
	};
}

function readMoment(value: unknown, field: string): number | undefined {
	if (value === undefined) return undefined;
	const moment = DateTime.fromISO(plainText(value));
	if (moment.isValid) return moment.toMillis();
	throw wrongValue(field, 'a date such as 2026-03-04T08:00:00', value);
}

function simplifyEvent(record: IDataObject): IDataObject {
	const { id, event_time, device, location, user, card_num } = record;
	const { code_text, subcode_text, category_text, schedule } = record;
	return {
		id,
		event_time,
		device,
		location,
		user,
		card_num,
		code_text,
		subcode_text,
		category_text,
		schedule,
	};
}
