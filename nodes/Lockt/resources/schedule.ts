import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import type { Resource } from './operation';

export const schedule: Resource = {
	name: 'Schedule',
	value: 'schedule',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many schedules',
			description: 'Get the schedules of the site: which days, from when until when',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/schedule' })),
		},
	],
};
