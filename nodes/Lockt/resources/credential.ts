import type { IDataObject } from 'n8n-workflow';
import { dateOptions } from '../execution/output';
import { batchCall } from '../execution/plans';
import { readList, readOne, readThe } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import { accessEffective, accessExpires, clearDates, validityFrom } from '../fields/validity';
import { batchesOfRecords } from '../execution/writeOptions';
import { write } from '../execution/writes';
import { LocktError } from '../api/errors';
import { credential as kind, user } from '../fields/kinds';
import { locator, picked, explainMissing } from '../fields/locator';
import { filters } from '../fields/collections';
import { deletion } from './deletion';
import type { Resource } from './operation';

const change = batchCall('PUT', '/credential', 'credentials');

export const credential: Resource = {
	name: 'Credential',
	value: 'credential',
	operations: [
		deletion(
			kind,
			'credentials',
			'Delete a credential for good. Fobs have an operation of their own.',
		),
		{
			name: 'Get',
			value: 'get',
			action: 'Get credential',
			description: 'Get a credential with its key and who holds it',
			fields: [locator(kind, 'The credential to get'), dateOptions],
			run: readOne(kind),
		},
		{
			name: 'Get Many',
			value: 'getMany',
			action: 'Get many credentials',
			description: 'Get all credentials, or those of one user',
			fields: [
				...returnAllOrLimit,
				filters(locator({ ...user, keys: [user.keys[0]] }, 'Only the credentials of this user')),
				dateOptions,
			],
			run: readList(
				(parameter) => {
					const chosen = parameter('filters') as IDataObject;
					if (chosen.user === undefined) return { path: '/credential' };
					const { value } = picked(user, (name) => chosen[name]);
					return { path: '/credential', query: { user_id: value } };
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
		{
			name: 'Get Summary',
			value: 'getSummary',
			action: 'Get summary of credentials',
			description: 'Get how many credentials there are, claimed and unclaimed',
			fields: [],
			run: readThe({ path: '/credentialsummary' }),
		},
		{
			name: 'Update',
			value: 'update',
			action: 'Update credential',
			description: 'Change from when to when a credential opens doors',
			fields: [
				locator(kind, 'The credential to change'),
				accessEffective,
				accessExpires,
				clearDates,
				batchesOfRecords,
			],
			run: write(async ({ parameter }, lookups) => {
				const id = await lookups.idOf(kind, picked(kind, parameter));
				const validity = await validityFrom(parameter, lookups);
				if (Object.keys(validity).length === 0) {
					throw new LocktError(
						'There is nothing to change',
						"Enter 'Access Effective' or 'Access Expires', or choose what to clear. Nothing was sent to Lockt",
					);
				}
				return {
					call: change,
					record: { id, ...validity },
					outcome: 'updated',
					unique: { Credential: id },
					found: { kind, property: 'id', value: id },
				};
			}),
		},
	],
};
