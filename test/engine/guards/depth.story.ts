import type { IDataObject } from 'n8n-workflow';
import { newcomer } from '../../emulator/samples';
import { triggerNode } from '../engine';
import { ALLOWED, autoMapped, by, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';

/** Whoever goes through it step by step runs out of stack. */
const LEVELS = 20_000;
const deepText = `${'['.repeat(LEVELS)}${']'.repeat(LEVELS)}`;
const deepValue = () => JSON.parse(deepText) as IDataObject;

const lockt = useLockt({ credential: ALLOWED, writeMs: 0 });
const unreadable = { message: expect.stringContaining('it is nested too deeply') as string };

describe('an answer that is nested 20,000 levels deep', () => {
	const answerDeeply = (on: string) => {
		lockt.emulator.faults = [{ kind: 'answer', body: `{"data":${deepText}}`, times: 1, on }];
	};

	it.each([
		['door getMany', { returnAll: true }],
		['user get', { user: by('id', 5) }],
		['system getSite', {}],
		['system apiCall', { path: '/door', query: {} }],
	])('to %s is an error in words', async (operation, parameters) => {
		answerDeeply('GET');
		await expect(lockt.run(operation, parameters)).rejects.toMatchObject(unreadable);
	});

	it('stops no poll after the next', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		const before = JSON.stringify(workflow.staticData);
		lockt.emulator.tryDoor();
		answerDeeply('/events');
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject(unreadable);
		expect(JSON.stringify(workflow.staticData)).toBe(before);
		expect(await lockt.engine.poll(workflow)).toHaveLength(1);
	});

	it('leaves open what became of its items, and of no others', async () => {
		answerDeeply('POST');
		const rows = [1, 2, 3].map((n) => ({ name: `Deep ${n}` }));
		const parameters = { ...autoMapped, options: { batchSize: 1 } };
		const output = await lockt.run('door create', parameters, rows, GO_ON);
		expect(output.map(({ json }) => json.outcome)).toEqual([undefined, 'created', 'created']);
		expect(output[0]!.json.error).toContain('It is not known whether Lockt did it');
	});
});

describe('what is nested 20,000 levels deep', () => {
	it.each([
		['a body', { body: `{"doors":${deepText}}` }],
		['a body of an expression', { body: '={{ JSON.parse($json.some) }}' }],
	])('in %s of an API call is not sent', async (_, parameters) => {
		const call = { method: 'POST', path: '/door', query: {}, ...parameters };
		await expect(
			lockt.run('system apiCall', call, [{ some: `${'['.repeat(500)}${']'.repeat(500)}` }]),
		).rejects.toMatchObject({ message: "'Body' is nested too deeply" });
		expect(lockt.asked()).toEqual([]);
	});

	it('in a column is an error of its item alone', async () => {
		const rows = [
			{ ...newcomer, accesslevels: [{ id: 5, schedule_id: deepValue() }] },
			{ ...newcomer, id_num: 'N-2', email: 'n2@web.example' },
		];
		const output = await lockt.run('user create', autoMapped, rows, GO_ON);
		expect(output[0]!.json.error).toContain("'Access Levels' is nested too deeply");
		expect(output[1]!.json.outcome).toBe('created');
	});
});
