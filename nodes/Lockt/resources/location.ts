import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import { newLocation } from '../fields/columns';
import { location as kind } from '../fields/kinds';
import { creation } from './creation';
import type { Resource } from './operation';

export const location: Resource = {
	name: 'Location',
	value: 'location',
	operations: [
		creation(kind, 'locations', newLocation, 'Create a location that doors can belong to'),
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many locations',
			description: 'Get the locations of the site',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/location' })),
		},
	],
};
