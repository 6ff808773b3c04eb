import fc from '../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../nodes/Lockt/api/endpoints';
import { batchesOf, refuseSplits } from '../../nodes/Lockt/execution/batches';
import {
	closeJob,
	holdOthers,
	isOpen,
	problemsOf,
	refuseTwins,
	type Job,
	type OpenJob,
} from '../../nodes/Lockt/execution/jobs';
import { act, batchCall, type Call } from '../../nodes/Lockt/execution/plans';
import { refused } from '../../nodes/Lockt/api/answers/notDone';

const OPTIONS = { batchSize: 100, allOrNothing: false, fullRecord: false, dryRun: false };

function job(call: Call, record: IDataObject, index: number, options: object = {}): OpenJob {
	return {
		index,
		options: { ...OPTIONS, ...options },
		plan: { call, record, outcome: 'done' },
	};
}

const create = batchCall(endpoints.createDoors);
const change = batchCall(endpoints.patchUser);
const unlock = batchCall(endpoints.unlockDoors, { shares: true });
const apart = batchCall(endpoints.createAccessLevels, {
	apart: ({ door }) => [door],
});

describe('the batch splitter', () => {
	const calls = fc.constantFrom(create, change, unlock, apart);
	const scene = fc.record({
		items: fc.array(fc.record({ call: calls, door: fc.nat(5), dryRun: fc.boolean() }), {
			maxLength: 60,
		}),
		batchSize: fc.integer({ min: 1, max: 12 }),
	});

	it('takes every item exactly once, in order, and keeps the limits', () => {
		fc.assert(
			fc.property(scene, ({ items, batchSize }) => {
				const jobs = items.map(({ call, door, dryRun }, index) => {
					const record = call === unlock ? { door } : { door, name: `${index}` };
					return job(call, record, index, { batchSize, dryRun });
				});
				const batches = batchesOf(jobs);

				const taken = batches.flatMap((batch) => batch.jobs.flat().map(({ index }) => index));
				expect(taken.sort((a, b) => a - b)).toEqual(jobs.map(({ index }) => index));
				for (const { call, records, jobs: wanting, options } of batches) {
					const most = { batch: batchSize, one: 1, all: Infinity }[call.perRequest];
					expect(records.length).toBeLessThanOrEqual(most);
					expect(wanting).toHaveLength(records.length);
					wanting.forEach((group, n) => {
						for (const one of group) {
							expect(one.plan.record).toEqual(records[n]);
							expect(one.plan.call).toBe(call);
							expect(one.options).toEqual(options);
						}
					});
					if (call !== unlock) {
						const order = wanting.flat().map(({ index }) => index);
						expect(order).toEqual([...order].sort((a, b) => a - b));
					}
					if (call === apart) {
						expect(new Set(records.map(({ door }) => door)).size).toBe(records.length);
					}
				}
				const firsts = batches.map(({ jobs: [group] }) => group![0]!.index);
				expect(firsts).toEqual([...firsts].sort((a, b) => a - b));
			}),
		);
	});

	it('is as few requests as can be when all items are alike', () => {
		fc.assert(
			fc.property(fc.nat(300), fc.integer({ min: 1, max: 120 }), (count, batchSize) => {
				const jobs = Array.from({ length: count }, (_, n) =>
					job(create, { name: `${n}` }, n, { batchSize }),
				);
				expect(batchesOf(jobs)).toHaveLength(Math.ceil(count / batchSize));
			}),
		);
	});

	it('looks at each record once, however many share something', () => {
		const work = (count: number, batchSize: number) => {
			let looks = 0;
			const jobs = Array.from({ length: count }, (_, n) => {
				const record = {
					get doors() {
						looks++;
						return [7, `${n}`, `${n % 3}`];
					},
				};
				return job(sharing, record, n, { batchSize });
			});
			expect(batchesOf(jobs)).toHaveLength(count);
			return looks;
		};
		const sharing = batchCall(endpoints.createAccessLevels, {
			apart: ({ doors }) => doors as string[],
		});
		for (const batchSize of [1, 2, 100]) expect(work(600, batchSize)).toBe(600);
	});

	it('what goes one by one keeps the order of the items, whatever its options', () => {
		const replace = batchCall(endpoints.patchUser, {
			options: { replace_privileges: 'true' },
		});
		const jobs = [change, replace, change].map((call, n) => job(call, { id: 5, n }, n));
		expect(batchesOf(jobs).map(({ records }) => records[0]!.n)).toEqual([0, 1, 2]);
	});

	it('what all items want alike is one request', () => {
		const purge = () => act(endpoints.purgeDelegates);
		const batches = batchesOf([0, 1, 2].map((n) => job(purge(), {}, n)));
		expect(batches).toHaveLength(1);
		expect(batches[0]!.jobs[0]).toHaveLength(3);
	});

	it('All or Nothing over several requests is refused for those items alone', () => {
		const bound = [0, 1, 2].map((n) => job(create, { n }, n, { batchSize: 2, allOrNothing: true }));
		const free = job(create, { n: 9 }, 9);
		const { kept, refusals } = refuseSplits(batchesOf([...bound, free]));
		expect(refusals.map(({ index, result }) => [index, result.kind])).toEqual([
			[0, 'refused'],
			[1, 'refused'],
			[2, 'refused'],
		]);
		expect(kept.flatMap(({ jobs }) => jobs.flat())).toEqual([free]);

		const few = batchesOf(bound.slice(0, 2));
		expect(refuseSplits(few)).toEqual({ kept: few, refusals: [] });
	});
});

describe('items that are in the way of each other', () => {
	const named = (index: number, unique: Record<string, unknown>): OpenJob => {
		const open = job(create, {}, index);
		return { ...open, plan: { ...open.plan, unique } };
	};
	const kindsOf = (jobs: Job[]) => jobs.map(({ result }) => result?.kind);

	it('the later of two that want the same of one record is refused', () => {
		const jobs = refuseTwins([
			named(0, { Email: 'a@x.example', 'Card Number': '' }),
			named(1, { Email: 'A@x.example', 'Card Number': '' }),
			named(2, { 'ID Number': 'a@x.example' }),
		]);
		expect(jobs.map(problemsOf)).toEqual([[], ["'Email' A@x.example is in row 1 already"], []]);
	});

	it('all that want different things of one record are refused, with what else is wrong with them', () => {
		const unique = { Email: 'a@x.example' };
		const wanting = (index: number, record: IDataObject) => {
			const open = named(index, unique);
			return { ...open, plan: { ...open.plan, record } };
		};
		const same = wanting(1, { enabled: false });
		const wrong = closeJob(wanting(2, { enabled: false }), refused(["'PIN' is missing"]));
		const settled: Job = {
			...{ index: 2, options: OPTIONS, unique },
			result: { kind: 'done', json: {} },
		};
		for (const other of [wanting(2, { enabled: true }), wrong, settled]) {
			const jobs = refuseTwins([wanting(0, { enabled: false }), same, other]);
			expect(jobs.map(problemsOf)).toEqual([
				["'Email' a@x.example is in row 3 as well, which wants something else"],
				["'Email' a@x.example is in row 1 already"],
				[...problemsOf(other), "'Email' a@x.example is in row 1 already"],
			]);
		}
	});

	it('of whatever rows there are for some records, those of one want the same, and one of them alone is sent', () => {
		const rows = fc.array(fc.record({ who: fc.nat(3), wants: fc.nat(2) }), { maxLength: 12 });
		fc.assert(
			fc.property(rows, (given) => {
				const jobs = given.map(({ who, wants }, index) => {
					const open = named(index, { User: who });
					return { ...open, plan: { ...open.plan, record: { who, wants } } };
				});
				const sent = refuseTwins(jobs).filter(isOpen);
				const of = (who: number) => given.filter((row) => row.who === who);
				const isClear = (who: number) => new Set(of(who).map(({ wants }) => wants)).size === 1;
				expect(sent.map(({ plan }) => plan.record.who).sort()).toEqual(
					[0, 1, 2, 3].filter(isClear),
				);
			}),
		);
	});

	it('one that is wrong holds the others, unless the node goes on', () => {
		const scene = [named(0, {}), closeJob(named(1, {}), refused(['bad']))];
		expect(kindsOf(holdOthers(scene, false))).toEqual(['held', 'refused']);
		expect(kindsOf(holdOthers(scene, true))).toEqual([undefined, 'refused']);
		const bound = scene.map((one) => ({ ...one, options: { ...OPTIONS, allOrNothing: true } }));
		expect(kindsOf(holdOthers(bound, true))).toEqual(['held', 'refused']);
	});

	it('nothing is held where nothing is wrong', () => {
		const scene = [named(0, {}), named(1, {})];
		expect(holdOthers(scene, false)).toEqual(scene);
	});
});
