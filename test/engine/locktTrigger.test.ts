import { eventView } from '../../emulator/answers/views';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { withIsoDates } from '../../nodes/Lockt/lockt/dates';
import { Engine, loadPackage, locktTrigger } from './engine';

describe.each(combinations('eventsFrom', 'eventsOrder', 'eventTime'))(
	'Lockt Trigger when Lockt answers %j',
	(readings) => {
		let emulator: Emulator;
		let engine: Engine;
		beforeEach(async () => {
			emulator = await startEmulator({ readings });
			engine = new Engine(await loadPackage(), emulator.credential);
		});
		afterEach(() => emulator.stop());

		it('is silent about the past when it is activated', async () => {
			const workflow = engine.workflow(locktTrigger());
			const { emitted, deactivate } = await engine.activate(workflow);
			expect(emitted).toEqual([]);
			expect(workflow.staticData).toEqual({
				'node:Lockt Trigger': { lastId: emulator.building.events.at(-1)!.id },
			});
			await deactivate();
		});

		it('emits new events oldest first, an item each, none twice', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			expect(await engine.poll(workflow)).toBeNull();

			const happened = Array.from({ length: 5 }, () => emulator.tryDoor());
			const items = await engine.poll(workflow);
			expect(items?.map(({ json }) => json)).toEqual(
				happened.map((event) =>
					withIsoDates(
						{ ...eventView(event, emulator.readings), event_time: event.hw_time },
						'America/New_York',
					),
				),
			);
			expect(await engine.poll(workflow)).toBeNull();
		});

		it('asks one small question when nothing happened', async () => {
			const workflow = engine.workflow(locktTrigger());
			await engine.poll(workflow);
			emulator.journal.length = 0;
			await engine.poll(workflow);
			const last = emulator.building.events.at(-1)!.id;
			expect(emulator.journal.map(({ url }) => url)).toEqual([`/api/v1/events?id=${last}`]);
		});

		it('goes on after a restart where it was', async () => {
			const before = engine.workflow(locktTrigger());
			await engine.poll(before);
			const stored = JSON.parse(JSON.stringify(before.staticData)) as typeof before.staticData;
			const missed = emulator.tryDoor();
			const items = await engine.poll(engine.workflow(locktTrigger(), stored));
			expect(items?.map(({ json }) => json.id)).toEqual([missed.id]);
		});

		it('starts in a building where nothing happened yet', async () => {
			await emulator.stop();
			emulator = await startEmulator({ readings, history: 0 });
			Object.assign(engine.credential, emulator.credential);
			const workflow = engine.workflow(locktTrigger());
			expect(await engine.poll(workflow)).toBeNull();
			const first = emulator.tryDoor();
			expect((await engine.poll(workflow))?.map(({ json }) => json.id)).toEqual([first.id]);
		});

		it('shows recent events as a test and remembers nothing', async () => {
			const { items, remembered } = await engine.fetchTestEvent(locktTrigger());
			expect(items.map(({ json }) => json.id)).toEqual(
				emulator.building.events.slice(-5).map(({ id }) => id),
			);
			expect(remembered).toEqual({});
		});

		it('says so when there is no event to show', async () => {
			await emulator.stop();
			emulator = await startEmulator({ readings, history: 0 });
			Object.assign(engine.credential, emulator.credential);
			await expect(engine.fetchTestEvent(locktTrigger())).rejects.toMatchObject({
				message: 'Lockt has no door events to show yet',
			});
		});
	},
);
