import { clock } from '../clock';
import fc from '../fastCheck';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { batteriesFrom } from '../../nodes/Lockt/api/questions/batteries';
import { eventsFrom } from '../../nodes/Lockt/api/records/events';
import { makeBatteryItems } from '../../nodes/Lockt/trigger/batteries/items';
import { findDoorIds } from '../../nodes/Lockt/trigger/doors';
import { describeGap, makeEventItems } from '../../nodes/Lockt/trigger/events/items';
import type { Settings } from '../../nodes/Lockt/trigger/settings';
import { runs } from '../runs';
import { useStandIn } from './standIn';

const lockt = useStandIn();
const context = () => lockt.context() as unknown as IPollFunctions;

/** What Lockt says of the time of the site and of its doors. */
let site: IDataObject;
let doors: IDataObject[];
beforeEach(() => {
	site = { timezone: 'America/New_York' };
	doors = [];
	lockt.answer = ({ url }) => ({ data: url.endsWith('/time') ? site : doors });
});

const settings = (changed: Partial<Settings> = {}): Settings =>
	({ site: 'site', simplifies: true, measure: { threshold: 20 }, ...changed }) as Settings;

/** The shape: every field, in its order, with the type it has and what it holds when it is blank. */
const SHAPE = {
	time: 'string',
	timeText: 'string',
	trigger: 'string',
	summary: 'string',
	person: 'string',
	door: 'string',
	location: 'string',
	doorId: 'number or null',
	eventId: 'number or null',
	event: 'string',
	reason: 'string',
	category: 'string',
	cardNumber: 'string',
	personId: 'number or null',
	personIdNumber: 'string',
	personEmail: 'string',
	// Nobody is looked up here.
	personEnabled: 'number or null',
	personExpires: 'string',
	change: 'string',
	// Nobody changes here.
	before: 'number or null',
	after: 'number or null',
	accessOf: 'string',
	accessId: 'number or null',
	accessEnds: 'string',
	denialCount: 'number or null',
	firstTime: 'string',
	denials: 'object',
	batteryLevel: 'number or null',
	threshold: 'number or null',
	reminder: 'boolean',
	dedupeKey: 'string',
	redelivered: 'boolean',
};

const typeOf = (value: unknown) =>
	value === null || typeof value === 'number' ? 'number or null' : typeof value;
const shapeOf = (item: IDataObject) =>
	Object.entries(item).map(([name, value]) => [name, typeOf(value)]);

/** Values as no reference has them. */
const odd = fc.oneof(
	fc.constantFrom(undefined, null, '', ' ', 0, -1, 8.5, 1e20, true, false, [], {}, [null], {
		id: 1,
	}),
	fc.constantFrom(
		'2026-11-01 01:30:00',
		'2026-03-08T07:30:00.412Z',
		'/Date(1)/',
		'11/1/2026 1:30 AM',
	),
	fc.constantFrom('Lab  12', ' Lee,\n Ann', '<b>', '8 %', 'Access Denied', 49, 48),
);
const oddRecord = (...names: string[]) =>
	fc.record({
		...Object.fromEntries(names.map((name) => [name, odd])),
		id: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
	}) as fc.Arbitrary<IDataObject>;

const oddEvents = fc.array(
	oddRecord('event_time', 'hw_time', 'db_time', 'device', 'location', 'user', 'card_num').chain(
		(record) =>
			oddRecord('code', 'code_text', 'subcode_text', 'category_text').map((more) => ({
				...more,
				...record,
			})),
	),
	{ maxLength: 20 },
);
const oddDoors = fc.array(
	fc.record({
		kind: fc.constantFrom('low', 'reminder', 'recovered'),
		state: oddRecord('name', 'battery_level'),
		door: oddRecord('name', 'location', 'controller'),
		minute: fc.integer({ min: 0, max: 40_000_000 }),
	}),
	{ maxLength: 20 },
);

it('every item has the same fields of the same types, and a sentence, whatever Lockt sends', async () => {
	await fc.assert(
		fc.asyncProperty(
			oddEvents,
			oddDoors,
			odd,
			fc.boolean(),
			async (records, states, zone, simplifies) => {
				site = { timezone: zone === 'Access Denied' ? zone : 'America/New_York' };
				const how = settings({ simplifies });
				const news = states.map(({ state, kind, ...rest }) => ({
					...rest,
					kind: kind as 'low',
					battery: batteriesFrom([state])[0]!,
				}));
				const gaps = [describeGap({ after: '17', before: '90' })];
				const items = [
					...(await makeEventItems(context(), eventsFrom(records), how, gaps)),
					...(await makeBatteryItems(context(), news, how)),
				];
				expect(items).toHaveLength(1 + records.length + states.length);
				const expected = Object.entries({ ...SHAPE, ...(!simplifies && { lockt: 'object' }) });
				for (const item of items) {
					expect(shapeOf(item)).toEqual(expected);
					expect(item.summary).toMatch(/^\S.{8,}\S$/);
					expect(item.summary).not.toMatch(/undefined|null|NaN|Invalid|\[object| {2}|\n/);
					expect(item.time).toMatch(/^$|^[-+\dT:.]+(Z|[+-]\d\d:\d\d)$/);
					expect(item.timeText).not.toMatch(/undefined|null|Invalid/);
					expect(JSON.parse(JSON.stringify(item))).toEqual(item);
				}
			},
		),
		runs({ sample: 30, full: 300 }),
	);
});

describe('the key by which an event is known', () => {
	const keysOf = async (...times: string[]) => {
		const events = times.map((db_time) => ({ id: 7, db_time }));
		const items = await makeEventItems(context(), eventsFrom(events), settings());
		return new Set(items.map(({ dedupeKey }) => dedupeKey));
	};

	it.each([
		['in summer', '2026-07-01 09:00:00', '2026-07-01T13:00:00.412Z'],
		['in the hour that the clock shows twice', '2026-11-01 01:30:00', '2026-11-01T06:30:00Z'],
		['in the hour that it skips', '2026-03-08 02:30:00', '2026-03-08T07:30:00Z'],
	])('is the same in every form of dates: %s', async (_, local, utc) => {
		const millis = Date.parse(utc);
		const keys = await keysOf(local, utc, `/Date(${millis})/`, String(Math.floor(millis / 1000)));
		expect([...keys]).toEqual([
			expect.stringMatching(/^site\/event\/7\/2026-\d\d-\d\d \d\d:\d\d:\d\d$/),
		]);
	});

	it('is another for the same number at another time', async () => {
		expect(await keysOf('2026-07-01 09:00:00', '2026-07-01 09:00:01')).toHaveProperty('size', 2);
	});
});

describe('the time of an item', () => {
	const timeOf = async (event_time: unknown) => {
		const events = eventsFrom([{ id: 7, event_time } as never]);
		const [item] = await makeEventItems(context(), events, settings());
		return [item!.time, item!.timeText];
	};

	it.each([
		['2026-11-23 16:47:00', '2026-11-23T16:47:00.000-05:00', 'Mon 23 Nov 2026, 4:47 PM'],
		['2026-07-01T04:05:06Z', '2026-07-01T00:05:06.000-04:00', 'Wed 1 Jul 2026, 12:05 AM'],
		['am 1. Juli', '', 'am 1. Juli'],
		[null, '', ''],
	])('%j is told by the clock of the site', async (sent, time, timeText) => {
		expect(await timeOf(sent)).toEqual([time, timeText]);
	});

	it.each([
		['2026-11-23T21:47:00Z', '2026-11-23T21:47:00.000Z', 'Mon 23 Nov 2026, 9:47 PM UTC'],
		['1795470420', '2026-11-23T21:47:00.000Z', 'Mon 23 Nov 2026, 9:47 PM UTC'],
		['2026-11-23 16:47:00', '', '2026-11-23 16:47:00'],
	])(
		'%j says that it is UTC, or stays as it came, where the zone is not known',
		async (sent, ...told) => {
			site = {};
			expect(await timeOf(sent)).toEqual(told);
		},
	);
});

describe('the ID of a door that an event names', () => {
	// What is kept of the test before is too old.
	beforeEach(() => {
		doors = [
			{ id: 1, name: 'Lab', location: 'North' },
			{ id: 2, name: 'Store', location: 'North' },
			{ id: 3, name: 'Store', location: 'South' },
			{ id: 4, name: 'Gate', location: 'South' },
			{ id: 5, name: 'Gate', location: 'South' },
		];
		clock.set(new Date(epoch));
		epoch += 2 * 60 * 60_000;
	});
	let epoch = Date.UTC(2030, 0, 1);

	const find = (...places: Array<[door: string, location: string]>) =>
		findDoorIds(
			context(),
			places.map(([door, location]) => ({ door, location })),
		);

	it('is found by its name, and by its location where others have the name', async () => {
		expect(
			await find(['Lab', ''], [' lab', 'NORTH'], ['Store', 'South'], ['Store', 'North ']),
		).toEqual([1, 1, 3, 2]);
	});

	it('is blank where doors cannot be told apart, or there is none', async () => {
		expect(
			await find(
				['Lab', 'South'],
				['Store', ''],
				['Store', 'East'],
				['Gate', 'South'],
				['New', ''],
				['', ''],
			),
		).toEqual([null, null, null, null, null, null]);
	});

	it('costs one request a poll, and none where no door is named', async () => {
		await find(['', 'North']);
		expect(lockt.asked()).toEqual([]);
		await find(['Lab', '']);
		await find(['Lab', ''], ['Store', 'North'], ['Nowhere', '']);
		expect(lockt.asked()).toEqual(['/door']);
		clock.wait(1);
		await find(['Lab', '']);
		expect(lockt.asked()).toEqual(['/door', '/door']);
	});

	it('is that of the door which has the name now', async () => {
		expect(await find(['Lab', ''], ['Store', 'North'])).toEqual([1, 2]);
		const [one, other] = doors;
		[one!.name, other!.name, other!.location] = ['Store', 'Lab', ''];
		clock.wait(1);
		expect(await find(['Lab', ''])).toEqual([2]);
	});

	it('is asked for anew when the clock has gone back', async () => {
		await find(['Lab', '']);
		clock.wait(-24 * 60);
		await find(['Lab', '']);
		expect(lockt.asked()).toEqual(['/door', '/door']);
	});

	it('is blank while Lockt does not tell its doors, which n8n is told; no event waits', async () => {
		const answer = lockt.answer;
		lockt.answer = (request, reply) =>
			request.url.endsWith('/door') ? reply.code(500).send('broken') : answer(request, reply);
		const event = { id: 7, event_time: '2026-07-01 09:00:00', device: 'Lab' };
		const once = async () => (await makeEventItems(context(), eventsFrom([event]), settings()))[0];
		expect(await once()).toMatchObject({ eventId: 7, door: 'Lab', doorId: null });
		expect(lockt.warnings).toEqual([
			expect.stringContaining("the doors could not be read, so that events come without 'doorId'"),
		]);
		await once();
		expect(lockt.asked().filter((url) => url === '/door')).toHaveLength(1);
		lockt.answer = answer;
		clock.wait(1);
		expect(await once()).toMatchObject({ doorId: 1 });
	});
});
