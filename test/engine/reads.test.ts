import Fastify from 'fastify';
import { DateTime } from 'luxon';
import type { IDataObject, INode } from 'n8n-workflow';
import type { Building } from '../../emulator/building/building';
import { contract, nameOf } from '../../emulator/contract';
import { combinations, readings } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { records } from '../emulator/call';
import { Engine, loadPackage, lockt } from './engine';
import { fobOf, first, cardOf } from '../emulator/samples';

const by = (mode: string, value: unknown) => ({ __rl: true, mode, value });
const filters = (chosen: object) => ({ filters: chosen });

/** For each GET of the contract an operation that asks it. */
const operations: Record<string, [string, (building: Building) => object]> = {
	'GET /accesslevel': ['accessLevel getMany', () => ({})],
	'GET /accesslevel?name=': [
		'accessLevel get',
		(b) => ({ accessLevel: by('name', first(b.accessLevels).name) }),
	],
	'GET /credential': ['credential getMany', () => ({})],
	'GET /credential?user_id=': [
		'credential getMany',
		(b) => filters({ user: by('id', first(b.users).id) }),
	],
	'GET /credential?card_num=': [
		'credential get',
		(b) => ({ credential: by('cardNum', cardOf(b).card_num) }),
	],
	'GET /credential?id=': ['credential get', (b) => ({ credential: by('list', cardOf(b).id) })],
	'GET /credentialsummary': ['credential getSummary', () => ({})],
	'GET /delegate': ['delegate getMany', () => ({})],
	'GET /door': ['door getMany', () => ({})],
	'GET /door?user_id=': ['door getMany', (b) => filters({ user: by('list', first(b.users).id) })],
	'GET /door?id_num=': [
		'door getMany',
		(b) => filters({ user: by('idNum', first(b.users).id_num) }),
	],
	'GET /doorstate': ['doorBattery getMany', () => ({})],
	'GET /doorstate?low_battery=': ['doorBattery getLow', () => ({ atOrBelow: 30 })],
	'GET /events': ['event getMany', () => ({})],
	'GET /events?id=': ['event getMany', (b) => filters({ afterId: b.events.at(-5)!.id })],
	'GET /fob': ['fob getMany', () => ({})],
	'GET /fob?id=': ['fob get', (b) => ({ fob: by('id', fobOf(b).id) })],
	'GET /fob?id_num=': ['fob get', (b) => ({ fob: by('idNum', fobOf(b).fob!.id_num) })],
	'GET /fob?name=': ['fob get', (b) => ({ fob: by('name', fobOf(b).name) })],
	'GET /fob?card_num=': ['fob get', (b) => ({ fob: by('cardNum', fobOf(b).card_num) })],
	'GET /location': ['location getMany', () => ({})],
	'GET /locationtype': ['locationType getMany', () => ({})],
	'GET /schedule': ['schedule getMany', () => ({})],
	'GET /user': ['user getMany', () => ({})],
	'GET /user?missingcreds': ['user getMany', () => ({ which: 'missingcreds' })],
	'GET /user?privileged': ['user getMany', () => ({ which: 'privileged' })],
	'GET /user?installers': ['user getMany', () => ({ which: 'installers' })],
	'GET /user?id=': ['user get', (b) => ({ user: by('id', first(b.users).id) })],
	'GET /user?id_num=': ['user get', (b) => ({ user: by('idNum', first(b.users).id_num) })],
	'GET /about': ['system getAbout', () => ({})],
	'GET /maintenance': ['system getMaintenance', () => ({})],
	'GET /object?listtypes': ['system listObjectTypes', () => ({})],
	'GET /object?type=': ['system describeObject', () => ({ objectType: 'user' })],
	'GET /ping': ['system ping', () => ({})],
	'GET /settings': ['system getSettings', () => ({})],
	'GET /site': ['system getSite', () => ({})],
	'GET /time': ['system getTime', () => ({})],
};

let emulator: Emulator;
let engine: Engine;
let building: Building;
beforeEach(async () => {
	emulator = await startEmulator({ readings: { pending: 'released' } });
	building = emulator.building;
	engine = new Engine(await loadPackage(), { ...emulator.credential });
});
afterEach(() => emulator.stop());

function run(
	name: string,
	parameters: object = {},
	more: Partial<INode> = {},
	items?: IDataObject[],
) {
	const [resource, operation] = name.split(' ');
	const node = { resource, operation, returnAll: true, ...parameters } as INode['parameters'];
	return engine.run(lockt(node, more), items);
}
const json = async (name: string, parameters?: object) =>
	(await run(name, parameters)).map((item) => item.json);

const fetchUsers = () => records(emulator, 'GET /user');
const asked = () => emulator.journal.map(({ method, url }) => `${method} ${url}`);

describe('the contract', () => {
	const gets = contract.filter(({ method }) => method === 'GET').map(nameOf);

	it('has an operation for every GET', () => {
		expect(Object.keys(operations).sort()).toEqual(gets.sort());
	});

	it.each(gets)('%s is asked to the letter', async (name) => {
		const [operation, parameters] = operations[name]!;
		const given = parameters(building);
		expect(
			(await run(operation, { options: { rawDates: true }, ...given })).length,
		).toBeGreaterThanOrEqual(name === 'GET /delegate' ? 0 : 1);
		const value = name.endsWith('=') ? valueIn(given) : '';
		const [{ method, url, headers } = { method: '', url: '', headers: {} }] = emulator.journal;
		expect(`${method} ${url}`).toBe(name.replace(' ', ' /api/v1') + encodeURIComponent(value));
		expect(headers).toMatchObject({
			apiuser: emulator.credential.apiUser,
			apikey: emulator.credential.apiKey,
			'content-type': 'application/json',
		});
		expect(emulator.journal).toHaveLength(1);
	});

	/** The value somewhere in the parameters: of a locator or plain. */
	function valueIn(given: object): string {
		const [value] = Object.values(given) as [unknown];
		if (typeof value !== 'object' || value === null) return String(value);
		return '__rl' in value ? String((value as { value?: unknown }).value) : valueIn(value);
	}
});

describe('a record that is named', () => {
	const named: Array<[string, string, string, string]> = [
		['user get', 'user', 'idNum', "No user with ID Number 'nobody'"],
		['fob get', 'fob', 'name', "No fob with Name 'nobody'"],
		['fob get', 'fob', 'cardNum', "No fob with Card Number 'nobody'"],
		['credential get', 'credential', 'cardNum', "No credential with Card Number 'nobody'"],
		['accessLevel get', 'accessLevel', 'name', "No access level with Name 'nobody'"],
	];
	const everyWay = combinations('missing', 'errorStatus').flatMap((readings) =>
		named.map((row) => [readings, ...row] as const),
	);
	it.each(everyWay)(
		'%j: %s by %s %s that is not there',
		async (readings, operation, field, mode, message) => {
			Object.assign(emulator.readings, readings);
			await expect(run(operation, { [field]: by(mode, 'nobody') })).rejects.toMatchObject({
				message,
			});
		},
	);

	it.each(named)(
		'%s: a blank %s sends nothing and names the field',
		async (operation, field, mode) => {
			for (const blank of ['={{ "" }}', '={{ "  " }}', '={{ null }}']) {
				await expect(run(operation, { [field]: by(mode, blank) })).rejects.toMatchObject({
					message: expect.stringMatching(
						/^'(User|Fob|Credential|Access Level)' is blank$/,
					) as string,
					context: { itemIndex: 0 },
				});
			}
			expect(asked()).toEqual([]);
		},
	);

	it('an ID that is no number sends nothing', async () => {
		await expect(run('user get', { user: by('id', 'Rhea') })).rejects.toMatchObject({
			message: "'User' must be a whole number when it is given by ID",
		});
		expect(asked()).toEqual([]);
	});

	it('an access level by ID is looked up in the list', async () => {
		const level = first(building.accessLevels, 2);
		expect(await json('accessLevel get', { accessLevel: by('id', level.id) })).toMatchObject([
			{ id: level.id, name: level.name },
		]);
		await expect(run('accessLevel get', { accessLevel: by('id', 999999) })).rejects.toMatchObject({
			message: "No access level with ID '999999'",
		});
	});

	it('is never somebody else, when Lockt does not heed the filter', async () => {
		const everybody = await fetchUsers();
		const heedless = Fastify();
		heedless.get('/user', () => ({ data: everybody }));
		engine.credential.baseUrl = await heedless.listen({ host: '127.0.0.1', port: 0 });
		const nobody = run('user get', { user: by('idNum', 'nobody') });
		await expect(nobody).rejects.toMatchObject({ message: "No user with ID Number 'nobody'" });
		const { id } = first(building.users, 3);
		const raw = { user: by('id', id), options: { rawDates: true } };
		expect(await json('user get', raw)).toMatchObject([{ id }]);
		await heedless.close();
	});

	it.each(['notFound', 'error'] as const)(
		'a user whose doors are asked for, when Lockt says %s',
		async (missing) => {
			emulator.readings.missing = missing;
			await expect(
				run('door getMany', filters({ user: by('idNum', 'nobody') })),
			).rejects.toMatchObject({ message: "No user with ID Number 'nobody'" });
		},
	);

	it('a trouble of Lockt is not taken for a missing record', async () => {
		emulator.faults = [{ kind: 'status503' }];
		await expect(run('user get', { user: by('idNum', 'E-10001') })).rejects.toMatchObject({
			message: 'Lockt has a problem of its own at the moment (status 503)',
		});
	});
});

describe('whatever the reference leaves open', () => {
	const variations = Object.entries(readings).flatMap(([name, choices]) =>
		choices.slice(1).map((choice) => [name, choice] as const),
	);

	it.each(variations)('%s: %s makes no difference to what comes out', async (name, choice) => {
		first(building.users).access_expires = '2099-07-01 09:00:00';
		// What is not released cannot be asked; its own test says what is said then.
		const all = Object.entries(operations).filter(([asks]) => asks !== 'GET /fob?id_num=');
		const outputs = async () => {
			const found: Record<string, unknown> = {};
			for (const [asks, [operation, parameters]] of all) {
				if (asks !== 'GET /time') found[asks] = await run(operation, parameters(building));
			}
			return found;
		};
		const before = await outputs();
		Object.assign(emulator.readings, { [name]: choice });
		expect(await outputs()).toEqual(before);
	});
});

describe('dates', () => {
	beforeEach(() => {
		const user = first(building.users);
		user.access_expires = '2026-07-01 09:00:00';
		cardOf(building).access_expires = '2026-07-01 09:00:00';
	});
	const user = () => ({ user: by('id', first(building.users).id) });
	const iso = '2026-07-01T09:00:00.000-04:00';

	it.each(combinations('dates'))('are ISO 8601 in the time of the site: %j', async (readings) => {
		Object.assign(emulator.readings, readings);
		expect(await json('user get', user())).toMatchObject([{ access_expires: iso }]);
		expect(
			await json('credential get', { credential: by('id', cardOf(building).id) }),
		).toMatchObject([{ access_expires: iso }]);
	});

	it('cost one question for the time zone, and none where there is no date', async () => {
		await run('user get', user(), {}, [{}, {}, {}]);
		expect(asked().filter((one) => one.endsWith('/time'))).toHaveLength(1);
		emulator.journal.length = 0;
		await run('user get', { user: by('id', first(building.users, 1).id) });
		await run('door getMany');
		expect(asked().filter((one) => one.endsWith('/time'))).toEqual([]);
	});

	it.each(['Atlantis/Poseidonis', ''])(
		'are not guessed when Lockt says that the time zone is "%s"',
		async (timezone) => {
			Object.assign(building, { timezone });
			emulator.readings.dates = 'local';
			await expect(run('user get', user())).rejects.toMatchObject({
				message: "Lockt did not say the site's time zone, so that its dates cannot be told",
			});
			const goOn = await run('user get', user(), { onError: 'continueRegularOutput' });
			expect(goOn).toMatchObject([
				{ json: { error: expect.stringContaining('time zone') as string } },
			]);
			expect(await json('user get', { ...user(), options: { rawDates: true } })).toHaveLength(1);
		},
	);

	it('stay as Lockt sent them with Raw Dates', async () => {
		const [raw] = await json('user get', { ...user(), options: { rawDates: true } });
		expect(raw!.access_expires).toBe('2026-07-01T13:00:00.000Z');
	});
});

describe('users', () => {
	const user = () => ({ user: by('id', first(building.users).id) });

	it('show no PIN unless it was asked for', async () => {
		const { pin } = first(building.users);
		for (const simplify of [true, false]) {
			const [without] = await json('user get', { ...user(), simplify });
			expect(without).not.toHaveProperty('pin');
			const [with_] = await json('user get', {
				...user(),
				simplify,
				options: { includePin: true },
			});
			expect(with_).toMatchObject({ pin });
		}
		const call = {
			path: '/user',
			query: { parameters: [{ name: 'id', value: String(first(building.users).id) }] },
		};
		expect((await json('system apiCall', call))[0]).not.toHaveProperty('pin');
	});

	it('are simplified to ten properties, or all there is', async () => {
		const [short] = await json('user get', user());
		expect(Object.keys(short!)).toHaveLength(10);
		expect(short!.accesslevels).toEqual([first(building.accessLevels).name]);
		const [whole] = await json('user get', { ...user(), simplify: false });
		expect(whole).toMatchObject({
			accesslevels: [
				{ id: first(building.accessLevels).id, unid: first(building.accessLevels).id },
			],
			credentials: expect.any(Array) as unknown,
			custom1: '',
		});
	});

	it.each(combinations('userNames'))('always have first and last name: %j', async (readings) => {
		Object.assign(emulator.readings, readings);
		const { first_name, last_name } = first(building.users);
		expect((await json('user getMany'))[0]).toMatchObject({ first_name, last_name });
	});

	it.each(combinations('flags'))('are listed by which they are: %j', async (readings) => {
		Object.assign(emulator.readings, readings);
		const all = await json('user getMany');
		const missing = await json('user getMany', { which: 'missingcreds' });
		expect(missing.length).toBeGreaterThan(0);
		expect(missing.length).toBeLessThan(all.length);
	});

	it('are searched by name, e-mail and ID number, by enabled, and by when access ends', async () => {
		const wanted = first(building.users, 4);
		wanted.access_expires = new Date(Date.now() + 5 * 86_400_000)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' ');
		const ids = async (chosen: object) =>
			(await json('user getMany', filters(chosen))).map(({ id }) => id);
		expect(await ids({ search: wanted.email.toUpperCase() })).toEqual([wanted.id]);
		expect(await ids({ search: `${wanted.last_name} ${wanted.id_num}` })).toEqual([wanted.id]);
		expect(await ids({ expiringWithin: 10 })).toEqual([wanted.id]);
		expect(await ids({ expiringWithin: 2 })).toEqual([]);
		// 5 days are 5 days in the site's own time, however Lockt writes it.
		const local = DateTime.now().setZone('America/New_York').plus({ days: 5, hours: -1 });
		wanted.access_expires = local.toFormat('yyyy-MM-dd HH:mm:ss');
		for (const dates of ['local', 'utc'] as const) {
			emulator.readings.dates = dates;
			expect(await ids({ expiringWithin: 5 })).toEqual([wanted.id]);
		}
		emulator.readings.dates = 'asShown';
		const off = [...building.users.values()].filter(
			({ enabled, privileged }) => !enabled && !privileged,
		);
		expect(await ids({ enabled: false })).toEqual(off.map(({ id }) => id));
		await expect(ids({ expiringWithin: 'soon' })).rejects.toMatchObject({
			message: expect.stringContaining("'Expiring Within Days'") as string,
		});
	});
});

describe('events', () => {
	const ids = async (chosen: object) =>
		(await json('event getMany', filters(chosen))).map(({ id }) => id);
	const where = (fits: (event: Building['events'][number]) => boolean) =>
		building.events
			.filter(fits)
			.map(({ id }) => id)
			.reverse();

	it('are filtered by what happened, where, to whom and when', async () => {
		const event = building.events.find(({ location }) => location !== '')!;
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
		const { id, hw_time: at } = building.events.at(-10)!;
		expect((await ids({ after: at })).at(-1)).toBe(id);
		expect((await ids({ before: at }))[0]).toBe(id);
	});

	it.each([
		[{ door: by('name', '={{ "" }}') }, "'Door' is blank"],
		[{ cardNumber: '={{ "" }}' }, "'Card Number' is blank"],
		[{ after: 'yesterday' }, "'After' is not a date"],
		[{ afterId: -1 }, "'After ID' must be a whole number"],
	])('a filter that cannot be understood sends nothing: %j', async (chosen, message) => {
		await expect(ids(chosen)).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
		});
		expect(asked()).toEqual([]);
	});
});

describe('a limit', () => {
	it.each(['={{ "" }}', '={{ undefined }}', '={{ "many" }}', '={{ 0 }}', '={{ -1 }}'])(
		'of %s sends nothing',
		async (limit) => {
			await expect(run('door getMany', { returnAll: false, limit })).rejects.toMatchObject({
				message: "'Limit' must be a whole number 1 or more",
			});
			expect(asked()).toEqual([]);
		},
	);
});

describe('an API call of your own', () => {
	const call = (path: unknown, ...parameters: Array<[string, unknown]>) =>
		json('system apiCall', {
			path,
			query: { parameters: parameters.map(([name, value]) => ({ name, value })) },
		});

	it('goes where it is sent, with the same care', async () => {
		const low = await call('/doorstate', ['low_battery', '30']);
		expect(asked()).toEqual(['GET /api/v1/doorstate?low_battery=30']);
		expect(low.length).toBeGreaterThan(0);
	});

	it.each([
		['={{ "" }}', [], "'Path' is blank"],
		['door', [], "'Path' must look like /doorstate"],
		['//evil.example/door', [], "'Path' must look like"],
		['/../admin', [], "'Path' must look like"],
		['/user?id=', [], "'Path' must look like"],
		['/user', [['id', ' ']], "A parameter in 'Query Parameters' is blank"],
		['/user', [['', '7']], "A parameter in 'Query Parameters' is blank"],
	] as Array<[string, Array<[string, unknown]>, string]>)(
		'to "%s" with %j is refused before anything is sent',
		async (path, parameters, message) => {
			await expect(call(path, ...parameters)).rejects.toMatchObject({
				message: expect.stringContaining(message) as string,
			});
			expect(asked()).toEqual([]);
		},
	);
});

it('1,000 items with 100 distinct IDs cause 100 requests, at most 5 at once, in order', async () => {
	let most = 0;
	emulator.faults = [{ kind: 'slow', ms: 3 }];
	const { journal } = emulator;
	const count = setInterval(() => {
		most = Math.max(most, journal.filter(({ status }) => status === undefined).length);
	}, 1);
	const users = [...building.users.values()].filter(({ privileged }) => !privileged);
	const ids = Array.from(
		{ length: 1000 },
		(_, n) => users[n % 50]!.id_num + (n % 100 < 50 ? '' : 'x'),
	);
	const output = await run(
		'user get',
		{ user: by('idNum', '={{ $json.idNum }}') },
		{ onError: 'continueRegularOutput' },
		ids.map((idNum) => ({ idNum })),
	).finally(() => {
		clearInterval(count);
	});
	expect(asked()).toHaveLength(100);
	expect(most).toBeGreaterThan(1);
	expect(most).toBeLessThanOrEqual(5);
	expect(output.map(({ pairedItem }) => pairedItem)).toEqual(ids.map((_, item) => ({ item })));
	expect(
		output.map(({ json: { id_num, error } }) => id_num ?? /'(.+x)'/.exec(error as string)?.[1]),
	).toEqual(ids);
});
