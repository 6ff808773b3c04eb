import { clock } from '../../clock';
import type { IDataObject, INodeExecutionData, Workflow } from 'n8n-workflow';
import { triggerNode } from '../engine';
import { jsonOf, storedOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const doorIdsOf = (items: INodeExecutionData[] | null) => jsonOf(items).map(({ doorId }) => doorId);

const lockt = useLockt({ doors: 12 });
const warnings = useWarnings();

describe('batteries', () => {
	const batteries = () =>
		[...lockt.building.doors.values()].filter(({ battery }) => battery !== null);
	const placeOf = ({ name, locationId }: { name: string; locationId: number }) =>
		[name, lockt.building.locations.get(locationId)?.name].filter(Boolean).join(', ');
	const full = () => {
		for (const door of batteries()) door.battery = 90;
	};
	const both = (options: IDataObject = {}, more: IDataObject = {}) =>
		lockt.engine.workflow(
			triggerNode({ ...on('lowBattery', 'batteryRecovered'), options, ...more }),
		);

	it('that are low already are told at the start, unless told otherwise', async () => {
		full();
		const [door] = batteries();
		door!.battery = 12;
		const items = jsonOf(await lockt.engine.poll(both()));
		expect(items).toEqual([
			{
				time: expect.stringMatching(/^20\d\d-.*:00\.000-0[45]:00$/) as string,
				timeText: expect.stringMatching(/^\w{3} \d+ \w{3} \d{4}, \d+:\d\d [AP]M$/) as string,
				trigger: 'lowBattery',
				summary: `Battery of ${placeOf(door!)} is at 12 %`,
				door: door!.name,
				doorId: door!.id,
				location: lockt.building.locations.get(door!.locationId)?.name ?? '',
				person: '',
				eventId: null,
				event: '',
				reason: '',
				category: '',
				cardNumber: '',
				personId: null,
				personIdNumber: '',
				personEmail: '',
				personEnabled: null,
				personExpires: '',
				change: '',
				before: null,
				after: null,
				accessOf: '',
				accessId: null,
				accessEnds: '',
				denialCount: null,
				firstTime: '',
				denials: [],
				batteryLevel: 12,
				threshold: 20,
				reminder: false,
				dedupeKey: expect.stringMatching(/\/battery\/\d+\/low\/\d+$/) as string,
				redelivered: false,
			},
		]);
		lockt.engine.restart();
		const quiet = both({ alertAlreadyLow: false });
		expect(await lockt.engine.poll(quiet)).toBeNull();
		expect(await lockt.engine.poll(quiet)).toBeNull();
	});

	it('are told once until they have recovered, and after a restart', async () => {
		full();
		const workflow = both();
		expect(await lockt.engine.poll(workflow)).toBeNull();
		const [door] = batteries();
		door!.battery = 20;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ doorId: door!.id, trigger: 'lowBattery' },
		]);
		door!.battery = 23;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		door!.battery = 19;
		lockt.engine.restart();
		const after = lockt.engine.workflow(Object.values(workflow.nodes)[0]!, storedOf(workflow));
		expect(await lockt.engine.poll(after, 'init')).toBeNull();
		door!.battery = 95;
		expect(jsonOf(await lockt.engine.poll(after))).toMatchObject([
			{
				doorId: door!.id,
				batteryLevel: 95,
				trigger: 'batteryRecovered',
				summary: `Battery of ${placeOf(door!)} was changed: it is at 95 %`,
			},
		]);
		door!.battery = 10;
		expect(await lockt.engine.poll(after)).toHaveLength(1);
	});

	it('are told again every so many days', async () => {
		full();
		const workflow = both({ remindDays: 2 });
		batteries()[0]!.battery = 5;
		clock.wait(0);
		expect(await lockt.engine.poll(workflow)).toHaveLength(1);
		clock.wait(2 * 24 * 60 - 60);
		expect(await lockt.engine.poll(workflow)).toBeNull();
		clock.wait(60);
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ reminder: true, summary: `Battery of ${placeOf(batteries()[0]!)} is still at 5 %` },
		]);
	});

	it('of doors that are gone or do not tell are neither low nor recovered', async () => {
		full();
		const workflow = both();
		const [gone, silent] = batteries();
		gone!.battery = silent!.battery = 5;
		expect(await lockt.engine.poll(workflow)).toHaveLength(2);
		lockt.building.doors.delete(gone!.id);
		silent!.battery = null;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		silent!.battery = 6;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		silent!.battery = 60;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ trigger: 'batteryRecovered' },
		]);
	});

	/** The same trigger, published anew with other parameters. */
	const publish = (before: Workflow, parameters: IDataObject) =>
		lockt.engine.workflow(triggerNode(parameters), storedOf(before));

	it.each([undefined, true, 178, 'low', null])(
		'that Lockt lists as low without a level that can be read are missed in the log: %j',
		async (battery_level) => {
			full();
			const body = (level: unknown) =>
				JSON.stringify({ data: [{ id: 1, name: 'Front', battery_level: level }] });
			const answer = (level: unknown) => {
				const [status, times] = [200, 99];
				const on = 'low_battery';
				lockt.emulator.faults = [{ kind: 'answer', status, body: body(level), times, on }];
			};
			const workflow = both();
			answer(90);
			await lockt.engine.poll(workflow);
			expect(warnings()).not.toContain('whose battery is low');
			answer(battery_level);
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(warnings().split('whose battery is low')).toHaveLength(2);
		},
	);

	it('that a filter has kept back are told when it lets them through, and once', async () => {
		full();
		const [here, there] = batteries().filter(({ locationId }) => locationId > 0);
		const there2 = [...lockt.building.locations.keys()].find((id) => id !== here!.locationId)!;
		there!.locationId = there2;
		here!.battery = there!.battery = 5;
		const locations = { values: [{ location: by('list', here!.locationId) }] };
		const workflow = both({}, { filters: { locations } });
		expect(doorIdsOf(await lockt.engine.poll(workflow))).toEqual([here!.id]);
		expect(await lockt.engine.poll(workflow)).toBeNull();

		there!.locationId = here!.locationId;
		expect(doorIdsOf(await lockt.engine.poll(workflow))).toEqual([there!.id]);
		expect(await lockt.engine.poll(workflow)).toBeNull();
		there!.locationId = there2;
		expect(await lockt.engine.poll(publish(workflow, on('lowBattery')))).toBeNull();
	});

	it('that are low already are told when another filter lets them through, or none', async () => {
		full();
		const [one, other] = batteries();
		one!.battery = other!.battery = 5;
		const doors = { values: [{ door: by('list', one!.id) }] };
		const workflow = both({}, { filters: { doors } });
		expect(doorIdsOf(await lockt.engine.poll(workflow))).toEqual([one!.id]);
		const anew = publish(workflow, on('lowBattery'));
		expect(doorIdsOf(await lockt.engine.poll(anew))).toEqual([other!.id]);
	});

	it('that were known from Battery Recovered alone are told when Low Battery is added', async () => {
		full();
		const [door] = batteries();
		door!.battery = 5;
		const workflow = lockt.engine.workflow(triggerNode(on('batteryRecovered')));
		expect(await lockt.engine.poll(workflow)).toBeNull();
		const added = publish(workflow, on('lowBattery', 'batteryRecovered'));
		expect(doorIdsOf(await lockt.engine.poll(added))).toEqual([door!.id]);
		expect(await lockt.engine.poll(added)).toBeNull();
	});

	it('that are low already are told when that is switched on later, and once', async () => {
		full();
		const [door] = batteries();
		door!.battery = 5;
		const quiet = both({ alertAlreadyLow: false });
		expect(await lockt.engine.poll(quiet)).toBeNull();
		const loud = publish(quiet, on('lowBattery'));
		expect(doorIdsOf(await lockt.engine.poll(loud))).toEqual([door!.id]);
		expect(await lockt.engine.poll(publish(loud, on('lowBattery')))).toBeNull();
	});

	it('of a door that is missing from one answer are not told again, but after a day they are', async () => {
		full();
		clock.wait(0);
		const [door] = batteries();
		door!.battery = 5;
		const workflow = both();
		expect(await lockt.engine.poll(workflow)).toHaveLength(1);
		for (const minutes of [1, 24 * 60]) {
			lockt.building.doors.delete(door!.id);
			lockt.emulator.journal.length = 0;
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(lockt.asked().filter((asked) => asked === 'GET /doorstate')).toHaveLength(1);
			clock.wait(minutes);
			if (minutes > 1) expect(await lockt.engine.poll(workflow)).toBeNull();
			lockt.building.doors.set(door!.id, door!);
			const again = await lockt.engine.poll(workflow);
			expect(doorIdsOf(again)).toEqual(minutes > 1 ? [door!.id] : []);
		}
	});

	it('of a door that is listed twice are at the lower level', async () => {
		const [two, one] = batteries();
		const list = (...levels: Array<[door: typeof two, level: number]>) => {
			const data = levels.map(([door, battery_level]) => ({
				id: door!.id,
				name: door!.name,
				battery_level,
			}));
			lockt.emulator.faults = [
				{
					kind: 'answer',
					on: 'GET /doorstate',
					status: 200,
					body: JSON.stringify({ data }),
					times: 99,
				},
			];
		};
		const workflow = both();
		list([two, 15], [two, 80], [one, 12]);
		expect(doorIdsOf(await lockt.engine.poll(workflow))).toEqual([two!.id, one!.id]);
		expect(jsonOf(await lockt.run('doorBattery getLow', { returnAll: true }))).toMatchObject([
			{ id: two!.id, battery_level: 15 },
			{ id: one!.id, battery_level: 12 },
		]);
		list([two, 15], [two, 80], [one, 100]);
		expect(doorIdsOf(await lockt.engine.poll(workflow))).toEqual([one!.id]);
		list([two, 90], [two, 80], [one, 100]);
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ doorId: two!.id, trigger: 'batteryRecovered', batteryLevel: 80 },
		]);
	});

	it('of no door at all tell nothing: that one has recovered is told as soon as Lockt shows it', async () => {
		full();
		const [door] = batteries();
		const workflow = both();
		expect(await lockt.engine.poll(workflow)).toBeNull();
		door!.battery = 5;
		expect(await lockt.engine.poll(workflow)).toHaveLength(1);
		const doors = [...lockt.building.doors];
		lockt.building.doors.clear();
		expect(await lockt.engine.poll(workflow)).toBeNull();
		for (const [id, one] of doors) lockt.building.doors.set(id, one);
		door!.battery = 95;
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{ doorId: door!.id, trigger: 'batteryRecovered' },
		]);
	});

	it('cost one small question, however many doors there are', async () => {
		await lockt.reopen({ doors: 2000 });
		full();
		const [one, two] = batteries();
		one!.battery = two!.battery = 10;
		const workflow = both();
		await lockt.engine.poll(workflow);
		lockt.emulator.journal.length = 0;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		expect(lockt.asked()).toEqual(['GET /doorstate?low_battery=25']);
	});

	it('can be filtered by door and location', async () => {
		full();
		const located = batteries().filter(({ locationId }) => locationId > 0);
		for (const door of located) door.battery = 5;
		const here = located.filter(({ locationId }) => locationId === located[0]!.locationId);
		const locations = { values: [{ location: by('list', located[0]!.locationId) }] };
		const items = jsonOf(await lockt.engine.poll(both({}, { filters: { locations } })));
		expect(items.map(({ doorId }) => doorId).toSorted()).toEqual(
			here.map(({ id }) => id).toSorted(),
		);
		lockt.engine.restart();
		const doors = { values: [{ door: by('list', located[1]!.id) }] };
		const one = jsonOf(await lockt.engine.poll(both({}, { filters: { doors } })));
		expect(one).toMatchObject([{ door: located[1]!.name }]);
	});

	it('are shown as a test: a door that is low, as it will be told', async () => {
		full();
		const door = batteries()[3]!;
		door.battery = 20;
		const { items, remembered } = await lockt.engine.fetchTestEvent(triggerNode(on('lowBattery')));
		expect(jsonOf(items)).toMatchObject([
			{ doorId: door.id, batteryLevel: 20, summary: `Battery of ${placeOf(door)} is at 20 %` },
		]);
		expect(remembered).toEqual({});
	});

	it('are shown as a test: where there is no news, as a sample that says so', async () => {
		full();
		const door = batteries()[3]!;
		door.battery = 21;
		const { items } = await lockt.engine.fetchTestEvent(
			triggerNode(on('lowBattery', 'batteryRecovered')),
		);
		expect(jsonOf(items)).toMatchObject([
			{
				doorId: door.id,
				batteryLevel: 21,
				trigger: 'lowBattery',
				summary: `Sample, as no battery that fits is low now: battery of ${placeOf(door)} is at 21 %`,
			},
			{
				batteryLevel: 90,
				trigger: 'batteryRecovered',
				summary: expect.stringMatching(
					/^Sample, as no battery is known to have been changed: battery of .* is at 90 %$/,
				) as string,
			},
		]);
	});

	it('have all that Lockt sent behind it, when they are not simplified', async () => {
		full();
		const [door] = batteries();
		door!.battery = 12;
		const [item] = jsonOf(await lockt.engine.poll(both({}, { simplify: false })));
		expect(item).toMatchObject({
			doorId: door!.id,
			lockt: { id: door!.id, name: door!.name, battery_level: 12, controller: 'Switch™ Bridge' },
		});
	});

	it('refuse a threshold that is none', async () => {
		await expect(lockt.engine.poll(both({}, { threshold: 120 }))).rejects.toMatchObject({
			message: "'Battery Threshold (%)' must be a whole number from 1 to 95",
		});
	});
});
