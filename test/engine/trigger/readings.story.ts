import { clock } from '../../clock';
import type { User } from '../../../emulator/building/records';
import { readings as choices, type Readings } from '../../../emulator/readings';
import { cardHolders, first } from '../../emulator/samples';
import { combined, unlessShown } from '../combined';
import { triggerNode } from '../engine';
import { idsOf, jsonOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt();

describe('whatever the reference leaves open', () => {
	const combinations = combined(2);
	const open = (readings: Readings) => lockt.reopen({ readings });
	const start = async (parameters: object) => {
		const workflow = lockt.engine.workflow(triggerNode(parameters));
		expect(await lockt.engine.poll(workflow)).toBeNull();
		return workflow;
	};
	const happen = (count: number) => Array.from({ length: count }, () => lockt.emulator.tryDoor());

	it.each(combinations)('events come, each once, under what $name has', async ({ readings }) => {
		await open(readings);
		const workflow = await start({});
		for (let round = 0; round < 3; round++) {
			const ids = happen(round + 1).map(({ id }) => id);
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual(ids);
			clock.wait(6);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		}
	});

	it.each(combinations)('filters hold under what $name has', async ({ readings }) => {
		await open(readings);
		const { device, location } = lockt.building.events.find((event) => event.location !== '')!;
		const name = lockt.building.events.at(-1)!.user;
		const person = [...lockt.building.users.values()].find(
			({ first_name, last_name }) => `${last_name}, ${first_name}` === name,
		)!;
		const door = [...lockt.building.doors.values()].find((one) => one.name === device);
		for (const [filters, property, value] of [
			[{ doors: { values: [{ door: by('list', door!.id) }] } }, 'device', device],
			[{ locations: { values: [{ location: by('name', location) }] } }, 'location', location],
			[{ people: { values: [{ user: by('idNum', person.id_num) }] } }, 'user', name],
			[{ people: { values: [{ user: by('id', person.id) }] } }, 'user', name],
		] as const) {
			lockt.engine.restart();
			const workflow = await start({ filters });
			const ids = happen(80)
				.filter((event) => event[property] === value)
				.map(({ id }) => id);
			expect(ids.length).toBeGreaterThan(0);
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual(ids);
		}
	});

	it.each(combinations)('batteries are told once under what $name has', async ({ readings }) => {
		await open(readings);
		const batteries = [...lockt.building.doors.values()].filter(({ battery }) => battery !== null);
		for (const door of batteries) door.battery = 90;
		const workflow = await start(on('lowBattery', 'batteryRecovered'));
		batteries[1]!.battery = 12;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ doorId: batteries[1]!.id, batteryLevel: 12, trigger: 'lowBattery' },
		]);
		expect(await lockt.engine.poll(workflow)).toBeNull();
		batteries[1]!.battery = 95;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ doorId: batteries[1]!.id, trigger: 'batteryRecovered' },
		]);
	});

	it.each(combinations)('people are told once under what $name has', async ({ readings }) => {
		await open(readings);
		const [one, two] = cardHolders(lockt.building) as [User, User];
		[one.enabled, one.accessLevelIds] = [true, []];
		const workflow = await start(on('personChanged'));
		const look = async () => {
			clock.wait(15);
			return jsonOf(await lockt.engine.poll(workflow)).map(({ personId, change }) => [
				personId,
				change,
			]);
		};
		expect(await look()).toEqual([]);
		one.enabled = false;
		one.accessLevelIds = [first(lockt.building.accessLevels).id];
		expect(await look()).toEqual([
			[one.id, 'disabled'],
			[one.id, 'accessLevelsChanged'],
		]);
		lockt.building.users.delete(two.id);
		expect(await look()).toEqual([]);
		// Somebody whose entry cannot be told apart may be anybody.
		const isUnclear = ['noId', 'null'].includes(readings.badRecord);
		expect(await look()).toEqual(isUnclear ? [] : [[two.id, 'removed']]);
		expect(await look()).toEqual([]);
	});

	it.each(combinations)(
		'ends of access are told once under what $name has',
		async (combination) => {
			await lockt.reopen({ readings: unlessShown(combination) });
			clock.set(new Date('2026-07-01T10:00:00Z'));
			const { users, credentials } = lockt.building;
			for (const one of [...users.values(), ...credentials.values()]) one.access_expires = '';
			const workflow = await start(on('accessEndsSoon'));
			const [user] = cardHolders(lockt.building) as [User];
			user.access_expires = '2026-07-04 12:00:00';
			clock.wait(60);
			expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
				{ accessId: user.id, accessEnds: '2026-07-04T12:00:00.000-04:00' },
			]);
			clock.wait(60);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		},
	);

	it.each(choices.noRecords)(
		'an empty building can be watched when Lockt says of none: %s',
		async (noRecords) => {
			await lockt.reopen({ readings: { noRecords }, doors: 0, history: 0 });
			const empty = await start(on('doorEvent', 'lowBattery', 'batteryRecovered'));
			expect(await lockt.engine.poll(empty)).toBeNull();

			await lockt.reopen({ readings: { noRecords }, history: 0 });
			const workflow = await start(on('doorEvent'));
			expect(await lockt.engine.poll(workflow)).toBeNull();
			const { id } = lockt.emulator.tryDoor();
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual([id]);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		},
	);
});
