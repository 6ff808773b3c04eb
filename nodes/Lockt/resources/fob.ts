import { mapped, wrongDates } from '../execution/columns';
import { dateOptions } from '../execution/output';
import { batchCall } from '../execution/plans';
import { readList, readOne, returnAllOrLimit } from '../execution/reads';
import { accessEffective, accessExpires, validityFrom } from '../execution/validity';
import { batchesOfRecords } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { LocktError } from '../lockt/errors';
import { personFrom } from '../lockt/people';
import { changedFob, columnsField, newFob } from '../pickers/columns';
import { fob as kind, user } from '../pickers/kinds';
import { locator, picked } from '../pickers/locator';
import { deletion } from './deletion';
import type { Resource } from './operation';

const creation = batchCall('POST', '/fob', 'fobs');
const change = batchCall('PUT', '/fob', 'fobs');

/** Reference, fob PUT, Behaviors: the user that is nobody. */
const NOBODY = 0;

export const fob: Resource = {
	name: 'Fob',
	value: 'fob',
	operations: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create fob',
			description: 'Create a fob. It opens doors once a user has it.',
			fields: [columnsField(newFob), batchesOfRecords],
			run: write(async (row, lookups) => {
				const { record, problems } = await mapped(row, newFob, lookups);
				return {
					call: creation,
					record,
					outcome: 'created',
					problems: [...problems, ...(await wrongDates(record, lookups))],
					unique: { Name: record.name, 'Card Number': record.card_num },
					found: { kind, property: 'name', value: record.name },
				};
			}),
		},
		deletion(kind, 'fobs', 'Delete a fob for good. To take it from a user, unassign it.'),
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
		{
			name: 'Reassign',
			value: 'reassign',
			action: 'Reassign fob',
			description: 'Hand a fob to a user. It then opens what the user may open.',
			fields: [
				locator(kind, 'The fob to hand over'),
				locator(user, 'The user who gets it'),
				accessEffective,
				accessExpires,
				batchesOfRecords,
			],
			run: write(async ({ parameters }, lookups) => {
				const id = await lookups.idOf(kind, picked(kind, parameters));
				const user_id = await lookups.idOf(user, picked(user, parameters));
				return {
					call: change,
					record: { id, user_id, ...(await validityFrom(parameters, lookups)) },
					outcome: 'reassigned',
					unique: { Fob: id },
					found: { kind, property: 'id', value: id },
				};
			}),
		},
		{
			name: 'Unassign',
			value: 'unassign',
			action: 'Unassign fob',
			description: 'Take a fob from the user who has it. It opens nothing then.',
			fields: [locator(kind, 'The fob to take back'), batchesOfRecords],
			run: write(async ({ parameters }, lookups) => {
				const id = await lookups.idOf(kind, picked(kind, parameters));
				return {
					call: change,
					record: { id, user_id: NOBODY },
					outcome: 'unassigned',
					unique: { Fob: id },
					found: { kind, property: 'id', value: id },
				};
			}),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update fob',
			description:
				'Change the name, the numbers or the dates of a fob. Blank fields stay as they are.',
			fields: [locator(kind, 'The fob to change'), columnsField(changedFob), batchesOfRecords],
			run: write(async (row, lookups) => {
				const id = await lookups.idOf(kind, picked(kind, row.parameters));
				const { record, problems } = await mapped(row, changedFob, lookups);
				if (problems.length === 0 && Object.keys(record).length === 0) {
					throw new LocktError(
						'There is nothing to change',
						"Fill in at least one of the 'Fields'. Nothing was sent to Lockt",
					);
				}
				return {
					call: change,
					record: { id, ...record },
					outcome: 'updated',
					problems: [...problems, ...(await wrongDates(record, lookups))],
					unique: { Fob: id, Name: record.name, 'Card Number': record.card_num },
					found: { kind, property: 'id', value: id },
				};
			}),
		},
	],
};
