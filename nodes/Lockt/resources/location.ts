import { readList, returnAllOrLimit } from '../execution/reads';
import type { Resource } from './operation';

export const location: Resource = {
	name: 'Location',
	value: 'location',
	operations: [
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
