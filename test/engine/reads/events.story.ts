import type { Building } from '../../../emulator/building/building';
import { combinations } from '../../../emulator/readings';
import { triggerNode } from '../engine';
import { jsonOf } from '../output';
import { by, filters } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt();

describe('events', () => {
	const ids = async (chosen: object) =>
		(await lockt.read('event getMany', filters(chosen))).map(({ eventId }) => eventId);
	const where = (fits: (event: Building['events'][number]) => boolean) =>
		lockt.building.events
			.filter(fits)
			.map(({ id }) => id)
			.reverse();

	it.each(combinations('eventsFrom', 'eventsOrder', 'eventTime'))(
		'come newest first when Lockt answers %j',
		async (readings) => {
			Object.assign(lockt.emulator.readings, readings);
			const { events } = lockt.building;
			const newestFirst = events.map(({ id }) => id).reverse();
			const all = await lockt.read('event getMany');
			expect(all.map(({ eventId }) => eventId)).toEqual(newestFirst);
			expect(Date.parse(all[0]!.time as string)).toBe(Date.parse(events.at(-1)!.hw_time!));
			expect(await ids({ afterId: events.at(-4)!.id })).toEqual(newestFirst.slice(0, 3));
		},
	);

	it('have ten fields, by the names that the trigger uses', async () => {
		const { id, device, location, user, card_num, hw_time } = lockt.building.events.at(-1)!;
		const [newest] = await lockt.read('event getMany');
		const [told] = jsonOf((await lockt.engine.fetchTestEvent(triggerNode())).items).slice(-1);
		expect(newest).toMatchObject({ door: device, location, person: user, eventId: id });
		expect(newest).toMatchObject({ cardNumber: card_num });
		expect(Date.parse(newest!.time as string)).toBe(Date.parse(hw_time!));
		expect(Object.keys(newest!)).toHaveLength(10);
		expect(told).toMatchObject(newest!);
	});

	it('have their time as Lockt sends it, when raw dates are wanted', async () => {
		lockt.emulator.readings.dateForm = 'local';
		const options = { rawDates: true };
		const [raw] = await lockt.read('event getMany', { simplify: false, options });
		const [simple] = await lockt.read('event getMany', { options });
		const time = raw!.event_time as string;
		expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
		expect(simple).toMatchObject({ time, timeText: time });
		expect(simple!.summary).toContain(`(${time})`);
		expect(lockt.asked()).toEqual(['GET /events', 'GET /events']);
	});

	it('are filtered by what happened, where, to whom and when', async () => {
		const event = lockt.building.events.find(({ location }) => location !== '')!;
		const { device, location, card_num, user } = event;
		const denied = where(({ code }) => code === 49);
		expect(await ids({ code: 'access denied' })).toEqual(denied);
		expect(await ids({ code: 49 })).toEqual(denied);
		expect(await ids({ category: 'Door Access Denied' })).toEqual(denied);
		expect(await ids({ door: by('list', device) })).toEqual(where((one) => one.device === device));
		expect(await ids({ location: by('name', location) })).toEqual(
			where((one) => one.location === location),
		);
		expect(await ids({ cardNumber: card_num })).toEqual(where((one) => one.card_num === card_num));
		expect(await ids({ person: user.slice(0, 5) })).toContain(event.id);
		const { id, hw_time: at } = lockt.building.events.at(-10)!;
		expect((await ids({ after: at })).at(-1)).toBe(id);
		expect((await ids({ before: at }))[0]).toBe(id);
	});

	it.each([
		[{ door: by('name', '={{ "" }}') }, "'Door' is blank"],
		[{ cardNumber: '={{ "" }}' }, "'Card Number' is blank"],
		[{ after: 'yesterday' }, "'After' must be a date"],
		[{ afterId: -1 }, "'After ID' must be a whole number"],
	])('a filter that cannot be understood sends nothing: %j', async (chosen, message) => {
		await expect(ids(chosen)).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
		});
		expect(lockt.asked()).toEqual([]);
	});
});
