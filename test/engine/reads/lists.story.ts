import type { IDataObject } from 'n8n-workflow';
import { doorStateView, doorView } from '../../../emulator/answers/views';
import { jsonOf } from '../output';
import { by, filters, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt();

const doors = () => [...lockt.building.doors.values()];

it('sends the three headers that Lockt wants, and nothing else of its own', async () => {
	await lockt.run('system ping');
	const { apiUser, apiKey } = lockt.emulator.credential;
	expect(lockt.emulator.journal).toMatchObject([
		{
			method: 'GET',
			url: '/api/v1/ping',
			headers: { apiuser: apiUser, apikey: apiKey, 'content-type': 'application/json' },
		},
	]);
});

it('gets the time of the site', async () => {
	expect(await lockt.read('system getTime')).toMatchObject([{ timezone: 'America/New_York' }]);
});

describe('a list', () => {
	it('of doors has a link each to the item that asked', async () => {
		const output = await lockt.run('door getMany', { returnAll: true });
		expect(output).toEqual(
			doors().map((door) => ({ json: doorView(lockt.building, door), pairedItem: { item: 0 } })),
		);
		expect(lockt.asked()).toEqual(['GET /door']);
	});

	it('of batteries has those without a battery, too', async () => {
		const states = await lockt.read('doorBattery getMany');
		expect(states).toEqual(doors().map(doorStateView));
		expect(states.some(({ battery_level }) => battery_level === null)).toBe(true);
	});

	it('of batteries at or below a level', async () => {
		doors()[1]!.battery = 30;
		doors()[2]!.battery = 30.1;
		const states = await lockt.read('doorBattery getMany', filters({ atOrBelow: 30 }));
		expect(lockt.asked()).toEqual(['GET /doorstate?low_battery=30']);
		const ids = states.map(({ id }) => id);
		expect(ids).toContain(doors()[1]!.id);
		expect(ids).not.toContain(doors()[2]!.id);
	});

	it('takes 0 for a level, not for none', async () => {
		expect(await lockt.read('doorBattery getMany', filters({ atOrBelow: 0 }))).toEqual([]);
		expect(lockt.asked()).toEqual(['GET /doorstate?low_battery=0']);
	});
});

describe('a limit', () => {
	it('is honoured', async () => {
		const output = await lockt.run('door getMany', { returnAll: false, limit: 3 });
		const three = doors().slice(0, 3);
		expect(jsonOf(output)).toEqual(three.map((door) => doorView(lockt.building, door)));
	});

	it('that leaves something out is said beside the output, with how much there is', async () => {
		await lockt.run('door getMany', { returnAll: false, limit: 3 });
		expect(lockt.engine.hints).toEqual([
			expect.stringMatching(
				new RegExp(`^Only 3 of ${doors().length} are shown, because of .Limit.`),
			) as string,
		]);
		await lockt.run('door getMany', { returnAll: false, limit: 3 }, [{}, {}]);
		expect(lockt.engine.hints).toEqual([
			expect.stringMatching(/^The results of 2 items are not whole/) as string,
		]);
		await lockt.run('door getMany', { returnAll: false, limit: doors().length });
		expect(lockt.engine.hints).toEqual([]);
		await lockt.run('door getMany', { returnAll: true });
		expect(lockt.engine.hints).toEqual([]);
	});

	it.each(['={{ "" }}', '={{ undefined }}', '={{ "many" }}', '={{ 0 }}', '={{ -1 }}'])(
		'of %s sends nothing',
		async (limit) => {
			await expect(lockt.run('door getMany', { returnAll: false, limit })).rejects.toMatchObject({
				message: expect.stringMatching(
					/^'Limit' (is blank|must be a whole number 1 or more)$/,
				) as string,
			});
			expect(lockt.asked()).toEqual([]);
		},
	);
});

describe('many items', () => {
	const getByLevel = (levels: unknown[], more = {}) =>
		lockt.run(
			'doorBattery getMany',
			{ returnAll: true, ...filters({ atOrBelow: '={{ $json.level }}' }) },
			levels.map((level) => ({ level }) as IDataObject),
			more,
		);

	it('that ask the same question cause one request, and are answered in their order', async () => {
		const levels = Array.from({ length: 60 }, (_, n) => ((n * 37) % 20) * 5);
		const output = await getByLevel(levels);
		expect(lockt.asked()).toHaveLength(20);
		const expected = levels.flatMap((level, item) =>
			doors()
				.filter(({ battery }) => battery !== null && battery <= level)
				.map((door) => ({ json: doorStateView(door), pairedItem: { item } })),
		);
		expect(output).toEqual(expected);
	});

	it('of which one is bad send nothing at all, and item and field are named', async () => {
		await expect(getByLevel([5, ''])).rejects.toMatchObject({
			message: "Row 2: 'At or Below (%)' is blank",
			context: { itemIndex: 1 },
		});
		expect(lockt.asked()).toEqual([]);
	});

	it('of which one is bad give an error item for it alone when told to go on', async () => {
		const [bad, ...others] = await getByLevel([0, 'low', 100], GO_ON);
		expect(bad).toEqual({
			json: {
				error:
					"'At or Below (%)' must be a whole number from 0 to 100. It is 'low'. Nothing was sent to Lockt",
			},
			pairedItem: { item: 1 },
		});
		expect(others.length).toBeGreaterThan(0);
		expect(others.map(({ pairedItem }) => pairedItem)).toEqual(others.map(() => ({ item: 2 })));
	});

	it('are not asked for any more after the first failure', async () => {
		lockt.emulator.faults = [{ kind: 'status500' }];
		const levels = Array.from({ length: 50 }, (_, level) => level);
		await expect(getByLevel(levels)).rejects.toMatchObject({
			httpCode: '500',
			context: { itemIndex: 0 },
		});
		expect(new Set(lockt.asked()).size).toBeLessThanOrEqual(5);
	});

	it('1,000 with 100 distinct IDs cause 100 requests, at most 5 at once, in order', async () => {
		let most = 0;
		lockt.emulator.faults = [{ kind: 'slow', ms: 3 }];
		const { journal } = lockt.emulator;
		const count = setInterval(() => {
			most = Math.max(most, journal.filter(({ status }) => status === undefined).length);
		}, 1);
		const users = [...lockt.building.users.values()].filter(({ privileged }) => !privileged);
		const ids = Array.from(
			{ length: 1000 },
			(_, n) => users[n % 50]!.id_num + (n % 100 < 50 ? '' : 'x'),
		);
		const user = by('idNum', '={{ $json.idNum }}');
		const rows = ids.map((idNum) => ({ idNum }));
		const output = await lockt.run('user get', { user }, rows, GO_ON).finally(() => {
			clearInterval(count);
		});
		expect(lockt.asked()).toHaveLength(100);
		expect(most).toBeGreaterThan(1);
		expect(most).toBeLessThanOrEqual(5);
		expect(output.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
		expect(
			output.map(({ json: { id_num, error } }) => id_num ?? /'(.+x)'/.exec(error as string)?.[1]),
		).toEqual(ids);
	});
});
