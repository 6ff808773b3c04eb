import fc from '../fastCheck';
import { refused } from '../../nodes/Lockt/api/answers/notDone';
import { endpoints } from '../../nodes/Lockt/api/endpoints';
import { batchesOf } from '../../nodes/Lockt/execution/batches';
import { sayRefused, showRequests, showSettled } from '../../nodes/Lockt/execution/dryRun';
import { closeJob, type OpenJob } from '../../nodes/Lockt/execution/jobs';
import { act, batchCall, type Call } from '../../nodes/Lockt/execution/plans';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';

const BASE = 'https://cloudapi.lockt.com/api/v1';

const create = batchCall(endpoints.saveUsers, { options: { update_existing: 'true' } });

const openJob = (call: Call, record: object, index: number, options: object = {}): OpenJob => ({
	...{ index, name: `Nora ${index}` },
	understood: {
		ignored: ['Department', 'PIN 123456'],
		taken: [{ column: 'Personnel No', label: 'ID Number' }],
	},
	options: writeOptionsOf(() => ({ dryRun: true, ...options })),
	plan: { call, record: { ...record }, outcome: 'created' },
});

function shown(records: Array<[Call, object]>, options: object = {}) {
	const jobs = records.map(([call, record], index) => openJob(call, record, index, options));
	const batches = batchesOf(jobs);
	const closed = showRequests(batches, `${BASE}/`).sort((a, b) => a.index - b.index);
	return { batches, rows: closed.map(({ result }) => (result as unknown as { json: Row }).json) };
}

interface Row {
	outcome: string;
	request: { number: number; of: number; records: number; body?: object };
}

describe('Dry Run', () => {
	it('shows of each row the request as its record would be sent in it, but for PINs', () => {
		const { rows } = shown([
			[create, { id: -1, id_num: 'A', pin: '0986', card_num: '0986' }],
			[create, { id: -1, id_num: 'B', pin: '1111' }],
		]);
		const options = { validate_fails_batch: 'false', update_existing: 'true' };
		const request = { number: 1, of: 1, records: 2, method: 'POST', url: `${BASE}/user` };
		const row = { outcome: 'would be created', changes: '', problem: '' };
		const columns = {
			takenColumns: 'Personnel No as ID Number',
			unusedColumns: 'Department, PIN ***',
		};
		const [a, b] = [
			{ id: -1, id_num: 'A', pin: '***', card_num: '0986' },
			{ id: -1, id_num: 'B', pin: '***' },
		];
		expect(rows).toEqual([
			{
				...row,
				name: 'Nora 0',
				...columns,
				request: { ...request, body: { users: [a], options } },
			},
			{
				...row,
				name: 'Nora 1',
				...columns,
				request: { ...request, body: { users: [b], options } },
			},
		]);
		for (const one of rows) expect(Object.keys(one)[0]).toBe('outcome');
	});

	it('shows All or Nothing, and a request without a body', () => {
		const [bound] = shown([[create, {}]], { allOrNothing: true }).rows;
		expect(bound!.request).toMatchObject({ body: { options: { validate_fails_batch: 'true' } } });
		const [alone] = shown([[act(endpoints.purgeDelegates), {}]]).rows;
		const request = { number: 1, of: 1, records: 1, method: 'POST' };
		expect(alone!.request).toEqual({ ...request, url: `${BASE}/delegate?purge` });
	});

	it.each([
		[
			'updated',
			{ id: 3, last_name: 'x', pin: '1' },
			undefined,
			'would be updated',
			'Last Name, PIN',
		],
		['updated', { id: 3, last_name: 'x', pin: '1' }, ['pin'], 'would be updated', 'PIN'],
		['unassigned', { id: 3, user_id: 0 }, undefined, 'would be unassigned', 'User'],
		['deleted', { id: 3 }, undefined, 'would be deleted', ''],
		[
			'credentials removed',
			{ id: 3, card_num: '-1' },
			undefined,
			'credentials would be removed',
			'',
		],
		['answered', {}, undefined, 'would be sent', ''],
	])('says which fields would become other ones: %s %j', (...one) => {
		const [outcome, record, changes, wouldBe, fields] = one;
		const job = openJob(create, record, 0);
		const plan = { ...job.plan, outcome, ...(changes && { changes }) };
		const [row] = showRequests(batchesOf([{ ...job, plan }]), BASE);
		expect(row!.result).toMatchObject({ json: { outcome: wouldBe, changes: fields } });
	});

	it('leaves what would be sent as it is', () => {
		const { batches } = shown([[create, { pin: '0986' }]]);
		expect(batches[0]!.records).toEqual([{ pin: '0986' }]);
	});

	it('is one item for each row, whose request says how many there are', () => {
		const change = batchCall(endpoints.patchUser);
		const unlock = batchCall(endpoints.unlockDoors, { shares: true });
		const wanted = fc.tuple(fc.constantFrom(create, change, unlock), fc.record({ id: fc.nat(4) }));
		fc.assert(
			fc.property(fc.array(wanted), fc.integer({ min: 1, max: 5 }), (records, batchSize) => {
				const { batches, rows } = shown(records, { batchSize });
				expect(rows).toHaveLength(records.length);
				const numbers = new Set(rows.map(({ request }) => request.number));
				expect([...numbers].sort((a, b) => a - b)).toEqual(batches.map((_, n) => n + 1));
				for (const { request } of rows) {
					expect(request.of).toBe(batches.length);
					expect(request.records).toBe(batches[request.number - 1]!.records.length);
				}
			}),
		);
	});

	it('has a row with the same columns for what would be refused, and what is so already', () => {
		const job = openJob(create, {}, 0);
		const [open] = showRequests(batchesOf([job]), BASE);
		const bad = showSettled(closeJob(job, refused(["'Email' is missing"])));
		const same = showSettled(
			closeJob(job, { kind: 'done', json: { outcome: 'unchanged', id: 7 } }),
		);
		const columnsOf = ({ result }: typeof bad) => Object.keys((result as { json: object }).json);
		expect(columnsOf(bad)).toEqual(columnsOf(open!));
		expect(columnsOf(same)).toEqual(columnsOf(open!));
		expect(bad.result).toMatchObject({
			json: {
				outcome: 'would be refused',
				problem: "'Email' is missing. Correct the values and run it again",
				request: null,
			},
		});
		expect(same.result).toMatchObject({ json: { outcome: 'unchanged', problem: '' } });
		const settled = [closeJob(job, refused(['bad']))];
		expect(sayRefused(settled, 3)).toMatch(
			/^Dry Run: 1 of 3 rows would be refused, so that nothing/,
		);
		expect(sayRefused([], 3)).toBeUndefined();
	});
});
