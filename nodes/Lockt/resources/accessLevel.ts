import { readList, readOne, returnAllOrLimit } from '../execution/reads';
import { accessLevel as kind } from '../pickers/kinds';
import { locator } from '../pickers/locator';
import type { Resource } from './operation';

export const accessLevel: Resource = {
	name: 'Access Level',
	value: 'accessLevel',
	operations: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get access level',
			description: 'Get an access level with its doors',
			fields: [locator(kind, 'The access level to get')],
			run: readOne(kind),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many access levels',
			description: 'Get the access levels of the site with their doors',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/accesslevel' })),
		},
	],
};
