import type { IDataObject } from 'n8n-workflow';
import { mapRecord } from '../fields/mapping';
import { RAW_DATES } from '../execution/output';
import type { Join } from '../execution/joins';
import { planPicked } from '../execution/confirming';
import { batchCall, type Plan } from '../execution/plans';
import { accessEffective, accessExpires, validityFrom } from '../fields/validity';
import { batchesOfRecords, batchesOfRows } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { endpoints } from '../api/endpoints';
import { changedFob, newFob } from '../fields/columns/columns';
import { columnsFields } from '../fields/columns/columnsField';
import { options } from '../fields/collections';
import { fob as kind, user } from '../fields/kinds';
import { locator } from '../fields/locator';
import { addressTo } from '../fields/records';
import { createRecords } from './createRecords';
import { cardCut } from './cutCards';
import { deleteRecords } from './deleteRecords';
import { getMany } from './getMany';
import { getOne } from './getOne';
import { fobsOfUser } from './fobsOfUser';
import { holderOfFob } from './joins';
import { refuseNothing } from './refuseNothing';
import type { Resource } from './operation';
import { isFobContradictedBy } from './watching/contradicted';
import { isUnassigned, watchFob } from './watching/fob';

const changing = batchCall(endpoints.updateFobs, { isContradictedBy: isFobContradictedBy });

/** Reference, fob PUT, Behaviors: the user that is nobody. */
const NOBODY = 0;

const withHolder = (join: Join) => ({ fields: [options(join.option!, RAW_DATES)], join });

export const fob: Resource = {
	name: 'Fob',
	value: 'fob',
	operations: [
		createRecords(
			kind,
			endpoints.createFobs,
			newFob,
			'Create a fob. It opens doors once a user has it.',
		),
		deleteRecords(kind, endpoints.deleteFobs, 'Delete a fob. To take it from a user, unassign it.'),
		getOne(
			kind,
			'Get a fob. Finding one by ID number is marked as pending release in the Lockt reference.',
			withHolder(holderOfFob.one),
		),
		getMany(kind, 'Get all fobs, or those of one user, and who has them', {
			...withHolder(holderOfFob.each),
			filter: fobsOfUser,
		}),
		{
			name: 'Reassign',
			value: 'reassign',
			action: 'Reassign fob',
			description: 'Assign a fob to a user. It then opens what the user may open.',
			needs: endpoints.updateFobs.needs,
			fields: [
				locator(kind, 'The fob to hand over'),
				locator(user, 'The user who gets it'),
				accessEffective,
				accessExpires,
				batchesOfRecords,
			],
			run: write((row, lookups) =>
				planPicked(kind, row, lookups, (id) =>
					planPicked(user, row, lookups, async (user_id) => {
						const validity = await validityFrom(row.parameter, lookups);
						return change(id, { user_id, ...validity }, 'reassigned');
					}),
				),
			),
		},
		{
			name: 'Unassign',
			value: 'unassign',
			action: 'Unassign fob',
			description: 'Take a fob from the user who has it. It opens nothing then.',
			needs: endpoints.updateFobs.needs,
			fields: [locator(kind, 'The fob to take back'), batchesOfRecords],
			run: write((row, lookups) =>
				planPicked(kind, row, lookups, async (id) => {
					// It is taken from nobody as well: blank may be what this answer does not show.
					const outcome = (await isUnassigned(id, lookups)) ? 'unchanged' : 'unassigned';
					return change(id, { user_id: NOBODY }, outcome);
				}),
			),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update fob',
			description:
				'Change the name, the numbers or the dates of a fob. Blank fields stay as they are.',
			needs: endpoints.updateFobs.needs,
			fields: [locator(kind, 'The fob to change'), ...columnsFields(changedFob), batchesOfRows],
			run: write((row, lookups) =>
				planPicked(kind, row, lookups, async (id) => {
					const { record, problems } = await mapRecord(row, changedFob, lookups);
					if (problems.length === 0) refuseNothing(record);
					const cut = await cardCut(record, lookups);
					return { ...change(id, record, 'updated'), problems: [...problems, ...cut] };
				}),
			),
		},
	],
};

/** A change of what is named in `fields`; the rest of the fob stays as it is. */
function change(id: number, fields: IDataObject, outcome: string): Plan {
	return {
		call: changing,
		record: addressTo(id, fields),
		outcome,
		unique: { Fob: id, Name: fields.name, 'Card Number': fields.card_num },
		found: { kind, property: 'id', value: id },
		watch: watchFob(id),
	};
}
