import { clock } from '../../clock';
import type { IDataObject, Workflow } from 'n8n-workflow';
import { DURABLE_BUDGET_MS, triggerNode } from '../engine';
import { idsOf, jsonOf, storedOf } from '../output';
import { on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt();
const warnings = useWarnings();

/** A poll of n8n's durable mode. */
const tick = (workflow: Workflow) => lockt.engine.poll(workflow, 'update', DURABLE_BUDGET_MS);

describe('what is remembered', () => {
	it('has no names and no cards', async () => {
		const workflow = lockt.engine.workflow(
			triggerNode({
				...on('doorEvent', 'lowBattery'),
				options: { afterCrash: 'replay' },
			}),
		);
		await lockt.engine.poll(workflow);
		const { device, user, card_num } = lockt.emulator.tryDoor();
		await lockt.engine.poll(workflow);
		const text = JSON.stringify(workflow.staticData);
		for (const word of [device, user, card_num, lockt.emulator.credential.apiUser]) {
			expect(text).not.toContain(word);
		}
	});

	it.each([[{ version: 0 }], [{ lastId: 5 }], [{ version: 1, site: 'x', events: { floor: -1 } }]])(
		'is made anew when it cannot be read: %j',
		async (unreadable) => {
			const workflow = lockt.engine.workflow(triggerNode(), { 'node:Lockt Trigger': unreadable });
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(warnings()).toContain('cannot be read');
			const one = lockt.emulator.tryDoor();
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual([one.id]);
			expect(workflow.staticData['node:Lockt Trigger']).not.toHaveProperty('lastId');
		},
	);

	it('is made anew for another Lockt account, with a warning', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		const other = await lockt.startAnother({ history: 3, seed: 9 });
		lockt.engine.credential.baseUrl = other.credential.baseUrl;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		expect(warnings()).toContain('leads to another Lockt account');
		const one = other.tryDoor();
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([one.id]);
	});

	it('outlives another key of the same account', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		const missed = lockt.emulator.tryDoor();
		lockt.engine.credential.apiKey = lockt.emulator.credential.apiKey = 'renewed';
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([missed.id]);
	});

	it('is not touched by a poll that fails in the middle', async () => {
		const parameters = { ...on('doorEvent', 'lowBattery'), options: { alertAlreadyLow: false } };
		const workflow = lockt.engine.workflow(triggerNode(parameters));
		await lockt.engine.poll(workflow);
		const stateOf = () => (storedOf(workflow)['node:Lockt Trigger'] as IDataObject).events;
		const before = stateOf();
		const one = lockt.emulator.tryDoor();
		for (const path of ['/events', '/time']) {
			lockt.emulator.faults = [{ kind: 'status500', on: path }];
			lockt.emulator.journal.length = 0;
			await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({ httpCode: '500' });
			expect(stateOf()).toEqual(before);
			// n8n knows when to try again, so that nothing is asked twice.
			expect(lockt.emulator.journal.filter((one) => one.url.includes(path))).toHaveLength(1);
		}
		lockt.emulator.faults = [];
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([one.id]);
	});

	it('counts once when a poll comes before the last one is done', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		const one = lockt.emulator.tryDoor();
		lockt.emulator.faults = [{ kind: 'slow', ms: 20, times: 1 }];
		const polls = await Promise.all([1, 2, 3].map(() => lockt.engine.poll(workflow)));
		expect(polls.flatMap((items) => idsOf(items))).toEqual([one.id]);
		expect(await lockt.engine.poll(workflow)).toBeNull();
	});

	/** n8n's durable mode throws away what the poll of publishing stored, when it put nothing out. */
	it('survives publishing in the durable mode, also when n8n restarts at once', async () => {
		const published = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(published);
		const missed = lockt.emulator.tryDoor();
		const { global } = storedOf(published);
		const sameProcess = lockt.engine.workflow(triggerNode());
		expect(idsOf(await tick(sameProcess))).toEqual([missed.id]);
		lockt.engine.restart();
		const afterRestart = lockt.engine.workflow(triggerNode(), { global: global as IDataObject });
		expect(idsOf(await tick(afterRestart))).toEqual([missed.id]);
	});

	/** There a poll may begin while n8n still stores what the one before put out. */
	it('is not taken from before what was just put out; later it is, as n8n could not store it', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		lockt.emulator.tryDoor();
		await lockt.engine.poll(workflow);
		const before = storedOf(workflow);
		clock.wait(1);
		const event = lockt.emulator.tryDoor();
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([event.id]);

		const behind = lockt.engine.workflow(triggerNode(), structuredClone(before));
		expect(await tick(behind)).toBeNull();
		expect(storedOf(behind)).toEqual(before);
		expect(await tick(lockt.engine.workflow(triggerNode(), storedOf(workflow)))).toBeNull();
		clock.wait(1);
		expect(idsOf(await tick(behind))).toEqual([event.id]);
	});

	it('is handed over only until it was stored', async () => {
		const workflow = lockt.engine.workflow(triggerNode());
		await lockt.engine.poll(workflow);
		expect(workflow.staticData.global).not.toEqual({});
		await lockt.engine.poll(workflow);
		expect(workflow.staticData.global).toEqual({});
	});
});

describe('after a crash', () => {
	const replaying = () => triggerNode({ options: { afterCrash: 'replay' } });

	it('the last items come again when asked for, marked, with the keys they had', async () => {
		const before = lockt.engine.workflow(replaying());
		await lockt.engine.poll(before);
		lockt.emulator.tryDoor();
		await lockt.engine.poll(before);
		lockt.emulator.tryDoor();
		lockt.emulator.tryDoor();
		const last = jsonOf(await lockt.engine.poll(before));
		lockt.engine.restart();
		const after = lockt.engine.workflow(replaying(), storedOf(before));
		const missed = lockt.emulator.tryDoor();
		const items = jsonOf(await lockt.engine.poll(after, 'init'));
		expect(items.slice(0, -1)).toEqual(last.map((item) => ({ ...item, redelivered: true })));
		expect(items.at(-1)).toMatchObject({ eventId: missed.id, redelivered: false });
		expect(await lockt.engine.poll(after, 'init')).toBeNull();
	});

	it("they come again in n8n's durable mode, too, where every poll is an update", async () => {
		const before = lockt.engine.workflow(replaying());
		await lockt.engine.poll(before);
		lockt.emulator.tryDoor();
		const last = jsonOf(await tick(before));
		expect(await tick(before)).toBeNull();
		lockt.engine.restart();
		const after = lockt.engine.workflow(replaying(), storedOf(before));
		const items = jsonOf(await tick(after));
		expect(items).toEqual(last.map((item) => ({ ...item, redelivered: true })));
		expect(await tick(after)).toBeNull();
	});

	it('they do not unless asked for, nor when the workflow is published anew', async () => {
		for (const [node, activation] of [
			[triggerNode(), 'init'],
			[replaying(), 'activate'],
		] as const) {
			lockt.engine.restart();
			const before = lockt.engine.workflow(node);
			await lockt.engine.poll(before);
			lockt.emulator.tryDoor();
			expect(await lockt.engine.poll(before)).toHaveLength(1);
			lockt.engine.restart();
			const after = lockt.engine.workflow(node, storedOf(before));
			expect(await lockt.engine.poll(after, activation)).toBeNull();
		}
	});
});
