import type { INodeProperties } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { idOfPicked, planPicked } from '../../execution/confirming';
import { batchesOfRows, singleRecords } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { changedUser, newUser } from '../../fields/columns/columns';
import { columnsFields } from '../../fields/columns/columnsField';
import { user as kind } from '../../fields/kinds';
import { locator } from '../../fields/locator';
import { mapRecord } from '../../fields/mapping';
import { customFields } from '../../fields/userFields';
import { clearDates } from '../../fields/validity';
import { deleteRecords } from '../deleteRecords';
import { refuseNothing } from '../refuseNothing';
import type { Operation } from '../operation';
import { anonymize } from './anonymize';
import { levelMode, namesOf, planCreation, planPatch } from './calls';
import { planChange } from './change';
import { createOrUpdate } from './createOrUpdate';
import { NO_CARDS, verifyNoCards } from './credentials';
import type { LevelMode } from './levels';
import { setAccessLevels } from './setAccessLevels';

const clearFields: INodeProperties = {
	...clearDates,
	displayName: 'Clear Fields',
	options: [
		...clearDates.options!,
		...customFields.map(({ id, label }) => ({ name: label, value: id })),
	],
	description: 'Fields to empty. A field that is left blank stays as it is.',
};

export const userWrites: Operation[] = [
	anonymize,
	{
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description: 'Create a user, with a card and access levels if you like',
		needs: endpoints.saveUsers.needs,
		fields: [...columnsFields(newUser), batchesOfRows],
		run: write(async (row, lookups) => {
			const { record, problems } = await mapRecord(row, newUser, lookups);
			return planCreation(record, problems, lookups);
		}),
	},
	createOrUpdate,
	deleteRecords(
		kind,
		endpoints.deleteUsers,
		'Delete a user with their credentials. To take access off, disable them.',
	),
	{
		name: 'Disable',
		value: 'disable',
		action: 'Disable user',
		description: 'Take all access off a user at once. They keep what they have for later.',
		needs: endpoints.patchUser.needs,
		fields: [locator(kind, 'The user to disable'), singleRecords],
		run: write((row, lookups) =>
			planPicked(kind, row, lookups, (id) => planPatch(id, { enabled: false }, 'disabled')),
		),
	},
	{
		name: 'Enable',
		value: 'enable',
		action: 'Enable user',
		description: 'Give a disabled user their access back',
		needs: endpoints.patchUser.needs,
		fields: [locator(kind, 'The user to enable'), singleRecords],
		run: write((row, lookups) =>
			planPicked(kind, row, lookups, (id) => planPatch(id, { enabled: true }, 'enabled')),
		),
	},
	{
		name: 'Remove Credentials',
		value: 'removeCredentials',
		action: 'Remove credentials of user',
		description: 'Delete all credentials of a user. Fobs stay.',
		needs: 'delete',
		fields: [locator(kind, 'The user whose credentials go'), singleRecords],
		run: write((row, lookups) =>
			planPicked(kind, row, lookups, (id) => ({
				...planPatch(id, { card_num: NO_CARDS }, 'credentials removed'),
				shows: { id },
				verify: verifyNoCards(id),
			})),
		),
	},
	setAccessLevels,
	{
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description: 'Change a user. Blank fields stay as they are.',
		needs: endpoints.patchUser.needs,
		fields: [
			locator(kind, 'The user to change'),
			...columnsFields(changedUser),
			levelMode,
			clearFields,
			batchesOfRows,
		],
		run: write(async (row, lookups) => {
			const id = await idOfPicked(kind, row, lookups, true);
			const { record, problems } = await mapRecord(row, changedUser, lookups);
			const cleared = row.parameter('clear', []) as string[];
			const twice = cleared.filter((name) => name in record);
			const fields = { ...record, ...Object.fromEntries(cleared.map((name) => [name, ''])) };
			if (problems.length === 0) refuseNothing(fields);
			const wrong = twice.map((name) => `'Clear Fields' names ${name}, which is filled in, too`);
			const levels = row.parameter('levelMode') as LevelMode;
			const wanted = { id, names: namesOf(row), fields, levels, problems: [...problems, ...wrong] };
			return planChange(wanted, lookups);
		}),
	},
];
