import fc from '../fastCheck';
import { refused } from '../../nodes/Lockt/api/answers/notDone';
import { endpoints } from '../../nodes/Lockt/api/endpoints';
import { batchesOf } from '../../nodes/Lockt/execution/batches';
import {
	dropUnused,
	sayRefused,
	showRequests,
	showSettled,
} from '../../nodes/Lockt/execution/dryRun';
import { closeJob, type OpenJob } from '../../nodes/Lockt/execution/jobs';
import { act, batchCall, type Call } from '../../nodes/Lockt/execution/plans';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';
import { requestOf } from '../engine/output';

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
	const closed = showRequests(batches).sort((a, b) => a.index - b.index);
	return { batches, rows: closed.map(({ result }) => (result as unknown as { json: Row }).json) };
}

interface Row {
	outcome: string;
	request: string;
}

describe('Dry Run', () => {
	it('shows of each row the request as its record would be sent in it, but for PINs', () => {
		const { rows } = shown([
			[create, { id: -1, id_num: 'A', pin: '0986', card_num: '0986' }],
			[create, { id: -1, id_num: 'B', pin: '1111' }],
		]);
		const options = { validate_fails_batch: 'false', update_existing: 'true' };
		const row = { outcome: 'would be created', changes: '', problem: '' };
		const columns = {
			takenColumns: 'Personnel No as ID Number',
			unusedColumns: 'Department, PIN ***',
		};
		const [a, b] = [
			{ id: -1, id_num: 'A', pin: '***', card_num: '0986' },
			{ id: -1, id_num: 'B', pin: '***' },
		];
		const request = (user: object) =>
			`1 of 1: POST /user ${JSON.stringify({ users: [user], options })}`;
		expect(rows).toEqual([
			{ ...row, name: 'Nora 0', ...columns, request: request(a) },
			{ ...row, name: 'Nora 1', ...columns, request: request(b) },
		]);
		for (const one of rows) {
			expect(Object.keys(one)[0]).toBe('outcome');
			expect(Object.keys(one).at(-1)).toBe('request');
		}
	});

	it('shows All or Nothing, and a request without a body', () => {
		const [bound] = shown([[create, {}]], { allOrNothing: true }).rows;
		expect(requestOf({ ...bound! })).toMatchObject({
			body: { options: { validate_fails_batch: 'true' } },
		});
		const [alone] = shown([[act(endpoints.purgeDelegates), {}]]).rows;
		expect(alone!.request).toBe('1 of 1: POST /delegate?purge');
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
		const [row] = showRequests(batchesOf([{ ...job, plan }]));
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
				const requests = rows.map((row) => requestOf({ ...row }));
				const numbers = new Set(requests.map(({ number }) => number));
				expect([...numbers].sort((a, b) => a - b)).toEqual(batches.map((_, n) => n + 1));
				for (const { of } of requests) expect(of).toBe(batches.length);
			}),
		);
	});

	it('has a row with the same columns for what would be refused, and what is so already', () => {
		const job = openJob(create, {}, 0);
		const [open] = showRequests(batchesOf([job]));
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
				problem: "'Email' is missing. Correct this and run it again",
				request: '',
			},
		});
		expect(same.result).toMatchObject({ json: { outcome: 'unchanged', problem: '' } });
	});

	it('names the rows that would be refused, as far as one can read', () => {
		const bad = (length: number) =>
			Array.from({ length }, (_, n) => closeJob(openJob(create, {}, n), refused(['bad'])));
		expect(sayRefused(bad(1), 3)).toMatch(
			/^Dry Run: 1 of 3 rows would be refused: 1 \(Nora 0\)\. Nothing would be sent at all then/,
		);
		expect(sayRefused(bad(900), 900)).toContain('900 of 900 rows would be refused: 1-900. Nothing');
		expect(sayRefused([], 3)).toBeUndefined();
	});

	it('leaves a column away in all rows where none has anything of it', () => {
		const job = openJob(create, {}, 0);
		const plain = { ...job, understood: undefined };
		const keysOf = (...jobs: OpenJob[]) =>
			dropUnused(showRequests(batchesOf(jobs))).map(({ result }) =>
				Object.keys((result as unknown as { json: object }).json),
			);
		const few = ['outcome', 'name', 'changes', 'problem', 'request'];
		const all = [...few.slice(0, 4), 'takenColumns', 'unusedColumns', 'request'];
		expect(keysOf(plain, plain)).toEqual([few, few]);
		expect(keysOf(plain, job)).toEqual([all, all]);
	});
});
