import { clock } from '../../clock';
import type { IDataObject } from 'n8n-workflow';
import { first } from '../../emulator/samples';
import { triggerNode } from '../engine';
import { jsonOf } from '../output';
import { by, on } from '../parameters';
import { scheduleView } from '../../../emulator/answers/views';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt();
const warnings = useWarnings();

describe('filters', () => {
	async function polled(parameters: object, happen: () => void) {
		const workflow = lockt.engine.workflow(triggerNode(parameters));
		await lockt.engine.poll(workflow);
		happen();
		return { workflow, items: jsonOf(await lockt.engine.poll(workflow)) };
	}
	const happen = (count: number) => {
		for (let n = 0; n < count; n++) lockt.emulator.tryDoor();
	};
	const many = () => {
		happen(60);
	};
	const byList = (name: string, value: string | number) => ({
		values: [{ [name]: by('list', value) }],
	});

	const idOf = (records: Map<number, { id: number; name: string }>, wanted: string) =>
		[...records.values()].find(({ name }) => name === wanted)!.id;

	it.each([{ values: [] }, {}])('without an entry stop the poll: %j', async (doors) => {
		const workflow = lockt.engine.workflow(triggerNode({ filters: { doors } }));
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({
			message: "'Doors' is blank",
		});
		expect(lockt.asked()).toEqual([]);
	});

	it.each([
		['accessGranted', 48, 'Access Granted'],
		['accessDenied', 49, 'Access Denied'],
	])('by outcome: %s', async (cause, code, text) => {
		const { items } = await polled(on(cause), many);
		expect(items.length).toBeGreaterThan(3);
		expect(new Set(items.map((item) => JSON.stringify([item.event, item.trigger])))).toEqual(
			new Set([JSON.stringify([text, cause])]),
		);
		expect(items).toHaveLength(
			lockt.building.events.slice(-60).filter((event) => event.code === code).length,
		);
	});

	it('by doors, locations, texts', async () => {
		const { device, location, card_num } = lockt.building.events.find((e) => e.location)!;
		const find = (fits: (event: IDataObject) => boolean) =>
			lockt.building.events
				.slice(-60)
				.filter((event) => fits({ ...event }))
				.map(({ id }) => id);
		const { doors, locations } = lockt.building;
		for (const [filters, fits] of [
			[{ doors: byList('door', idOf(doors, device)) }, (e: IDataObject) => e.device === device],
			[
				{ locations: byList('location', idOf(locations, location)) },
				(e: IDataObject) => e.location === location,
			],
			[{ cardNumber: card_num }, (e: IDataObject) => e.card_num === card_num],
			[{ code: 'access denied' }, (e: IDataObject) => e.code === 49],
			[{ subcode: '101' }, (e: IDataObject) => e.subcode === 101],
		] as const) {
			lockt.engine.restart();
			const { items } = await polled({ filters }, many);
			expect(items.map(({ eventId }) => eventId)).toEqual(find(fits));
			expect(items.length).toBeLessThan(60);
		}
	});

	it('by a door that gets another name', async () => {
		const door = first(lockt.building.doors);
		const filters = { doors: byList('door', door.id) };
		const { workflow } = await polled({ filters }, many);
		door.name = 'Annex';
		many();
		const items = jsonOf(await lockt.engine.poll(workflow));
		expect(new Set(items.map((item) => item.door))).toEqual(new Set(['Annex']));
	});

	it('by a door that Lockt does not have stop the publishing, and say so at a test', async () => {
		const says = (words: string) => ({ message: expect.stringContaining(words) as string });
		const test = (filters: object) => lockt.engine.fetchTestEvent(triggerNode({ filters }));
		const filters = { doors: byList('door', 999) };
		const workflow = lockt.engine.workflow(triggerNode({ filters }));
		const unknown = says("The filter 'Doors' names the Lockt ID '999', which Lockt does not have");
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject(unknown);
		await expect(test(filters)).rejects.toMatchObject(unknown);
		const misspelt = { doors: { values: [{ door: by('name', 'Lap') }] } };
		const said = says("The filter 'Doors' names the Name 'Lap', which Lockt does not have");
		await expect(test(misspelt)).rejects.toMatchObject(said);
	});

	it('by several doors at once', async () => {
		const [one, two] = [first(lockt.building.doors), first(lockt.building.doors, 1)];
		const doors = {
			values: [...byList('door', one.id).values, ...byList('door', two.id).values],
		};
		const { items } = await polled({ filters: { doors } }, () => {
			happen(300);
		});
		expect(new Set(items.map(({ door }) => door))).toEqual(new Set([one.name, two.name]));
	});

	it('by people: by their cards, whoever has the same name', async () => {
		const holder = [...lockt.building.credentials.values()].find(({ userId }) => userId > 0)!;
		const { id, id_num } = lockt.building.users.get(holder.userId)!;
		const cards = [...lockt.building.credentials.values()]
			.filter(({ userId }) => userId === id)
			.map(({ card_num }) => card_num);
		const people = { values: [{ user: by('idNum', id_num) }] };
		const { items } = await polled({ filters: { people } }, () => {
			happen(600);
		});
		const expected = lockt.building.events
			.slice(-600)
			.filter(({ card_num }) => cards.includes(card_num));
		expect(expected.length).toBeGreaterThan(0);
		expect(items.map((item) => item.eventId)).toEqual(expected.map((event) => event.id));
	});

	it('by people: one who is not there is warned of, the others count', async () => {
		const [person] = lockt.building.users.values();
		const people = {
			values: [...byList('user', 999_999).values, ...byList('user', person!.id).values],
		};
		const { items } = await polled({ filters: { people } }, () => {
			happen(600);
		});
		expect(items.length).toBeGreaterThan(0);
		expect(warnings()).toContain("there is no user with Lockt ID '999999'");
	});

	it('outside a schedule, by the time of the site', async () => {
		const [, office] = lockt.building.schedules.values();
		const filters = { outsideSchedule: by('list', office!.id) };
		// A Wednesday in New York: 06:59:59, 07:00:00, 18:59:59 and 19:00:00; the same on Saturday.
		clock.set(new Date('2026-07-01T10:00:00Z'));
		const moments = ['10:59:59', '11:00:00', '22:59:59', '23:00:00'];
		const happened: number[] = [];
		const { items } = await polled({ filters }, () => {
			for (const day of ['01', '04']) {
				for (const moment of moments) {
					clock.set(new Date(`2026-07-${day}T${moment}Z`));
					happened.push(lockt.emulator.tryDoor().id);
				}
			}
		});
		expect(items.map(({ eventId }) => eventId)).toEqual([0, 3, 4, 5, 6, 7].map((n) => happened[n]));
	});

	it('outside a schedule that Lockt lists several times: outside all of its intervals', async () => {
		const [, office] = lockt.building.schedules.values();
		const { id } = office!;
		const data = [
			scheduleView({ ...office!, start: '07:00:00', stop: '09:00:00' }),
			scheduleView({ ...office!, start: '12:00:00', stop: '14:00:00' }),
		];
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /schedule', body, times: 99 }];
		const filters = { outsideSchedule: by('list', id) };
		clock.set(new Date('2026-07-01T10:00:00Z'));
		const happened: number[] = [];
		const { items } = await polled({ filters }, () => {
			for (const moment of ['12:00:00', '15:00:00', '17:00:00', '19:00:00']) {
				clock.set(new Date(`2026-07-01T${moment}Z`));
				happened.push(lockt.emulator.tryDoor().id);
			}
		});
		expect(items.map(({ eventId }) => eventId)).toEqual([1, 3].map((n) => happened[n]));
	});

	it('outside a schedule, without the time of the site: says so, and loses nothing', async () => {
		const [, office] = lockt.building.schedules.values();
		const filters = { outsideSchedule: by('list', office!.id) };
		const workflow = lockt.engine.workflow(triggerNode({ filters }));
		clock.set(new Date('2026-07-01T10:00:00Z'));
		expect(await lockt.engine.poll(workflow)).toBeNull();
		clock.wait(30);
		const { id } = lockt.emulator.tryDoor();
		const needsZone = {
			message: expect.stringContaining("'Outside Schedule' needs the time zone") as string,
		};
		for (const forms of [{ zone: 'utcName' }, { dateForm: 'local' }] as const) {
			Object.assign(lockt.emulator.readings, forms);
			clock.wait(1);
			await expect(lockt.engine.poll(workflow)).rejects.toMatchObject(needsZone);
		}
		// A bad moment of Lockt's is said as that; one that does not end is a zone that is not told.
		lockt.emulator.readings.zone = 'iana';
		lockt.emulator.faults = [{ kind: 'status500', on: '/time' }];
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({ httpCode: '500' });
		clock.wait(3);
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject(needsZone);
		lockt.emulator.faults = [];
		clock.wait(1);
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ eventId: id }]);
	});

	it('outside a schedule whose times cannot be read: says so, and loses nothing', async () => {
		const [, office] = lockt.building.schedules.values();
		const filters = { outsideSchedule: by('list', office!.id) };
		const workflow = lockt.engine.workflow(triggerNode({ filters }));
		clock.set(new Date('2026-07-01T02:00:00Z'));
		await lockt.engine.poll(workflow);
		clock.wait(1);
		const { id } = lockt.emulator.tryDoor();
		const { start } = office!;
		office!.start = '0700';
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({
			message: expect.stringContaining(`no 'start' of the schedule '${office!.name}'`) as string,
		});
		office!.start = start;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ eventId: id }]);
	});

	it('outside a schedule from midnight to midnight: takes it for the whole day, and says so once', async () => {
		const [, office] = lockt.building.schedules.values();
		Object.assign(office!, { start: '00:00:00', stop: '00:00:00' });
		const filters = { outsideSchedule: by('list', office!.id) };
		const workflow = lockt.engine.workflow(triggerNode({ filters }));
		// A Wednesday.
		clock.set(new Date('2026-07-01T16:00:00Z'));
		await lockt.engine.poll(workflow);
		for (const poll of [1, 2]) {
			clock.wait(1);
			lockt.emulator.tryDoor();
			expect([poll, await lockt.engine.poll(workflow)]).toEqual([poll, null]);
		}
		expect(warnings().split('takes for the whole day')).toHaveLength(2);
		clock.set(new Date('2026-07-04T16:00:00Z'));
		const { id } = lockt.emulator.tryDoor();
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ eventId: id }]);
	});

	it('outside a schedule that always holds: says so at a test, and each day while it polls', async () => {
		const [, office] = lockt.building.schedules.values();
		const every = Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [`d${day}`, 1]));
		const always = { ...scheduleView(office!), ...every, start: '00:00:00', stop: '23:59:59' };
		const body = JSON.stringify({ data: [always] });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /schedule', body, times: 99 }];
		const node = triggerNode({ filters: { outsideSchedule: by('list', office!.id) } });
		const workflow = lockt.engine.workflow(node);
		const says = `The schedule '${office!.name}' holds all day, every day`;
		await lockt.engine.poll(workflow);
		for (const minutes of [1, 1, 24 * 60]) {
			clock.wait(minutes);
			lockt.emulator.tryDoor();
			expect(await lockt.engine.poll(workflow)).toBeNull();
		}
		expect(warnings().split(says)).toHaveLength(3);
		await expect(lockt.engine.fetchTestEvent(node)).rejects.toMatchObject({
			message: expect.stringContaining(says) as string,
		});
	});

	it('by a text that nothing it is triggered on shows say so at a test', async () => {
		for (const outcome of ['denied', 'granted'] as const) lockt.emulator.tryDoor(outcome);
		const filters = { category: 'Door Access Granted' };
		const node = triggerNode({ triggerOn: ['accessDenied'], filters });
		await expect(lockt.engine.fetchTestEvent(node)).rejects.toMatchObject({
			message: expect.stringMatching(
				/^No event that 'Trigger On' asks for shows the Category 'Door Access Granted'; they show: /,
			) as string,
		});
	});

	it('outside a schedule that is not there: says so', async () => {
		const filters = { outsideSchedule: by('id', '999999') };
		const workflow = lockt.engine.workflow(triggerNode({ filters }));
		await lockt.engine.poll(workflow);
		lockt.emulator.tryDoor();
		await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({
			message: "No schedule with Lockt ID '999999'",
		});
	});

	it('that are blank are refused before anything is sent', async () => {
		for (const [filters, field] of [
			[{ cardNumber: ' ' }, "'Card Number'"],
			[{ doors: byList('door', '') }, "'Door'"],
			[{ outsideSchedule: by('list', '') }, "'Outside Schedule'"],
		] as const) {
			const workflow = lockt.engine.workflow(triggerNode({ filters }));
			await expect(lockt.engine.poll(workflow)).rejects.toMatchObject({
				message: `${field} is blank`,
			});
		}
		expect(lockt.emulator.journal).toEqual([]);
	});
});

it('watches doors and batteries in one', async () => {
	const workflow = lockt.engine.workflow(
		triggerNode({ ...on('doorEvent', 'lowBattery'), options: { alertAlreadyLow: false } }),
	);
	await lockt.engine.poll(workflow);
	const event = lockt.emulator.tryDoor();
	const [door] = [...lockt.building.doors.values()].filter((one) => (one.battery ?? 0) > 30);
	door!.battery = 3;
	expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
		{ eventId: event.id, trigger: expect.stringContaining('access') as string },
		{ eventId: null, doorId: door!.id, trigger: 'lowBattery' },
	]);
});

it('asks for what it is to watch', async () => {
	await expect(lockt.engine.poll(lockt.engine.workflow(triggerNode(on())))).rejects.toMatchObject({
		message: "'Trigger On' is blank",
	});
});
