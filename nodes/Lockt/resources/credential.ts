import type { IDataObject } from 'n8n-workflow';
import { dateOptions } from '../execution/output';
import { readList, readOne, readThe, returnAllOrLimit } from '../execution/reads';
import { credential as kind, user } from '../pickers/kinds';
import { locator, picked, refusalOf } from '../pickers/locator';
import { filters } from './fields';
import type { Resource } from './operation';

export const credential: Resource = {
	name: 'Credential',
	value: 'credential',
	operations: [
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
				(parameters) => {
					const chosen = parameters('filters') as IDataObject;
					if (chosen.user === undefined) return { path: '/credential' };
					const { value } = picked(user, (name) => chosen[name]);
					return { path: '/credential', query: { user_id: value } };
				},
				{
					refused: (error, parameters) => {
						const chosen = parameters('filters') as IDataObject;
						return chosen.user === undefined
							? error
							: refusalOf(user, error, (name) => chosen[name]);
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
	],
};
