import type { IDataObject } from 'n8n-workflow';
import { request } from 'undici';
import type { User } from '../../../emulator/building/records';
import { clock } from '../../clock';
import { cardHolders } from '../../emulator/samples';
import fc from '../../fastCheck';
import { runs } from '../../runs';
import { newUsers } from '../newUsers';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const levels = () => [...lockt.building.accessLevels.values()].map(({ id }) => id);
const asked = () => lockt.asked().map((one) => one.replace(/=\d+/, '='));

/** Somebody as they are before, and what is to become of them. */
interface Person {
	isEnabled: boolean;
	hasLevels: boolean;
	/** What an item says of it, if anything. */
	enabled: boolean | undefined;
	/** Refused for it. */
	hasBadPhone: boolean;
}

const persons = fc.array(
	fc.record<Person>({
		isEnabled: fc.boolean(),
		hasLevels: fc.boolean(),
		enabled: fc.constantFrom(undefined, undefined, true, false),
		hasBadPhone: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 12 },
);

const yesNo = (value: boolean | undefined) =>
	value === undefined ? {} : { enabled: value ? 'Yes' : 'No' };

const eachById = (operation: string, rows: IDataObject[], parameters: object = {}) =>
	lockt.run(operation, { user: by('id', '={{ $json.id }}'), ...parameters }, rows, GO_ON);

const idsOf = (users: User[]) => users.map(({ id }) => ({ id }));

/** What is done to some people, and whether they are to be enabled afterwards. */
const ways = {
	Disable: {
		wants: () => false,
		run: (users: User[]) => eachById('user disable', idsOf(users)),
	},
	Enable: {
		wants: () => true,
		run: (users: User[]) => eachById('user enable', idsOf(users)),
	},
	'Update by PUT': {
		wants: ({ isEnabled }: Person) => isEnabled,
		run: (users: User[]) =>
			eachById('user update', idsOf(users), { levelMode: 'add', ...columns({ custom1: 'Blue' }) }),
	},
	'Create or Update': {
		wants: ({ isEnabled, enabled }: Person) => enabled ?? isEnabled,
		run: (users: User[], some: Person[], batchSize: number) => {
			const rows = users.map(({ id_num }, n) => ({
				id_num,
				phone: some[n]!.hasBadPhone ? 'abc' : `555019${n}`,
				...yesNo(some[n]!.enabled),
			}));
			const parameters = { levelMode: 'add', options: { batchSize }, ...autoMapped };
			return lockt.run('user createOrUpdate', parameters, rows, GO_ON);
		},
	},
} as const;

const odd = [
	{ enabledText: 'anyText' },
	{ options: 'boolean', unsaidLevels: 'replaced' },
	{ enabledText: 'anyText', options: 'boolean', unsaidLevels: 'replaced' },
	/** Says that it is done, and does nothing. */
	'nothing',
] as const;

function play(how: (typeof odd)[number]): void {
	if (how !== 'nothing') {
		Object.assign(lockt.emulator.readings, how);
		return;
	}
	const data = { submitted: 1, inserted: 0, updated: 1, deleted: 0, errors: 0 };
	const body = JSON.stringify({ data });
	lockt.emulator.faults = [{ kind: 'answer', on: '^PUT', status: 200, body, times: 999 }];
}

describe('nobody comes to harm under a word of success', () => {
	const cases = Object.keys(ways).flatMap((name) =>
		odd.map((how) => [name as keyof typeof ways, how] as const),
	);

	it.each(cases)('%s: %j', async (name, how) => {
		await fc.assert(
			fc.asyncProperty(persons, fc.constantFrom(1, 3, 100), async (some, batchSize) => {
				// Given people of all sorts, in any order
				await lockt.reopen({});
				play(how);
				const held = levels().slice(0, 2);
				const users = people().slice(0, some.length);
				for (const [n, user] of users.entries()) {
					const { isEnabled, hasLevels } = some[n]!;
					user.enabled = isEnabled;
					user.accessLevelIds = hasLevels ? [...held] : [];
				}
				// When something is done to all of them
				const items = await ways[name].run(users, some, batchSize);
				// Then whoever it went well for is as they were to be
				const said = outcomesOf(items);
				const wrong = users.filter((user, n) => {
					const isDone = !['refused', 'unknown', 'different'].includes(said[n] as string);
					const isAsWanted =
						user.enabled === ways[name].wants(some[n]!) &&
						(!some[n]!.hasLevels || user.accessLevelIds.length === 2);
					return isDone && !isAsWanted;
				});
				expect(wrong).toEqual([]);
			}),
			runs({ sample: 2, full: 60 }),
		);
	});

	it('nor somebody new who was to be disabled, wherever they stand', async () => {
		lockt.emulator.readings.enabledText = 'anyText';
		const rows = newUsers(9).map((user, n) => ({ ...user, ...yesNo(n !== 7) }));
		const items = await lockt.run('user create', autoMapped, rows, GO_ON);
		expect(outcomesOf(items)).toEqual(rows.map((_, n) => (n === 7 ? 'different' : 'created')));
	});
});

describe('where Lockt enables whoever is changed', () => {
	/** Any change to them lets them in. */
	const letIn = (user: User) => {
		let levelsNow = user.accessLevelIds;
		Object.defineProperty(user, 'accessLevelIds', {
			configurable: true,
			enumerable: true,
			get: () => levelsNow,
			set: (value: number[]) => {
				levelsNow = value;
				user.enabled = true;
			},
		});
		user.custom = new Proxy(user.custom, {
			set: (all, n, value) => {
				user.enabled = true;
				return Reflect.set(all, n, value);
			},
		});
	};
	const set = (mode: string) => (users: User[]) =>
		eachById(
			'user setAccessLevels',
			users.map(({ id }) => ({ id })),
			{ mode, accessLevels: levels().slice(0, 1) },
		);
	const changing = {
		Update: ways['Update by PUT'].run,
		Add: set('add'),
		Replace: set('replace'),
	};

	it.each(Object.keys(changing) as Array<keyof typeof changing>)(
		'%s: the first who was disabled is told, and nobody after them is let in',
		async (name) => {
			const users = people().slice(0, 5);
			for (const [n, user] of users.entries()) {
				Object.assign(user, { enabled: n < 2, accessLevelIds: levels().slice(1, 3) });
				letIn(user);
			}
			const said = outcomesOf(await changing[name](users));
			expect(said).toEqual(['updated', 'updated', 'different', 'refused', 'refused']);
			expect(users.map(({ enabled }) => enabled)).toEqual([true, true, true, false, false]);
		},
	);
});

describe('what it costs', () => {
	it('is one look at each before, until it was seen to go well of one who can come to harm', async () => {
		const users = people().slice(0, 5);
		for (const [n, user] of users.entries()) {
			user.enabled = n >= 2;
			user.accessLevelIds = n < 2 ? [] : levels().slice(0, 1);
		}
		await ways.Disable.run(users);
		const [look, change] = ['GET /user?id=', 'PUT /user'];
		// Nothing could go wrong for the first two but that they stay disabled
		const [first, second] = [
			[look, change, look],
			[look, change],
		];
		expect(asked()).toEqual([first, second, [look, change, look], [change], [change]].flat());
	});

	it('is a second look at five at most of each kind, where all are read before', async () => {
		const users = people().slice(0, 40);
		for (const [n, user] of users.entries()) {
			user.enabled = n % 2 === 0;
			user.accessLevelIds = levels().slice(0, 1);
		}
		const some = users.map((): Person => ({
			isEnabled: true,
			hasLevels: true,
			enabled: undefined,
			hasBadPhone: false,
		}));
		await ways['Create or Update'].run(users, some, 20);
		const reads = asked().join(' ').split('POST /user');
		expect(reads.map((text) => text.split('id=').length - 1)).toEqual([20, 30, 0]);
	});
});

/** From now on Lockt shows what becomes of a user so much later. */
function lag(user: User, name: 'enabled' | 'accessLevelIds', ms: number): void {
	let [old, now, since]: unknown[] = [user[name], user[name], 0];
	Object.defineProperty(user, name, {
		configurable: true,
		enumerable: true,
		get: () => (clock.now().getTime() < (since as number) + ms ? old : now),
		set: (value: unknown) => ([old, now, since] = [now, value, clock.now().getTime()]),
	});
}

describe('what Lockt shows only later', () => {
	const savedAs = (users: User[], fields: IDataObject) => {
		const some = users.map(({ id_num }) => ({ id_num, ...fields }));
		return lockt.run('user createOrUpdate', { levelMode: 'add', ...autoMapped }, some, GO_ON);
	};
	const rows = (users: User[]) => users.map(({ id }) => ({ id }));
	const set = (mode: string) => (users: User[]) =>
		eachById('user setAccessLevels', rows(users), { mode, accessLevels: levels().slice(0, 1) });
	const taking = {
		Disable: ['enabled', ways.Disable.run],
		'Clear All': ['accessLevelIds', set('clearAll')],
		Remove: ['accessLevelIds', set('remove')],
		Replace: ['accessLevelIds', set('replace')],
	} as const;
	const leavers = () =>
		people()
			.slice(0, 6)
			.map((user) => Object.assign(user, { enabled: true, accessLevelIds: levels().slice(0, 2) }));
	const names = Object.keys(taking) as Array<keyof typeof taking>;

	it.each(names.flatMap((name) => [400, 2_500, 12_000].map((ms) => [name, ms] as const)))(
		'%s: is done where it is shown after %d ms',
		async (name, ms) => {
			const [property, run] = taking[name];
			const users = leavers();
			for (const user of users) lag(user, property, ms);
			const done = Array(6).fill(name === 'Disable' ? 'disabled' : 'updated') as string[];
			expect(outcomesOf(await run(users))).toEqual(done);
		},
	);

	it.each(names)('%s: stops at the first where it is never shown', async (name) => {
		const [property, run] = taking[name];
		const users = leavers();
		for (const user of users) lag(user, property, 3_600_000);
		const stopped = ['different', ...Array<string>(5).fill('refused')];
		expect(outcomesOf(await run(users))).toEqual(stopped);
		expect(lockt.changes()).toHaveLength(1);
	});

	const giving = {
		Enable: ['enabled', ways.Enable.run],
		Add: ['accessLevelIds', set('add')],
		'Update by PUT with levels': [
			'accessLevelIds',
			(users: User[]) =>
				eachById('user update', rows(users), {
					levelMode: 'add',
					...columns({ accesslevels: levels().slice(0, 1), custom1: 'Blue' }),
				}),
		],
	} as const;
	const newcomers = () =>
		people()
			.slice(0, 5)
			.map((user) => Object.assign(user, { enabled: false, accessLevelIds: levels().slice(1, 3) }));

	it.each(Object.keys(giving) as Array<keyof typeof giving>)(
		'%s: stops at the first where what was to be given is never shown: others may have got it',
		async (name) => {
			const [property, run] = giving[name];
			const users = newcomers();
			for (const user of users) lag(user, property, 3_600_000);
			const items = await run(users);
			expect(outcomesOf(items)).toEqual(['different', ...Array<string>(4).fill('refused')]);
			expect(lockt.changes()).toHaveLength(1);
			expect(items[0]!.json.error).toContain('Not as Lockt said');
			expect(items[0]!.json.error).toContain('in a few minutes, as it may show');
			expect(items[0]!.json.error).toContain('somebody else');
			expect(items[0]!.json.error).not.toContain('Give them back');
		},
	);

	it.each([true, false])(
		'Create or Update: sends what the list alone shows already, where enabled was %s until just now',
		async (before) => {
			// Given people whom Lockt shows at once, and its list of users later
			const users = leavers();
			for (const user of users) user.enabled = before;
			const { baseUrl, apiUser, apiKey } = lockt.emulator.credential as Record<string, string>;
			const type = { 'content-type': 'application/json' };
			const headers = { apiuser: apiUser!, apikey: apiKey!, ...type };
			const list = await request(`${baseUrl}/user`, { headers });
			const body = await list.body.text();
			lockt.emulator.faults = [{ kind: 'answer', on: '^GET /user$', status: 200, body, times: 99 }];
			await eachById(before ? 'user disable' : 'user enable', rows(users));

			// When it is to be again as it was
			const output = await savedAs(users, { enabled: String(before) });

			// Then it is
			expect(outcomesOf(output)).toEqual(Array(6).fill('updated'));
			expect(users.map(({ enabled }) => enabled)).toEqual(Array(6).fill(before));
		},
	);

	it('Return Full Record: shows what was done, once it is shown', async () => {
		const users = leavers();
		for (const user of users) lag(user, 'enabled', 5_000);
		const output = await eachById('user disable', rows(users), { options: { fullRecord: true } });
		expect(output.map(({ json }) => [json.outcome, json.enabled])).toEqual(
			Array(6).fill(['disabled', false]),
		);
	});

	it('stops as before where people are let in, or lose levels', async () => {
		lockt.emulator.readings.enabledText = 'anyText';
		const some = Array<Person>(6).fill({
			isEnabled: true,
			hasLevels: true,
			enabled: false,
			hasBadPhone: false,
		});
		const items = await ways['Create or Update'].run(leavers(), some, 2);
		expect(outcomesOf(items)).toContain('refused');
		expect(lockt.changes()).toHaveLength(1);
	});
});

describe('what Lockt does not show', () => {
	/** Whatever users are asked for, they show this and the ID that was asked for. */
	const show = (user: User, shown: object) => {
		const { id, id_num } = user;
		const body = JSON.stringify({ data: [{ id, id_num, ...shown }] });
		lockt.emulator.faults = [{ kind: 'answer', status: 200, body, on: '^GET /user', times: 99 }];
	};
	const fail = (on = '^GET') => {
		lockt.emulator.faults = [{ kind: 'status500', on, times: 99 }];
	};
	const none: unknown[] = [];
	const hidden = [
		['levels that are null', { accesslevels: null }, 'levels'],
		['levels by their names', { accesslevels: ['Lobby'] }, 'levels'],
		['no levels', {}, 'levels'],
		['a state that is not known', { accesslevels: none, enabled: 'Perhaps' }, 'enabled'],
		['no state', { accesslevels: none, enabled: undefined }, 'enabled'],
		['nobody', undefined, 'anything else'],
	] as const;

	it.each(hidden)('is said beside what is done: %s', async (_, shown, what) => {
		const user = people()[0]!;
		for (const [name, outcome] of [
			['Enable', 'enabled'],
			['Update by PUT', 'updated'],
			['Disable', 'disabled'],
		] as const) {
			const isEnabled = name !== 'Disable';
			if (shown) show(user, { enabled: isEnabled, ...shown });
			else fail();
			const [item] = await ways[name].run([user]);
			expect(item!.json).toMatchObject({ outcome });
			expect(item!.json.warning).toMatch(/^Done, but whether .* could not be seen: Lockt/);
			expect(item!.json.warning).toContain(what);
		}
	});

	it('beforehand alone hides nothing of who was to be switched', async () => {
		for (const name of ['Disable', 'Enable'] as const) {
			const users = people().slice(0, 3);
			for (const user of users) user.enabled = name === 'Disable';
			const body = JSON.stringify({ data: { submitted: 1, inserted: 0, updated: 1, errors: 0 } });
			const denied = JSON.stringify({ error: 'Access denied' });
			lockt.emulator.faults = [
				{ kind: 'answer', status: 403, body: denied, on: '^GET /user', times: 1 },
				{ kind: 'answer', when: 'before', status: 200, body, on: '^PUT /user', times: 99 },
			];
			const outcomes = outcomesOf(await ways[name].run(users));
			expect(outcomes).not.toContain(name === 'Disable' ? 'disabled' : 'enabled');
			expect(outcomes[0]).toBe('different');
		}
	});

	it('is said of somebody new, and beside the full record', async () => {
		const [row] = newUsers(1).map((user) => ({ ...user, ...yesNo(false) }));
		// The list is looked at before, to see that nobody is it already.
		fail('^GET .*/user\\?id');
		const parameters = { ...autoMapped, options: { fullRecord: true } };
		const [item] = await lockt.run('user create', parameters, [row!], GO_ON);
		expect(item!.json).toMatchObject({ outcome: 'created' });
		expect(item!.json.warning).toContain('Done, but ');
	});

	it('is nothing where all is shown', async () => {
		const users = people().slice(0, 3);
		const items = [
			...(await ways.Disable.run(users)),
			...(await ways.Enable.run(users)),
			...(await ways['Update by PUT'].run(users)),
		];
		expect(items.filter(({ json }) => json.warning !== undefined)).toEqual([]);
	});
});
