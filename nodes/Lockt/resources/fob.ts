import { dateOptions } from '../execution/output';
import { readList, readOne, returnAllOrLimit } from '../execution/reads';
import { personFrom } from '../lockt/people';
import { fob as kind } from '../pickers/kinds';
import { locator } from '../pickers/locator';
import type { Resource } from './operation';

export const fob: Resource = {
	name: 'Fob',
	value: 'fob',
	operations: [
		{
			name: 'Get',
			value: 'get',
			action: 'Get fob',
			description:
				'Get a fob. Finding one by ID number is marked as pending release in the Lockt reference.',
			fields: [locator(kind, 'The fob to get'), dateOptions],
			run: readOne(kind),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many fobs',
			description: 'Get the fobs of the site',
			fields: [...returnAllOrLimit, dateOptions],
			run: readList(() => ({ path: '/fob' }), { normalise: (fobs) => fobs.map(personFrom) }),
		},
	],
};
