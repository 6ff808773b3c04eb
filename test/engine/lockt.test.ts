import { doorStateView, doorView } from '../../emulator/answers/views';
import { startEmulator, type Emulator } from '../../emulator/server';
import { combinations } from '../../emulator/readings';
import { Engine, loadPackage, lockt } from './engine';

describe('Lockt', () => {
	let emulator: Emulator;
	let engine: Engine;
	beforeEach(async () => {
		emulator = await startEmulator();
		engine = new Engine(await loadPackage(), emulator.credential);
	});
	afterEach(() => emulator.stop());

	const doors = () => [...emulator.building.doors.values()];
	const asked = () => emulator.journal.map(({ method, url }) => `${method} ${url}`);
	const many = (resource: string, more: object = {}) =>
		lockt({ resource, operation: 'getMany', returnAll: true, ...more });

	it('sends the three headers that Lockt wants, and nothing else of its own', async () => {
		await engine.run(lockt({ resource: 'system', operation: 'ping' }));
		expect(emulator.journal).toMatchObject([
			{
				method: 'GET',
				url: '/api/v1/ping',
				headers: {
					apiuser: emulator.credential.apiUser,
					apikey: emulator.credential.apiKey,
					'content-type': 'application/json',
				},
			},
		]);
	});

	it('gets doors, each with a link to the item that asked', async () => {
		const output = await engine.run(many('door'));
		expect(output).toEqual(
			doors().map((door) => ({
				json: doorView(emulator.building, door),
				pairedItem: { item: 0 },
			})),
		);
		expect(asked()).toEqual(['GET /api/v1/door']);
	});

	it('honours the limit', async () => {
		const output = await engine.run(
			lockt({ resource: 'door', operation: 'getMany', returnAll: false, limit: 3 }),
		);
		expect(output.map(({ json }) => json)).toEqual(
			doors()
				.slice(0, 3)
				.map((door) => doorView(emulator.building, door)),
		);
	});

	it('gets battery levels, those without a battery included', async () => {
		const output = await engine.run(many('doorBattery'));
		expect(output.map(({ json }) => json)).toEqual(doors().map(doorStateView));
		expect(output.some(({ json }) => json.battery_level === null)).toBe(true);
	});

	it('gets batteries at or below a level', async () => {
		doors()[1]!.battery = 30;
		doors()[2]!.battery = 30.1;
		const output = await engine.run(many('doorBattery', { filters: { atOrBelow: 30 } }));
		expect(asked()).toEqual(['GET /api/v1/doorstate?low_battery=30']);
		const ids = output.map(({ json }) => json.id);
		expect(ids).toContain(doors()[1]!.id);
		expect(ids).not.toContain(doors()[2]!.id);
	});

	it('takes 0 for a level, not for none', async () => {
		expect(await engine.run(many('doorBattery', { filters: { atOrBelow: 0 } }))).toEqual([]);
		expect(asked()).toEqual(['GET /api/v1/doorstate?low_battery=0']);
	});

	it.each(combinations('eventsFrom', 'eventsOrder', 'eventTime'))(
		'gets events newest first when Lockt answers %j',
		async (readings) => {
			Object.assign(emulator.readings, readings);
			const { events } = emulator.building;
			const newestFirst = events.map(({ id }) => id).reverse();
			const all = await engine.run(many('event'));
			expect(all.map(({ json }) => json.id)).toEqual(newestFirst);
			expect(Date.parse(all[0]!.json.event_time as string)).toBe(
				Date.parse(events.at(-1)!.hw_time!),
			);

			const after = await engine.run(many('event', { filters: { afterId: events.at(-4)!.id } }));
			expect(after.map(({ json }) => json.id)).toEqual(newestFirst.slice(0, 3));
		},
	);

	it('gets the time of the site', async () => {
		const [output] = await engine.run(lockt({ resource: 'system', operation: 'getTime' }));
		expect(output!.json).toMatchObject({ timezone: 'America/New_York' });
	});

	describe('over many items', () => {
		const byLevel = (more = {}) =>
			lockt(
				{
					resource: 'doorBattery',
					operation: 'getMany',
					returnAll: true,
					filters: { atOrBelow: '={{ $json.level }}' },
				},
				more,
			);

		it('asks the same question once and answers in the order of the items', async () => {
			const levels = Array.from({ length: 60 }, (_, n) => (n * 37) % 20);
			const output = await engine.run(
				byLevel(),
				levels.map((level) => ({ level: level * 5 })),
			);
			expect(asked()).toHaveLength(20);
			const expected = levels.flatMap((level, item) =>
				doors()
					.filter(({ battery }) => battery !== null && battery <= level * 5)
					.map((door) => ({ json: doorStateView(door), pairedItem: { item } })),
			);
			expect(output).toEqual(expected);
		});

		it('sends nothing at all when one item is bad, and names item and field', async () => {
			await expect(engine.run(byLevel(), [{ level: 5 }, { level: '' }])).rejects.toMatchObject({
				message: "'At or Below' must be a whole number from 0 to 100",
				context: { itemIndex: 1 },
			});
			expect(asked()).toEqual([]);
		});

		it('gives an error item for the bad one alone when told to go on', async () => {
			const output = await engine.run(byLevel({ onError: 'continueRegularOutput' }), [
				{ level: 0 },
				{ level: 'low' },
				{ level: 100 },
			]);
			expect(output[0]).toEqual({
				json: {
					error:
						'\'At or Below\' must be a whole number from 0 to 100. It is "low". Nothing was sent to Lockt',
				},
				pairedItem: { item: 1 },
			});
			expect(
				output.slice(1).every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":2}'),
			).toBe(true);
			expect(output.length).toBeGreaterThan(1);
		});

		it('stops asking after the first failure', async () => {
			emulator.faults = [{ kind: 'status500' }];
			const items = Array.from({ length: 50 }, (_, level) => ({ level }));
			await expect(engine.run(byLevel(), items)).rejects.toMatchObject({
				httpCode: '500',
				context: { itemIndex: 0 },
			});
			expect(new Set(asked()).size).toBeLessThanOrEqual(5);
		});
	});
});
