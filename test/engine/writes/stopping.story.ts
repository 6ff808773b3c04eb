import type { IDataObject } from 'n8n-workflow';
import { standIn } from '../../unit/standIn';
import { idle } from '../idle';
import { hires, idNumsOfNew } from '../newUsers';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, autoMapped } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const create = (items: IDataObject[]) => lockt.run('user create', autoMapped, items, GO_ON);
const NOT_SENT = 'Not sent, as the execution was stopped';

describe("n8n's Stop button", () => {
	it('in flight: what is under way is unknown, and nothing more is sent', async () => {
		lockt.emulator.faults = [{ kind: 'silence', on: 'POST', times: 1 }];
		const running = create(hires(250));
		await idle(() => lockt.changes().length === 1);
		lockt.engine.executions[0]!.cancel();
		const items = await running;
		expect(outcomesOf(items)).toEqual([
			...Array<string>(100).fill('unknown'),
			...Array<string>(150).fill('refused'),
		]);
		expect(items[0]!.json.error).toContain('stopped before Lockt had answered');
		for (const { json } of items.slice(100)) expect(json.error).toMatch(new RegExp(`^${NOT_SENT}`));
		expect(lockt.changes()).toHaveLength(1);

		// The turn has passed on.
		expect(outcomesOf(await create(hires(1)))).toEqual(['created']);
	});

	it('while another execution has the turn: it ends at once, and the turn is not given away', async () => {
		lockt.emulator.faults = [{ kind: 'silence', on: 'POST', times: 1 }];
		const [first, second, third] = [hires(3).slice(0, 1), hires(3).slice(1, 2), hires(3).slice(2)];
		const busy = create(first);
		await idle(() => lockt.changes().length === 1);
		const waiting = create(second);
		const next = create(third);
		await idle();
		lockt.engine.executions[1]!.cancel();
		expect((await waiting)[0]!.json.error).toMatch(new RegExp(`^${NOT_SENT}`));
		await idle();
		expect(lockt.changes()).toHaveLength(1);
		lockt.engine.executions[0]!.cancel();
		expect(outcomesOf(await busy)).toEqual(['unknown']);
		expect(outcomesOf(await next)).toEqual(['created']);
		expect(idNumsOfNew(lockt.building)).toHaveLength(1);
	});

	it('between two attempts: it is not tried again', async () => {
		lockt.emulator.faults = [{ kind: 'status429NoHint', on: 'POST' }];
		const running = create(hires(1));
		await idle(() => lockt.changes().length >= 1);
		lockt.engine.executions[0]!.cancel();
		const [item] = await running;
		expect(outcomesOf([item!])).toEqual(['refused']);
		const { length } = lockt.changes();
		await idle();
		expect(lockt.changes()).toHaveLength(length);
	});

	it('while it reads: nothing more is asked', async () => {
		lockt.emulator.faults = [{ kind: 'silence' }];
		const items = Array.from({ length: 20 }, (_, n) => ({ id: n + 1 }));
		const parameters = { user: { __rl: true, mode: 'locktId', value: '={{ $json.id }}' } };
		const running = lockt.run('user get', parameters, items, GO_ON);
		await idle(() => lockt.asked().length === 5);
		lockt.engine.executions[0]!.cancel();
		await running;
		await idle();
		expect(lockt.asked()).toHaveLength(5);
	});
});

describe('an answer that drips in', () => {
	it('is waited for until the deadline and no longer: what became of it is unknown', async () => {
		const deadline = new AbortController();
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
		let closed = false;
		const dripping = await standIn(({ method }, reply) => {
			if (method === 'GET') return { data: [] };
			const { raw } = reply.hijack();
			raw.writeHead(200, { 'content-type': 'application/json' });
			const drops = setInterval(() => {
				raw.write(' ', () => {
					deadline.abort();
				});
			}, 1);
			raw.on('close', () => {
				closed = true;
				clearInterval(drops);
			});
			return reply;
		});
		try {
			lockt.engine.credential.baseUrl = dripping.credential.baseUrl;
			const [item] = await create(hires(1));
			expect(item!.json.error).toContain('took too long to answer');
			expect(outcomesOf([item!])).toEqual(['unknown']);
			expect(timeout).toHaveBeenCalledWith(30_000);
			await idle(() => closed);
			expect(dripping.seen.filter(({ method }) => method === 'POST')).toHaveLength(1);
		} finally {
			timeout.mockRestore();
			await dripping.stop();
		}
	});
});
