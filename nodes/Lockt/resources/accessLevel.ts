import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../api/endpoints';
import { mapRecord } from '../fields/mapping';
import { batchCall, type Plan } from '../execution/plans';
import { batchesOfRows } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { newAccessLevel } from '../fields/columns/columns';
import { options } from '../fields/collections';
import { columnsFields } from '../fields/columns/columnsField';
import { accessLevel as kind } from '../fields/kinds';
import type { Lookups } from '../fields/lookups';
import type { Row } from '../fields/row';
import { deleteRecords } from './deleteRecords';
import { getMany } from './getMany';
import { getOne } from './getOne';
import { namesOfLevel } from './joins';
import type { Resource } from './operation';

/** Known issue of the reference: Lockt refuses a door that two new levels of one request have. */
const createAccessLevels = batchCall(endpoints.createAccessLevels, {
	creates: true,
	apart: ({ doors }) => entries(doors).map(({ id }) => id),
});

const levelNames = { fields: [options(namesOfLevel.option!)], join: namesOfLevel };

export const accessLevel: Resource = {
	name: 'Access Level',
	value: 'accessLevel',
	operations: [
		{
			name: 'Create',
			value: 'create',
			action: 'Create access level',
			description: 'Create an access level: doors that can be opened on a schedule',
			needs: endpoints.createAccessLevels.needs,
			fields: [...columnsFields(newAccessLevel), batchesOfRows],
			run: write(create),
		},
		deleteRecords(
			kind,
			endpoints.deleteAccessLevels,
			'Delete an access level. Everyone who has it loses it.',
		),
		getOne(kind, 'Get an access level with its doors and their schedules', levelNames),
		getMany(
			kind,
			'Get the access levels of the site with their doors and their schedules',
			levelNames,
		),
	],
};

/** Every door goes with the schedule of the row, unless it brings its own. */
async function create(row: Row, lookups: Lookups): Promise<Plan> {
	const { record, filled, problems } = await mapRecord(row, newAccessLevel, lookups);
	const { name, schedule_id, ...rest } = record;
	const doors = entries(record.doors).map((door): IDataObject => ({ schedule_id, ...door }));
	const isMissing =
		!filled.has('schedule_id') && doors.some((door) => door.schedule_id === undefined);
	return {
		call: createAccessLevels,
		record: { name, ...rest, doors },
		outcome: 'created',
		problems: isMissing ? [...problems, "'Schedule' is missing"] : problems,
		unique: { Name: name },
		found: { kind, property: 'name', value: name },
	};
}

const entries = (doors: unknown): IDataObject[] =>
	Array.isArray(doors) ? (doors as IDataObject[]) : [];
