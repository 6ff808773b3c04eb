import type { IDataObject } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { cardHolders } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { newUsers } from '../newUsers';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const levels = () => [...lockt.building.accessLevels.values()].map(({ id }) => id);
const OLD = { access_effective: '2026-01-01 00:00:00', access_expires: '2099-01-01 00:00:00' };
const NEW = '2098-07-01 18:00:00';

const people = () =>
	cardHolders(lockt.building)
		.slice(0, 4)
		.map((user) => Object.assign(user, OLD, { accessLevelIds: levels().slice(0, 2) }));

const cardsOf = ({ id }: User) =>
	[...lockt.building.credentials.values()]
		.filter(({ userId }) => userId === id)
		.map(({ card_num }) => card_num);

/** What of a user is compared. */
const shown = (user: User): IDataObject => ({ ...user, cards: cardsOf(user) });

const update = (fields: IDataObject) => (users: User[], batchSize: number) =>
	lockt.run(
		'user update',
		{
			...{ user: by('id', '={{ $json.id }}'), levelMode: 'add', options: { batchSize } },
			...columns(fields),
		},
		users.map(({ id }) => ({ id })),
		GO_ON,
	);

const createOrUpdate = (fields: IDataObject) => (users: User[], batchSize: number) =>
	lockt.run(
		'user createOrUpdate',
		{ levelMode: 'add', options: { batchSize }, ...autoMapped },
		users.map(({ id_num }) => ({ id_num, ...fields })),
		GO_ON,
	);

const removeCredentials = (users: User[]) =>
	lockt.run(
		'user removeCredentials',
		{ user: by('id', '={{ $json.id }}') },
		users.map(({ id }) => ({ id })),
		GO_ON,
	);

/** What is done to people who are there, and what is to become of them. */
const ways: Record<
	string,
	{ run: (users: User[], size: number) => ReturnType<typeof lockt.run>; wanted: IDataObject }
> = {
	'Update of a date': { run: update({ access_expires: NEW }), wanted: { access_expires: NEW } },
	'Update of a custom field': {
		run: update({ custom1: 'Blue' }),
		wanted: { custom: ['Blue', '', '', ''] },
	},
	'Update of the name': { run: update({ last_name: 'Ferro' }), wanted: { last_name: 'Ferro' } },
	'Update of the PIN': { run: update({ pin: '90421' }), wanted: { pin: '90421' } },
	'Create or Update of a date': {
		run: createOrUpdate({ access_expires: NEW }),
		wanted: { access_expires: NEW },
	},
	'Create or Update of the name': {
		run: createOrUpdate({ first_name: 'Rhea' }),
		wanted: { first_name: 'Rhea' },
	},
};

type Sent = Record<string, unknown>;

const without = (record: Sent, ...names: string[]): Sent =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** What a server makes of a user that it is sent, and says that it is done. */
const servers: Record<string, (record: Sent) => Sent> = {
	'does nothing': ({ id }) => ({ id }),
	'takes no dates': (record) => without(record, 'access_effective', 'access_expires'),
	'takes no names': (record) => without(record, 'first_name', 'last_name'),
	'takes no PIN': (record) => without(record, 'pin'),
	'takes no custom fields': (record) => without(record, 'custom1'),
	'clears the dates': (record) => ({ ...record, access_effective: '', access_expires: '' }),
	'moves the end by hours': (record) => ({ ...record, access_expires: '2098-07-02 04:00:00' }),
	'gives a level as well': (record) => ({
		...record,
		accesslevels: [
			...((record.accesslevels as object[] | undefined) ?? []),
			{ id: levels().at(-1)! },
		],
	}),
	'gives all the same name and PIN': (record) => ({ ...record, last_name: 'X', pin: '1111' }),
};

const cases = Object.keys(ways).flatMap((name) =>
	Object.keys(servers).flatMap((server) => [1, 2, 100].map((size) => ({ name, server, size }))),
);

describe('a user of whom Lockt says that they are changed', () => {
	it.each(pickCases(cases, { by: ({ server }) => server, sample: 3 }))(
		'$name, where Lockt $server, $size at a time: is not said to be done where it is not, and no other comes to harm',
		async ({ name, server, size }) => {
			const { run, wanted } = ways[name]!;
			lockt.emulator.mishear = servers[server];
			// One that is within the new one is another one all the same.
			const some = people().map((user) => Object.assign(user, { pin: '9042' }));
			const before = some.map((user) => structuredClone(shown(user)));
			const said = outcomesOf(await run(some, size));
			const right = some.map(
				(user, n) => JSON.stringify(shown(user)) === JSON.stringify({ ...before[n], ...wanted }),
			);
			const left = some.map((user, n) => JSON.stringify(shown(user)) === JSON.stringify(before[n]));
			expect(said.map((one) => one === 'updated')).toEqual(right);
			if (right[0]) return;
			// Where the first is not as it was to be, nothing becomes of those after its request
			const isPost = lockt.changes()[0]!.method === 'POST';
			expect(left.slice(isPost ? size : 1)).not.toContain(false);
		},
	);
});

describe('what nobody sent', () => {
	const comes: Array<[string, (record: Sent) => Sent]> = [
		['an end of access', (record) => ({ access_expires: '2020-01-01 00:00:00', ...record })],
		['a begin to come', (record) => ({ access_effective: '2099-01-01 00:00:00', ...record })],
	];
	const bare = () =>
		people()
			.slice(0, 4)
			.map((user) => Object.assign(user, { access_effective: '', access_expires: '' }));
	const changes: Array<[string, (users: User[]) => ReturnType<typeof lockt.run>]> = [
		['Update', (users) => update({ phone: '5550100' })(users, 1)],
		['Create or Update', (users) => createOrUpdate({ phone: '5550100' })(users, 1)],
	];

	it.each(comes.flatMap((one) => changes.map((change) => [...one, ...change] as const)))(
		'%s is told, and nothing more is sent: %s',
		async (_, mishear, name, run) => {
			lockt.emulator.mishear = mishear;
			const said = outcomesOf(await run(bare()));
			expect([name, ...said]).toEqual([name, 'different', 'refused', 'refused', 'refused']);
		},
	);

	it('a switch is told, whoever came before', async () => {
		const users = people().slice(0, 4);
		for (const [n, user] of users.entries()) user.enabled = n > 0;
		lockt.emulator.mishear = (record) => ({ enabled: false, ...record });
		const said = outcomesOf(await update({ custom1: 'Blue' })(users, 1));
		expect(said).toEqual(['updated', 'different', 'refused', 'refused']);
	});

	it('a card is told', async () => {
		const users = people().slice(0, 2);
		for (const { id, card_num } of lockt.building.credentials.values()) {
			if (card_num !== '' && users.some((user) => cardsOf(user).includes(card_num)))
				lockt.building.credentials.delete(id);
		}
		let card = 7_770_000;
		lockt.emulator.mishear = (record) => ({ card_num: String(++card), ...record });
		const said = outcomesOf(await update({ phone: '5550100' })(users, 1));
		expect(said).toEqual(['different', 'refused']);
	});

	it('an erased PIN is told', async () => {
		const users = people().slice(0, 2);
		for (const user of users) {
			let pin = '9042';
			Object.defineProperty(user, 'pin', {
				...{ configurable: true, enumerable: true, get: () => pin },
				set: () => (pin = ''),
			});
		}
		const said = outcomesOf(await update({ phone: '5550100' })(users, 1));
		expect(said).toEqual(['different', 'refused']);
	});
});

describe('what goes well for the first', () => {
	const given = { user: by('id', '={{ $json.id }}'), options: { batchSize: 1 } };
	const each = (operation: string, parameters: IDataObject) => (users: User[]) =>
		lockt.run(
			operation,
			{ ...given, ...parameters },
			users.map(({ id }, n) => ({ id, n, level: levels().at(-1)!, end: n === 0 ? NEW : '' })),
			GO_ON,
		);
	const addLevel = each('user setAccessLevels', {
		...{ mode: 'add', accessLevels: '={{ [$json.level] }}' },
	});
	const setEnd = each('user update', { levelMode: 'add', ...columns({ access_expires: NEW }) });
	const clearEnd = each('user update', {
		...{ levelMode: 'add', ...columns({ access_expires: '={{ $json.end }}' }) },
		clear: "={{ $json.n === 0 ? ['custom2'] : ['access_expires'] }}",
	});
	const disable = each('user disable', {});

	/** The first is not like the others, of whom Lockt says that it is done, and it is not. */
	const cases: Array<{
		name: string;
		first: () => Partial<User>;
		run: (users: User[]) => ReturnType<typeof lockt.run>;
		mishear: (record: Sent, user: User) => Sent;
		isHidden?: boolean;
	}> = [
		{
			name: 'who has the level already',
			first: () => ({ accessLevelIds: [...levels().slice(0, 2), levels().at(-1)!] }),
			run: addLevel,
			mishear: (record) => without(record, 'accesslevels'),
		},
		{
			name: 'who has no level',
			first: () => ({ accessLevelIds: [] }),
			run: addLevel,
			mishear: (record, user) => {
				if (user.accessLevelIds.length === 0) return record;
				user.accessLevelIds = [];
				return without(record, 'accesslevels');
			},
		},
		{
			name: 'whose access has no end',
			first: () => ({ access_expires: '' }),
			run: setEnd,
			mishear: (record, user) =>
				user.access_expires === '' ? record : without(record, 'access_expires'),
		},
		{
			name: 'of whom nothing is to be cleared',
			first: () => ({}),
			run: clearEnd,
			mishear: (record) =>
				Object.fromEntries(Object.entries(record).filter(([, value]) => value !== '')),
		},
		{
			name: 'who is disabled already, and could not be read before',
			first: () => ({ enabled: false }),
			run: disable,
			mishear: ({ id }) => ({ id }),
			isHidden: true,
		},
	];

	it.each(cases)('shows nothing of others: $name', async ({ first, run, mishear, isHidden }) => {
		const users = people();
		Object.assign(users[0]!, first());
		lockt.emulator.mishear = (record) =>
			mishear(record, lockt.building.users.get(Number(record.id))!);
		if (isHidden) lockt.emulator.faults = [{ kind: 'otherJson', on: '^GET /user', times: 1 }];
		const said = outcomesOf(await run(users));
		expect(said).toEqual([expect.stringMatching(/ed$/), 'different', 'refused', 'refused']);
		expect(['updated', 'disabled']).toContain(said[0]);
	});
});

describe('the fobs of somebody', () => {
	it.each([
		['Update', () => update({ custom1: 'Blue' })],
		['Remove Credentials', () => (users: User[]) => removeCredentials(users)],
	])('are looked for, and nothing more is sent where they are gone: %s', async (_, way) => {
		const users = people().slice(0, 3);
		const fobs = [...lockt.building.credentials.values()].filter(({ fob }) => fob !== undefined);
		for (const [n, { id }] of users.entries()) fobs[n]!.userId = id;
		lockt.emulator.mishear = (record) => {
			for (const fob of fobs) if (fob.userId === Number(record.id)) fob.userId = 0;
			return record;
		};
		const said = outcomesOf(await way()(users, 1));
		expect(said).toEqual(['different', 'refused', 'refused']);
	});
});

it('the fobs of somebody are looked for, though those before have none', async () => {
	const users = people().slice(0, 3);
	const fobs = [...lockt.building.credentials.values()].filter(({ fob }) => fob !== undefined);
	for (const fob of fobs) fob.userId = 0;
	fobs[0]!.userId = users[1]!.id;
	lockt.emulator.mishear = (record) => {
		for (const fob of fobs) if (fob.userId === Number(record.id)) fob.userId = 0;
		return record;
	};
	const said = outcomesOf(await removeCredentials(users));
	expect(said).toEqual(['credentials removed', 'different', 'refused']);
});

describe('what cannot be compared', () => {
	it('is no reason not to look at the next one of the same request', async () => {
		const some = people().slice(0, 3);
		lockt.emulator.mishear = (record) => ({ ...record, first_name: 'Old' });
		for (const user of some) user.first_name = 'Old';
		const rows = some.map(({ id_num }, n) => ({ id_num, first_name: ['Änne', 'Quin', 'Ö'][n] }));
		const parameters = { levelMode: 'add', ...autoMapped };
		const items = await lockt.run('user createOrUpdate', parameters, rows, GO_ON);
		expect(outcomesOf(items)).toEqual(['unknown', 'different', 'unknown']);
	});

	it('does not show that it goes well for the next one', async () => {
		const some = people().slice(0, 3);
		for (const user of some) user.custom = ['Old', '', '', ''];
		lockt.emulator.mishear = (record) => without(record, 'custom1');
		const rows = some.map(({ id }, n) => ({ id, custom1: ['Grün', 'Blue', 'Red'][n] }));
		const parameters = {
			...{ user: by('id', '={{ $json.id }}'), levelMode: 'add' },
			...columns({ custom1: '={{ $json.custom1 }}' }),
		};
		const items = await lockt.run('user update', parameters, rows, GO_ON);
		expect(outcomesOf(items)).toEqual(['updated', 'different', 'refused']);
		expect(lockt.changes()).toHaveLength(2);
	});
});

describe('somebody of whom Lockt says that they are created', () => {
	const card = (n: number) => ({ card_num: `770${n}` });
	const rows = () =>
		newUsers(4).map((user, n) => ({
			...user,
			...card(n),
			...{ access_expires: NEW, accesslevels: levels()[0], enabled: 'No', custom1: 'Blue' },
		}));
	const create = (size: number, operation = 'user create') => {
		const parameters = { levelMode: 'add', ...autoMapped, options: { batchSize: size } };
		return lockt.run(operation, parameters, rows(), GO_ON);
	};
	const others: Record<string, (record: Sent) => Sent> = {
		'gives no levels': (record) => without(record, 'accesslevels'),
		'gives all levels': (record) => ({ ...record, accesslevels: levels().map((id) => ({ id })) }),
		'gives no card': (record) => without(record, 'card_num'),
		'enables all': (record) => without(record, 'enabled'),
		...(without(servers, 'does nothing', 'takes no names', 'takes no PIN') as typeof servers),
	};

	it.each(Object.keys(others).flatMap((server) => [1, 100].map((size) => [server, size] as const)))(
		'where Lockt %s, %d at a time: is not said to be created as they were to be',
		async (server, size) => {
			lockt.emulator.mishear = others[server];
			const items = await create(size);
			expect(outcomesOf(items)).not.toContain('created');
			expect(items[0]!.json.error).toContain('Not as Lockt said');
			expect(JSON.stringify(items)).not.toContain(rows()[0]!.pin);
		},
	);

	it.each(['user create', 'user createOrUpdate'])(
		'%s: where they are not there, is told, and no more are created',
		async (operation) => {
			const body = JSON.stringify({ data: { submitted: 1, inserted: 1, updated: 0, errors: 0 } });
			lockt.emulator.faults = [{ kind: 'answer', on: '^POST', body, times: 99 }];
			const items = await create(1, operation);
			expect(outcomesOf(items)).toEqual(['different', 'refused', 'refused', 'refused']);
			expect(items[0]!.json.error).toContain(
				"Not as Lockt said: it shows no user with the ID Number 'H-0'",
			);
			expect(lockt.changes()).toHaveLength(1);
		},
	);

	it('costs one look in a run', async () => {
		expect(outcomesOf(await create(2))).toEqual(Array(4).fill('created'));
		const asked = lockt.asked().slice(lockt.asked().indexOf('POST /user'));
		expect(asked.filter((one) => one.includes('id_num='))).toEqual(['GET /user?id_num=H-0']);
	});
});

describe('who gets for the first time what others had already', () => {
	const firsts = { access_expires: '', accessLevelIds: [] };
	const sent = { access_expires: 'access_expires', accessLevelIds: 'accesslevels' };

	it.each([
		[
			'access_expires',
			'Update',
			update({ access_effective: OLD.access_effective, access_expires: NEW }),
		],
		[
			'accessLevelIds',
			'Set Access Levels',
			(users: User[]) =>
				lockt.run(
					'user setAccessLevels',
					{
						...{ user: by('id', '={{ $json.id }}'), mode: 'add' },
						accessLevels: levels().slice(2, 3),
					},
					users.map(({ id }) => ({ id })),
					GO_ON,
				),
		],
	] as const)('is looked at as well: %s by %s', async (property, _, run) => {
		// Given a Lockt that does not give it to who has none
		const users = people();
		users[1]!.enabled = false;
		for (const user of users.slice(2)) Object.assign(user, { [property]: firsts[property] });
		const isFirst = (id: unknown) => users.slice(2).some((user) => user.id === Number(id));
		lockt.emulator.mishear = (record) => {
			const { [sent[property]]: left, ...rest } = record;
			return isFirst(record.id) && left !== undefined ? rest : record;
		};

		// When it is given to some who had it, and then to them
		const said = outcomesOf(await run(users, 1));

		// Then the first who does not get it is told, and nothing more is sent
		expect(said).toEqual(['updated', 'updated', 'different', 'refused']);
	});
});
