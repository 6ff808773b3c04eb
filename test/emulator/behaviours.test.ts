import type { Building } from '../../emulator/building/building';
import { startControl } from '../../emulator/control';
import { noEventFaults } from '../../emulator/faults';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { call, records } from './call';
import { first, fobOf, newcomer } from './samples';

type Input = Record<string, unknown>;

/** Somebody with a card and a fob. */
const holder = ({ users, credentials }: Building) => users.get(fobOf({ credentials }).userId)!;

const newUser = { id: -1, ...newcomer };

let now: Date;
let emulator: Emulator;
let building: Building;
beforeEach(async () => {
	now = new Date('2026-03-04T17:00:00Z');
	emulator = await startEmulator({ now: () => now, readings: { pending: 'released' } });
	building = emulator.building;
});
afterEach(() => emulator.stop());

const postUsers = (users: Input[], options: Input = {}) =>
	call(emulator, 'POST /user', { users, options: { update_existing: 'true', ...options } });
const putUser = (user: Input, options: Input = {}) =>
	call(emulator, 'PUT /user', { users: [user], options });
const cardsOf = (userId: number) =>
	[...building.credentials.values()].filter((one) => one.userId === userId && !one.fob);
const fullOf = ({ id, id_num, first_name, last_name, email, phone, pin }: typeof newUser) => ({
	id,
	id_num,
	first_name,
	last_name,
	email,
	phone,
	pin,
});

describe('user POST', () => {
	it('inserts with id -1', async () => {
		const { body } = await postUsers([{ ...newUser, card_num: '777001' }]);
		expect(body.data).toMatchObject({ inserted: 1, updated: 0 });
		expect(await records(emulator, 'GET /user?id_num=N-1')).toMatchObject([
			{ first_name: 'Rhea', card_num: '777001', credentials: [{ card_num: '777001', fob: false }] },
		]);
	});

	it('updates by a valid id alone: an ID number or e-mail that matches is no update', async () => {
		const known = fullOf(first(building.users));
		const { body } = await postUsers([{ ...known, id: -1 }]);
		expect(body.errors![0]!.error).toEqual([
			`ID Number Already Exists: ${known.id_num}`,
			`Email Already Exists: ${known.email}`,
		]);
		const changed = await postUsers([{ ...known, first_name: 'Changed' }]);
		expect(changed.body.data).toMatchObject({ inserted: 0, updated: 1 });
		expect(first(building.users).first_name).toBe('Changed');
	});

	it('ignores updates unless update_existing is true', async () => {
		const known = fullOf(first(building.users));
		const { body } = await postUsers([{ ...known, first_name: 'Changed' }], {
			update_existing: undefined,
		});
		expect(body.data).toEqual({ submitted: 1, inserted: 0, updated: 0, errors: 0 });
		expect(first(building.users).first_name).not.toBe('Changed');
	});

	it('processes the good records when validate_fails_batch is false', async () => {
		const bad = { ...newUser, id_num: 'N-2', email: 'x' };
		const all = await postUsers([newUser, bad]);
		expect([all.status, all.body.errors]).toMatchObject([400, [{ input_data: bad }]]);
		expect(await records(emulator, 'GET /user?id_num=N-1')).toEqual([]);

		const some = await postUsers([newUser, bad], { validate_fails_batch: 'false' });
		expect(some.body).toMatchObject({
			data: { submitted: 2, inserted: 1, errors: 1 },
			errors: [{ input_data: bad }],
		});
		expect(await records(emulator, 'GET /user?id_num=N-1')).toHaveLength(1);
	});

	it.each(['true', true])('understands options as text and as truth value: %j', async (yes) => {
		const known = fullOf(first(building.users));
		const { body } = await postUsers([known], { update_existing: yes });
		expect(body.data).toMatchObject({ updated: 1 });
	});
});

describe.each(['POST', 'PUT'])('access levels and cards on user %s', (method) => {
	const update = (change: Input, options: Input = {}) => {
		const user = holder(building);
		return method === 'PUT'
			? putUser({ id: user.id, ...change }, options)
			: postUsers([{ ...fullOf(user), ...change }], options);
	};
	const ids = () => holder(building).accessLevelIds;

	it('adds to the access levels when replace_privileges is false', async () => {
		const before = ids();
		const more = [...building.accessLevels.keys()].find((id) => !before.includes(id))!;
		await update({ accesslevels: [{ id: more }] }, { replace_privileges: 'false' });
		expect(ids()).toEqual([...before, more]);
	});

	it.each([{ replace_privileges: 'true' }, {}])('replaces them when it is %j', async (options) => {
		const other = [...building.accessLevels.keys()].find((id) => !ids().includes(id))!;
		await update({ accesslevels: [{ id: other }] }, options);
		expect(ids()).toEqual([other]);
	});

	it('takes all of them away for an empty list with replace_privileges', async () => {
		await update({ accesslevels: [] }, { replace_privileges: 'true' });
		expect(ids()).toEqual([]);
	});

	it('leaves them alone when none come', async () => {
		const before = ids();
		await update({}, { replace_privileges: 'true' });
		expect(ids()).toEqual(before);
	});

	it('takes all credentials but fobs away for card_num -1', async () => {
		const user = holder(building);
		expect(cardsOf(user.id)).toHaveLength(1);
		await update({ card_num: -1 });
		expect(cardsOf(user.id)).toEqual([]);
		expect(fobOf(building).userId).toBe(user.id);
	});

	it('ignores another card, and takes one where there is none', async () => {
		const user = holder(building);
		const [card] = cardsOf(user.id);
		await update({ card_num: '424242' });
		expect(cardsOf(user.id)).toEqual([card]);
		await update({ card_num: '-1' });
		await update({ card_num: '424242' });
		expect(cardsOf(user.id)).toMatchObject([{ card_num: '424242' }]);
	});
});

describe('user PUT', () => {
	it('acts on what comes and on nothing else', async () => {
		const user = first(building.users);
		const before = structuredClone(user);
		await putUser({ id: user.id, access_expires: '2027-01-01 00:00:00', custom2: 'Badge 7' });
		expect(first(building.users)).toEqual({
			...before,
			access_expires: '2027-01-01 00:00:00',
			custom: ['', 'Badge 7', '', ''],
		});
	});

	it('takes one user per call', async () => {
		const users = [0, 1].map((n) => ({ id: first(building.users, n).id }));
		const { status, body } = await call(emulator, 'PUT /user', { users });
		expect([status, body.data]).toEqual([
			400,
			{ error: 'Batch size exceeds maximum of 1 objects.' },
		]);
	});
});

describe('user DELETE', () => {
	it('leaves no credential and no passed-on access behind, and hands fobs back', async () => {
		const user = holder(building);
		const fob = fobOf(building);
		await delegate({ from_user_id: user.id });
		await call(emulator, 'DELETE /user', { users: [{ id: user.id }] });
		expect(cardsOf(user.id)).toEqual([]);
		expect(fob.userId).toBe(0);
		expect(await records(emulator, 'GET /delegate')).toEqual([]);
		expect(await records(emulator, `GET /user?id=${user.id}`)).toEqual([]);
	});
});

describe('fobs', () => {
	it('inherit the rights of whom they are handed to, and go to nobody for user_id 0', async () => {
		const fob = fobOf(building);
		const other = [...building.users.values()].find(({ id }) => id !== fob.userId)!;
		const levels = async () => (await records(emulator, `GET /fob?id=${fob.id}`))[0]!.accesslevels;
		await call(emulator, 'PUT /fob', { fobs: [{ id: fob.id, user_id: other.id }] });
		expect(await levels()).toMatchObject(other.accessLevelIds.map((unid) => ({ unid })));
		await call(emulator, 'PUT /fob', { fobs: [{ id: fob.id, user_id: 0 }] });
		expect([fob.userId, await levels()]).toEqual([0, []]);
	});
});

describe('delegates', () => {
	it('open the doors for the time given, and not a moment longer', async () => {
		const door = await newDoorOf(first(building.users).id);
		await delegate({ doors: [{ id: door }] });
		const opens = async () => {
			const { id } = first(building.users, 1);
			return (await records(emulator, `GET /door?user_id=${id}`)).some((one) => one.id === door);
		};
		expect(await opens()).toBe(true);
		now = new Date('2026-03-06T17:00:00Z');
		expect(await opens()).toBe(false);
	});

	it('cannot be passed on again', async () => {
		const door = await newDoorOf(first(building.users).id);
		await delegate({ doors: [{ id: door }] });
		const again = await delegate({
			from_user_id: first(building.users, 1).id,
			to_user_id: first(building.users, 2).id,
			doors: [{ id: door }],
		});
		expect(again.body.errors![0]!.error).toContain(`Door id ${door} is not available to delegate`);
	});

	it('take one per call, and fail the call whatever the options say', async () => {
		const two = await call(emulator, 'POST /delegate', { delegates: [{}, {}] });
		expect(two.body.data).toEqual({ error: 'Batch size exceeds maximum of 1 objects.' });
		const bad = await call(emulator, 'POST /delegate', {
			delegates: [{ from_user_id: 1 }],
			options: { validate_fails_batch: 'false' },
		});
		expect(bad.status).toBe(400);
	});

	it('purge deletes what has expired, keeps what is valid, and answers with counts alone', async () => {
		await delegate({ access_expires: '2026-03-05 08:00:00' });
		await delegate({ access_expires: '2026-03-09 08:00:00' });
		now = new Date('2026-03-07T17:00:00Z');
		const { body } = await call(emulator, 'POST /delegate?purge');
		expect(body).toEqual({ data: { submitted: 2, deleted: 1, errors: 0 } });
		expect(await records(emulator, 'GET /delegate')).toMatchObject([
			{ access_expires: '2026-03-09 08:00:00' },
		]);
	});
});

describe('unlock', () => {
	const doorThat = (wired: boolean) =>
		[...building.doors.values()].find((door) => door.wired === wired)!;

	it('opens a wired door and leaves an event', async () => {
		const door = doorThat(true);
		const { body } = await call(emulator, 'POST /unlock', { doors: [{ id: door.id }] });
		expect(body.data).toMatchObject([{ id: door.id, unlocked: true, errors: [] }]);
		expect(building.events.at(-1)).toMatchObject({
			device: door.name,
			code_text: 'Momentary Unlock',
		});
	});

	it('answers 200 for a door that does not open, and leaves none', async () => {
		const last = building.lastEventId;
		const door = doorThat(false);
		const { status, body } = await call(emulator, 'POST /unlock', { doors: [{ id: door.id }] });
		expect(status).toBe(200);
		expect(body.data).toEqual([
			{
				id: door.id,
				name: door.name,
				unlocked: false,
				status: 'error',
				errors: ['Unexpected error unlocking door. Door or Controller may be offline.'],
			},
		]);
		expect(building.lastEventId).toBe(last);
	});
});

describe('anonymize', () => {
	it('removes what identifies a user, from events too', async () => {
		const { user: name } = building.events.at(-1)!;
		const user = [...building.users.values()].find(
			({ first_name, last_name }) => `${last_name}, ${first_name}` === name,
		)!;
		const { email, id_num } = user;
		await call(emulator, `POST /anonymize?user_id=${user.id}`);
		const everything = JSON.stringify([[...building.users.values()], building.events]);
		for (const trace of [name, email, `"${id_num}"`]) expect(everything).not.toContain(trace);
	});

	it.each(['POST /anonymize?user_id=1', 'GET /fob?id_num=F-6'])(
		'%s is not there before it is released',
		async (request) => {
			emulator.readings.pending = 'notReleased';
			expect((await call(emulator, request)).status).toBe(404);
		},
	);
});

describe('batches', () => {
	it.each([
		['nothing', undefined],
		['no JSON', '{"users":['],
		['no list', { users: {} }],
		['an empty list', { users: [] }],
		['another key', { people: [newUser] }],
	])('with %s cannot be parsed', async (_, body) => {
		const { status, body: answer } = await call(emulator, 'POST /user', body);
		expect([status, answer.data]).toEqual([
			400,
			{ error: 'No data found or invalid JSON objects supplied. Could not parse input.' },
		]);
	});

	it('of more than 100 records are refused whole', async () => {
		const doors = Array.from({ length: 101 }, (_, n) => ({ name: `Gate ${n}` }));
		const { body } = await call(emulator, 'POST /door', { doors });
		expect(body.data).toEqual({ error: 'Batch size exceeds maximum of 100 objects.' });
		const most = await call(emulator, 'POST /door', { doors: doors.slice(1) });
		expect(most.body.data).toMatchObject({ inserted: 100 });
	});

	it.each([429, 400, 503] as const)(
		'that overlap are refused with %i, and not done',
		async (overlap) => {
			const slow = await startEmulator({ writeMs: 400, readings: { overlap } });
			const replies = await Promise.all(
				['A', 'B', 'C'].map((name) => call(slow, 'POST /door', { doors: [{ name }] })),
			);
			expect(replies.map(({ status }) => status).sort()).toEqual([200, overlap, overlap].sort());
			const made = [...slow.building.doors.values()].filter(({ name }) => /^[ABC]$/.test(name));
			expect(made).toHaveLength(1);
			await slow.stop();
		},
	);
});

describe('readings', () => {
	it.each([
		['empty', 200, { data: [] }],
		['notFound', 404, { data: { error: 'The resource was not found.' } }],
		['error', 400, { data: { error: 'No record found for id: 1' } }],
	] as const)('missing: %s', async (missing, status, body) => {
		emulator.readings.missing = missing;
		expect(await call(emulator, 'GET /user?id=1')).toEqual({ status, body });
	});

	it('flags: any or bare', async () => {
		const count = async (flag: string) => (await records(emulator, `GET /user${flag}`)).length;
		const [all, some] = [await count(''), await count('?missingcreds')];
		expect(some).toBeLessThan(all);
		expect(await count('?missingcreds=')).toBe(some);
		emulator.readings.flags = 'bare';
		expect([await count('?missingcreds='), await count('?missingcreds')]).toEqual([all, some]);
	});

	it('userNames: parts or whole', async () => {
		emulator.readings.userNames = 'whole';
		const [user] = await records(emulator, 'GET /user');
		const { first_name, last_name } = first(building.users);
		expect(user).toMatchObject({ name: `${last_name}, ${first_name}` });
		expect(user).not.toHaveProperty('first_name');
	});

	it('dates: as shown, local or UTC', async () => {
		const { id } = first(building.users);
		await putUser({ id, access_expires: '2026-07-01 09:00:00' });
		await delegate();
		const both = async () => [
			(await records(emulator, `GET /user?id=${id}`))[0]!.access_expires,
			(await records(emulator, 'GET /delegate'))[0]!.access_expires,
		];
		expect(await both()).toEqual(['2026-07-01T13:00:00.000Z', '2026-03-05 08:00:00']);
		emulator.readings.dates = 'local';
		expect(await both()).toEqual(['2026-07-01 09:00:00', '2026-03-05 08:00:00']);
		emulator.readings.dates = 'utc';
		expect(await both()).toEqual(['2026-07-01T13:00:00.000Z', '2026-03-05T13:00:00.000Z']);
	});

	it.each(combinations('eventsFrom', 'eventsOrder', 'eventTime'))(
		'events: %j',
		async (readings) => {
			Object.assign(emulator.readings, readings);
			const ids = building.events.slice(-3).map(({ id }) => id);
			const got = await records(emulator, `GET /events?id=${ids[0]}`);
			const expected = readings.eventsFrom === 'at' ? ids : ids.slice(1);
			expect(got.map(({ id }) => id)).toEqual(
				readings.eventsOrder === 'newest' ? expected.reverse() : expected,
			);
			expect(got[0]).toHaveProperty(readings.eventTime!);
		},
	);
});

describe('faults', () => {
	it('meet the requests they are for, as often as they are meant to', async () => {
		emulator.faults = [{ kind: 'status503', times: 2, on: 'GET /door$' }];
		const statuses = [];
		for (const path of ['/door', '/ping', '/door', '/door']) {
			statuses.push((await call(emulator, `GET ${path}`)).status);
		}
		expect(statuses).toEqual([503, 200, 503, 200]);
	});

	it('meet a part of them', async () => {
		emulator.faults = [{ kind: 'status500', share: 0.2 }];
		const statuses = [];
		for (let n = 0; n < 200; n++) statuses.push((await call(emulator, 'GET /ping')).status);
		const failed = statuses.filter((status) => status === 500).length;
		expect(failed).toBeGreaterThan(15);
		expect(failed).toBeLessThan(75);
	});

	it('break the connection after the work was done', async () => {
		emulator.faults = [{ kind: 'hangUp', when: 'after', on: 'POST /door' }];
		await expect(call(emulator, 'POST /door', { doors: [{ name: 'Roof' }] })).rejects.toThrow();
		expect([...building.doors.values()].some(({ name }) => name === 'Roof')).toBe(true);
	});

	it('answer whatever a test wants to be answered, after the work was done', async () => {
		const body = '{"data":[]}';
		emulator.faults = [{ kind: 'answer', status: 422, body, when: 'after', on: 'POST /door' }];
		const answer = await call(emulator, 'POST /door', { doors: [{ name: 'Roof' }] });
		expect(answer).toMatchObject({ status: 422, body: { data: [] } });
		expect([...building.doors.values()].some(({ name }) => name === 'Roof')).toBe(true);
	});

	it('slow answers down, so that a later one overtakes', async () => {
		emulator.faults = [{ kind: 'slow', ms: 200, on: '/time$' }];
		const order: string[] = [];
		const ask = (path: string) => call(emulator, `GET ${path}`).then(() => order.push(path));
		await Promise.all([ask('/time'), ask('/ping')]);
		expect(order).toEqual(['/ping', '/time']);
	});

	it('429 comes with and without a hint when to try again', async () => {
		const hint = async () => {
			const { apiUser: apiuser, apiKey: apikey, baseUrl } = emulator.credential;
			const headers = { apiuser, apikey, 'content-type': 'application/json' };
			return (await fetch(`${baseUrl}/ping`, { headers })).headers.get('retry-after');
		};
		emulator.faults = [{ kind: 'status429', times: 1 }, { kind: 'status429NoHint' }];
		expect([await hint(), await hint()]).toEqual(['2', null]);
	});

	it('hide events for a while, repeat them, and mix them up', async () => {
		const ids = async () => (await records(emulator, 'GET /events')).map(({ id }) => id);
		const all = await ids();
		emulator.tryDoor();
		emulator.eventFaults.lateMs = 30_000;
		emulator.eventFaults.lateShare = 1;
		expect(await ids()).toEqual(all);
		now = new Date(now.getTime() + 32_000);
		expect(await ids()).toHaveLength(all.length + 1);

		emulator.eventFaults = { ...noEventFaults, shuffled: true, doubled: true };
		const mixed = await ids();
		expect(mixed).toHaveLength(2 * (all.length + 1));
		expect(mixed).not.toEqual([...mixed].sort((a, b) => Number(b) - Number(a)));
	});

	it('cut answers off after the oldest events', async () => {
		const ids = emulator.building.events.map(({ id }) => id);
		emulator.eventFaults.cutAt = 3;
		const since = await records(emulator, `GET /events?id=${ids[9]!}`);
		expect(since.map(({ id }) => id).sort()).toEqual(ids.slice(10, 13));
		expect(await records(emulator, 'GET /events')).toHaveLength(ids.length);
	});

	it('show events as they were a while ago, or none', async () => {
		const count = async () => (await records(emulator, 'GET /events')).length;
		const before = await count();
		emulator.tryDoor();
		emulator.eventFaults.behindMs = 30_000;
		expect(await count()).toBe(before);
		now = new Date(now.getTime() + 32_000);
		expect(await count()).toBe(before + 1);
		emulator.eventFaults.empty = true;
		expect(await count()).toBe(0);
	});

	it('restore a backup: the last events are gone, and their numbers come again', () => {
		const { events } = emulator.building;
		const [kept, lost] = events.slice(-4);
		emulator.restoreBackup(3);
		expect(events.at(-1)).toBe(kept);
		expect(emulator.tryDoor().id).toBeLessThan(lost!.id + 10);
	});

	it('start the numbering of events anew', () => {
		emulator.resetEventIds();
		expect(emulator.tryDoor().id).toBeLessThan(10);
	});

	it('a changed key locks the old one out', async () => {
		const old = { ...emulator, credential: { ...emulator.credential } };
		emulator.credential.apiKey = 'another';
		expect((await call(old, 'GET /ping')).status).toBe(401);
		expect((await call(emulator, 'GET /ping')).status).toBe(200);
	});
});

describe('the journal', () => {
	it('holds what was asked and how it was answered', async () => {
		await call(emulator, 'POST /door', { doors: [{ name: '' }] });
		expect(emulator.journal).toMatchObject([
			{ method: 'POST', url: '/api/v1/door', body: { doors: [{ name: '' }] }, status: 400 },
		]);
	});
});

describe('the control port', () => {
	it('moves the emulator while it runs', async () => {
		const control = await startControl(emulator);
		const send = async (method: string, path: string, body?: unknown) => {
			const reply = await fetch(control.url + path, {
				method,
				...(body !== undefined && {
					body: JSON.stringify(body),
					headers: { 'content-type': 'application/json' },
				}),
			});
			return { status: reply.status, text: await reply.text() };
		};
		await send('PATCH', '/readings', { missing: 'error', errorStatus: 200 });
		expect(emulator.readings).toMatchObject({ missing: 'error', errorStatus: 200 });
		expect((await send('PATCH', '/readings', { missing: 'never' })).text).toContain(
			'is one of empty',
		);

		await send('PUT', '/faults', [{ kind: 'status500', times: 1 }]);
		expect((await call(emulator, 'GET /ping')).status).toBe(500);
		expect((await send('PUT', '/faults', [{ kind: 'flood' }])).status).toBe(500);
		await send('PUT', '/event-faults', { doubled: true });
		expect(emulator.eventFaults.doubled).toBe(true);

		const made = JSON.parse(
			(await send('POST', '/events', { outcome: 'denied', count: 2 })).text,
		) as Input[];
		expect(made).toMatchObject([{ code: 49 }, { code: 49 }]);
		const { id } = [...building.doors.values()][1]!;
		await send('PATCH', `/doors/${id}`, { battery: 3 });
		expect(building.doors.get(id)!.battery).toBe(3);
		await send('PUT', '/key', { apiKey: 'another' });
		expect(emulator.credential.apiKey).toBe('another');
		expect((await send('POST', '/reset-event-ids')).status).toBe(204);
		expect(building.events).toEqual([]);
		emulator.tryDoor();
		expect((await send('POST', '/restore-backup', { lost: 1 })).status).toBe(204);
		expect(building.events).toEqual([]);

		expect(JSON.parse((await send('GET', '/journal')).text)).toHaveLength(1);
		await send('DELETE', '/journal');
		expect(emulator.journal).toEqual([]);
		expect((await send('GET', '')).text).toContain('"missing":"error"');
		await control.stop();
	});
});

function delegate(change: Input = {}) {
	return call(emulator, 'POST /delegate', {
		delegates: [
			{
				from_user_id: first(building.users).id,
				to_user_id: first(building.users, 1).id,
				access_effective: '2026-03-04 08:00:00',
				access_expires: '2026-03-05 08:00:00',
				doors: [{ id: first(building.doors).id }],
				...change,
			},
		],
	});
}

/** A door that nobody but this user may open. */
async function newDoorOf(userId: number): Promise<number> {
	await call(emulator, 'POST /door', { doors: [{ name: 'Vault' }] });
	const door = [...building.doors.values()].find(({ name }) => name === 'Vault')!;
	const doors = [{ id: door.id, schedule_id: first(building.schedules).id }];
	await call(emulator, 'POST /accesslevel', { accesslevels: [{ name: 'Vault', doors }] });
	const level = [...building.accessLevels.values()].find(({ name }) => name === 'Vault')!;
	await putUser({ id: userId, accesslevels: [{ id: level.id }] }, { replace_privileges: 'false' });
	return door.id;
}
