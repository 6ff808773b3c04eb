import type { IExecuteFunctions } from 'n8n-workflow';
import { keptChanges, noteSent } from '../../nodes/Lockt/api/turns/sent';

/** A run of an API user. */
const runOf = (apiUser: string) =>
	({
		getCredentials: () =>
			Promise.resolve({ apiUser, apiKey: 'key-5b1c77', baseUrl: 'https://lockt.example/api/v1' }),
		getNode: () => ({ type: 'n8n-nodes-lockt.lockt' }),
	}) as unknown as IExecuteFunctions;

describe('changes of several API users that end in the same moment', () => {
	it('are all noted', async () => {
		const users = ['north', 'south', 'east'];
		await Promise.all(users.map((one, id) => noteSent(runOf(one), { path: '/user', ids: [id] })));
		const noted = await keptChanges(runOf('west'));
		expect(noted.map(({ ids }) => ids)).toEqual([[0], [1], [2]]);
	});
});
