import { Settings } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { doorsOf } from '../../../emulator/building/building';
import type { Fault } from '../../../emulator/faults';
import { combinations, readings } from '../../../emulator/readings';
import { cardHolders, cardOf, first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { combine } from '../combined';
import { jsonOf } from '../output';
import { ALLOWED, autoMapped, by, filters, GO_ON } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({ credential: ALLOWED, readings: { pending: 'released' } });
const warnings = useWarnings();

describe('what Lockt refuses', () => {
	const LICENCE = 'Your licence does not include this endpoint.';

	it.each(
		[200, 400, 403, 404].flatMap((status) =>
			[
				{ error: LICENCE },
				{ data: { error: LICENCE } },
				{ data: [{ error: LICENCE }] },
				{ result: [LICENCE], errors: [] },
				{ Data: [{ Error: LICENCE }] },
			].map((body) => [status, body] as const),
		),
	)('keeps its words: status %i, %j', async (status, body) => {
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /user', status, body: JSON.stringify(body) },
		];
		for (const user of [by('id', 300), by('idNum', 'E-0')]) {
			await expect(lockt.run('user get', { user })).rejects.toMatchObject({
				message: expect.stringContaining(LICENCE) as string,
			});
		}
		const rows = [{ id_num: 'E-77', first_name: 'Rhea', last_name: 'Ferro', card_num: '77' }];
		const [item] = await lockt.run('user createOrUpdate', autoMapped, rows, GO_ON);
		expect(item!.json.error).toContain(LICENCE);
		expect(lockt.changes()).toEqual([]);
	});

	it.each(combinations('errorForm', 'missing', 'errorStatus'))(
		'is told from what is not there: %j',
		async (readings) => {
			Object.assign(lockt.emulator.readings, readings);
			await expect(lockt.run('user get', { user: by('id', 300) })).rejects.toMatchObject({
				message: "No user with Lockt ID '300'",
			});
		},
	);
});

describe('a filter that Lockt does not heed', () => {
	const ids = (records: IDataObject[]) => records.map(({ id }) => id);
	const NOT_HEEDED = { message: expect.stringContaining('does not heed what was asked') as string };

	it('is applied to what came: low batteries', async () => {
		lockt.emulator.readings.ignoredFilter = 'low_battery';
		const low = [...lockt.building.doors.values()].filter(
			({ battery }) => battery !== null && battery <= 40,
		);
		expect(low.length).toBeGreaterThan(0);
		expect(ids(await lockt.read('doorBattery getLow', { atOrBelow: 40 }))).toEqual(
			low.map(({ id }) => id),
		);
	});

	it('is applied to what came: the credentials of a user', async () => {
		lockt.emulator.readings.ignoredFilter = 'user_id';
		const { id, userId } = cardOf(lockt.building);
		const found = ids(await lockt.read('credential getMany', filters({ user: by('id', userId) })));
		expect(found).toContain(id);
		expect(found.length).toBeLessThan(lockt.building.credentials.size / 2);
	});

	it.each([
		[[{ id: 300 }], { id: 301 }],
		[300, 301],
		['300', '301'],
		[[300, 301], [302]],
		[[{ unid: 300 }], [{ unid: '301' }]],
	])('is applied to credentials whose holder comes as %j', async (theirs, others) => {
		const body = { data: [theirs, others].map((user, n) => ({ id: n + 1, user })) };
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /credential', status: 200, body: JSON.stringify(body) },
		];
		const chosen = filters({ user: by('id', 300) });
		expect(ids(await lockt.read('credential getMany', chosen))).toEqual([1]);
	});

	it.each([
		['text', { user: 'Rhea Ferro' }],
		['name alone', { user: [{ name: 'Rhea Ferro' }] }],
		['nothing', {}],
	])('is an error where credentials show their holder as %s', async (_, holder) => {
		const answer = (on: string, count: number) => {
			const data = Array.from({ length: count }, (__, n) => ({ id: n + 1, ...holder }));
			const body = JSON.stringify({ data });
			return { kind: 'answer' as const, on, status: 200, body, times: 9 };
		};
		const read = () => lockt.read('credential getMany', filters({ user: by('id', 300) }));
		lockt.emulator.faults = [answer('GET /credential', 3)];
		await expect(read()).rejects.toMatchObject(NOT_HEEDED);
		lockt.emulator.faults = [answer('user_id=300', 1), answer('GET /credential', 0)];
		expect(ids(await read())).toEqual([1]);
		lockt.emulator.faults = [
			answer('user_id=300', 1),
			{ kind: 'status503', on: 'GET /credential', times: 9 },
		];
		await expect(read()).rejects.toMatchObject({
			message: expect.stringContaining('Lockt has a problem') as string,
		});
	});

	it('takes those who miss credentials as Lockt says, card numbers or not', async () => {
		// The vendor's own example.
		const example = [
			{ id: 5678, id_num: '', name: 'Fob 1', card_num: '10000', credential_key: '' },
			{ id: 6789, id_num: '', name: 'Fob 2', card_num: '10001', credential_key: '' },
		];
		const body = JSON.stringify({ data: example });
		const answer = { kind: 'answer' as const, on: 'missingcreds', status: 200, body, times: 9 };
		lockt.emulator.faults = [answer];
		const read = () => lockt.read('user getMany', { which: 'missingcreds' });
		expect(ids(await read())).toEqual([5678, 6789]);
		// Where all there are come, they are no choice of Lockt's.
		lockt.emulator.faults = [{ ...answer, on: 'GET /user' }];
		expect(await read()).toEqual([]);
	});

	it('is applied to what came: users who miss credentials', async () => {
		const missing = ids(await lockt.read('user getMany', { which: 'missingcreds' }));
		lockt.emulator.readings.ignoredFilter = 'userFlags';
		expect(ids(await lockt.read('user getMany', { which: 'missingcreds' }))).toEqual(missing);
	});

	it.each(['installers', 'privileged'])('makes nobody one of the %s', async (which) => {
		const few = await lockt.read('user getMany', { which });
		expect(few.length).toBeGreaterThan(0);
		lockt.emulator.readings.ignoredFilter = 'userFlags';
		await expect(lockt.run('user getMany', { which })).rejects.toMatchObject(NOT_HEEDED);
	});

	it('is an error, too, where users show no cards by which it could be applied', async () => {
		const body = JSON.stringify({ data: [{ id: 1 }, { id: 2 }] });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /user', status: 200, body }];
		const asked = lockt.run('user getMany', { which: 'missingcreds' });
		await expect(asked).rejects.toMatchObject(NOT_HEEDED);
	});

	it.each([
		['user_id', () => by('id', first(lockt.building.users).id)],
		['id_num', () => by('idNum', first(lockt.building.users).id_num)],
	] as const)('opens no door to a user: %s', async (ignoredFilter, user) => {
		const chosen = () => filters({ user: user() });
		// Somebody may open every door.
		const [level] = lockt.building.accessLevels.values();
		const scheduleId = first(lockt.building.schedules).id;
		level!.doors = [...lockt.building.doors.keys()].map((doorId) => ({ doorId, scheduleId }));
		first(lockt.building.users).accessLevelIds = [level!.id];
		for (const missing of readings.missing) {
			lockt.emulator.readings.missing = missing;
			expect(await lockt.read('door getMany', chosen())).toHaveLength(lockt.building.doors.size);
		}
		lockt.emulator.readings.ignoredFilter = ignoredFilter;
		await expect(lockt.run('door getMany', chosen())).rejects.toMatchObject(NOT_HEEDED);
	});

	describe('is seen by asking the same of nobody, whom Lockt', () => {
		const answer = (on: string, status: number, body: string): Fault => ({
			kind: 'answer',
			on,
			status,
			body,
			times: 9,
		});
		const records = JSON.stringify({ data: [{ id: 1 }, { id: 2 }] });
		const read = (path: string, status: number, body: string) => {
			lockt.emulator.faults = [
				answer('user_id=2147483645', status, body),
				answer(`GET /${path}`, 200, records),
			];
			return lockt.read(`${path} getMany`, filters({ user: by('id', 300) }));
		};
		const PAGE = '<html><h1>Not Found</h1></html>';
		const refused = [400, 404, 405, 410, 422].flatMap((status) =>
			[
				'',
				'{}',
				'null',
				PAGE,
				'{"data":{"error":"Invalid request"}}',
				'{"error":"Route not found"}',
				'{"data":[{"error":"Your licence does not include this endpoint"}]}',
				'{"result":["Bad Request"],"errors":[]}',
			].map((body) => [status, body] as const),
		);
		const unsaid = [...refused, [200, '{"data":{"error":"Invalid request"}}'] as const];

		it.each(pickCases(unsaid, { by: ([status]) => String(status), sample: 3 }))(
			'may only refuse: %i %s',
			async (status, body) => {
				for (const path of ['door', 'credential']) {
					await expect(read(path, status, body)).rejects.toMatchObject({
						message: expect.stringMatching(
							/may not heed .* does not say that there is none$/,
						) as string,
						description: expect.stringContaining('Nothing was put out') as string,
					});
				}
			},
		);

		it.each([
			[200, '{"data":[]}'],
			[200, '{"data":null}'],
			[200, '{"data":{"error":"No user found with user_id: 2147483645"}}'],
			[400, '{"data":[{"error":"Invalid user_id found: 2147483645"}]}'],
			[400, '{"result":["User does not exist"],"errors":[]}'],
			[404, '{"data":{"error":"The resource was not found."}}'],
			[404, '{"error":"No such user"}'],
		])('says not to be there: %i %s', async (status, body) => {
			for (const path of ['door', 'credential']) {
				expect(ids(await read(path, status, body))).toEqual([1, 2]);
			}
		});
	});

	it.each(combine('errorForm', 'missing', 'errorStatus', 'noRecords', 'keys'))(
		'is none where Lockt gives the doors of a user: %j',
		async (readings) => {
			Object.assign(lockt.emulator.readings, readings);
			const user = cardHolders(lockt.building).find(
				({ accessLevelIds }) => accessLevelIds.length > 0,
			)!;
			const doors = ids(await lockt.read('door getMany', filters({ user: by('id', user.id) })));
			expect(doors.sort()).toEqual([...doorsOf(lockt.building, user)].sort());
		},
	);

	it.each(readings.ignoredFilter)('never leads to somebody else: %s', async (ignoredFilter) => {
		lockt.emulator.readings.ignoredFilter = ignoredFilter;
		const { id, id_num } = first(lockt.building.users, 3);
		expect(await lockt.read('user get', { user: by('idNum', id_num) })).toMatchObject([{ id }]);
		await expect(lockt.run('user get', { user: by('idNum', 'E-0') })).rejects.toMatchObject({
			message: "No user with ID Number 'E-0'",
		});
		await lockt.run('user disable', { user: by('idNum', id_num) });
		const off = [...lockt.building.users.values()].filter(({ enabled }) => !enabled);
		expect(off.map((user) => user.id)).toContain(id);
		expect(lockt.changes().map(({ body }) => (body as { users: object }).users)).toEqual([
			[{ id, enabled: false }],
		]);
	});
});

describe('a user by ID number', () => {
	it('is asked for by ID where that answer lacks the credentials', async () => {
		lockt.emulator.readings.userCredentials = 'byId';
		const { id, id_num, pin } = first(lockt.building.users);
		const options = { includePin: true };
		const [user] = await lockt.read('user get', {
			user: by('idNum', id_num),
			simplify: false,
			options,
		});
		expect(user).toMatchObject({ id, pin, credentials: expect.any(Array) as unknown });
		expect(lockt.asked()).toContain(`GET /user?id=${id}`);
	});
});

describe('names', () => {
	it('of access levels and fobs are found without regard to case and outer spaces', async () => {
		const level = first(lockt.building.accessLevels, 1);
		const accessLevel = by('name', `  ${level.name.toUpperCase()} `);
		expect(await lockt.read('accessLevel get', { accessLevel })).toMatchObject([{ id: level.id }]);
	});

	it.each(readings.eventNames)(
		'of doors and locations, when events have them: %s',
		async (form) => {
			lockt.emulator.readings.eventNames = form;
			const { device, location } = lockt.building.events.find((event) => event.location !== '')!;
			const count = (fits: (event: { device: string; location: string }) => boolean) =>
				lockt.building.events.filter(fits).length;
			const door = await lockt.read('event getMany', filters({ door: by('list', device) }));
			expect(door).toHaveLength(count((event) => event.device === device));
			const there = await lockt.read('event getMany', filters({ location: by('name', location) }));
			expect(there).toHaveLength(count((event) => event.location === location));
		},
	);
});

describe('After and Before without an offset', () => {
	afterEach(() => {
		Settings.defaultZone = 'system';
	});

	it.each(['Asia/Tokyo', 'America/Los_Angeles'])(
		'are the time of the site, in a process that is in %s',
		async (zone) => {
			Settings.defaultZone = zone;
			const { events } = lockt.building;
			const [from, until] = [events.at(-20)!, events.at(-10)!];
			const local = (text: string) =>
				new Date(text).toLocaleString('sv', { timeZone: 'America/New_York' }).replace(' ', 'T');
			const period = { after: local(from.hw_time!), before: local(until.hw_time!) };
			const found = (await lockt.read('event getMany', filters(period))).map(
				({ eventId }) => eventId,
			);
			// Whole seconds: what came later in the first of them is there, what came in the last is not.
			expect(found).toEqual(
				events
					.filter(({ hw_time }) => {
						const at = Math.floor(Date.parse(hw_time!));
						const begins = Math.floor(Date.parse(from.hw_time!) / 1000) * 1000;
						const ends = Math.floor(Date.parse(until.hw_time!) / 1000) * 1000;
						return at >= begins && at <= ends;
					})
					.map(({ id }) => id)
					.reverse(),
			);
			expect(found.length).toBeGreaterThan(8);
		},
	);
});

describe('After and Before', () => {
	it('leave out events whose time cannot be read, and say so', async () => {
		const times = ['2026-03-04T17:00:00Z', '4. März', ''];
		const data = times.map((hw_time, n) => ({ id: n + 1, hw_time }));
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /events', status: 200, body: JSON.stringify({ data }), times: 9 },
		];
		const after = filters({ after: '2026-03-01T00:00:00' });
		expect(await lockt.read('event getMany', after)).toMatchObject([{ eventId: 1 }]);
		expect(warnings()).toContain("'After' and 'Before' leave out events whose time");
	});
});

describe('5,000 events', () => {
	const forms = combine('compression', 'byteOrderMark', 'contentType');
	it.each(pickCases(forms, { by: () => '', sample: 1 }))('come whole: %j', async (readings) => {
		await lockt.reopen({ history: 5000, readings });
		const events = jsonOf(await lockt.run('event getMany', { returnAll: true }));
		expect(events.map(({ eventId }) => eventId)).toEqual(
			lockt.building.events.map(({ id }) => id).reverse(),
		);
	});
});
