import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import type { Resource } from './operation';

export const locationType: Resource = {
	name: 'Location Type',
	value: 'locationType',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many location types',
			description: 'Get the types a location can have',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/locationtype' })),
		},
	],
};
