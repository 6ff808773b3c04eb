import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { combinations } from '../../../emulator/readings';
import { cardOf, first } from '../../emulator/samples';
import { clock } from '../../clock';
import { ALLOWED, GO_ON, by, columns, filters } from '../parameters';
import { useLockt } from '../useLockt';
import { useWarnings } from '../warnings';

const lockt = useLockt({ credential: ALLOWED, readings: { pending: 'released' } });
const warnings = useWarnings();

describe('users', () => {
	const user = () => ({ user: by('id', first(lockt.building.users).id) });

	it('show no PIN unless it was asked for', async () => {
		const { pin } = first(lockt.building.users);
		for (const simplify of [true, false]) {
			const [without] = await lockt.read('user get', { ...user(), simplify });
			expect(without).not.toHaveProperty('pin');
			const [with_] = await lockt.read('user get', {
				...user(),
				simplify,
				options: { includePin: true },
			});
			expect(with_).toMatchObject({ pin });
		}
		const call = {
			path: '/user',
			query: { parameters: [{ name: 'id', value: String(first(lockt.building.users).id) }] },
		};
		expect((await lockt.read('system apiCall', call))[0]).not.toHaveProperty('pin');
	});

	it('are simplified to ten properties, or all there is', async () => {
		const [short] = await lockt.read('user get', user());
		expect(Object.keys(short!)).toHaveLength(10);
		expect(short!.accesslevels).toEqual([first(lockt.building.accessLevels).name]);
		const [whole] = await lockt.read('user get', { ...user(), simplify: false });
		expect(whole).toMatchObject({
			accesslevels: [
				{ id: first(lockt.building.accessLevels).id, unid: first(lockt.building.accessLevels).id },
			],
			credentials: expect.any(Array) as unknown,
			custom1: '',
		});
	});

	it.each(combinations('userNames'))('always have first and last name: %j', async (readings) => {
		Object.assign(lockt.emulator.readings, readings);
		const { first_name, last_name } = first(lockt.building.users);
		expect((await lockt.read('user getMany'))[0]).toMatchObject({ first_name, last_name });
	});

	it("are not chosen by who is enabled where nobody is: the list of the vendor's examples says nothing of it", async () => {
		for (const user of lockt.building.users.values()) user.enabled = false;
		for (const enabled of [true, false]) {
			await expect(lockt.run('user getMany', filters({ enabled }))).rejects.toMatchObject({
				message: expect.stringContaining("Which users pass 'Enabled' cannot be told") as string,
			});
		}
	});

	it.each(combinations('flags'))('are listed by which they are: %j', async (readings) => {
		Object.assign(lockt.emulator.readings, readings);
		const all = await lockt.read('user getMany');
		const missing = await lockt.read('user getMany', { which: 'missingcreds' });
		expect(missing.length).toBeGreaterThan(0);
		expect(missing.length).toBeLessThan(all.length);
	});

	it('are searched by name, e-mail and ID number, by enabled, and by when access ends', async () => {
		const wanted = first(lockt.building.users, 4);
		wanted.access_expires = new Date(Date.now() + 5 * 86_400_000)
			.toISOString()
			.slice(0, 19)
			.replace('T', ' ');
		const ids = async (chosen: object) =>
			(await lockt.read('user getMany', filters(chosen))).map(({ id }) => id);
		expect(await ids({ search: wanted.email.toUpperCase() })).toEqual([wanted.id]);
		expect(await ids({ search: `${wanted.last_name} ${wanted.id_num}` })).toEqual([wanted.id]);
		expect(await ids({ expiringWithin: 10 })).toEqual([wanted.id]);
		expect(await ids({ expiringWithin: 2 })).toEqual([]);
		// 5 days are 5 days in the site's own time, however Lockt writes it.
		const local = DateTime.now().setZone('America/New_York').plus({ days: 5, hours: -1 });
		wanted.access_expires = local.toFormat('yyyy-MM-dd HH:mm:ss');
		for (const dates of ['local', 'utc'] as const) {
			lockt.emulator.readings.dates = dates;
			expect(await ids({ expiringWithin: 5 })).toEqual([wanted.id]);
		}
		lockt.emulator.readings.dates = 'asShown';
		const off = [...lockt.building.users.values()].filter(
			({ enabled, privileged }) => !enabled && !privileged,
		);
		expect(await ids({ enabled: false })).toEqual(off.map(({ id }) => id));
		await expect(ids({ expiringWithin: 'soon' })).rejects.toMatchObject({
			message: expect.stringContaining("'Expiring Within Days'") as string,
		});
	});
});

describe('Expiring Within Days without the time zone of the site', () => {
	const ids = async () =>
		(await lockt.read('user getMany', filters({ expiringWithin: 10 }))).map(({ id }) => id);
	const soon = (days: number) =>
		new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');

	beforeEach(() => {
		for (const user of lockt.building.users.values()) user.access_expires = '';
		first(lockt.building.users, 1).access_expires = soon(5);
		lockt.emulator.readings.zone = 'utcName';
	});

	it('tells who ends soon, if Lockt says it in UTC', async () => {
		lockt.emulator.readings.dates = 'utc';
		expect(await ids()).toEqual([first(lockt.building.users, 1).id]);
	});

	it('is an error that says so, if one date is local', async () => {
		const body = (texts: string[]) => ({
			data: texts.map((access_expires, n) => ({ id: n + 1, card_num: '', access_expires })),
		});
		const utc = new Date(Date.now() + 86_400_000).toISOString();
		for (const texts of [[soon(5)], [utc, soon(5)]]) {
			const answer = { status: 200, body: JSON.stringify(body(texts)) };
			lockt.emulator.faults = [{ kind: 'answer', on: 'GET /user', ...answer }];
			await expect(ids()).rejects.toMatchObject({
				message: expect.stringContaining("'Expiring Within Days' needs the time zone") as string,
			});
		}
	});
});

/** In summer the clock of London is not that of UTC. */
const SUMMER = '2027-07-01 17:00:00';

describe('dates', () => {
	beforeEach(() => {
		const user = first(lockt.building.users);
		user.access_expires = '2026-07-01 09:00:00';
		cardOf(lockt.building).access_expires = '2026-07-01 09:00:00';
	});
	const user = () => ({ user: by('id', first(lockt.building.users).id) });
	const iso = '2026-07-01T09:00:00.000-04:00';

	it.each(combinations('dates'))('are ISO 8601 in the time of the site: %j', async (readings) => {
		Object.assign(lockt.emulator.readings, readings);
		expect(await lockt.read('user get', user())).toMatchObject([{ access_expires: iso }]);
		expect(
			await lockt.read('credential get', { credential: by('id', cardOf(lockt.building).id) }),
		).toMatchObject([{ access_expires: iso }]);
	});

	it('that cannot be told are not, and why is said with what to do', async () => {
		const body = JSON.stringify({ error: 'Unable to locate the clock' });
		lockt.emulator.faults = [{ kind: 'answer', body, times: 9, on: 'GET /time' }];
		await expect(lockt.run('system getMaintenance')).rejects.toMatchObject({
			message: expect.stringMatching(/^The site's time zone could not be read: Lockt/) as string,
			description: expect.stringContaining("'Raw Dates'") as string,
		});
		const raw = { options: { rawDates: true } };
		expect(await lockt.run('system getMaintenance', raw)).toHaveLength(1);
	});

	it('stay as they came where Lockt refuses to tell the time zone', async () => {
		lockt.emulator.faults = [{ kind: 'refused', times: 9, on: 'GET /time' }];
		expect(await lockt.read('system getMaintenance')).toMatchObject([
			{ start: '2022-08-20 22:00:00' },
		]);
		expect(warnings()).toContain("Lockt did not say the site's time zone");
	});

	it('cost one question for the time zone, and none where there is no date', async () => {
		await lockt.run('user get', user(), [{}, {}, {}]);
		expect(lockt.asked().filter((one) => one.endsWith('/time'))).toHaveLength(1);
		lockt.emulator.journal.length = 0;
		await lockt.run('user get', { user: by('id', first(lockt.building.users, 1).id) });
		await lockt.run('door getMany');
		expect(lockt.asked().filter((one) => one.endsWith('/time'))).toEqual([]);
	});

	it('are not guessed when Lockt does not say the time zone clearly: they stay as they came', async () => {
		Object.assign(lockt.emulator.readings, { dates: 'local', zone: 'utcName' });
		expect(await lockt.read('user get', user())).toMatchObject([
			{ access_expires: '2026-07-01 09:00:00' },
		]);
		expect(warnings()).toContain("Lockt contradicts itself about the site's time zone");
	});

	it('are told by the offset where the time zone has another name', async () => {
		Object.assign(lockt.emulator.readings, { dates: 'local', zone: 'windows' });
		const [{ access_expires }] = (await lockt.read('user get', user())) as [IDataObject];
		expect(access_expires).toMatch(/^2026-07-01T09:00:00.000-0[45]:00$/);
		expect(warnings()).toContain('by the offset it has now');
	});

	it('are told by the offset of a zone called UTC, and never sent back by it', async () => {
		await lockt.reopen({ timezone: 'Europe/London', readings: { zone: 'utcName' } });
		clock.set(new Date('2026-12-01T12:00:00Z'));
		const { id } = Object.assign(first(lockt.building.users), { access_expires: SUMMER });
		const phone = { user: by('id', id), levelMode: 'add', ...columns({ phone: '5550100' }) };
		const [item] = await lockt.run('user update', phone, [{}], GO_ON);
		expect(item!.json.error).toContain("'Access Expires' of the user cannot be kept as it is");
		expect(lockt.building.users.get(id)!.access_expires).toBe(SUMMER);
		expect(lockt.changes()).toEqual([]);
		expect(warnings()).toContain('by the offset it has now');
	});

	it('stay as Lockt sent them with Raw Dates', async () => {
		const [raw] = await lockt.read('user get', { ...user(), options: { rawDates: true } });
		expect(raw!.access_expires).toBe('2026-07-01T13:00:00.000Z');
	});
});

describe('a filter of users', () => {
	const body = (...users: object[]) =>
		JSON.stringify({ data: users.map((user, n) => ({ id: n + 1, ...user })) });
	const answer = (...users: object[]) => {
		lockt.emulator.faults = [
			{ kind: 'answer', on: 'GET /user', status: 200, body: body(...users), times: 9 },
		];
	};

	it.each([
		['Y', 'N'],
		['yes', 'no'],
		['T', 'F'],
		['on', 'off'],
		[-1, 0],
		['Active', 'Inactive'],
		['enabled', 'DISABLED'],
	])('understands %j and %j', async (yes, no) => {
		answer({ enabled: yes }, { enabled: no });
		for (const enabled of [true, false]) {
			expect(await lockt.read('user getMany', filters({ enabled }))).toMatchObject([{ enabled }]);
		}
	});

	it.each([
		['Enabled', { enabled: true }, { enabled: 'suspended' }],
		['Enabled', { enabled: false }, {}],
		['Expiring Within Days', { expiringWithin: 30 }, { access_expires: '5/1/2026 13:00:00' }],
		['Expiring Within Days', { expiringWithin: 30 }, {}],
	])('that nobody can tell is an error, not nobody: %s %j', async (name, chosen, user) => {
		answer(user, { ...user, access_effective: '' });
		await expect(lockt.run('user getMany', filters(chosen))).rejects.toMatchObject({
			message: expect.stringContaining(`Which users pass '${name}' cannot be told`) as string,
		});
	});

	it('says of whom it cannot tell, where it can of others', async () => {
		answer({ access_expires: '2026-03-05T08:00:00Z' }, { access_expires: '5/1/2026 13:00:00' });
		await lockt.run('user getMany', filters({ expiringWithin: 36_500 }));
		expect(warnings()).toContain("Lockt sent 'access_expires' in a form that is not known");
	});

	it.each([
		['Expiring Within Days', { expiringWithin: 36_500 }, [{ access_expires: '2036-03-05' }]],
		['Expiring Within Days', { expiringWithin: 36_500 }, [{ access_expires: 'soon' }]],
		['Expiring Within Days', { expiringWithin: 36_500 }, [{ access_expires: {} }]],
		['Enabled', { enabled: false }, [{ enabled: 'perhaps' }, { enabled: null }, {}]],
		['Enabled', { enabled: true }, [{ enabled: ['Y'] }]],
	])('leaves out whom it cannot tell, and says so: %s %j', async (name, chosen, untold) => {
		const told = [true, false].map((enabled) => ({ enabled, access_expires: '2036-03-05T08:00Z' }));
		answer(...told, ...untold);
		const found = await lockt.read('user getMany', filters(chosen));
		expect(found).toMatchObject('enabled' in chosen ? [chosen] : told.map(() => ({})));
		expect(warnings()).toContain(`'${name}' leaves out users of whom Lockt does not say it`);
	});

	it('says nothing of those who have no end', async () => {
		answer({ access_expires: '2036-03-05T08:00:00Z' }, { access_expires: '' }, {});
		expect(await lockt.read('user getMany', filters({ expiringWithin: 36_500 }))).toHaveLength(1);
		expect(warnings()).not.toContain('leaves out');
	});

	it('finds nobody where nobody has an end', async () => {
		const none = ['', '0000-00-00 00:00:00', '1970-01-01T00:00:00.000Z', '1969-12-31 19:00:00'];
		const shown = none.map((access_expires) => ({ access_expires }));
		answer(...shown, {});
		expect(await lockt.read('user getMany', filters({ expiringWithin: 30 }))).toEqual([]);
		answer(...shown);
		expect(await lockt.read('user getMany')).toMatchObject(
			none.map(() => ({ access_expires: '' })),
		);
		expect(warnings()).toBe('');
	});

	it.each([
		['gale@example.org', {}, 'no e-mail addresses'],
		['3041', { email: 'gale@example.org' }, 'no ID numbers'],
		['gale.3041@', { id_num: null, email: '' }, 'no e-mail addresses and no ID numbers'],
	])(
		'says what a search for %s cannot look at, where Lockt lists %j',
		async (search, user, lacks) => {
			answer(user, user);
			await expect(lockt.run('user getMany', filters({ search }))).rejects.toMatchObject({
				message: expect.stringContaining(`shows ${lacks}`) as string,
			});
		},
	);

	it('says in the log what a search did not look at, where it found somebody', async () => {
		answer({ id_num: '', last_name: 'Gale 2' }, {});
		const found = await lockt.read('user getMany', filters({ search: 'gale 2' }));
		expect(found).toHaveLength(1);
		expect(warnings()).toContain('shows no ID numbers');
	});

	it('says nothing of what a search can look at', async () => {
		answer({ id_num: '3041' }, { email: 'gale@example.org' });
		await lockt.read('user getMany', filters({ search: 'nora9@' }));
		expect(warnings()).toBe('');
	});

	it('shows access levels that come as names or IDs', async () => {
		answer({ accesslevels: ['Staff'] }, { accesslevels: [208] }, { accesslevels: 'Night' });
		expect(await lockt.read('user getMany')).toMatchObject([
			{ accesslevels: ['Staff'] },
			{ accesslevels: ['208'] },
			{ accesslevels: ['Night'] },
		]);
	});
});

describe('fobs that Lockt lists among its users', () => {
	/** As the reference has them in its examples, with some people. */
	const listFobs = (which: string, more: object[] = []) => {
		const fobs = [...lockt.building.credentials.values()].filter(({ fob }) => fob);
		const [person] = [...lockt.building.users.values()];
		const { id, id_num, first_name, last_name } = person!;
		const data = [
			{ id, id_num, first_name, last_name, card_num: '', enabled: true },
			...fobs.map((one) => ({ id: one.id, id_num: '', name: one.name, card_num: one.card_num })),
			...more,
		];
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', on: which, body, times: 9 }];
		return id;
	};

	it.each([
		['all', 'GET /user$'],
		['missingcreds', 'missingcreds'],
	])('are no users, who may be deleted next: %s', async (which, on) => {
		const id = listFobs(on);
		const users = await lockt.read('user getMany', { which });
		expect(users.map((one) => one.id)).toEqual([id]);
	});

	it('are told of, where a list of fobs does not say which they are', async () => {
		listFobs('GET /user$', [{ id: 999, id_num: '', name: 'Gate', card_num: '4711' }]);
		const users = await lockt.read('user getMany');
		expect(users.map((one) => one.id)).toContain(999);
		expect(warnings()).toContain('somebody without first and last name');
	});
});
