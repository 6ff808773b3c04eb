import { endpoints } from '../api/endpoints';
import { refuseIfOfNobody } from '../api/questions/heeded';
import { newDoor } from '../fields/columns/columns';
import { door as kind } from '../fields/kinds';
import { userFilter } from '../fields/userFilter';
import { createRecords } from './createRecords';
import { deleteRecords } from './deleteRecords';
import { getMany } from './getMany';
import type { Resource } from './operation';
import { unlock } from './unlock';

export const door: Resource = {
	name: 'Door',
	value: 'door',
	operations: [
		createRecords(kind, endpoints.createDoors, newDoor, 'Create a Switch Tech door'),
		deleteRecords(
			kind,
			endpoints.deleteDoors,
			'Delete a door. It goes from all access levels as well.',
		),
		getMany(kind, 'Get all doors, or those that one user may open', {
			filter: userFilter('Only the doors that this user may open', { also: ['id_num'] }),
			// A door does not show who may open it.
			check: refuseIfOfNobody,
		}),
		unlock,
	],
};
