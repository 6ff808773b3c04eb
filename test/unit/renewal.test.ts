import '../clock';
import type { OpenJob } from '../../nodes/Lockt/execution/jobs';
import { batchCall } from '../../nodes/Lockt/execution/plans';
import { renewBatch } from '../../nodes/Lockt/execution/renewal';
import { DEFAULT_OPTIONS } from '../../nodes/Lockt/execution/writeOptions';
import { endpoints } from '../../nodes/Lockt/api/endpoints';
import { user as kind } from '../../nodes/Lockt/fields/kinds';
import { useStandIn } from './standIn';

const lockt = useStandIn();

/** A batch of users, each of whom is read anew. */
function batchOf(ids: number[]) {
	const call = batchCall(endpoints.saveUsers);
	const jobs = ids.map((id): OpenJob[] => [
		{
			index: id,
			options: DEFAULT_OPTIONS,
			plan: {
				call,
				record: { id },
				outcome: 'updated',
				renew: async (fresh) => ({ record: await fresh.readFull(kind, id) }),
			},
		},
	]);
	return { call, options: DEFAULT_OPTIONS, records: ids.map((id) => ({ id })), jobs };
}

const IDS = Array.from({ length: 40 }, (_, n) => n + 1);
const renew = () => renewBatch(lockt.context(), batchOf(IDS));
const idOf = (request: { query: unknown }) => Number((request.query as { id: string }).id);

/** Ways to turn a question away because of others. */
const TURNED_AWAY: Array<[string, number, object]> = [
	['429', 429, {}],
	['503', 503, {}],
	['so with 400', 400, { data: { error: 'Overlapping operations are not allowed' } }],
	[
		'so in a list',
		400,
		{ data: [{ error: 'Simultaneous operations are not allowed. Please try again.' }] },
	],
];

describe('a batch that is made anew', () => {
	it('is sent without those that Lockt has no more', async () => {
		lockt.answer = (request) => {
			const id = idOf(request);
			return id === 13 ? { data: { error: 'Invalid id found: 13' } } : { data: [{ id }] };
		};
		const { batch, closed, failure } = await renew();
		expect(batch.records.map(({ id }) => id)).toEqual(IDS.filter((id) => id !== 13));
		expect(closed.map(({ index }) => index)).toEqual([13]);
		expect(failure).toBeUndefined();
	});

	it.each([401, 403, 500])(
		'is not sent at all after one %i, and nothing more is asked',
		async (status) => {
			lockt.answer = (request, reply) => {
				if (idOf(request) !== 3) return { data: [{ id: idOf(request) }] };
				void reply.code(status);
				return {};
			};
			const { batch, closed, failure } = await renew();
			expect(batch.records).toEqual([]);
			expect(closed.map(({ index }) => index)).toEqual(IDS);
			expect(closed.map(({ result }) => result.kind)).toEqual(IDS.map(() => 'refused'));
			expect(failure).toMatch(/^Not sent, as what Lockt has now could not be read: Lockt /);
			// Those that were under way when it came, and as many as were answered meanwhile.
			expect(lockt.asked().length).toBeLessThan(15);
			expect(lockt.asked().filter((asked) => asked.endsWith('=3'))).toHaveLength(1);
		},
	);

	it('is not sent at all when the time for all of them is over', async () => {
		// Given a Lockt that answers ten questions, and then none
		const timeout = AbortSignal.timeout.bind(AbortSignal);
		const budget = new AbortController();
		const spy = jest
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((ms) => (ms === 20_000 ? budget.signal : timeout(ms)));
		lockt.answer = (request) => {
			if (idOf(request) <= 10) return { data: [{ id: idOf(request) }] };
			// When the time is over
			if (idOf(request) === 15) budget.abort();
			return new Promise(() => undefined);
		};
		const { batch, closed, failure } = await renew().finally(() => {
			spy.mockRestore();
		});

		// Then nothing is sent or asked any more
		expect(batch.records).toEqual([]);
		expect(closed).toHaveLength(40);
		expect(failure).toMatch(/Lockt took too long to answer$/);
		// Ten were answered, five at once were under way. What the last test left under way may come late.
		const asked = lockt.asked().map((question) => Number(question.split('=')[1]));
		expect(Math.max(...asked)).toBe(15);
	});

	it.each(TURNED_AWAY)(
		'is not sent at all where Lockt keeps saying %s',
		async (_, status, body) => {
			lockt.answer = (request, reply) =>
				idOf(request) === 3 ? reply.code(status).send(body) : { data: [{ id: idOf(request) }] };
			const { batch, closed, failure } = await renew();
			expect(batch.records).toEqual([]);
			expect(closed.map(({ index }) => index)).toEqual(IDS);
			expect(failure).toMatch(/^Not sent, as what Lockt has now could not be read: Lockt /);
			expect(lockt.asked().filter((asked) => asked.endsWith('=3')).length).toBeGreaterThan(1);
		},
	);

	it.each(TURNED_AWAY)(
		'is sent whole by a server that takes one request at a time, and else says %s',
		async (_, status, body) => {
			let busy = 0;
			lockt.answer = async (request, reply) => {
				if (busy > 0) return reply.code(status).send(body);
				busy++;
				await new Promise((resolve) => setTimeout(resolve, 5));
				busy--;
				return { data: [{ id: idOf(request) }] };
			};
			const { batch, failure } = await renew();
			expect(failure).toBeUndefined();
			expect(batch.records.map(({ id }) => id)).toEqual(IDS);
			// Those that were under way at first were turned away, and then waited for each other.
			expect(lockt.asked().length).toBeLessThan(IDS.length + 10);
		},
	);
});
