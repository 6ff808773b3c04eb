import type { IDataObject } from 'n8n-workflow';
import { mapped } from '../fields/mapping';
import { batchCall, type Plan } from '../execution/plans';
import { readList, readOne } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import { batchesOfRecords } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { columnsField, newAccessLevel } from '../fields/columns';
import { accessLevel as kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import type { Row } from '../fields/row';
import { deletion } from './deletion';
import type { Resource } from './operation';

/** Known issue of the reference: Lockt refuses a door that two new levels of one request have. */
const creation = batchCall('POST', '/accesslevel', 'accesslevels', {
	fits: (record, others) => {
		const taken = new Set(others.flatMap(doorIds));
		return doorIds(record).every((id) => !taken.has(id));
	},
});

export const accessLevel: Resource = {
	name: 'Access Level',
	value: 'accessLevel',
	operations: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create access level',
			description: 'Create an access level: doors that can be opened on a schedule',
			fields: [columnsField(newAccessLevel), batchesOfRecords],
			run: write(create),
		},
		deletion(kind, 'accesslevels', 'Delete an access level. Everyone who has it loses it.'),
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

/** Every door goes with the schedule of the row, unless it brings its own. */
async function create(row: Row, lookups: Lookups): Promise<Plan> {
	const { record, problems } = await mapped(row, newAccessLevel, lookups);
	const { name, doors, schedule_id, ...rest } = record;
	return {
		call: creation,
		record: {
			name,
			...rest,
			doors: entries(doors).map((door) => ({ schedule_id, ...door })),
		},
		outcome: 'created',
		problems,
		unique: { Name: name },
		found: { kind, property: 'name', value: name },
	};
}

const entries = (doors: unknown): IDataObject[] =>
	Array.isArray(doors) ? (doors as IDataObject[]) : [];

const doorIds = ({ doors }: IDataObject): unknown[] => entries(doors).map(({ id }) => id);
