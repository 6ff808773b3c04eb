import type { IDataObject } from 'n8n-workflow';
import { clock } from '../../clock';
import { idle } from '../idle';
import { locktNode, triggerNode } from '../engine';
import { ALLOWED, GO_ON, by, columns, nodeParameters } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

const warnings = useWarnings();

const wired = () => [...lockt.building.doors.values()].filter((door) => door.wired);

describe('Door: Unlock', () => {
	const unlock = (items: IDataObject[], options: IDataObject = {}, more = GO_ON) =>
		lockt.run('door unlock', { door: by('id', '={{ $json.id }}'), options }, items, more);

	it('is one call for the doors of all items, each with its own outcome', async () => {
		const battery = [...lockt.building.doors.values()].find((door) => !door.wired)!;
		const [one, two] = wired();
		const output = await unlock([
			{ id: one!.id },
			{ id: battery.id },
			{ id: two!.id },
			{ id: one!.id },
		]);
		expect(lockt.changes()).toHaveLength(1);
		expect((lockt.changes()[0]!.body as { doors: [] }).doors).toHaveLength(3);
		expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual([
			'unlocked',
			expect.stringContaining('Door or Controller may be offline'),
			'unlocked',
			'unlocked',
		]);
		expect(output[0]!.json).toMatchObject({
			id: one!.id,
			name: one!.name,
			unlocked: true,
			workflow: 'Workflow',
			execution: 'execution',
			time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
		});
	});

	it('never runs where n8n would run it again', async () => {
		const items = [{ id: wired()[0]!.id }];
		const retrying = { ...GO_ON, retryOnFail: true, waitBetweenTries: 1 };
		const [item] = await unlock(items, {}, retrying);
		expect(item!.json.error).toMatch(/^This cannot run with 'Retry On Fail' on/);
		expect(lockt.changes()).toEqual([]);
		const [shown] = await unlock(items, { dryRun: true }, retrying);
		expect(shown!.json.outcome).toBe('would be unlocked');
	});

	it('does not open for a request from the future, however long one may wait', async () => {
		const requestedAt = new Date(Date.now() + 3_600_000).toISOString();
		const options = { requestedAt, maximumAge: 86_400 };
		const [item] = await unlock([{ id: wired()[0]!.id }], options);
		expect(item!.json.error).toMatch(/: 'Requested At' is 3[56]\d\d seconds in the future/);
		expect(lockt.changes()).toEqual([]);
	});

	it.each(['beside', 'inside'] as const)(
		'an unknown door beside a good one (%s)',
		async (reading) => {
			Object.assign(lockt.emulator.readings, { partialErrors: reading });
			const output = await unlock([{ id: wired()[0]!.id }, { id: 999_999 }]);
			expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual([
				'unlocked',
				expect.stringContaining('Invalid id found: 999999'),
			]);
		},
	);

	it.each(['status500', 'cut', 'status429NoHint', 'status503', 'htmlPage'] as const)(
		'%s: it is never tried again',
		async (kind) => {
			lockt.emulator.faults = [{ kind, on: 'POST' }];
			const [item] = await unlock([{ id: wired()[0]!.id }]);
			expect(lockt.changes()).toHaveLength(1);
			const outcome = kind === 'status429NoHint' ? 'refused' : 'unknown';
			expect(item!.json.details).toMatchObject({ outcome });
			const isOpen = outcome === 'unknown';
			expect((item!.json.error as string).includes('The door may have opened')).toBe(isOpen);
		},
	);

	it.each([
		['in the list', (door: IDataObject, other: IDataObject) => ({ data: [door, other] })],
		['within', (door: IDataObject, other: IDataObject) => ({ data: [{ ...door, more: [other] }] })],
		['by its name', (door: IDataObject) => ({ data: [door], also_unlocked: ['Vault'] })],
	])('another door that Lockt unlocked is told, in the log as well: %s', async (_, body) => {
		const door = { id: 1, name: 'Dock', unlocked: true, status: 'unlocked', errors: [] };
		const answer = body(door, { id: 999_999, name: 'Vault', unlocked: true });
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'POST', when: 'before', status: 200, body: JSON.stringify(answer) },
		];
		const [item] = await unlock([{ id: 1 }]);
		expect(lockt.changes()).toHaveLength(1);
		expect(item!.json).toEqual({
			error: expect.stringMatching(
				/^Lockt says that it unlocked what was not asked for: 'Vault'.*; It says that it unlocked this door\. See at once/,
			) as string,
			details: {
				outcome: 'different',
				problems: [expect.stringContaining('Vault'), 'It says that it unlocked this door'],
			},
		});
		expect(warnings().match(/unlocked what was not asked for: 'Vault'/g)).toHaveLength(1);
	});

	it('no answer at all: the outcome is unknown, and it is not tried again', async () => {
		lockt.emulator.faults = [{ kind: 'silence', on: 'POST' }];
		lockt.engine.timeoutMs = 200;
		const failed = unlock([{ id: wired()[0]!.id }], {}, {});
		await expect(failed).rejects.toMatchObject({
			message: expect.stringMatching(
				/^It is not known whether Lockt did it: .*took too long/,
			) as string,
			description: expect.stringContaining('The door may have opened') as string,
		});
		expect(lockt.engine.timeouts.at(-1)).toBe(30_000);
		expect(lockt.changes()).toHaveLength(1);
	});

	it.each(['status500', 'refused', 'unlicensed', 'cut'] as const)(
		'names the door in what it says of it (%s), with one list for all',
		async (kind) => {
			lockt.emulator.faults = [{ kind, on: 'POST' }];
			const doors = wired().slice(0, 2);
			const output = await unlock(doors.map(({ id }) => ({ id })));
			for (const [n, { id, name }] of doors.entries()) {
				expect(output[n]!.json.error).toContain(`'${name}' (ID ${id}): `);
			}
			expect(lockt.asked()).toEqual(['POST /unlock', 'GET /door']);
		},
	);

	it('names no door where Lockt does not tell them either', async () => {
		lockt.emulator.faults = [{ kind: 'refused' }];
		const [item] = await unlock([{ id: wired()[0]!.id }]);
		expect(item!.json.error).toMatch(/^Lockt refused it: Validation errors found/);
	});

	it('names the door of a request that is too old', async () => {
		const { id, name } = wired()[0]!;
		const requestedAt = new Date(Date.now() - 120_000).toISOString();
		const [item] = await unlock([{ id }], { requestedAt });
		expect(item!.json.error).toMatch(
			`'${name}' (ID ${id}): The request to unlock is 2 minutes old`,
		);
		expect(lockt.changes()).toEqual([]);
	});

	it('refuses a stale request', async () => {
		const id = wired()[0]!.id;
		const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
		const cases: Array<[IDataObject, string]> = [
			[
				{ requestedAt: ago(61) },
				"is 1 minute, 1 second old, more than the 60 seconds of 'Maximum Age (Seconds)'",
			],
			[{ requestedAt: ago(16_711) }, 'is 4 hours, 38 minutes old'],
			[{ maximumAge: 10 }, "'Maximum Age (Seconds)' needs 'Requested At'"],
			[
				{ requestedAt: ago(11), maximumAge: 10 },
				"more than the 10 seconds of 'Maximum Age (Seconds)'",
			],
			[{ requestedAt: ago(-3600) }, 'in the future'],
			[{ requestedAt: '2026-11-23T09:00:00' }, 'must be a time with a time zone at its end'],
			[{ requestedAt: '={{ "" }}' }, "'Requested At' is blank"],
			[{ requestedAt: '={{ $json.nowhere }}' }, "'Requested At' is blank"],
			[{ requestedAt: ago(1), maximumAge: 0.5 }, "'Maximum Age (Seconds)' must be a whole number"],
		];
		for (const [options, message] of cases) {
			const [item] = await unlock([{ id }], options);
			expect(item!.json.error).toContain(message);
		}
		expect(lockt.changes()).toEqual([]);
		const [fresh] = await unlock([{ id }], { requestedAt: ago(5) });
		expect(fresh!.json.outcome).toBe('unlocked');
		const [now] = await unlock([{ id }], { requestedAt: '={{ $now }}' });
		expect(now!.json.outcome).toBe('unlocked');
	});

	describe('for an item that tells of an event, as the Lockt Trigger puts it out', () => {
		const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
		const told = (time: string, more: IDataObject = {}): IDataObject => ({
			...{ id: wired()[0]!.id, time, trigger: 'accessDenied' },
			...{ dedupeKey: 'site/event/1', redelivered: false, ...more },
		});

		it.each<[string, () => IDataObject, string]>([
			['of hours ago', () => told(ago(18_000)), 'The event of the item was 5 hours ago'],
			['of six minutes ago', () => told(ago(360)), 'was 6 minutes ago, which is too long'],
			['of tomorrow', () => told(ago(-86_400)), 'seconds in the future'],
			['without a time', () => told(''), "has no 'time'"],
			['with a time of no zone', () => told('2026-11-23T09:00:00'), "has no 'time'"],
			['that was put out again', () => told(ago(1), { redelivered: true }), "is 'redelivered'"],
			['the same of a table', () => told(ago(1), { redelivered: 'TRUE' }), "is 'redelivered'"],
			['the same of a list', () => told(ago(1), { redelivered: 1 }), "is 'redelivered'"],
			[
				'as Event: Get Many has it',
				() => ({ id: wired()[0]!.id, eventId: 7, time: ago(1200) }),
				'The event of the item was 20 minutes ago',
			],
			[
				'as Lockt has it',
				() => ({ id: wired()[0]!.id, event_time: ago(1200) }),
				'The event of the item was 20 minutes ago',
			],
		])('does not open for one %s', async (_, item, message) => {
			const [said] = await unlock([item()]);
			expect(said!.json.error).toContain(message);
			expect(lockt.changes()).toEqual([]);
		});

		it.each<[string, () => IDataObject[], string | undefined]>([
			['5 hours ago', () => [told(ago(18_000))], 'The event of the item was 5 hours ago'],
			['put out again', () => [told(ago(1), { redelivered: true })], "is 'redelivered'"],
			['a poll ago', () => [told(ago(90))], undefined],
			['one of two long ago', () => [told(ago(90)), told(ago(18_000))], undefined],
		])(
			'looks at what the trigger put out, whatever the nodes in between have made of it: %s',
			async (_, origins, message) => {
				const parameters = nodeParameters('door unlock', { door: by('id', '={{ $json.id }}') });
				const [output] = await lockt.engine.outputs(
					locktNode(parameters, GO_ON),
					[{ id: wired()[0]!.id }],
					'trigger',
					triggerNode(),
					origins(),
				);
				if (message === undefined) expect(output![0]!.json.outcome).toBe('unlocked');
				else expect(output![0]!.json.error).toContain(message);
			},
		);

		it('takes the oldest of all that the trigger put out where n8n cannot tell which it was', async () => {
			const parameters = nodeParameters('door unlock', { door: by('id', '={{ $json.id }}') });
			const { id } = wired()[0]!;
			const [output] = await lockt.engine.outputs(
				locktNode(parameters, GO_ON),
				[{ id }, { id }, { id }],
				'trigger',
				triggerNode(),
				[told(ago(90)), told(ago(18_000))],
			);
			expect(output!.map(({ json }) => json.outcome ?? json.error)).toEqual([
				'unlocked',
				expect.stringContaining('was 5 hours ago'),
				expect.stringContaining('was 5 hours ago'),
			]);
		});

		it.each(['Guard\'s "Door"', 'Event {{ 1 }}', '$json'])(
			'knows the trigger whatever it is called: %s',
			async (name) => {
				const parameters = nodeParameters('door unlock', { door: by('id', '={{ $json.id }}') });
				const [output] = await lockt.engine.outputs(
					locktNode(parameters, GO_ON),
					[{ id: wired()[0]!.id }],
					'trigger',
					{ ...triggerNode(), name },
					[told(ago(18_000))],
				);
				expect(output![0]!.json.error).toContain('The event of the item was 5 hours ago');
			},
		);

		it('opens for one of a poll ago, and for an older one where that is asked for', async () => {
			const [recent] = await unlock([told(ago(90))]);
			expect(recent!.json.outcome).toBe('unlocked');
			const options = { requestedAt: '={{ $json.time }}', maximumAge: 3600 };
			const [older] = await unlock([told(ago(1800))], options);
			expect(older!.json.outcome).toBe('unlocked');
		});

		it('opens for none that was put out again, whatever is asked for', async () => {
			const options = { requestedAt: '={{ $json.time }}', maximumAge: 3600 };
			const [said] = await unlock([told(ago(1), { redelivered: true })], options);
			expect(said!.json.error).toContain("is 'redelivered'");
			expect(lockt.changes()).toEqual([]);
		});

		it('does not open late for one that was in time when its turn came', async () => {
			lockt.emulator.faults = [{ kind: 'slow', on: 'GET /door', ms: 500 }];
			const door = by('name', wired()[0]!.name);
			const item = told(ago(299));
			const waiting = lockt.run('door unlock', { door }, [item], GO_ON);
			await idle(() => lockt.asked().length === 2);
			clock.wait(2);
			const [late] = await waiting;
			expect(late!.json.error).toContain('Too much time has passed since it was asked for');
			expect(lockt.changes()).toEqual([]);
		});
	});

	it('does not open late, when other changes were in the way', async () => {
		lockt.emulator.faults = [{ kind: 'silence', on: 'POST /door' }];
		const busy = lockt.run('door create', columns({ name: 'Busy' }), [{}], GO_ON);
		await idle(() => lockt.changes().length === 1);
		const waiting = unlock([{ id: wired()[0]!.id }], { requestedAt: clock.now().toISOString() });
		await idle();
		clock.wait(2);
		lockt.engine.executions[0]!.cancel();
		const [late] = await waiting;
		expect(late!.json.error).toContain('Too much time has passed since it was asked for');
		await busy;
		expect(lockt.changes().map(({ url }) => url)).toEqual(['/api/v1/door']);
	});

	it('does not open late, when Lockt took long to say which door it is', async () => {
		const [door] = wired();
		lockt.emulator.faults = [{ kind: 'slow', on: 'GET /door', ms: 500 }];
		const options = { requestedAt: clock.now().toISOString() };
		const waiting = lockt.run(
			'door unlock',
			{ door: by('name', door!.name), options },
			[{}],
			GO_ON,
		);
		await idle(() => lockt.asked().length === 2);
		clock.wait(2);
		const [late] = await waiting;
		expect(late!.json.error).toContain('Too much time has passed since it was asked for');
		expect(lockt.changes()).toEqual([]);
	});

	it('opens for those that are in time beside one that is late', async () => {
		const [one, two] = wired();
		lockt.emulator.faults = [{ kind: 'silence', on: 'POST /door' }];
		const busy = lockt.run('door create', columns({ name: 'Busy' }), [{}], GO_ON);
		await idle(() => lockt.changes().length === 1);
		const options = { requestedAt: '={{ $json.at }}', maximumAge: '={{ $json.age }}' };
		const at = clock.now().toISOString();
		const waiting = unlock(
			[
				{ id: one!.id, at, age: 60 },
				{ id: two!.id, at, age: 600 },
				{ id: one!.id, at, age: 600 },
			],
			options,
		);
		await idle();
		clock.wait(2);
		lockt.engine.executions[0]!.cancel();
		const output = await waiting;
		expect(output.map(({ json }) => json.outcome ?? json.error)).toEqual([
			expect.stringContaining('Too much time has passed'),
			'unlocked',
			'unlocked',
		]);
		await busy;
		expect(lockt.changes()[1]!.body).toMatchObject({ doors: [{ id: one!.id }, { id: two!.id }] });
	});
});
