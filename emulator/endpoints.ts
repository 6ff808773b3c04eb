import { DateTime } from 'luxon';
import type { SiteTime } from '../nodes/Lockt/lockt/types';
import type { Building } from './building';
import type { Readings } from './readings';

/** One row of the vendor's endpoint tables. */
export interface Endpoint {
	method: 'GET';
	path: `/${string}`;
	/** The query parameter that makes this row the one meant, e.g. low_battery. */
	filter?: string;
	/** What it is for, in our own words. */
	purpose: string;
	/** The `data` node of the answer. @param value what the filter was given */
	data: (building: Building, readings: Readings, value: string) => unknown;
}

/** All that the emulator answers. A new row here is a new route. */
export const endpoints: Endpoint[] = [
	{
		method: 'GET',
		path: '/door',
		purpose: 'Doors of the site',
		data: ({ doors }) => doors,
	},
	{
		method: 'GET',
		path: '/doorstate',
		purpose: 'Battery levels of the doors',
		data: ({ batteries }) => batteries,
	},
	{
		method: 'GET',
		path: '/doorstate',
		filter: 'low_battery',
		purpose: 'Doors with a battery at or below a level',
		data: ({ batteries }, _, threshold) =>
			batteries.filter((door) => door.battery_level !== null && door.battery_level <= +threshold),
	},
	{
		method: 'GET',
		path: '/events',
		purpose: 'The events Lockt has at hand, 5,000 at most',
		data: ({ events }, readings) => inOrder(events, readings),
	},
	{
		method: 'GET',
		path: '/events',
		filter: 'id',
		purpose: 'Events since the one with an ID',
		data: ({ events }, readings, id) =>
			inOrder(
				events.filter((event) => (readings.eventsFrom === 'at' ? event.id >= +id : event.id > +id)),
				readings,
			),
	},
	{
		method: 'GET',
		path: '/ping',
		purpose: 'Check of the connection and the key',
		// The vendor shows no answer; this one is made up.
		data: () => [{ message: 'pong' }],
	},
	{
		method: 'GET',
		path: '/time',
		purpose: 'Date, time and time zone of the site',
		data: ({ now, timezone }): SiteTime[] => {
			const local = DateTime.fromJSDate(now(), { zone: timezone });
			return [
				{
					datetime_utc: now().toISOString(),
					timezone,
					datetime_local: local.toFormat('yyyy-MM-dd HH:mm:ss'),
					offset: local.offset / 60,
				},
			];
		},
	},
];

function inOrder<T>(oldestFirst: T[], { eventsOrder }: Readings): T[] {
	return eventsOrder === 'newest' ? oldestFirst.toReversed() : oldestFirst;
}
