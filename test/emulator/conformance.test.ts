import type { Building } from '../../emulator/building/building';
import { contract, nameOf } from '../../emulator/contract';
import { startEmulator, type Emulator } from '../../emulator/server';
import { shapes, type ShapeName } from '../../emulator/shapes';
import { call } from './call';
import { cardOf, first, fobOf } from './samples';

/** A page of the reference: its request sample, typing errors corrected, and the shape it documents. */
interface Page {
	/** What the filter is given. */
	value?: (building: Building) => string | number;
	body?: (building: Building) => unknown;
	/** A list of these records, with what may be absent and what comes on top. */
	records?: { of: ShapeName; optional?: string[]; plus?: string[]; without?: string[] };
	/** Or exactly this in `data`. */
	data?: unknown;
}

const count = (counts: object) => ({ ...counts, errors: 0 });
const options = { validate_fails_batch: 'false' };

const accessLevels: Page['records'] = { of: 'accesslevel', optional: ['doors'] };
// Every example shows hw_time where the definition says event_time.
const events: Page['records'] = {
	of: 'event',
	optional: ['subcode', 'subcode_text'],
	plus: ['hw_time'],
	without: ['event_time'],
};
const oneUser: Page['records'] = { of: 'user', plus: ['pin', 'credentials'] };
const newUser = {
	id: -1,
	id_num: 'ABC123',
	last_name: 'Peters',
	first_name: 'Toby',
	card_num: '8769',
	credential_key: '',
	email: 'toby.peters@web.example',
	pin: '1234',
	phone: '33344455555',
	access_effective: '',
	access_expires: '',
	enabled: 'true',
};

const pages: Record<string, Page> = {
	'GET /accesslevel': { records: accessLevels },
	'GET /accesslevel?name=': { value: (b) => first(b.accessLevels).name, records: accessLevels },
	'POST /accesslevel': {
		body: (b) => ({
			accesslevels: [
				{
					name: 'Access Level 1',
					doors: [{ id: first(b.doors).id, schedule_id: first(b.schedules).id }],
				},
				{
					name: 'Access Level 2',
					doors: [{ id: first(b.doors, 1).id, schedule_id: first(b.schedules, 1).id }],
				},
			],
		}),
		data: count({ submitted: 2, inserted: 2, updated: 0 }),
	},
	'DELETE /accesslevel': {
		body: (b) => ({
			accesslevels: [{ id: first(b.accessLevels).id }, { id: first(b.accessLevels, 1).id }],
			options,
		}),
		data: count({ submitted: 2, deleted: 2 }),
	},
	'GET /credential': { records: { of: 'credential' } },
	'GET /credential?user_id=': { value: (b) => first(b.users).id, records: { of: 'credential' } },
	'GET /credential?card_num=': { value: (b) => cardOf(b).card_num, records: { of: 'credential' } },
	'GET /credential?id=': { value: (b) => cardOf(b).id, records: { of: 'credential' } },
	'PUT /credential': {
		body: (b) => ({
			credentials: [
				{ id: cardOf(b).id, access_effective: '', access_expires: '2027-01-01 00:00:00' },
			],
			options,
		}),
		data: count({ submitted: 1, inserted: 0, updated: 1 }),
	},
	'DELETE /credential': {
		body: (b) => ({ credentials: [{ id: cardOf(b).id }], options }),
		data: count({ submitted: 1, deleted: 1 }),
	},
	'GET /credentialsummary': {
		data: [
			{
				credentials: expect.any(Number) as number,
				claimed: expect.any(Number) as number,
				unclaimed: expect.any(Number) as number,
			},
		],
	},
	'GET /delegate': { data: [] },
	'POST /delegate': {
		body: (b) => ({
			delegates: [
				{
					from_user_id: String(first(b.users).id),
					to_user_id: String(first(b.users, 1).id),
					access_effective: '2026-03-04 22:20:00',
					access_expires: '2026-03-04 22:53:00',
					doors: [{ id: first(b.doors).id }],
				},
			],
		}),
		data: count({ submitted: 1, processed: 1 }),
	},
	'POST /delegate?purge': { data: count({ submitted: 0, deleted: 0 }) },
	'GET /door': { records: { of: 'door' } },
	'GET /door?user_id=': { value: (b) => first(b.users).id, records: { of: 'door' } },
	'GET /door?id_num=': { value: (b) => first(b.users).id_num, records: { of: 'door' } },
	'POST /door': {
		body: (b) => ({
			doors: [{ name: 'Door 1', location_id: first(b.locations).id }, { name: 'Door 2' }],
			options,
		}),
		data: count({ submitted: 2, inserted: 2, updated: 0 }),
	},
	'DELETE /door': {
		body: (b) => ({
			doors: [{ id: first(b.doors).id }, { id: first(b.doors, 1).id }],
			options: { validate_fails_batch: 'true' },
		}),
		data: count({ submitted: 2, deleted: 2 }),
	},
	'GET /doorstate': { records: { of: 'doorstate' } },
	'GET /doorstate?low_battery=': { value: () => 90, records: { of: 'doorstate' } },
	'POST /doorstate?lowbattery=': {
		value: () => 20,
		data: count({ submitted: 1, inserted: 0, updated: 1 }),
	},
	'GET /events': { records: events },
	'GET /events?id=': { value: (b) => b.events.at(-9)!.id, records: events },
	'GET /fob': { records: { of: 'fob' } },
	'GET /fob?id=': { value: (b) => fobOf(b).id, records: { of: 'fob' } },
	'GET /fob?id_num=': { value: (b) => fobOf(b).fob!.id_num, records: { of: 'fob' } },
	'GET /fob?name=': { value: (b) => fobOf(b).name, records: { of: 'fob' } },
	'GET /fob?card_num=': { value: (b) => fobOf(b).card_num, records: { of: 'fob' } },
	'POST /fob': {
		body: () => ({
			fobs: [
				{
					name: 'Fob A',
					id_num: 'ABC123',
					card_num: 5599,
					access_effective: '2026-05-05 05:00:00',
					access_expires: '2026-05-25 08:00:00',
				},
			],
		}),
		data: count({ submitted: 1, inserted: 1, updated: 0 }),
	},
	'PUT /fob': {
		body: (b) => ({
			fobs: [
				{
					id: String(fobOf(b).id),
					user_id: String(first(b.users, 3).id),
					access_effective: '2026-06-10 05:00:00',
					access_expires: '2026-06-10 08:00:00',
				},
			],
		}),
		data: count({ submitted: 1, inserted: 0, updated: 1 }),
	},
	'DELETE /fob': {
		body: (b) => ({ fobs: [{ id: fobOf(b).id }], options }),
		data: count({ submitted: 1, deleted: 1 }),
	},
	'GET /location': { records: { of: 'location' } },
	'POST /location': {
		body: (b) => ({
			locations: [
				{ name: 'Main Campus', locationtype: first(b.locationTypes).id },
				{ name: 'Back Warehouse', locationtype: first(b.locationTypes, 1).id },
			],
			options,
		}),
		data: count({ submitted: 2, inserted: 2, updated: 0 }),
	},
	'GET /locationtype': { records: { of: 'locationtype' } },
	'GET /schedule': { records: { of: 'schedule' } },
	'POST /unlock': {
		body: (b) => ({ doors: [{ id: first(b.doors).id }], options }),
		data: [
			{
				id: expect.any(Number) as number,
				name: 'Entrance 1',
				unlocked: true,
				status: 'unlocked',
				errors: [],
			},
		],
	},
	'GET /user': { records: { of: 'user' } },
	'GET /user?missingcreds': { records: { of: 'user' } },
	'GET /user?privileged': { records: { of: 'user' } },
	'GET /user?installers': { records: { of: 'user' } },
	'GET /user?id=': { value: (b) => first(b.users).id, records: oneUser },
	'GET /user?id_num=': { value: (b) => first(b.users).id_num, records: oneUser },
	'POST /user': {
		body: (b) => ({
			users: [{ ...newUser, accesslevels: [{ id: first(b.accessLevels).id }] }],
			options: { update_existing: 'true', ...options, replace_privileges: 'true' },
		}),
		data: count({ submitted: 1, inserted: 1, updated: 0 }),
	},
	'PUT /user': {
		body: (b) => ({
			users: [
				{
					id: String(first(b.users).id),
					enabled: true,
					access_effective: '',
					access_expires: '2026-09-20 08:00:00',
					card_num: '123456',
					accesslevels: [{ id: first(b.accessLevels).id }],
				},
			],
			options: { validate_fails_batch: 'true', replace_privileges: 'true' },
		}),
		data: count({ submitted: 1, inserted: 0, updated: 1 }),
	},
	'DELETE /user': {
		body: (b) => ({ users: [{ id: first(b.users).id }, { id: first(b.users, 1).id }], options }),
		data: count({ submitted: 2, deleted: 2 }),
	},
	'GET /about': {
		data: {
			version: '1.1.0',
			release_date: expect.any(String) as string,
			release_notes: expect.any(String) as string,
			release_details: expect.any(String) as string,
		},
	},
	'POST /anonymize?user_id=': {
		value: (b) => first(b.users).id,
		data: count({ submitted: 1, processed: 1 }),
	},
	'GET /maintenance': { records: { of: 'maintenance' } },
	'GET /object?listtypes': { data: Object.keys(shapes).map((object) => ({ object })) },
	'GET /object?type=': { value: () => 'location', data: shapes.location },
	'GET /ping': { data: [{ message: 'pong' }] },
	'GET /settings': { data: [{ batch_size: 100, event_cache: 5000 }] },
	'GET /site': { data: [{ name: 'Lockt Example Site', timezone: 'America/New_York' }] },
	'GET /time': {
		data: [
			{
				datetime_utc: '2026-03-04T17:00:00.000Z',
				timezone: 'America/New_York',
				datetime_local: '2026-03-04 12:00:00',
				offset: -5,
			},
		],
	},
};

describe('the contract', () => {
	const rows = (table: string) => contract.filter((row) => row.table === table).length;

	it("has every row of the vendor's tables, and the two of the change log", () => {
		expect([rows('functional'), rows('system'), rows('change log')]).toEqual([44, 9, 2]);
		const names = contract.map(nameOf);
		expect(new Set(names).size).toBe(names.length);
	});

	it('has a page here for each of them', () => {
		expect(Object.keys(pages).sort()).toEqual(contract.map(nameOf).sort());
	});
});

describe('each page of the reference', () => {
	let emulator: Emulator;
	beforeEach(async () => {
		emulator = await startEmulator({
			now: () => new Date('2026-03-04T17:00:00Z'),
			readings: { pending: 'released' },
		});
	});
	afterEach(() => emulator.stop());

	it.each(Object.entries(pages))('%s', async (name, { value, body, records, data }) => {
		const { building } = emulator;
		const question = name + (value ? encodeURIComponent(value(building)) : '');
		const reply = await call(emulator, question, body?.(building));
		expect(reply.status).toBe(200);
		if (data !== undefined) expect(reply.body).toEqual({ data });
		if (!records) return;

		const { of, optional = [], plus = [], without = [] } = records;
		const known = [...shapes[of].map(({ property }) => property), ...plus];
		const list = reply.body.data as object[];
		expect(list.length).toBeGreaterThan(0);
		for (const record of list) {
			const keys = Object.keys(record);
			expect(known).toEqual(expect.arrayContaining(keys));
			const needed = known.filter((key) => !optional.includes(key) && !without.includes(key));
			expect(keys).toEqual(expect.arrayContaining(needed));
		}
	});

	it('a filter of one record gives that one alone', async () => {
		for (const [name, { value, records }] of Object.entries(pages)) {
			if (!/^GET .*\?(id|name|card_num|id_num)=$/.test(name) || !records || !value) continue;
			if (/events|door/.test(name)) continue;
			const question = name + encodeURIComponent(value(emulator.building));
			expect([name, (await call(emulator, question)).body.data]).toEqual([
				name,
				[expect.anything()],
			]);
		}
	});

	it.each(Object.keys(pages).filter((name) => name.startsWith('GET') && name.endsWith('=')))(
		'%s with a blank filter gives the full list, where there is one',
		async (name) => {
			const [path = ''] = name.split('?');
			const full = await call(emulator, path);
			const blank = await call(emulator, name);
			expect(blank.body).toEqual(full.body);
		},
	);

	it.each(Object.keys(pages))('%s is refused without each of the three headers', async (name) => {
		const { credential } = emulator;
		const [method, path] = name.split(' ') as [string, string];
		const all = {
			apiuser: credential.apiUser,
			apikey: credential.apiKey,
			'content-type': 'application/json',
		};
		for (const missing of Object.keys(all)) {
			const headers = Object.fromEntries(Object.entries(all).filter(([key]) => key !== missing));
			const { status } = await fetch(credential.baseUrl + path, { method, headers });
			expect(status).toBe(missing === 'content-type' ? 400 : 401);
		}
	});
});
