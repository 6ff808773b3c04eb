import type { IDataObject } from 'n8n-workflow';
import { wholeName } from '../../../emulator/building/building';
import { cardOf, first, fobOf } from '../../emulator/samples';
import { by, filters } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt();
const warnings = useWarnings();

const fobs = () => [...lockt.building.credentials.values()].filter(({ fob }) => fob);

/** What a fob is to say of who has it. */
const holding = (userId: number) => {
	const holder = lockt.building.users.get(userId);
	return {
		assigned: holder !== undefined,
		holder: holder ? wholeName(holder) : '',
		holder_id: holder?.id ?? null,
	};
};

describe('what other lists tell', () => {
	it('is who has each fob', async () => {
		fobOf(lockt.building).userId = 0;
		expect(await lockt.read('fob getMany')).toMatchObject(
			fobs().map(({ id, userId }) => ({ id, ...holding(userId) })),
		);
		expect(lockt.asked()).toEqual(['GET /fob', 'GET /credential']);
	});

	it.each(['somebody', 'nobody'])('is that %s has a fob', async (who) => {
		const fob = fobOf(lockt.building);
		if (who === 'nobody') fob.userId = 0;
		const [record] = await lockt.read('fob get', { fob: by('id', fob.id) });
		expect(Object.keys(record!).slice(2, 6)).toEqual(['name', 'holder', 'holder_id', 'assigned']);
		expect(record).toMatchObject({ id: fob.id, ...holding(fob.userId) });
	});

	it('is which credentials are fobs', async () => {
		const all = [...lockt.building.credentials.values()];
		expect(await lockt.read('credential getMany')).toMatchObject(
			all.map(({ id, fob }) => ({ id, fob: fob !== undefined })),
		);
		expect(lockt.asked()).toEqual(['GET /credential', 'GET /fob']);
		for (const { id, fob } of [cardOf(lockt.building), fobOf(lockt.building)]) {
			const [one] = await lockt.read('credential get', { credential: by('id', id) });
			expect(one).toMatchObject({ id, fob: fob !== undefined });
		}
	});

	it('are the schedules of the doors of access levels', async () => {
		const { schedules, accessLevels, doors } = lockt.building;
		const office = [...schedules.values()].find(({ name }) => name === 'Office Hours')!;
		const door = first(doors);
		const level = first(accessLevels);
		level.doors = [{ doorId: door.id, scheduleId: office.id }];
		const told = {
			...{ id: door.id, name: door.name, schedule_id: office.id },
			...{ schedule: 'Office Hours', hours: 'Mon-Fri 07:00-19:00' },
		};
		const levels = await lockt.read('accessLevel getMany');
		expect(levels.find(({ id }) => id === level.id)).toMatchObject({ doors: [told] });
		expect(lockt.asked()).toEqual(['GET /accesslevel', 'GET /schedule']);
		expect(await lockt.read('accessLevel get', { accessLevel: by('id', level.id) })).toEqual([
			{ id: level.id, name: level.name, doors: [told] },
		]);
	});

	it('are the hours of schedules', async () => {
		expect(await lockt.read('schedule getMany')).toMatchObject([
			{ name: 'Always', hours: 'Every day 00:00-24:00', d0: 1, start: '00:00:00' },
			{ name: 'Office Hours', hours: 'Mon-Fri 07:00-19:00', d5: 0, stop: '18:59:59' },
			{ name: 'Weekend Cleaners', hours: 'Sat, Sun 06:30-20:00' },
		]);
		expect(lockt.asked()).toEqual(['GET /schedule']);
	});
});

/** What is joined by default, with what is asked for it and what it tells. */
const joins: Array<[operation: string, option: string, asks: string, told: string[]]> = [
	['fob getMany', 'addHolder', 'GET /credential', ['assigned', 'holder', 'holder_id']],
	['credential getMany', 'addFob', 'GET /fob', ['fob']],
	['accessLevel getMany', 'addSchedules', 'GET /schedule', ['schedule', 'hours']],
];

/** The records that hold what is told: of an access level its doors. */
const holdersOf = (records: IDataObject[]) =>
	records.flatMap((one) => (one.doors ? (one.doors as IDataObject[]) : [one]));

describe.each(joins)('%s with %s', (operation, option, asks, told) => {
	it('asks for each list once, however many items there are', async () => {
		const items = Array.from({ length: 20 }, () => ({}));
		const output = await lockt.run(operation, { returnAll: true }, items);
		expect(new Set(output.map(({ pairedItem }) => JSON.stringify(pairedItem))).size).toBe(20);
		expect(lockt.asked().filter((question) => question === asks)).toHaveLength(1);
	});

	it('asks for nothing where it is off', async () => {
		const [record] = holdersOf(await lockt.read(operation, { options: { [option]: false } }));
		expect(Object.keys(record!)).not.toEqual(expect.arrayContaining(told));
		expect(lockt.asked()).not.toContain(asks);
	});

	it('asks for nothing where there is nothing to tell of', async () => {
		lockt.building.credentials.clear();
		lockt.building.accessLevels.clear();
		expect(await lockt.read(operation)).toEqual([]);
		expect(lockt.asked()).toHaveLength(1);
	});

	it.each(['unlicensed', 'refused', 'htmlPage', 'truncatedJson'] as const)(
		'leaves it blank, and says so, where Lockt does not give the list (%s)',
		async (kind) => {
			const whole = holdersOf(await lockt.read(operation));
			lockt.emulator.faults = [{ kind, on: asks }];
			const records = holdersOf(await lockt.read(operation));
			const blank = Object.fromEntries(told.map((name) => [name, null]));
			expect(records).toEqual(whole.map((one) => ({ ...one, ...blank })));
			const said = expect.stringMatching(/^It is not known w.+, and left blank: /) as string;
			expect(lockt.engine.hints).toEqual([said]);
			expect(warnings()).toContain(`it is not known ${lockt.engine.hints[0]!.slice(16, 30)}`);
		},
	);
});

describe('the fobs of a user', () => {
	const holder = () => lockt.building.users.get(fobs()[0]!.userId)!;
	const ofUser = (user: object) => lockt.read('fob getMany', filters({ user }));
	const wanted = () => fobs().flatMap(({ id, userId }) => (userId === holder().id ? [{ id }] : []));

	it('are found by ID and by ID number, with one list more', async () => {
		expect(await ofUser(by('id', holder().id))).toMatchObject(wanted());
		expect(lockt.asked()).toEqual(['GET /fob', 'GET /credential']);
		expect(await ofUser(by('idNum', holder().id_num))).toMatchObject(wanted());
		expect(wanted().length).toBeGreaterThan(0);
	});

	it('are none of somebody who has none, and of nobody an error', async () => {
		for (const fob of fobs().slice(1)) fob.userId = fobs()[0]!.userId;
		const another = [...lockt.building.users.keys()].find((id) => id !== holder().id)!;
		expect(await ofUser(by('id', another))).toEqual([]);
		await expect(ofUser(by('idNum', 'nobody'))).rejects.toMatchObject({
			message: "No user with ID Number 'nobody'",
		});
	});

	it('are an error where Lockt does not say who has any', async () => {
		lockt.emulator.faults = [{ kind: 'refused', on: 'GET /credential' }];
		await expect(ofUser(by('id', holder().id))).rejects.toMatchObject({
			message: "Which fobs pass the filter 'User' cannot be told",
		});
		lockt.emulator.faults = [];
		lockt.building.users.clear();
		await expect(ofUser(by('id', 5))).rejects.toMatchObject({
			message: "Which fobs pass the filter 'User' cannot be told",
		});
	});
});
