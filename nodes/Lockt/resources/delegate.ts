import { dateOptions } from '../execution/output';
import { readList, returnAllOrLimit } from '../execution/reads';
import type { Resource } from './operation';

export const delegate: Resource = {
	name: 'Delegate',
	value: 'delegate',
	operations: [
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many delegates',
			description: 'Get the access that users have passed on to others for a time',
			fields: [...returnAllOrLimit, dateOptions],
			run: readList(() => ({ path: '/delegate' })),
		},
	],
};
