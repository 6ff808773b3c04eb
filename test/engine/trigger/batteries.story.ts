import { clock } from '../../clock';
import type { IDataObject, Workflow } from 'n8n-workflow';
import { triggerNode } from '../engine';
import { idsOf, jsonOf, storedOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ doors: 12 });

describe('batteries', () => {
	const batteries = () =>
		[...lockt.building.doors.values()].filter(({ battery }) => battery !== null);
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
			{ id: door!.id, trigger: 'lowBattery' },
		]);
		door!.battery = 23;
		expect(await lockt.engine.poll(workflow)).toBeNull();
		door!.battery = 19;
		lockt.engine.restart();
		const after = lockt.engine.workflow(Object.values(workflow.nodes)[0]!, storedOf(workflow));
		expect(await lockt.engine.poll(after, 'init')).toBeNull();
		door!.battery = 95;
		expect(jsonOf(await lockt.engine.poll(after))).toMatchObject([
			{ id: door!.id, battery_level: 95, trigger: 'batteryRecovered' },
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
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ reminder: true }]);
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

	it('that a filter has kept back are told when it lets them through, and once', async () => {
		full();
		const [here, there] = batteries().filter(({ locationId }) => locationId > 0);
		const there2 = [...lockt.building.locations.keys()].find((id) => id !== here!.locationId)!;
		there!.locationId = there2;
		here!.battery = there!.battery = 5;
		const name = lockt.building.locations.get(here!.locationId)!.name;
		const locations = { values: [{ location: by('list', name) }] };
		const workflow = both({}, { filters: { locations } });
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([here!.id]);
		expect(await lockt.engine.poll(workflow)).toBeNull();

		there!.locationId = here!.locationId;
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([there!.id]);
		expect(await lockt.engine.poll(workflow)).toBeNull();
		there!.locationId = there2;
		expect(await lockt.engine.poll(publish(workflow, on('lowBattery')))).toBeNull();
	});

	it('that are low already are told when another filter lets them through, or none', async () => {
		full();
		const [one, other] = batteries();
		one!.battery = other!.battery = 5;
		const doors = { values: [{ door: by('list', one!.name) }] };
		const workflow = both({}, { filters: { doors } });
		expect(idsOf(await lockt.engine.poll(workflow))).toEqual([one!.id]);
		const anew = publish(workflow, on('lowBattery'));
		expect(idsOf(await lockt.engine.poll(anew))).toEqual([other!.id]);
	});

	it('that were known from Battery Recovered alone are told when Low Battery is added', async () => {
		full();
		const [door] = batteries();
		door!.battery = 5;
		const workflow = lockt.engine.workflow(triggerNode(on('batteryRecovered')));
		expect(await lockt.engine.poll(workflow)).toBeNull();
		const added = publish(workflow, on('lowBattery', 'batteryRecovered'));
		expect(idsOf(await lockt.engine.poll(added))).toEqual([door!.id]);
		expect(await lockt.engine.poll(added)).toBeNull();
	});

	it('that are low already are told when that is switched on later, and once', async () => {
		full();
		const [door] = batteries();
		door!.battery = 5;
		const quiet = both({ alertAlreadyLow: false });
		expect(await lockt.engine.poll(quiet)).toBeNull();
		const loud = publish(quiet, on('lowBattery'));
		expect(idsOf(await lockt.engine.poll(loud))).toEqual([door!.id]);
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
			expect(idsOf(again)).toEqual(minutes > 1 ? [door!.id] : []);
		}
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
		const name = lockt.building.locations.get(located[0]!.locationId)!.name;
		const here = located.filter(({ locationId }) => locationId === located[0]!.locationId);
		const locations = { values: [{ location: by('list', name) }] };
		const items = jsonOf(await lockt.engine.poll(both({}, { filters: { locations } })));
		expect(items.map(({ id }) => id).toSorted()).toEqual(here.map(({ id }) => id).toSorted());
		lockt.engine.restart();
		const doors = { values: [{ door: by('list', located[1]!.name) }] };
		const one = jsonOf(await lockt.engine.poll(both({}, { filters: { doors } })));
		expect(one).toMatchObject([{ name: located[1]!.name }]);
	});

	it('are shown as a test: a real door each, low or not', async () => {
		full();
		batteries()[3]!.battery = 50;
		const { items, remembered } = await lockt.engine.fetchTestEvent(
			triggerNode(on('lowBattery', 'batteryRecovered')),
		);
		expect(jsonOf(items)).toMatchObject([
			{ id: batteries()[3]!.id, battery_level: 50, trigger: 'lowBattery' },
			{ battery_level: 90, trigger: 'batteryRecovered' },
		]);
		expect(remembered).toEqual({});
	});

	it('refuse a threshold that is none', async () => {
		await expect(lockt.engine.poll(both({}, { threshold: 120 }))).rejects.toMatchObject({
			message: "'Battery Threshold' must be a whole number from 1 to 95",
		});
	});
});
