import { isDeepStrictEqual } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readings, type Readings } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { call, records, send } from './call';
import { cardHolders, first } from './samples';

/** The forms an answer may take, one reading at a time. */

const now = () => new Date('2026-03-04T17:00:00Z');

let emulator: Emulator;
const start = async (options: { doors?: number; history?: number } = {}) =>
	(emulator = await startEmulator({ doors: 3, users: 18, history: 4, now, ...options }));
beforeEach(() => start());
afterEach(() => emulator.stop());

const given = (readings: Partial<Readings>) => Object.assign(emulator.readings, readings);
const answer = async (question: string, body?: unknown) => {
	const { status, body: answered } = await call(emulator, question, body);
	return [status, answered];
};

describe('an error', () => {
	const text = 'Invalid user_id found: 1';
	const forms = [
		['data', { data: { error: text } }],
		['list', { data: [{ error: text }] }],
		['bare', { error: text }],
		['result', { result: [text], errors: [{ error: [text] }] }],
	] as const;

	it.each(forms)('comes in the form %s, with either status', async (errorForm, body) => {
		for (const errorStatus of readings.errorStatus) {
			given({ errorForm, errorStatus });
			expect(await answer('GET /door?user_id=1')).toEqual([errorStatus, body]);
		}
	});

	it.each(forms)('comes in the form %s of a write, too', async (errorForm, { ...body }) => {
		given({ errorForm });
		const unreadable = (await call(emulator, 'POST /door', {})).body;
		expect(Object.keys(unreadable)).toEqual(Object.keys(body));
		expect(JSON.stringify(unreadable)).toContain('Could not parse input.');
	});

	it('comes in the form chosen from what refuses before any endpoint', async () => {
		given({ errorForm: 'bare' });
		const refusals = [
			['GET /nowhere', 404, 'The resource was not found.'],
			['GET /ping', 403, 'Your licence does not include this endpoint.'],
			['GET /ping', 401, 'Access denied. The apiuser and apikey headers are missing or wrong.'],
		] as const;
		emulator.faults = [{ kind: 'unlicensed', times: 1, on: '/ping' }];
		const { credential } = emulator;
		for (const [question, status, error] of refusals) {
			const apiKey = status === 401 ? 'another' : credential.apiKey;
			const asking = { ...emulator, credential: { ...credential, apiKey } };
			const reply = await call(asking, question);
			expect([reply.status, reply.body]).toEqual([status, { error }]);
		}
	});

	it('names the refused records whatever its form, unless `errorShape` leaves them out', async () => {
		given({ errorForm: 'bare' });
		const refused = await answer('POST /door', { doors: [{ name: '' }] });
		expect(refused).toEqual([
			400,
			{
				result: ['Validation errors found. Batch has failed. Details provided.'],
				errors: [{ error: ['Missing or blank name'], input_data: { name: '' } }],
			},
		]);
		given({ errorShape: 'data' });
		expect(await answer('POST /door', { doors: [{ name: '' }] })).toEqual([
			400,
			{ error: 'Validation errors found. Batch has failed. Details provided.' },
		]);
	});
});

describe('what went well', () => {
	it('may have a result beside it, where nothing was refused', async () => {
		given({ successNote: 'result' });
		expect(await answer('GET /ping')).toEqual([
			200,
			{ result: ['Success'], data: [{ message: 'pong' }] },
		]);
		const options = { validate_fails_batch: 'false' };
		const { body } = await call(emulator, 'POST /door', { doors: [{ name: 'A' }, {}], options });
		expect(Object.keys(body)).toEqual(['data', 'errors']);
	});

	it('may be one record without a list, where there is one', async () => {
		given({ oneRecord: 'object' });
		const door = first(emulator.building.doors);
		expect(await answer('GET /ping')).toEqual([200, { data: { message: 'pong' } }]);
		expect(await answer('POST /unlock', { doors: [{ id: door.id }] })).toMatchObject([
			200,
			{ data: { id: door.id, unlocked: true } },
		]);
		expect(await records(emulator, 'GET /door')).toHaveLength(3);
	});

	it('may be a summary in a list', async () => {
		given({ summary: 'list' });
		expect(await answer('POST /door', { doors: [{ name: 'Roof' }] })).toEqual([
			200,
			{ data: [{ submitted: 1, inserted: 1, updated: 0, errors: 0 }] },
		]);
	});

	const nones = [
		['list', 200, { data: [] }],
		['object', 200, { data: {} }],
		['null', 200, { data: null }],
		['absent', 200, {}],
		['notFound', 404, { data: { error: 'The resource was not found.' } }],
	] as const;

	it.each(nones)('may say by %s that there is none', async (noRecords, status, body) => {
		await emulator.stop();
		await start({ doors: 0, history: 0 });
		given({ noRecords });
		for (const question of ['GET /door', 'GET /events', 'GET /events?id=7', 'GET /user?id=1']) {
			expect(await answer(question)).toEqual([status, body]);
		}
	});

	it('is no 404 when it was the records of the call that were refused', async () => {
		given({ noRecords: 'notFound' });
		const options = { validate_fails_batch: 'false' };
		const reply = await call(emulator, 'POST /unlock', { doors: [{ id: 1 }], options });
		expect([reply.status, reply.body]).toMatchObject([200, { data: [], errors: [{}] }]);
	});

	it.each(['noId', 'null'] as const)('may have a bad record in a list: %s', async (badRecord) => {
		const usual = await records(emulator, 'GET /events');
		given({ badRecord });
		const shown: unknown[] = await records(emulator, 'GET /events');
		const bad = shown.filter((one) => !usual.some((other) => isDeepStrictEqual(one, other)));
		expect(bad).toEqual([badRecord === 'null' ? null : { ...usual[2], id: undefined }]);
		expect(shown.filter((one) => one !== bad[0])).toEqual(usual);
		// A question for one record has that one alone.
		const { id } = first(emulator.building.users);
		expect(await records(emulator, `GET /user?id=${id}`)).toMatchObject([{ id }]);
	});
});

describe('keys and values', () => {
	it('have capitals on top, or all of them', async () => {
		given({ keys: 'topCapital' });
		expect((await answer('GET /door'))[1]).toMatchObject({
			Data: [{ id: expect.any(Number) as number }, {}, {}],
		});
		given({ keys: 'allCapital' });
		expect((await answer('POST /door', { doors: [{}] }))[1]).toEqual({
			Result: [expect.any(String) as string],
			Errors: [{ Error: ['Missing or blank name'], Input_data: {} }],
		});
		expect((await answer('POST /door', { doors: [{ name: 'Roof' }] }))[1]).toMatchObject({
			Data: { Submitted: 1, Inserted: 1 },
		});
	});

	it('are in camelCase', async () => {
		given({ keys: 'camelCase' });
		expect((await answer('POST /door', { doors: [{}] }))[1]).toMatchObject({
			errors: [{ inputData: {} }],
		});
		expect((await records(emulator, 'GET /user'))[0]).toMatchObject({
			idNum: expect.any(String) as string,
			accessLevels: [{ unId: expect.any(Number) as number }],
		});
		expect((await records(emulator, 'GET /time'))[0]).toHaveProperty('timeZone');
	});

	it('have numbers as text', async () => {
		const door = first(emulator.building.doors);
		const usual = await records(emulator, 'GET /door');
		given({ numbers: 'text' });
		const shown = await records(emulator, 'GET /door');
		expect(shown).toEqual(usual.map((one) => ({ ...one, id: String(one.id) })));
		expect((await answer('POST /unlock', { doors: [{ id: door.id }] }))[1]).toMatchObject({
			data: [{ id: String(door.id), unlocked: true }],
		});
		expect((await answer('POST /door', { doors: [{ name: 'Roof' }] }))[1]).toEqual({
			data: { submitted: '1', inserted: '1', updated: '0', errors: '0' },
		});
	});

	it.each([
		['number', 1, 0],
		['text', 'true', 'false'],
	] as const)('have booleans as %s', async (booleans, yes, no) => {
		given({ booleans });
		const doors = [...emulator.building.doors.values()];
		expect((await records(emulator, 'GET /door')).map(({ enabled }) => enabled)).toEqual([
			yes,
			yes,
			yes,
		]);
		const { body } = await call(emulator, 'POST /unlock', {
			doors: doors.map(({ id }) => ({ id })),
		});
		expect((body.data as object[]).map((one) => 'unlocked' in one && one.unlocked)).toEqual(
			doors.map(({ wired }) => (wired ? yes : no)),
		);
	});

	it('of what was sent come back as they came', async () => {
		given({ keys: 'topCapital', numbers: 'text', booleans: 'number', dateForm: 'seconds' });
		const input = { id: 1, enabled: true, access_expires: '2026-07-01 09:00:00' };
		expect((await answer('PUT /user', { users: [input] }))[1]).toMatchObject({
			Errors: [{ input_data: input }],
		});
	});
});

describe('dates', () => {
	// Noon in New York in winter; of what is local, nine in the morning in summer.
	const forms = [
		['local', '2026-03-04 12:00:00', '2026-07-01 09:00:00', '2026-03-04 17:00:00'],
		[
			'offset',
			'2026-03-04T12:00:00.000-05:00',
			'2026-07-01T09:00:00.000-04:00',
			'2026-03-04T17:00:00.000Z',
		],
		['us', '3/4/2026 12:00:00 PM', '7/1/2026 9:00:00 AM', '3/4/2026 5:00:00 PM'],
		['slashDate', '/Date(1772643600000)/', '/Date(1782910800000)/', '/Date(1772643600000)/'],
		['seconds', 1772643600, 1782910800, 1772643600],
		['milliseconds', 1772643600000, 1782910800000, 1772643600000],
		[
			'unreadable',
			'4. März 2026 um 12 Uhr 0',
			'1. Juli 2026 um 9 Uhr 0',
			'4. März 2026 um 17 Uhr 0',
		],
	] as const;

	it.each(forms)('come in the form %s, empty ones empty', async (dateForm, event, expires, utc) => {
		Object.assign(first(emulator.building.users), { access_expires: '2026-07-01 09:00:00' });
		emulator.tryDoor();
		for (const dates of readings.dates) {
			given({ dateForm, dates });
			expect((await records(emulator, 'GET /events'))[0]).toMatchObject({ hw_time: event });
			expect((await records(emulator, 'GET /user'))[0]).toMatchObject({
				access_effective: '',
				access_expires: expires,
			});
			expect(await records(emulator, 'GET /time')).toMatchObject([
				{ datetime_utc: utc, datetime_local: event },
			]);
		}
	});

	it('of a zone that is said to be UTC, and of none', async () => {
		given({ zone: 'utcName' });
		const [time] = await records(emulator, 'GET /time');
		expect(time).toMatchObject({ timezone: 'UTC', offset: 0 });
		given({ zone: 'refused' });
		expect((await send(emulator, 'GET /time')).status).toBe(404);
	});

	it.each([
		['windows', -5],
		['windowsAlone', undefined],
	] as const)('of a zone that is no IANA name: %s', async (zone, offset) => {
		given({ zone });
		const [time] = await records(emulator, 'GET /time');
		expect(time).toMatchObject({ timezone: 'Eastern Standard Time' });
		expect(time!.offset).toBe(offset);
		expect(await records(emulator, 'GET /site')).toMatchObject([
			{ timezone: 'Eastern Standard Time' },
		]);
	});
});

describe('the bytes', () => {
	const gzip = { 'accept-encoding': 'gzip, deflate' };

	it('are compressed for who takes them so', async () => {
		given({ compression: 'gzip' });
		const { headers, bytes } = await send(emulator, 'GET /ping', undefined, gzip);
		expect(headers['content-encoding']).toBe('gzip');
		expect(gunzipSync(bytes).toString()).toBe('{"data":[{"message":"pong"}]}');
		expect((await send(emulator, 'GET /ping')).bytes.toString()).toContain('pong');
	});

	it('begin with a byte order mark', async () => {
		given({ byteOrderMark: 'present' });
		const { bytes } = await send(emulator, 'GET /ping');
		expect([...bytes.subarray(0, 4)]).toEqual([0xef, 0xbb, 0xbf, '{'.charCodeAt(0)]);
	});

	it('are said to be a web page', async () => {
		given({ contentType: 'html' });
		const { headers } = await send(emulator, 'GET /door?user_id=1');
		expect(headers['content-type']).toBe('text/html; charset=utf-8');
	});
});

describe('a filter', () => {
	const samples = () => {
		const { users, accessLevels, credentials } = emulator.building;
		const { id, id_num } = first(users);
		const fob = [...credentials.values()].find((one) => one.fob)!;
		return [
			['low_battery', 'GET /doorstate', '1'],
			['id_num', 'GET /user', id_num],
			['id_num', 'GET /door', id_num],
			['user_id', 'GET /door', String(id)],
			['user_id', 'GET /credential', String(id)],
			['name', 'GET /accesslevel', first(accessLevels).name],
			['name', 'GET /fob', fob.name],
		] as const;
	};

	it('that is ignored gives the full list, and no other does', async () => {
		const usual = async (question: string) => (await call(emulator, question)).body;
		// Nobody opens any door, so that a user's doors are not all of them.
		for (const user of emulator.building.users.values()) user.accessLevelIds = [];
		for (const ignoredFilter of readings.ignoredFilter) {
			for (const [filter, path, value] of samples()) {
				given({ ignoredFilter });
				const all = await usual(path);
				const filtered = await usual(`${path}?${filter}=${encodeURIComponent(value)}`);
				expect([filter, ignoredFilter, isDeepStrictEqual(filtered, all)]).toEqual([
					filter,
					ignoredFilter,
					filter === ignoredFilter,
				]);
			}
		}
	});

	it('may be a word by which users are asked for', async () => {
		const all = await records(emulator, 'GET /user');
		for (const ignoredFilter of readings.ignoredFilter) {
			given({ ignoredFilter });
			for (const flag of ['installers', 'privileged', 'missingcreds']) {
				const some = await records(emulator, `GET /user?${flag}`);
				expect([flag, isDeepStrictEqual(some, all)]).toEqual([flag, ignoredFilter === 'userFlags']);
			}
		}
	});

	it('is still what a write is for', async () => {
		given({ ignoredFilter: 'user_id', pending: 'released' });
		const user = first(emulator.building.users);
		expect(await answer(`POST /anonymize?user_id=${user.id}`)).toMatchObject([200, {}]);
		expect(user.first_name).toBe('Anonymized');
	});

	it('by ID number may give a user as lists do', async () => {
		given({ userCredentials: 'byId' });
		const { id, id_num } = first(emulator.building.users);
		const [brief] = await records(emulator, `GET /user?id_num=${id_num}`);
		expect(brief).toEqual((await records(emulator, 'GET /user'))[0]);
		expect(brief).not.toHaveProperty('credentials');
		expect((await records(emulator, `GET /user?id=${id}`))[0]).toHaveProperty('credentials');
	});
});

describe('events', () => {
	it.each([
		['spaces', (name: string) => ` ${name}  `],
		['capitals', (name: string) => name.toUpperCase()],
	] as const)('may name doors and locations with %s', async (eventNames, form) => {
		given({ eventNames });
		const [shown] = await records(emulator, 'GET /events');
		const { device, location } = emulator.building.events.at(-1)!;
		expect(shown).toMatchObject({ device: form(device), location: location && form(location) });
		expect((await records(emulator, 'GET /door')).map(({ name }) => name)).toContain(device);
	});
});

describe('options', () => {
	it.each([
		['any', true, true],
		['text', true, false],
		['boolean', false, true],
	] as const)('count as %s', async (options, asText, asBoolean) => {
		given({ options });
		const { accessLevels } = emulator.building;
		const user = cardHolders(emulator.building)[0]!;
		const [before] = user.accessLevelIds;
		const other = [...accessLevels.keys()].find((id) => id !== before)!;
		for (const [no, isUnderstood] of [
			['false', asText],
			[false, asBoolean],
		] as const) {
			user.accessLevelIds = [before!];
			const users = [{ id: user.id, accesslevels: [{ id: other }] }];
			await call(emulator, 'PUT /user', { users, options: { replace_privileges: no } });
			expect(user.accessLevelIds).toEqual(isUnderstood ? [before, other] : [other]);

			const doors = [{ name: `Gate ${typeof no}` }, {}];
			const { status } = await call(emulator, 'POST /door', {
				doors,
				options: { validate_fails_batch: no },
			});
			expect(status).toBe(isUnderstood ? 200 : 400);
		}
	});

	it.each([
		['either', true, true],
		['list', true, false],
		['object', false, true],
	] as const)('take all access levels away for %s', async (clearLevels, byList, byObject) => {
		given({ clearLevels });
		const user = cardHolders(emulator.building)[0]!;
		const before = user.accessLevelIds;
		for (const [accesslevels, clears] of [
			[[], byList],
			[{}, byObject],
		] as const) {
			user.accessLevelIds = before;
			const users = [{ id: user.id, accesslevels }];
			const { body } = await call(emulator, 'PUT /user', { users });
			expect(body.data).toMatchObject({ updated: 1 });
			expect(user.accessLevelIds).toEqual(clears ? [] : before);
		}
	});
});
