import type { IDataObject } from 'n8n-workflow';
import { readList, returnAllOrLimit, type Parameters } from '../execution/reads';
import { eventsFrom, oldestFirst } from '../lockt/events';
import { filters } from './fields';
import type { Resource } from './operation';
import { wholeNumber } from './values';

const afterId = (parameters: Parameters) =>
	wholeNumber((parameters('filters') as IDataObject).afterId, 'After ID', { min: 0 });

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
			fields: [
				...returnAllOrLimit,
				filters({
					displayName: 'After ID',
					name: 'afterId',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 0,
					placeholder: 'e.g. 17249',
					description: 'Only events that came after the event with this ID',
				}),
			],
			run: readList(
				(parameters) => {
					const id = afterId(parameters);
					return id === undefined ? { path: '/events' } : { path: '/events', query: { id } };
				},
				(records, parameters) => {
					const after = afterId(parameters) ?? 0;
					// Lockt may count the event with this ID in, and sort either way: api-readings, "Events".
					return eventsFrom(records)
						.filter(({ id }) => id > after)
						.sort(oldestFirst)
						.reverse();
				},
			),
		},
	],
};
