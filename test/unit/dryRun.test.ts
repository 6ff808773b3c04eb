import fc from '../fastCheck';
import { endpoints } from '../../nodes/Lockt/api/endpoints';
import { batchesOf } from '../../nodes/Lockt/execution/batches';
import { showRequests } from '../../nodes/Lockt/execution/dryRun';
import type { OpenJob } from '../../nodes/Lockt/execution/jobs';
import { act, batchCall, type Call } from '../../nodes/Lockt/execution/plans';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';

const BASE = 'https://cloudapi.lockt.com/api/v1';

const create = batchCall(endpoints.saveUsers, { options: { update_existing: 'true' } });

function shown(records: Array<[Call, object]>, options: object = {}) {
	const jobs = records.map(([call, record], index): OpenJob => ({
		index,
		options: writeOptionsOf(() => ({ dryRun: true, ...options })),
		plan: { call, record: { ...record }, outcome: 'created' },
	}));
	const batches = batchesOf(jobs);
	const closed = showRequests(batches, `${BASE}/`).sort((a, b) => a.index - b.index);
	return { batches, results: closed.map(({ result }) => result) };
}

describe('Dry Run', () => {
	it('shows the request as it would be sent, but for PINs', () => {
		const { results } = shown([
			[create, { id: -1, id_num: 'A', pin: '0986', card_num: '0986' }],
			[create, { id: -1, id_num: 'B', pin: '1111' }],
		]);
		expect(results).toEqual([
			{
				kind: 'done',
				items: [0, 1],
				json: {
					dryRun: true,
					method: 'POST',
					url: `${BASE}/user`,
					body: {
						users: [
							{ id: -1, id_num: 'A', pin: '***', card_num: '0986' },
							{ id: -1, id_num: 'B', pin: '***' },
						],
						options: { validate_fails_batch: 'false', update_existing: 'true' },
					},
				},
			},
			{ kind: 'elsewhere' },
		]);
	});

	it('shows All or Nothing, and a request without a body', () => {
		const [bound] = shown([[create, {}]], { allOrNothing: true }).results;
		expect(bound).toMatchObject({ json: { body: { options: { validate_fails_batch: 'true' } } } });
		const purge = act(endpoints.purgeDelegates);
		const [alone] = shown([[purge, {}]]).results;
		expect(alone).toEqual({
			kind: 'done',
			items: [0],
			json: { dryRun: true, method: 'POST', url: `${BASE}/delegate?purge` },
		});
	});

	it('leaves what would be sent as it is', () => {
		const { batches } = shown([[create, { pin: '0986' }]]);
		expect(batches[0]!.records).toEqual([{ pin: '0986' }]);
	});

	it('is one item for each request, and each input item is in exactly one', () => {
		const change = batchCall(endpoints.patchUser);
		const unlock = batchCall(endpoints.unlockDoors, { shares: true });
		const wanted = fc.tuple(fc.constantFrom(create, change, unlock), fc.record({ id: fc.nat(4) }));
		fc.assert(
			fc.property(fc.array(wanted), fc.integer({ min: 1, max: 5 }), (records, batchSize) => {
				const { batches, results } = shown(records, { batchSize });
				const items = results.flatMap((result) => (result.kind === 'done' ? [result.items!] : []));
				expect(items).toHaveLength(batches.length);
				expect(items.flat().sort((a, b) => a - b)).toEqual(records.map((_, n) => n));
				expect(results).toHaveLength(records.length);
			}),
		);
	});
});
