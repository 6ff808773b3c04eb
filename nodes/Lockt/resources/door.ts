import type { IDataObject } from 'n8n-workflow';
import { readList } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import { newDoor } from '../fields/columns';
import { door as kind, user } from '../fields/kinds';
import { locator, picked, explainMissing } from '../fields/locator';
import { filters } from '../fields/collections';
import { creation } from './creation';
import { deletion } from './deletion';
import type { Resource } from './operation';
import { unlock } from './unlock';

export const door: Resource = {
	name: 'Door',
	value: 'door',
	operations: [
		creation(kind, 'doors', newDoor, 'Create a Switch Tech door'),
		deletion(kind, 'doors', 'Delete a door. It goes from all access levels as well.'),
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many doors',
			description: 'Get all doors, or those that one user may open',
			fields: [
				...returnAllOrLimit,
				filters(locator(user, 'Only the doors that this user may open')),
			],
			run: readList(
				(parameter) => {
					const chosen = parameter('filters') as IDataObject;
					if (chosen.user === undefined) return { path: '/door' };
					const { key, value } = picked(user, (name) => chosen[name]);
					return { path: '/door', query: { [key.mode === 'idNum' ? 'id_num' : 'user_id']: value } };
				},
				{
					explain: (error, parameter) => {
						const chosen = parameter('filters') as IDataObject;
						return chosen.user === undefined
							? error
							: explainMissing(user, error, (name) => chosen[name]);
					},
				},
			),
		},
		unlock,
	],
};
