import { mapped } from '../execution/columns';
import { batchCall } from '../execution/plans';
import { readList, returnAllOrLimit } from '../execution/reads';
import { batchesOfRecords } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { columnsField, newLocation } from '../pickers/columns';
import { location as kind } from '../pickers/kinds';
import type { Resource } from './operation';

const creation = batchCall('POST', '/location', 'locations');

export const location: Resource = {
	name: 'Location',
	value: 'location',
	operations: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create location',
			description: 'Create a location that doors can belong to',
			fields: [columnsField(newLocation), batchesOfRecords],
			run: write(async (row, lookups) => {
				const { record, problems } = await mapped(row, newLocation, lookups);
				return {
					call: creation,
					record,
					outcome: 'created',
					problems,
					unique: { Name: record.name },
					found: { kind, property: 'name', value: record.name },
				};
			}),
		},
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
