import { clock } from '../../clock';
import type { DoorEvent } from '../../../emulator/types';
import { triggerNode } from '../engine';
import { jsonOf, storedOf } from '../output';
import { by, on } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ history: 0 });

const CARD = { card_num: '001055', user: 'Brown, Tabitha' };
const parameters = on('repeatedDenials');

/** Somebody is turned away a minute after the one before. */
function deny(changed: Partial<DoorEvent> = {}): DoorEvent {
	clock.wait(1);
	return Object.assign(lockt.emulator.tryDoor('denied'), CARD, changed);
}

async function publish(given: object = parameters) {
	deny({ card_num: '9' });
	const workflow = lockt.engine.workflow(triggerNode(given));
	await lockt.engine.poll(workflow);
	return workflow;
}

describe('repeated denials', () => {
	it('of a card are told with all of them, once an episode, whichever poll sees them', async () => {
		const workflow = await publish();
		const denials = [deny(), deny()];
		expect(await lockt.engine.poll(workflow)).toBeNull();
		denials.push(deny());
		const items = jsonOf(await lockt.engine.poll(workflow));
		expect(items).toMatchObject([
			{
				trigger: 'repeatedDenials',
				cardNumber: '001055',
				person: 'Brown, Tabitha',
				eventId: denials[2]!.id,
				denialCount: 3,
				summary: expect.stringMatching(
					/^Brown, Tabitha was turned away 3 times within [23] minutes, last at .+ [AP]M\)$/,
				) as string,
				denials: denials.map(({ id, device }) => ({
					...{ eventId: id, door: device, doorId: expect.any(Number) as number },
				})),
			},
		]);
		const [item] = items as Array<{ firstTime: string; denials: Array<{ time: string }> }>;
		expect(item!.firstTime).toBe(item!.denials[0]!.time);

		for (let n = 0; n < 6; n++) deny();
		expect(await lockt.engine.poll(workflow)).toBeNull();
		clock.wait(6);
		for (let n = 0; n < 3; n++) deny();
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ denialCount: 3 }]);
	});

	it('are counted for each card, and as the options say', async () => {
		const workflow = await publish({ ...parameters, options: { denials: 2, denialMinutes: 2 } });
		deny();
		deny({ card_num: '7' });
		deny({ card_num: '8' });
		deny();
		expect(await lockt.engine.poll(workflow)).toBeNull();
		deny();
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([{ denialCount: 2 }]);
	});

	it.each(['', 'N/A', '-', ', ', 'null, null'])("are nobody's by the name %j", async (user) => {
		const workflow = await publish(parameters);
		for (let n = 0; n < 4; n++) deny({ card_num: '', user });
		expect(await lockt.engine.poll(workflow)).toBeNull();
	});

	it('at a door are told, whoever it was', async () => {
		const workflow = await publish({ ...parameters, options: { countBy: 'door' } });
		const place = { device: 'Laboratory 123', location: 'South Wing' };
		for (const card_num of ['1', '2', '3']) deny({ ...place, card_num, user: `No. ${card_num}` });
		deny({ device: 'Elsewhere' });
		expect(jsonOf(await lockt.engine.poll(workflow))).toMatchObject([
			{
				door: 'Laboratory 123',
				...{ cardNumber: '', person: '', denialCount: 3 },
				summary: expect.stringMatching(
					/^Somebody was turned away 3 times within . minutes at Laboratory 123, South Wing, last No. 3/,
				) as string,
			},
		]);
	});

	it('honour filters', async () => {
		const doors = { values: [{ door: by('name', 'Gate') }] };
		const workflow = await publish({ ...parameters, filters: { doors } });
		const events = ['Gate', 'Lab', 'gate', 'Lab', 'Lab'].map((device) => deny({ device }));
		expect(await lockt.engine.poll(workflow)).toBeNull();
		deny({ device: 'Gate' });
		const [item, ...others] = jsonOf(await lockt.engine.poll(workflow));
		expect(others).toEqual([]);
		expect(item).toMatchObject({
			denialCount: 3,
			denials: [{ eventId: events[0]!.id }, { eventId: events[2]!.id }, { door: 'Gate' }],
		});
	});

	it('come besides the events that are watched, and granted ones do not count', async () => {
		const workflow = await publish(on('accessDenied', 'repeatedDenials'));
		deny();
		Object.assign(lockt.emulator.tryDoor('granted'), CARD);
		deny();
		const kinds = async () =>
			jsonOf(await lockt.engine.poll(workflow)).map(({ trigger }) => trigger);
		expect(await kinds()).toEqual(['accessDenied', 'accessDenied']);
		deny();
		expect(await kinds()).toEqual(['accessDenied', 'repeatedDenials']);
	});

	it('are counted on after a restart, and told no second time', async () => {
		const before = await publish(on('accessDenied', 'repeatedDenials'));
		deny();
		deny();
		await lockt.engine.poll(before);
		const restart = (stored: ReturnType<typeof storedOf>) => {
			lockt.engine.restart();
			return lockt.engine.workflow(triggerNode(on('accessDenied', 'repeatedDenials')), stored);
		};
		const after = restart(storedOf(before));
		deny();
		expect(jsonOf(await lockt.engine.poll(after, 'init')).at(-1)).toMatchObject({
			trigger: 'repeatedDenials',
			denialCount: 3,
		});
		const last = restart(storedOf(after));
		deny();
		expect(jsonOf(await lockt.engine.poll(last, 'init'))).toMatchObject([
			{ trigger: 'accessDenied' },
		]);
	});

	it('are replayed after a crash as they were', async () => {
		const given = { ...parameters, options: { afterCrash: 'replay' } };
		const before = await publish(given);
		for (let n = 0; n < 3; n++) deny();
		const items = jsonOf(await lockt.engine.poll(before));
		expect(items).toHaveLength(1);
		lockt.engine.restart();
		const after = lockt.engine.workflow(triggerNode(given), storedOf(before));
		expect(jsonOf(await lockt.engine.poll(after, 'init'))).toEqual(
			items.map((item) => ({ ...item, redelivered: true })),
		);
	});

	it('remember neither cards nor names', async () => {
		const workflow = await publish();
		deny();
		await lockt.engine.poll(workflow);
		const stored = JSON.stringify(storedOf(workflow));
		expect(stored).toContain('denials');
		expect(stored).not.toMatch(/001055|Brown/);
	});

	it('are shown as a test as they were, or as a sample that says so', async () => {
		const show = async () =>
			jsonOf((await lockt.engine.fetchTestEvent(triggerNode(parameters))).items);
		await expect(show()).rejects.toMatchObject({
			message: 'Lockt has nothing to show yet that fits',
		});
		deny();
		expect(await show()).toMatchObject([
			{
				summary: expect.stringMatching(
					/^Sample, as none were as many and as close: Brown, Tabitha was turned away once, last at/,
				) as string,
				denialCount: 1,
			},
		]);
		deny();
		deny();
		expect(await show()).toMatchObject([
			{ summary: expect.stringMatching(/^Brown, Tabitha was turned/) as string, denialCount: 3 },
		]);
	});
});
