import type { IDataObject, INode } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { readings } from '../../../emulator/readings';
import { clock } from '../../clock';
import { cardHolders } from '../../emulator/samples';
import { newUsers } from '../newUsers';
import { jsonOf, outcomesOf, requestOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const levels = () => [...lockt.building.accessLevels.values()];

/** People who are enabled, with the first two access levels and no others. */
const holders = (count: number) =>
	people()
		.slice(0, count)
		.map((user) => {
			const accessLevelIds = [levels()[0]!.id, levels()[1]!.id];
			return Object.assign(user, { enabled: true, accessLevelIds });
		});

const nameLevel = (n: number) => `'${levels()[n]!.name}' (ID ${levels()[n]!.id})`;
const nameUser = ({ id, first_name, last_name }: User) => `${first_name} ${last_name} (ID ${id})`;
const asked = () => lockt.asked().map((one) => one.replace(/=\d+/, '='));

/** From then on Lockt shows nothing any more. */
const failReadsAfter = (reads: number) => {
	lockt.emulator.faults = [
		{ kind: 'slow', ms: 0, times: reads, on: 'GET' },
		{ kind: 'status500', times: 100, on: 'GET' },
	];
};

const set = async (
	mode: string,
	users: User[],
	chosen: number[] = [],
	options: object = {},
	more: Partial<INode> = GO_ON,
) => {
	const accessLevels = chosen.map((n) => levels()[n]!.id);
	const user = by('id', '={{ $json.id }}');
	const items = users.map(({ id }) => ({ id }));
	const parameters = { user, mode, accessLevels, options };
	return jsonOf(await lockt.run('user setAccessLevels', parameters, items, more));
};
const save = async (levelMode: string, rows: IDataObject[], more: object = {}) =>
	jsonOf(
		await lockt.run('user createOrUpdate', { levelMode, ...autoMapped, ...more }, rows, GO_ON),
	);
const rowsOf = (users: User[], n: number) =>
	users.map(({ id_num, phone }) => ({
		id_num,
		accesslevels: levels()[n]!.name,
		phone: `${phone}0`,
	}));

describe('what takes access levels away', () => {
	const cases = readings.clearLevels.map((clearLevels) => ({ clearLevels }));

	it.each(cases)('%j: is done only when they are gone', async (shape) => {
		Object.assign(lockt.emulator.readings, shape);
		const clears = shape.clearLevels !== 'object';
		const [user] = holders(1) as [User];
		for (const [mode, chosen] of [
			['clearAll', []],
			['remove', [0, 1]],
		] as const) {
			holders(1);
			const [item] = await set(mode, [user], [...chosen]);
			expect(user.accessLevelIds).toHaveLength(clears ? 0 : 2);
			if (clears) expect(item).toMatchObject({ id: user.id, outcome: 'updated' });
			else {
				const problem = `Not done, although Lockt said so: access levels are still there. ${nameUser(user)} still has ${nameLevel(0)}, ${nameLevel(1)}`;
				expect(item!.details).toEqual({ outcome: 'different', problems: [problem] });
				expect(item!.error).toContain('Take them away in Lockt, or disable the user');
			}
		}
	});

	it('leaves nothing to say where some stay', async () => {
		const [user] = holders(1) as [User];
		expect(await set('remove', [user], [1])).toMatchObject([{ outcome: 'updated' }]);
		expect(await set('replace', [user], [2, 3])).toMatchObject([{ outcome: 'updated' }]);
		expect(user.accessLevelIds).toEqual([levels()[2]!.id, levels()[3]!.id]);
	});

	it('names those that stayed although they were to be replaced', async () => {
		const [one, other] = holders(2) as [User, User];
		const kept = one.accessLevelIds;
		Object.defineProperty(one, 'accessLevelIds', { get: () => kept, set: () => undefined });
		const output = await save('replace', rowsOf([one, other], 1));
		expect(output).toMatchObject([
			{ details: { outcome: 'different', problems: [expect.stringContaining(nameLevel(0))] } },
			{ outcome: 'updated' },
		]);
		expect(JSON.stringify(output)).not.toContain(nameLevel(1));
	});

	it('is no word of success where more was taken than should have been', async () => {
		for (const [mode, chosen] of [
			['remove', [0]],
			['replace', [1, 2]],
		] as const) {
			const [user] = holders(1) as [User];
			let given = user.accessLevelIds;
			Object.defineProperty(user, 'accessLevelIds', {
				configurable: true,
				get: () => given,
				set: () => (given = []),
			});
			const [item] = await set(mode, [user], [...chosen]);
			expect(item!.details).toMatchObject({ outcome: 'different' });
			expect(item!.error).toContain('Not as Lockt said');
			Object.defineProperty(user, 'accessLevelIds', {
				...{ configurable: true, writable: true, enumerable: true, value: [] },
			});
		}
	});

	it('is looked at right after each request, and once', async () => {
		await set('clearAll', holders(3));
		const each3 = Array(3)
			// And right before, as somebody who is disabled may be let in by it
			.fill(['GET /user?id=', 'PUT /user', 'GET /user?id='])
			.flat() as string[];
		expect(asked()).toEqual(each3);
		lockt.emulator.journal.length = 0;
		// Whatever was done before is shown by now.
		clock.wait(1);
		await save('replace', rowsOf(holders(8), 0));
		const each = Array<string>(8).fill('GET /user?id=');
		const before = ['GET /accesslevel', 'GET /user', 'GET /user?privileged', ...each];
		expect(asked()).toEqual([...before, 'POST /user', ...each]);
	});

	it('is unknown when it cannot be read back', async () => {
		const [user, other] = holders(2) as [User, User];
		failReadsAfter(0);
		const [item, next] = await set('clearAll', [user, other]);
		expect(item!.details).toMatchObject({ outcome: 'unknown' });
		expect(item!.error).toMatch(
			/^It is not known whether Lockt did it: What became of it could not be read: Lockt has a problem/,
		);
		// Nobody else can lose anything by it.
		expect(next!.details).toMatchObject({ outcome: 'unknown' });
		expect([user, other].map(({ accessLevelIds }) => accessLevelIds)).toEqual([[], []]);
	});

	it('is judged before the next item gives the same user others', async () => {
		const [user] = holders(1) as [User];
		const run = (taken: number, added: number) =>
			lockt.run(
				'user setAccessLevels',
				{
					...{ user: by('id', user.id), mode: '={{ $json.mode }}' },
					accessLevels: '={{ [$json.level] }}',
				},
				[
					{ mode: 'remove', level: taken },
					{ mode: 'add', level: added },
				],
				GO_ON,
			);
		for (const n of [3, 2]) {
			holders(1);
			const [kept, taken] = [...user.accessLevelIds] as [number, number];
			const added = levels()[n]!.id;
			expect(jsonOf(await run(taken, added))).toMatchObject([
				{ outcome: 'updated' },
				{ outcome: 'updated' },
			]);
			expect(user.accessLevelIds).toEqual([kept, added]);
		}
	});
});

describe('what adds access levels', () => {
	const idsOf = (...places: number[]) => places.map((n) => levels()[n]!.id);
	const heldBy = (users: User[]) => users.map(({ accessLevelIds }) => accessLevelIds);

	it.each(readings.options)(
		'%s: takes none from anybody, however Lockt takes it',
		async (options) => {
			Object.assign(lockt.emulator.readings, { options });
			const users = holders(4);
			expect(await set('add', users, [2])).toMatchObject(Array(4).fill({ outcome: 'updated' }));
			expect(heldBy(users)).toEqual(Array(4).fill(idsOf(0, 1, 2)));
			const each = ['GET /user?id=', 'PUT /user'];
			expect(asked()).toEqual([...each, 'GET /user?id=', ...Array<string[]>(3).fill(each).flat()]);

			// Whatever was done before is shown by now.
			clock.wait(1);
			const many = holders(30);
			lockt.emulator.journal.length = 0;
			const output = await save('add', rowsOf(many, 3), { options: { batchSize: 10 } });
			expect(output).toMatchObject(Array(30).fill({ outcome: 'updated' }));
			expect(heldBy(many)).toEqual(Array(30).fill(idsOf(0, 1, 3)));
			// Those who are changed as a whole are read once more in their turn, for the levels as well; and some of
			// the first request after it, one of them for the fobs.
			const reads = asked().join(' ').split('POST /user');
			expect(reads.map((text) => text.split('id=').length - 1)).toEqual([10, 17, 10, 0]);
		},
	);

	it.each(readings.options)('%s: nor does an Update of one user', async (options) => {
		Object.assign(lockt.emulator.readings, { options });
		const [user] = holders(1) as [User];
		const parameters = { user: by('id', user.id), levelMode: 'add' };
		const level = { accesslevels: levels()[2]!.name };
		for (const fields of [level, { ...level, phone: '555 0199' }]) {
			holders(1);
			await lockt.run('user update', { ...parameters, ...columns(fields) });
			expect(user.accessLevelIds).toEqual(idsOf(0, 1, 2));
		}
	});

	it.each(readings.options)(
		'%s: adds all the same where those that somebody has are refused',
		async (options) => {
			Object.assign(lockt.emulator.readings, { options, heldLevels: 'refused' });
			const users = holders(3);
			expect(await set('add', users, [2])).toMatchObject(Array(3).fill({ outcome: 'updated' }));
			expect(heldBy(users)).toEqual(Array(3).fill(idsOf(0, 1, 2)));
			const rows = users.map(({ id_num }) => ({ id_num, phone: '555 0199' }));
			for (const [n, fields] of [rows.map(({ id_num }) => ({ id_num })), rows].entries()) {
				const level = levels()[3 + n]!.id;
				const output = await save(
					'add',
					fields.map((one) => ({ ...one, accesslevels: [level] })),
				);
				expect(output).toMatchObject(Array(3).fill({ outcome: 'updated' }));
			}
			expect(heldBy(users)).toEqual(Array(3).fill(idsOf(0, 1, 2, 3, 4)));
		},
	);

	it('comes before what the next item wants of the same user', async () => {
		Object.assign(lockt.emulator.readings, { heldLevels: 'refused' });
		const [user] = holders(1) as [User];
		const items = [
			{ mode: 'add', levels: idsOf(2) },
			{ mode: 'remove', levels: idsOf(1) },
		];
		const output = await lockt.run(
			'user setAccessLevels',
			{
				user: by('id', user.id),
				mode: '={{ $json.mode }}',
				accessLevels: '={{ $json.levels }}',
			},
			items,
		);
		expect(jsonOf(output)).toMatchObject([{ outcome: 'updated' }, { outcome: 'updated' }]);
		expect(user.accessLevelIds).toEqual(idsOf(0, 2));
	});

	it('is refused as before where replacing is refused as well', async () => {
		const [user] = holders(1) as [User];
		const body = JSON.stringify({ errors: [{ error: 'Duplicate Assigned Access Levels' }] });
		lockt.emulator.faults = [{ kind: 'answer', status: 400, body, times: 9, on: 'PUT /user' }];
		const [item] = await set('add', [user], [2]);
		expect(item).toMatchObject({ details: { outcome: 'refused' } });
		expect(lockt.changes()).toHaveLength(2);
	});

	it.each(['Set Access Levels', 'Create or Update'])(
		'%s: is not done where the first loses all, and nothing more is sent',
		async (operation) => {
			const users = holders(8);
			for (const user of users) {
				const held = user.accessLevelIds;
				let isTaken = false;
				Object.defineProperty(user, 'accessLevelIds', {
					...{ configurable: true, enumerable: true },
					get: () => (isTaken ? [] : held),
					set: () => (isTaken = true),
				});
			}
			const options = { batchSize: 2 };
			const items =
				operation === 'Set Access Levels'
					? await set('add', users, [2])
					: await save('add', rowsOf(users, 2), { options });
			const first = operation === 'Set Access Levels' ? 1 : 2;
			for (const [n, item] of items.entries()) {
				const outcome = n < first ? 'different' : 'refused';
				expect(item.details).toMatchObject({ outcome });
				expect(item.error).toContain('Not as Lockt said');
			}
			expect(lockt.changes()).toHaveLength(1);
		},
	);

	it('names what the user has when the turn comes', async () => {
		Object.assign(lockt.emulator.readings, { options: 'boolean' });
		const [busy, user] = holders(2) as [User, User];
		const disable = lockt.run('user disable', { user: by('id', busy.id) });
		const add = set('add', [user], [2]);
		user.accessLevelIds = idsOf(0, 1, 4);
		await disable;
		expect(await add).toMatchObject([{ outcome: 'updated' }]);
		expect(user.accessLevelIds).toEqual(idsOf(0, 1, 4, 2));
	});

	it.each(
		[['All'], null, undefined, '', 'none', [null]].flatMap((accesslevels) =>
			['add', 'remove'].map((mode) => [mode, accesslevels] as const),
		),
	)('is not sent where Lockt does not say what the user has: %s %j', async (mode, accesslevels) => {
		const [user] = holders(1) as [User];
		const body = JSON.stringify({ data: [{ id: user.id, accesslevels }] });
		lockt.emulator.faults = [{ kind: 'answer', body, times: 9, on: 'GET /user' }];
		const [item] = await set(mode, [user], [2]);
		expect(item!.error).toContain('Lockt does not say clearly which access levels');
		expect(lockt.changes()).toEqual([]);
	});

	it.each([[[]], [{}]])(
		'is nothing to remove where the user has none: %j',
		async (accesslevels) => {
			const [user] = holders(1) as [User];
			const body = JSON.stringify({ data: [{ id: user.id, accesslevels }] });
			lockt.emulator.faults = [{ kind: 'answer', body, times: 9, on: 'GET /user' }];
			expect(await set('remove', [user], [2])).toMatchObject([{ outcome: 'unchanged' }]);
			expect(lockt.changes()).toEqual([]);
		},
	);

	it('asks for one of new people afterwards, and nothing more', async () => {
		const rows = newUsers(3).map((user) => ({ ...user, accesslevels: levels()[0]!.name }));
		await save('add', rows);
		const named = `GET /accesslevel?name=${levels()[0]!.name}`;
		const before = [named, 'GET /user'];
		expect(asked()).toEqual([...before, 'POST /user', 'GET /user?id_num=H-0']);
	});

	it('shows with Dry Run what would be sent', async () => {
		const [user] = holders(1) as [User];
		const [item] = await set('add', [user], [2], { dryRun: true });
		const sent = JSON.stringify(idsOf(0, 1, 2).map((id) => ({ id })));
		expect(JSON.stringify(requestOf(item!).body)).toContain(sent);
		expect(lockt.changes()).toEqual([]);
	});
});

describe('what takes credentials away', () => {
	const remove = async ({ id }: User) => {
		const parameters = { user: by('id', id) };
		const [item] = jsonOf(await lockt.run('user removeCredentials', parameters, [{}], GO_ON));
		return item!;
	};
	const holder = () => {
		const { credentials, users } = lockt.building;
		const card = [...credentials.values()].find(({ fob, userId }) => !fob && userId)!;
		return { card, user: users.get(card.userId)! };
	};
	/** Says that it is done, and does nothing; with `shown` it shows that of everybody. */
	const ignoreChanges = (shown?: object) => {
		const answer = (on: string, data: object) => {
			const body = JSON.stringify({ data });
			return { kind: 'answer' as const, on, status: 200, body, times: 9 };
		};
		const done = { submitted: 1, inserted: 0, updated: 1, deleted: 0, errors: 0 };
		lockt.emulator.faults = [
			answer('^PUT /user', done),
			...(shown ? [answer('^GET /user', [shown])] : []),
		];
	};

	it('is done when they are gone', async () => {
		const { user } = holder();
		expect(await remove(user)).toMatchObject({ id: user.id, outcome: 'credentials removed' });
		expect(asked()).toEqual(['GET /user?id=', 'PUT /user', 'GET /user?id=']);
	});

	it('is not done when they are still there', async () => {
		const { user, card } = holder();
		ignoreChanges();
		const { details, error } = await remove(user);
		expect(details).toMatchObject({ outcome: 'different' });
		expect(error).toContain(`${nameUser(user)} still has the cards`);
		expect(error).toContain(`'${card.card_num}' (ID ${card.id})`);
	});

	it.each([
		['only fobs', { credentials: [{ id: 1, card_num: '7', fob: true }] }, 'done'],
		['none', { credentials: [] }, 'done'],
		['no card', { card_num: '' }, 'done'],
		['a card, or a fob', { credentials: [{ id: 1, card_num: '7' }] }, 'unknown'],
		['texts', { credentials: ['7'] }, 'unknown'],
		['a card number alone', { card_num: '7' }, 'unknown'],
		['nothing of it', {}, 'unknown'],
		['null beside no card', { credentials: null, card_num: '' }, 'done'],
		['null alone', { credentials: null }, 'unknown'],
		['null beside a card number', { credentials: null, card_num: '001003' }, 'unknown'],
		['none beside a card number', { credentials: [], card_num: '001003' }, 'unknown'],
		['{} beside a card number', { credentials: {}, card_num: '001003' }, 'unknown'],
		[
			'a fob beside its own number',
			{ credentials: [{ id: 1, card_num: '7', fob: true }], card_num: '7' },
			'done',
		],
		[
			'a fob beside a card number',
			{ credentials: [{ id: 1, card_num: '7', fob: true }], card_num: '001003' },
			'unknown',
		],
	])('is judged by what Lockt shows: %s', async (_, shown, outcome) => {
		const { user } = holder();
		ignoreChanges({ id: user.id, ...shown });
		const item = await remove(user);
		if (outcome === 'done') expect(item.outcome).toBe('credentials removed');
		else expect(item.details).toMatchObject({ outcome });
	});
});

describe('what is looked at afterwards', () => {
	it('is looked at before another execution may change it', async () => {
		const [user] = holders(1) as [User];
		const run = (mode: string, ...chosen: number[]) => set(mode, [user], chosen);
		const [cleared, added] = await Promise.all([run('clearAll'), run('add', 1)]);
		expect([cleared, added]).toMatchObject([[{ outcome: 'updated' }], [{ outcome: 'updated' }]]);
		expect(asked().slice(0, 3)).toEqual(['GET /user?id=', 'PUT /user', 'GET /user?id=']);
		expect(user.accessLevelIds).toEqual([levels()[1]!.id]);
	});
});

describe('what was to stay as it is', () => {
	const update = (users: User[], fields: object) =>
		lockt.run(
			'user update',
			{ user: by('id', '={{ $json.id }}'), levelMode: 'add', ...columns(fields) },
			users.map(({ id }) => ({ id })),
			GO_ON,
		);
	const each = (operation: string) => (users: User[]) =>
		lockt.run(
			operation,
			{ user: by('id', '={{ $json.id }}') },
			users.map(({ id }) => ({ id })),
			GO_ON,
		);
	const ways = [
		['Update by POST', (users: User[]) => update(users, { phone: '555-0100' })],
		['Update by PUT', (users: User[]) => update(users, { custom1: 'Blue' })],
		['Disable', each('user disable')],
		[
			'Create or Update',
			(users: User[]) =>
				lockt.run(
					'user createOrUpdate',
					{ levelMode: 'add', options: { batchSize: 1 }, ...autoMapped },
					users.map(({ id_num }) => ({ id_num, phone: '555-0100' })),
					GO_ON,
				),
		],
	] as const;

	it.each(ways)(
		'%s: where it takes access levels, it is told, and no further request is sent',
		async (_, run) => {
			// Given a Lockt that does not heed options as text, and takes what the body does not say
			Object.assign(lockt.emulator.readings, { options: 'boolean', unsaidLevels: 'replaced' });
			const users = holders(7);
			const items = await run(users);
			// Those of the first request are lost, up to five of them are looked at, and no other is sent
			expect(items[0]!.json.error).toContain(`${nameUser(users[0]!)} has no access levels now`);
			expect(lockt.changes()).toHaveLength(1);
			expect(outcomesOf(items)).toEqual(
				users.map(({ accessLevelIds }, n) => {
					if (accessLevelIds.length > 0) return 'refused';
					return n < 5 ? 'different' : 'unknown';
				}),
			);
		},
	);

	it('is whether somebody is enabled', async () => {
		lockt.emulator.readings.enabledText = 'anyText';
		const [user] = holders(1) as [User];
		user.enabled = false;
		const [updated] = await update([user], { phone: '555-0100' });
		expect(updated!.json.error).toContain(`${nameUser(user)} as enabled, who was to be disabled`);
		const newcomer = { ...newUsers(1)[0]!, enabled: false };
		const [created] = await lockt.run('user create', autoMapped, [newcomer], GO_ON);
		expect(created!.json.error).toContain('as enabled, who was to be disabled');
	});

	it('is what the full record shows, of everybody', async () => {
		const users = holders(3);
		Object.defineProperty(users[2], 'enabled', { get: () => true, set: () => undefined });
		const items = await lockt.run(
			'user disable',
			{ user: by('id', '={{ $json.id }}'), options: { fullRecord: true } },
			users.map(({ id }) => ({ id })),
			GO_ON,
		);
		expect(outcomesOf(items)).toEqual(['disabled', 'disabled', 'different']);
		expect(items[2]!.json.error).toContain("its record shows 'enabled' as true");
	});

	it('shows no PIN that was sent, where Lockt repeats it instead', async () => {
		const [user] = holders(1) as [User];
		await update([user], { pin: '4711' });
		const reads = lockt.asked().indexOf('POST /user');
		clock.wait(1);
		const body = JSON.stringify({ error: 'PIN 4712 cannot be read' });
		lockt.emulator.faults = [
			{ kind: 'slow', ms: 0, times: reads, on: 'GET' },
			{ kind: 'answer', status: 400, body, times: 100, on: 'GET' },
		];
		const [item] = await update([user], { pin: '4712' });
		expect(user.pin).toBe('4712');
		expect(item!.json.warning).toContain('could not be seen');
		expect(JSON.stringify(item!.json)).not.toContain('4712');
	});

	it('is not looked at where it cannot be: access is taken off all the same', async () => {
		const [user] = holders(1) as [User];
		failReadsAfter(0);
		expect(outcomesOf(await each('user disable')([user]))).toEqual(['disabled']);
		expect(user.enabled).toBe(false);
	});
});
