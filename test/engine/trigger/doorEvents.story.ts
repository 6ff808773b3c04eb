import { clock } from '../../clock';
import { eventView } from '../../../emulator/answers/views';
import { combinations } from '../../../emulator/readings';
import { withIsoDates } from '../../../nodes/Lockt/api/records/dates';
import { pickCases } from '../../runs';
import { combine } from '../combined';
import { triggerNode } from '../engine';
import { idsOf, jsonOf, storedOf } from '../output';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const warnings = useWarnings();

describe.each(combine('eventsFrom', 'eventsOrder', 'eventTime'))(
	'events, when Lockt answers %j',
	(readings) => {
		const lockt = useLockt({ readings });
		const doorNamed = (wanted: string) =>
			[...lockt.building.doors.values()].find(({ name }) => name === wanted)!;

		it('have all that Lockt sent behind it, when they are not simplified', async () => {
			const workflow = lockt.engine.workflow(triggerNode({ simplify: false }));
			await lockt.engine.poll(workflow);
			const event = lockt.emulator.tryDoor();
			const [item] = jsonOf(await lockt.engine.poll(workflow));
			expect(item).toMatchObject({ time: expect.any(String) as string, eventId: event.id });
			expect(Object.keys(item!).at(-1)).toBe('lockt');
			expect(item!.lockt).toEqual(
				withIsoDates(
					{ ...eventView(event, lockt.emulator.readings), event_time: event.hw_time },
					'America/New_York',
				),
			);
		});

		it('are not told of the past when the workflow is published', async () => {
			const { emitted, deactivate } = await lockt.engine.activate(
				lockt.engine.workflow(triggerNode()),
			);
			expect(emitted).toEqual([]);
			await deactivate();
		});

		it('come oldest first, an item each, none twice', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			expect(await lockt.engine.poll(workflow)).toBeNull();
			expect(await lockt.engine.poll(workflow)).toBeNull();

			const happened = Array.from({ length: 5 }, () => lockt.emulator.tryDoor());
			const items = jsonOf(await lockt.engine.poll(workflow));
			expect(items).toEqual(
				happened.map((event) => {
					const [denied, name] = [event.code === 49, event.user || `Card ${event.card_num}`];
					const told = withIsoDates({ event_time: event.hw_time }, 'America/New_York');
					return {
						time: told.event_time,
						timeText: expect.stringMatching(/^\w{3} \d+ \w{3} \d{4}, \d+:\d\d [AP]M$/) as string,
						trigger: denied ? 'accessDenied' : 'accessGranted',
						summary: expect.stringContaining(
							`${name} was ${denied ? 'turned away' : 'let in'} at ${event.device}`,
						) as string,
						door: event.device,
						doorId: doorNamed(event.device).id,
						location: event.location,
						person: event.user,
						eventId: event.id,
						event: event.code_text,
						reason: event.subcode_text ?? '',
						category: event.category_text,
						cardNumber: event.card_num,
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
						batteryLevel: null,
						threshold: null,
						reminder: false,
						dedupeKey: expect.stringMatching(/^[0-9a-f]{12}\/event\/\d+\/20/) as string,
						redelivered: false,
					};
				}),
			);
			expect(new Set(items.map(({ dedupeKey }) => dedupeKey)).size).toBe(5);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		});

		it('cost one small question when nothing happened', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(workflow);
			for (let n = 0; n < 20; n++) lockt.emulator.tryDoor();
			await lockt.engine.poll(workflow);
			clock.wait(6);
			await lockt.engine.poll(workflow);
			lockt.emulator.journal.length = 0;
			expect(await lockt.engine.poll(workflow)).toBeNull();
			const [before, last] = lockt.building.events.slice(-2);
			expect(lockt.asked()).toEqual([`GET /events?id=${before!.id}`]);
			const answer = [before!, last!].map((event) => eventView(event, lockt.emulator.readings));
			expect(JSON.stringify({ data: answer }).length).toBeLessThan(900);
		});

		it('that show late come late, but come', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(workflow);
			Object.assign(lockt.emulator.eventFaults, {
				lateShare: 0.3,
				lateMs: 3 * 60_000,
				shuffled: true,
				doubled: true,
			});
			const happened = Array.from({ length: 40 }, () => lockt.emulator.tryDoor().id);
			const seen: unknown[] = [];
			for (let minute = 0; minute < 5; minute++) {
				seen.push(...idsOf(await lockt.engine.poll(workflow)));
				if (minute === 0) expect(seen.length).toBeLessThan(40);
				clock.wait(1);
			}
			expect(seen.toSorted()).toEqual(happened.toSorted());
		});

		it('go on after a restart where they were', async () => {
			const before = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(before);
			const missed = lockt.emulator.tryDoor();
			lockt.engine.restart();
			const after = lockt.engine.workflow(triggerNode(), storedOf(before));
			expect(idsOf(await lockt.engine.poll(after, 'init'))).toEqual([missed.id]);
		});

		it('numbered anew are noticed soon', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(workflow);
			lockt.emulator.resetEventIds();
			expect(await lockt.engine.poll(workflow)).toBeNull();
			clock.wait(2);
			const fresh = [lockt.emulator.tryDoor().id, lockt.emulator.tryDoor().id];
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual(fresh);
			expect(warnings()).toContain('Lockt numbers its events anew');
			fresh.push(lockt.emulator.tryDoor().id);
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual(fresh.slice(-1));
		});

		it('start in a building where nothing happened yet', async () => {
			await lockt.reopen({ history: 0 });
			const workflow = lockt.engine.workflow(triggerNode());
			expect(await lockt.engine.poll(workflow)).toBeNull();
			const one = lockt.emulator.tryDoor();
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual([one.id]);
		});

		it('are shown as a test, and nothing is remembered', async () => {
			const { items, remembered } = await lockt.engine.fetchTestEvent(triggerNode());
			expect(idsOf(items)).toEqual(lockt.building.events.slice(-5).map(({ id }) => id));
			expect(jsonOf(items)[0]).toHaveProperty('dedupeKey');
			expect(remembered).toEqual({});
		});

		it('are said to be none when there is none to show', async () => {
			await lockt.reopen({ history: 0 });
			await expect(lockt.engine.fetchTestEvent(triggerNode())).rejects.toMatchObject({
				message: 'Lockt has nothing to show yet that fits',
			});
		});
	},
);

const answers = combinations('eventsFrom', 'eventsOrder');

describe.each(pickCases(answers, { by: () => '', sample: 1 }))(
	'events, when Lockt answers %j',
	(readings) => {
		const lockt = useLockt({ readings });

		it('that fill more than Lockt keeps leave a gap, which is told', async () => {
			const workflow = lockt.engine.workflow(triggerNode({ options: { reportGaps: true } }));
			await lockt.engine.poll(workflow);
			const last = lockt.building.events.at(-1)!.id;
			for (let n = 0; n < 5100; n++) lockt.emulator.tryDoor();
			const items = jsonOf(await lockt.engine.poll(workflow));
			expect(items).toHaveLength(5001);
			expect(items[0]).toMatchObject({
				trigger: 'gap',
				summary: `Lockt no longer has the events between ID ${last} and ID ${lockt.building.events[0]!.id}: some may be missing`,
				time: expect.stringMatching(/^20.*-0[45]:00$/) as string,
				eventId: null,
			});
			expect(Object.keys(items[0]!)).toEqual(Object.keys(items[1]!));
			expect(items.slice(1).map(({ eventId }) => eventId)).toEqual(
				lockt.building.events.map(({ id }) => id),
			);
			expect(warnings()).toContain(`the events between ID ${last} and ID`);
			expect(JSON.stringify(workflow.staticData).length).toBeLessThan(32_000);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		});
	},
);

describe.each(pickCases(answers, { by: ({ eventsFrom }) => eventsFrom!, sample: 1 }))(
	'many events at once, when Lockt cuts its answers off and answers %j',
	(readings) => {
		const lockt = useLockt({ readings, eventFaults: { cutAt: 100 } });
		afterEach(() => {
			jest.restoreAllMocks();
		});

		const rush = (count: number) =>
			Array.from({ length: count }, () => lockt.emulator.tryDoor().id);

		it('come in one run', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(workflow);
			const happened = rush(450);
			expect(idsOf(await lockt.engine.poll(workflow))).toEqual(happened);
			expect(await lockt.engine.poll(workflow)).toBeNull();
		});

		it('come with the next polls, when the time n8n allows is over', async () => {
			const workflow = lockt.engine.workflow(triggerNode());
			await lockt.engine.poll(workflow);
			const happened = rush(450);
			const seen: unknown[] = [];
			// Every question takes ten seconds, so that two fit into half of the time.
			const start = Date.now();
			const seconds = () => lockt.emulator.journal.length * 10;
			jest.spyOn(Date, 'now').mockImplementation(() => start + seconds() * 1000);
			for (let n = 0; n < 3; n++) {
				const items = idsOf(await lockt.engine.poll(workflow, 'update', 30_000));
				expect(items.length).toBeLessThan(happened.length);
				seen.push(...items);
			}
			expect(seen).toEqual(happened);
		});
	},
);
