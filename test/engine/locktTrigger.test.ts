import { Container } from '@n8n/di';
import { Logger } from '@n8n/backend-common';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { eventView } from '../../emulator/answers/views';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { withIsoDates } from '../../nodes/Lockt/api/dates';
import { first } from '../emulator/samples';
import { Engine, loadPackage, locktTrigger } from './engine';

let emulator: Emulator;
let engine: Engine;
/** The clock of building and trigger. */
let now: Date | undefined;

async function open(options: Parameters<typeof startEmulator>[0] = {}) {
	emulator = await startEmulator({ now: () => now ?? new Date(), ...options });
	engine = new Engine(await loadPackage(), { ...emulator.credential });
}

/** Lets time pass for building and trigger alike. */
function wait(minutes: number) {
	now = new Date((now ?? new Date()).getTime() + minutes * 60_000);
	jest.spyOn(Date, 'now').mockImplementation(() => now!.getTime());
}

let warned: jest.SpyInstance;
beforeEach(() => {
	warned = jest.spyOn(Container.get(Logger), 'warn');
});
afterEach(async () => {
	await emulator.stop();
	now = undefined;
	jest.restoreAllMocks();
});

const warnings = () => warned.mock.calls.map(([text]) => String(text)).join('\n');
const jsonOf = (items: INodeExecutionData[] | null) => (items ?? []).map(({ json }) => json);
const idsOf = (items: INodeExecutionData[] | null) => jsonOf(items).map(({ id }) => id);
const asked = () => emulator.journal.map(({ url }) => url.replace('/api/v1', ''));
const stored = (workflow: { staticData: IDataObject }) =>
	JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
const on = (...triggerOn: string[]) => ({ triggerOn });

describe.each(combinations('eventsFrom', 'eventsOrder', 'eventTime'))(
	'events, when Lockt answers %j',
	(readings) => {
		beforeEach(() => open({ readings }));

		it('are not told of the past when the workflow is published', async () => {
			const { emitted, deactivate } = await engine.activate(engine.workflow(locktTrigger()));
			expect(emitted).toEqual([]);
			await deactivate();
		});

		it('come oldest first, an item each, none twice', async () => {
			const workflow = engine.workflow(locktTrigger());
			expect(await engine.poll(workflow)).toBeNull();
			expect(await engine.poll(workflow)).toBeNull();

			const happened = Array.from({ length: 5 }, () => emulator.tryDoor());
			const items = jsonOf(await engine.poll(workflow));
			expect(items).toEqual(
				happened.map((event) => ({
					...withIsoDates(
						{ ...eventView(event, emulator.readings), event_time: event.hw_time },
						'America/New_York',
					),
					trigger: event.code === 48 ? 'accessGranted' : 'accessDenied',
					dedupeKey: expect.stringMatching(/^[0-9a-f]{12}\/event\/\d+\/20/) as string,
				})),
			);
			expect(new Set(items.map(({ dedupeKey }) => dedupeKey)).size).toBe(5);
			expect(await engine.poll(workflow)).toBeNull();
		});

		it('cost one small question when nothing happened', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			for (let n = 0; n < 20; n++) emulator.tryDoor();
			await engine.poll(workflow);
			wait(6);
			await engine.poll(workflow);
			emulator.journal.length = 0;
			expect(await engine.poll(workflow)).toBeNull();
			const [before, last] = emulator.building.events.slice(-2);
			expect(asked()).toEqual([`/events?id=${before!.id}`]);
			const answer = [before!, last!].map((event) => eventView(event, emulator.readings));
			expect(JSON.stringify({ data: answer }).length).toBeLessThan(900);
		});

		it('that show late come late, but come', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			emulator.eventFaults = { lateShare: 0.3, lateMs: 3 * 60_000, shuffled: true, doubled: true };
			const happened = Array.from({ length: 40 }, () => emulator.tryDoor().id);
			const seen: unknown[] = [];
			for (let minute = 0; minute < 5; minute++) {
				seen.push(...idsOf(await engine.poll(workflow)));
				if (minute === 0) expect(seen.length).toBeLessThan(40);
				wait(1);
			}
			expect(seen.toSorted()).toEqual(happened.toSorted());
		});

		it('go on after a restart where they were', async () => {
			const before = engine.workflow(locktTrigger());
			await engine.poll(before);
			const missed = emulator.tryDoor();
			engine.restart();
			const after = engine.workflow(locktTrigger(), stored(before));
			expect(idsOf(await engine.poll(after, 'init'))).toEqual([missed.id]);
		});

		it('numbered anew are noticed soon', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			emulator.resetEventIds();
			expect(await engine.poll(workflow)).toBeNull();
			const fresh = [emulator.tryDoor().id, emulator.tryDoor().id];
			wait(6);
			expect(idsOf(await engine.poll(workflow))).toEqual(fresh);
			expect(warnings()).toContain('Lockt numbers its events anew');
			fresh.push(emulator.tryDoor().id);
			expect(idsOf(await engine.poll(workflow))).toEqual(fresh.slice(-1));
		});

		it('start in a building where nothing happened yet', async () => {
			await emulator.stop();
			await open({ readings, history: 0 });
			const workflow = engine.workflow(locktTrigger());
			expect(await engine.poll(workflow)).toBeNull();
			const one = emulator.tryDoor();
			expect(idsOf(await engine.poll(workflow))).toEqual([one.id]);
		});

		it('are shown as a test, and nothing is remembered', async () => {
			const { items, remembered } = await engine.fetchTestEvent(locktTrigger());
			expect(idsOf(items)).toEqual(emulator.building.events.slice(-5).map(({ id }) => id));
			expect(jsonOf(items)[0]).toHaveProperty('dedupeKey');
			expect(remembered).toEqual({});
		});

		it('are said to be none when there is none to show', async () => {
			await emulator.stop();
			await open({ readings, history: 0 });
			await expect(engine.fetchTestEvent(locktTrigger())).rejects.toMatchObject({
				message: 'Lockt has nothing to show yet that fits',
			});
		});
	},
);

describe.each(combinations('eventsFrom', 'eventsOrder'))(
	'events, when Lockt answers %j',
	(readings) => {
		beforeEach(() => open({ readings }));

		it('that fill more than Lockt keeps leave a gap, which is told', async () => {
			const workflow = engine.workflow(locktTrigger({ options: { reportGaps: true } }));
			await engine.poll(workflow);
			const last = emulator.building.events.at(-1)!.id;
			for (let n = 0; n < 5100; n++) emulator.tryDoor();
			const items = jsonOf(await engine.poll(workflow));
			expect(items).toHaveLength(5001);
			expect(items[0]).toMatchObject({
				trigger: 'gap',
				after_id: last,
				before_id: emulator.building.events[0]!.id,
				message: expect.stringMatching(
					/^Events between ID \d+ and ID \d+ may be missing/,
				) as string,
			});
			expect(items.slice(1).map(({ id }) => id)).toEqual(
				emulator.building.events.map(({ id }) => id),
			);
			expect(warnings()).toContain(`events between ID ${last} and ID`);
			expect(JSON.stringify(workflow.staticData).length).toBeLessThan(32_000);
			expect(await engine.poll(workflow)).toBeNull();
		});
	},
);

describe.each(combinations('eventsFrom', 'eventsOrder'))(
	'many events at once, when Lockt cuts its answers off and answers %j',
	(readings) => {
		beforeEach(() => open({ readings, eventFaults: { cutAt: 100 } }));

		const rush = (count: number) => Array.from({ length: count }, () => emulator.tryDoor().id);

		it('come in one run', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			const happened = rush(450);
			expect(idsOf(await engine.poll(workflow))).toEqual(happened);
			expect(await engine.poll(workflow)).toBeNull();
		});

		it('come with the next polls, when the time n8n allows is over', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			const happened = rush(450);
			const seen: unknown[] = [];
			// Every question takes ten seconds, so that three fit into half of the time.
			const start = Date.now();
			const seconds = () => emulator.journal.length * 10;
			jest.spyOn(Date, 'now').mockImplementation(() => start + seconds() * 1000);
			for (let n = 0; n < 3; n++) {
				const items = idsOf(await engine.poll(workflow, 'update', 50_000));
				expect(items.length).toBeLessThan(happened.length);
				seen.push(...items);
			}
			expect(seen).toEqual(happened);
		});
	},
);

describe('what is remembered', () => {
	beforeEach(() => open());

	it('has no names and no cards', async () => {
		const workflow = engine.workflow(
			locktTrigger({
				...on('doorEvent', 'lowBattery'),
				options: { afterCrash: 'replay' },
			}),
		);
		await engine.poll(workflow);
		const { device, user, card_num } = emulator.tryDoor();
		await engine.poll(workflow);
		const text = JSON.stringify(workflow.staticData);
		for (const word of [device, user, card_num, emulator.credential.apiUser]) {
			expect(text).not.toContain(word);
		}
	});

	it.each([[{ version: 0 }], [{ lastId: 5 }], [{ version: 1, site: 'x', events: { floor: -1 } }]])(
		'is made anew when it cannot be read: %j',
		async (unreadable) => {
			const workflow = engine.workflow(locktTrigger(), { 'node:Lockt Trigger': unreadable });
			expect(await engine.poll(workflow)).toBeNull();
			expect(warnings()).toContain('cannot be read');
			const one = emulator.tryDoor();
			expect(idsOf(await engine.poll(workflow))).toEqual([one.id]);
			expect(workflow.staticData['node:Lockt Trigger']).not.toHaveProperty('lastId');
		},
	);

	it('is made anew for another Lockt account, with a warning', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		const other = await startEmulator({ history: 3, seed: 9 });
		engine.credential.baseUrl = other.credential.baseUrl;
		expect(await engine.poll(workflow)).toBeNull();
		expect(warnings()).toContain('leads to another Lockt account');
		const one = other.tryDoor();
		expect(idsOf(await engine.poll(workflow))).toEqual([one.id]);
		await other.stop();
	});

	it('outlives another key of the same account', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		const missed = emulator.tryDoor();
		engine.credential.apiKey = emulator.credential.apiKey = 'renewed';
		expect(idsOf(await engine.poll(workflow))).toEqual([missed.id]);
	});

	it('is not touched by a poll that fails in the middle', async () => {
		const workflow = engine.workflow(locktTrigger(on('doorEvent', 'lowBattery')));
		await engine.poll(workflow);
		const before = stored(workflow);
		const one = emulator.tryDoor();
		for (const path of ['/events', '/doorstate', '/time']) {
			emulator.faults = [{ kind: 'status503', on: path }];
			emulator.journal.length = 0;
			await expect(engine.poll(workflow)).rejects.toMatchObject({ httpCode: '503' });
			expect(stored(workflow)).toEqual(before);
			// n8n knows when to try again, so that nothing is asked twice.
			expect(emulator.journal.filter((one) => one.url.includes(path))).toHaveLength(1);
		}
		emulator.faults = [];
		expect(idsOf(await engine.poll(workflow))).toEqual([one.id]);
	});

	it('counts once when a poll comes before the last one is done', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		const one = emulator.tryDoor();
		emulator.faults = [{ kind: 'slow', ms: 200, times: 1 }];
		const polls = await Promise.all([1, 2, 3].map(() => engine.poll(workflow)));
		expect(polls.flatMap((items) => idsOf(items))).toEqual([one.id]);
		expect(await engine.poll(workflow)).toBeNull();
	});

	/** n8n's durable mode throws away what the poll of publishing stored, when it put nothing out. */
	it('survives publishing in the durable mode, also when n8n restarts at once', async () => {
		const published = engine.workflow(locktTrigger());
		await engine.poll(published);
		const missed = emulator.tryDoor();
		const { global } = stored(published);
		const sameProcess = engine.workflow(locktTrigger());
		expect(idsOf(await engine.poll(sameProcess, 'update'))).toEqual([missed.id]);
		engine.restart();
		const afterRestart = engine.workflow(locktTrigger(), { global: global as IDataObject });
		expect(idsOf(await engine.poll(afterRestart, 'update'))).toEqual([missed.id]);
	});

	/** There a poll may begin while n8n still stores what the one before put out. */
	it('is not taken from before what was just put out; later it is, as n8n could not store it', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		emulator.tryDoor();
		await engine.poll(workflow);
		const before = stored(workflow);
		wait(1);
		const event = emulator.tryDoor();
		expect(idsOf(await engine.poll(workflow))).toEqual([event.id]);

		const behind = engine.workflow(locktTrigger(), structuredClone(before));
		expect(await engine.poll(behind, 'update')).toBeNull();
		expect(stored(behind)).toEqual(before);
		expect(
			await engine.poll(engine.workflow(locktTrigger(), stored(workflow)), 'update'),
		).toBeNull();
		wait(1);
		expect(idsOf(await engine.poll(behind, 'update'))).toEqual([event.id]);
	});

	it('survives another name of the node', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		emulator.tryDoor();
		await engine.poll(workflow);
		const missed = emulator.tryDoor();
		const renamed = { ...locktTrigger(), name: 'Doors' };
		const published = engine.workflow(renamed, stored(workflow));
		expect(idsOf(await engine.poll(published))).toEqual([missed.id]);
		engine.restart();
		expect(await engine.poll(engine.workflow(renamed, stored(published)), 'init')).toBeNull();
	});

	it('is handed over only until it was stored', async () => {
		const workflow = engine.workflow(locktTrigger());
		await engine.poll(workflow);
		expect(workflow.staticData.global).not.toEqual({});
		await engine.poll(workflow);
		expect(workflow.staticData.global).toEqual({});
	});
});

describe('filters', () => {
	beforeEach(() => open());

	async function polled(parameters: IDataObject, happen: () => void) {
		const workflow = engine.workflow(locktTrigger(parameters as never));
		await engine.poll(workflow);
		happen();
		return { workflow, items: jsonOf(await engine.poll(workflow)) };
	}
	const happen = (count: number) => {
		for (let n = 0; n < count; n++) emulator.tryDoor();
	};
	const many = () => {
		happen(60);
	};
	const byList = (name: string, value: string | number) => ({
		values: [{ [name]: { __rl: true, mode: 'list', value } }],
	});

	it.each([
		['accessGranted', 48],
		['accessDenied', 49],
	])('by outcome: %s', async (cause, code) => {
		const { items } = await polled(on(cause), many);
		expect(items.length).toBeGreaterThan(3);
		expect(new Set(items.map((item) => JSON.stringify([item.code, item.trigger])))).toEqual(
			new Set([JSON.stringify([code, cause])]),
		);
		expect(items).toHaveLength(
			emulator.building.events.slice(-60).filter((event) => event.code === code).length,
		);
	});

	it('by doors, locations, texts', async () => {
		const { device, location, card_num } = emulator.building.events.find((e) => e.location)!;
		const find = (fits: (event: IDataObject) => boolean) =>
			emulator.building.events
				.slice(-60)
				.filter((event) => fits({ ...event }))
				.map(({ id }) => id);
		for (const [filters, fits] of [
			[{ doors: byList('door', device) }, (e: IDataObject) => e.device === device],
			[{ locations: byList('location', location) }, (e: IDataObject) => e.location === location],
			[{ cardNumber: card_num }, (e: IDataObject) => e.card_num === card_num],
			[{ code: 'access denied' }, (e: IDataObject) => e.code === 49],
			[{ subcode: '101' }, (e: IDataObject) => e.subcode === 101],
		] as const) {
			engine.restart();
			const { items } = await polled({ filters }, many);
			expect(items.map(({ id }) => id)).toEqual(find(fits));
			expect(items.length).toBeLessThan(60);
		}
	});

	it('by several doors at once', async () => {
		const [one, two] = [first(emulator.building.doors), first(emulator.building.doors, 1)];
		const doors = {
			values: [...byList('door', one.name).values, ...byList('door', two.name).values],
		};
		const { items } = await polled({ filters: { doors } }, () => {
			happen(300);
		});
		expect(new Set(items.map(({ device }) => device))).toEqual(new Set([one.name, two.name]));
	});

	it('by people: by their cards, whoever has the same name', async () => {
		const holder = [...emulator.building.credentials.values()].find(({ userId }) => userId > 0)!;
		const { id, id_num } = emulator.building.users.get(holder.userId)!;
		const cards = [...emulator.building.credentials.values()]
			.filter(({ userId }) => userId === id)
			.map(({ card_num }) => card_num);
		const people = { values: [{ user: { __rl: true, mode: 'idNum', value: id_num } }] };
		const { items } = await polled({ filters: { people } }, () => {
			happen(600);
		});
		const expected = emulator.building.events
			.slice(-600)
			.filter(({ card_num }) => cards.includes(card_num));
		expect(expected.length).toBeGreaterThan(0);
		expect(items.map((item) => item.id)).toEqual(expected.map((event) => event.id));
	});

	it('by people: one who is not there is warned of, the others count', async () => {
		const [person] = emulator.building.users.values();
		const people = {
			values: [...byList('user', 999_999).values, ...byList('user', person!.id).values],
		};
		const { items } = await polled({ filters: { people } }, () => {
			happen(600);
		});
		expect(items.length).toBeGreaterThan(0);
		expect(warnings()).toContain("there is no user with ID '999999'");
	});

	it('outside a schedule, by the time of the site', async () => {
		const [, office] = emulator.building.schedules.values();
		const filters = { outsideSchedule: { __rl: true, mode: 'list', value: office!.id } };
		// A Wednesday in New York: 06:59:59, 07:00:00, 18:59:59 and 19:00:00; the same on Saturday.
		now = new Date('2026-07-01T10:00:00Z');
		jest.spyOn(Date, 'now').mockImplementation(() => now!.getTime());
		const moments = ['10:59:59', '11:00:00', '22:59:59', '23:00:00'];
		const happened: number[] = [];
		const { items } = await polled({ filters }, () => {
			for (const day of ['01', '04']) {
				for (const moment of moments) {
					now = new Date(`2026-07-${day}T${moment}Z`);
					happened.push(emulator.tryDoor().id);
				}
			}
		});
		expect(items.map(({ id }) => id)).toEqual([0, 3, 4, 5, 6, 7].map((n) => happened[n]));
	});

	it('outside a schedule that is not there: says so', async () => {
		const filters = { outsideSchedule: { __rl: true, mode: 'id', value: '999999' } };
		const workflow = engine.workflow(locktTrigger({ filters }));
		await engine.poll(workflow);
		emulator.tryDoor();
		await expect(engine.poll(workflow)).rejects.toMatchObject({
			message: "No schedule with ID '999999'",
		});
	});

	it('that are blank are refused before anything is sent', async () => {
		for (const [filters, field] of [
			[{ cardNumber: ' ' }, "'Card Number'"],
			[{ doors: byList('door', '') }, "'Door'"],
			[{ outsideSchedule: { __rl: true, mode: 'list', value: '' } }, "'Outside Schedule'"],
		] as const) {
			const workflow = engine.workflow(locktTrigger({ filters }));
			await expect(engine.poll(workflow)).rejects.toMatchObject({
				message: `${field} is blank`,
			});
		}
		expect(emulator.journal).toEqual([]);
	});

	it.each([
		['in the same process', false],
		['while n8n was down', true],
	])('changed %s replay no history', async (_, restarts) => {
		const { workflow } = await polled(on('accessDenied'), () => {
			for (let n = 0; n < 5; n++) emulator.tryDoor('granted');
		});
		expect(await engine.poll(workflow)).toBeNull();
		// n8n's default engine has stored what was published, not what the null polls changed.
		engine.restart();
		const fresh = engine.workflow(locktTrigger(on('accessDenied')));
		await engine.poll(fresh);
		const saved = stored(fresh);
		for (let n = 0; n < 5; n++) emulator.tryDoor('granted');
		expect(await engine.poll(fresh)).toBeNull();
		if (restarts) engine.restart();
		const missed = restarts ? undefined : emulator.tryDoor('granted');
		const changed = engine.workflow(locktTrigger(on('doorEvent')), saved);
		const items = await engine.poll(changed);
		expect(idsOf(items)).toEqual(missed ? [missed.id] : []);
	});
});

describe('after a crash', () => {
	beforeEach(() => open());

	const replaying = () => locktTrigger({ options: { afterCrash: 'replay' } });

	it('the last items come again when asked for, marked, with the keys they had', async () => {
		const before = engine.workflow(replaying());
		await engine.poll(before);
		emulator.tryDoor();
		await engine.poll(before);
		emulator.tryDoor();
		emulator.tryDoor();
		const last = jsonOf(await engine.poll(before));
		engine.restart();
		const after = engine.workflow(replaying(), stored(before));
		const missed = emulator.tryDoor();
		const items = jsonOf(await engine.poll(after, 'init'));
		expect(items.slice(0, -1)).toEqual(last.map((item) => ({ ...item, redelivered: true })));
		expect(items.at(-1)).toMatchObject({ id: missed.id });
		expect(items.at(-1)).not.toHaveProperty('redelivered');
		expect(await engine.poll(after, 'init')).toBeNull();
	});

	it("they come again in n8n's durable mode, too, where every poll is an update", async () => {
		const before = engine.workflow(replaying());
		await engine.poll(before);
		emulator.tryDoor();
		const last = jsonOf(await engine.poll(before, 'update'));
		expect(await engine.poll(before, 'update')).toBeNull();
		engine.restart();
		const after = engine.workflow(replaying(), stored(before));
		const items = jsonOf(await engine.poll(after, 'update'));
		expect(items).toEqual(last.map((item) => ({ ...item, redelivered: true })));
		expect(await engine.poll(after, 'update')).toBeNull();
	});

	it('they do not unless asked for, nor when the workflow is published anew', async () => {
		for (const [node, activation] of [
			[locktTrigger(), 'init'],
			[replaying(), 'activate'],
		] as const) {
			engine.restart();
			const before = engine.workflow(node);
			await engine.poll(before);
			emulator.tryDoor();
			expect(await engine.poll(before)).toHaveLength(1);
			engine.restart();
			const after = engine.workflow(node, stored(before));
			expect(await engine.poll(after, activation)).toBeNull();
		}
	});
});

describe('batteries', () => {
	beforeEach(() => open({ doors: 12 }));

	const batteries = () =>
		[...emulator.building.doors.values()].filter(({ battery }) => battery !== null);
	const full = () => {
		for (const door of batteries()) door.battery = 90;
	};
	const both = (options: IDataObject = {}, more: IDataObject = {}) =>
		engine.workflow(
			locktTrigger({ ...on('lowBattery', 'batteryRecovered'), options, ...more } as never),
		);

	it('that are low already are told at the start, unless told otherwise', async () => {
		full();
		const [door] = batteries();
		door!.battery = 12;
		const items = jsonOf(await engine.poll(both()));
		expect(items).toEqual([
			{
				id: door!.id,
				name: door!.name,
				battery_level: 12,
				location: expect.any(String) as string,
				controller: 'Switch™ Bridge',
				threshold: 20,
				reminder: false,
				trigger: 'lowBattery',
				dedupeKey: expect.stringMatching(/\/battery\/\d+\/low\/\d+$/) as string,
			},
		]);
		engine.restart();
		const quiet = both({ alertAlreadyLow: false });
		expect(await engine.poll(quiet)).toBeNull();
		expect(await engine.poll(quiet)).toBeNull();
	});

	it('are told once until they have recovered, and after a restart', async () => {
		full();
		const workflow = both();
		expect(await engine.poll(workflow)).toBeNull();
		const [door] = batteries();
		door!.battery = 20;
		expect(jsonOf(await engine.poll(workflow))).toMatchObject([
			{ id: door!.id, trigger: 'lowBattery' },
		]);
		door!.battery = 23;
		expect(await engine.poll(workflow)).toBeNull();
		door!.battery = 19;
		engine.restart();
		const after = engine.workflow(Object.values(workflow.nodes)[0]!, stored(workflow));
		expect(await engine.poll(after, 'init')).toBeNull();
		door!.battery = 95;
		expect(jsonOf(await engine.poll(after))).toMatchObject([
			{ id: door!.id, battery_level: 95, trigger: 'batteryRecovered' },
		]);
		door!.battery = 10;
		expect(await engine.poll(after)).toHaveLength(1);
	});

	it('are told again every so many days', async () => {
		full();
		const workflow = both({ remindDays: 2 });
		batteries()[0]!.battery = 5;
		wait(0);
		expect(await engine.poll(workflow)).toHaveLength(1);
		wait(2 * 24 * 60 - 1);
		expect(await engine.poll(workflow)).toBeNull();
		wait(1);
		expect(jsonOf(await engine.poll(workflow))).toMatchObject([{ reminder: true }]);
	});

	it('of doors that are gone or do not tell are neither low nor recovered', async () => {
		full();
		const workflow = both();
		const [gone, silent] = batteries();
		gone!.battery = silent!.battery = 5;
		expect(await engine.poll(workflow)).toHaveLength(2);
		emulator.building.doors.delete(gone!.id);
		silent!.battery = null;
		expect(await engine.poll(workflow)).toBeNull();
		silent!.battery = 6;
		expect(await engine.poll(workflow)).toBeNull();
		silent!.battery = 60;
		expect(jsonOf(await engine.poll(workflow))).toMatchObject([{ trigger: 'batteryRecovered' }]);
	});

	it('cost one small question, however many doors there are', async () => {
		await emulator.stop();
		await open({ doors: 2000 });
		full();
		const [one, two] = batteries();
		one!.battery = two!.battery = 10;
		const workflow = both();
		await engine.poll(workflow);
		emulator.journal.length = 0;
		expect(await engine.poll(workflow)).toBeNull();
		expect(asked()).toEqual(['/doorstate?low_battery=25']);
	});

	it('can be filtered by door and location', async () => {
		full();
		const located = batteries().filter(({ locationId }) => locationId > 0);
		for (const door of located) door.battery = 5;
		const name = emulator.building.locations.get(located[0]!.locationId)!.name;
		const here = located.filter(({ locationId }) => locationId === located[0]!.locationId);
		const locations = { values: [{ location: { __rl: true, mode: 'list', value: name } }] };
		const items = jsonOf(await engine.poll(both({}, { filters: { locations } })));
		expect(items.map(({ id }) => id).toSorted()).toEqual(here.map(({ id }) => id).toSorted());
		engine.restart();
		const doors = { values: [{ door: { __rl: true, mode: 'list', value: located[1]!.name } }] };
		const one = jsonOf(await engine.poll(both({}, { filters: { doors } })));
		expect(one).toMatchObject([{ name: located[1]!.name }]);
	});

	it('are shown as a test: a real door each, low or not', async () => {
		full();
		batteries()[3]!.battery = 50;
		const { items, remembered } = await engine.fetchTestEvent(
			locktTrigger(on('lowBattery', 'batteryRecovered')),
		);
		expect(jsonOf(items)).toMatchObject([
			{ id: batteries()[3]!.id, battery_level: 50, trigger: 'lowBattery' },
			{ battery_level: 90, trigger: 'batteryRecovered' },
		]);
		expect(remembered).toEqual({});
	});

	it('refuse a threshold that is none', async () => {
		await expect(engine.poll(both({}, { threshold: 120 }))).rejects.toMatchObject({
			message: "'Battery Threshold' must be a whole number from 1 to 95",
		});
	});
});

it('watches doors and batteries in one', async () => {
	await open();
	const workflow = engine.workflow(
		locktTrigger({ ...on('doorEvent', 'lowBattery'), options: { alertAlreadyLow: false } }),
	);
	await engine.poll(workflow);
	const event = emulator.tryDoor();
	const [door] = [...emulator.building.doors.values()].filter((one) => (one.battery ?? 0) > 30);
	door!.battery = 3;
	expect(jsonOf(await engine.poll(workflow)).map(({ id }) => id)).toEqual([event.id, door!.id]);
});

it('asks for what it is to watch', async () => {
	await open();
	await expect(engine.poll(engine.workflow(locktTrigger(on())))).rejects.toMatchObject({
		message: "'Trigger On' is blank",
	});
});
