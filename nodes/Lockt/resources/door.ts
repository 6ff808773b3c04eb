import { readList, returnAllOrLimit } from '../execution/reads';
import type { Resource } from './operation';

export const door: Resource = {
	name: 'Door',
	value: 'door',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many doors',
			description: 'Get the doors of the site',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/door' })),
		},
	],
};
