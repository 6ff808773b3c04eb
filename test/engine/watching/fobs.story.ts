import type { Credential } from '../../../emulator/building/records';
import { cardHolders } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building).slice(0, 8);
const asked = () => lockt.asked().map((one) => one.replace(/=\d+/, '='));

const OLD = { access_effective: '2026-01-01 00:00:00', access_expires: '2099-01-01 00:00:00' };
const NEW = '2098-07-01 18:00:00';

/** Some that are somebody's each, with both dates. */
function held(sort: 'fob' | 'card', count = 4): Credential[] {
	const all = [...lockt.building.credentials.values()];
	return all
		.filter(({ fob }) => (fob !== undefined) === (sort === 'fob'))
		.slice(0, count)
		.map((one, n) => Object.assign(one, OLD, { userId: people()[n]!.id }));
}

type Run = (some: Credential[], batchSize?: number) => ReturnType<typeof lockt.run>;

const each =
	(operation: string, parameters: () => object): Run =>
	(some, batchSize = 1) => {
		const [kind] = operation.split(' ');
		const which = { [kind!]: by('id', '={{ $json.id }}'), options: { batchSize } };
		const rows = some.map(({ id }) => ({ id }));
		return lockt.run(operation, { ...which, ...parameters() }, rows, GO_ON);
	};

/** What is done to fobs and credentials, and what they are as it was to be. */
interface Way {
	sort: 'fob' | 'card';
	run: Run;
	/** What they say when it is done. */
	done: string;
	wanted: (before: Credential) => Partial<Credential>;
}

const newHolder = () => people()[6]!.id;

const ways: Record<string, Way> = {
	Unassign: {
		sort: 'fob',
		run: each('fob unassign', () => ({})),
		done: 'unassigned',
		wanted: () => ({ userId: 0 }),
	},
	Reassign: {
		sort: 'fob',
		run: each('fob reassign', () => ({ user: by('id', newHolder()) })),
		done: 'reassigned',
		wanted: () => ({ userId: newHolder(), ...OLD }),
	},
	'Reassign with a date': {
		sort: 'fob',
		run: each('fob reassign', () => ({ user: by('id', newHolder()), accessExpires: NEW })),
		done: 'reassigned',
		wanted: () => ({ userId: newHolder(), ...OLD, access_expires: NEW }),
	},
	'Update of a date': {
		sort: 'fob',
		run: each('fob update', () => columns({ access_expires: NEW })),
		done: 'updated',
		wanted: ({ userId }) => ({ userId, ...OLD, access_expires: NEW }),
	},
	'Update of the name': {
		sort: 'fob',
		run: each('fob update', () => columns({ name: '=Visitor {{ $json.id }}' })),
		done: 'updated',
		wanted: ({ id, userId }) => ({ userId, ...OLD, name: `Visitor ${id}` }),
	},
	'Credential: Update': {
		sort: 'card',
		run: each('credential update', () => ({ accessExpires: NEW })),
		done: 'updated',
		wanted: () => ({ ...OLD, access_expires: NEW }),
	},
	'Credential: Update that clears': {
		sort: 'card',
		run: each('credential update', () => ({ clear: ['access_effective'] })),
		done: 'updated',
		wanted: () => ({ ...OLD, access_effective: '' }),
	},
};
const names = Object.keys(ways);

const CLEARED = { access_effective: '', access_expires: '' };

type Sent = Record<string, unknown>;

const without = (record: Sent, ...names: string[]): Sent =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** What a server makes of a record that it is sent, and says that it is done. */
const servers: Record<string, (record: Sent) => Sent> = {
	'does nothing': ({ id }) => ({ id }),
	'takes no 0': (record) => (record.user_id === 0 ? without(record, 'user_id') : record),
	'takes no dates': (record) => without(record, 'access_effective', 'access_expires'),
	'takes no name': (record) => without(record, 'name'),
	'takes what is not sent for 0': (record) => ({ user_id: 0, ...record }),
	'clears the dates that are not sent': (record) => ({ ...CLEARED, ...record }),
	'clears all dates': (record) => ({ ...record, ...CLEARED }),
	'moves a date by hours': (record) =>
		'access_expires' in record ? { ...record, access_expires: '2098-07-02 04:00:00' } : record,
	'gives it to somebody else': (record) => ({ ...record, user_id: people()[7]!.id }),
};

const cases = names.flatMap((name) =>
	Object.keys(servers).flatMap((server) => [1, 2, 100].map((size) => ({ name, server, size }))),
);

const isAsWanted = (now: Credential, wanted: Partial<Credential>) =>
	Object.entries(wanted).every(([name, value]) => now[name as keyof Credential] === value);

describe('a fob or credential of which Lockt says that it is changed', () => {
	it.each(pickCases(cases, { by: ({ server }) => server, sample: 3 }))(
		'$name, where Lockt $server, $size at a time: is not said to be done where it is not, and no other comes to harm',
		async ({ name, server, size }) => {
			const { sort, run, done, wanted } = ways[name]!;
			lockt.emulator.mishear = servers[server];
			const some = held(sort);
			const before = some.map((one) => ({ ...one }));
			const said = outcomesOf(await run(some, size));
			const right = some.map((one, n) => isAsWanted(one, wanted(before[n]!)));
			const left = some.map((one, n) => isAsWanted(one, before[n]!));
			expect(said.map((one) => one === done)).toEqual(right);
			// Where the first is not as it was to be, nothing becomes of those after its request
			if (!right[0]) expect(left.slice(size)).not.toContain(false);
			expect(lockt.changes()).toHaveLength(right[0] ? Math.ceil(some.length / size) : 1);
		},
	);

	it('is told with what there is instead', async () => {
		const [fob] = held('fob', 1) as [Credential];
		lockt.emulator.mishear = servers['takes what is not sent for 0'];
		const [item] = await ways['Update of the name']!.run([fob]);
		expect(item!.json.error).toContain(`(ID ${fob.id}) with nobody, and it was to be with`);
		lockt.emulator.mishear = servers['clears all dates'];
		const [card] = await ways['Credential: Update']!.run(held('card', 1));
		expect(card!.json.error).toContain("with 'Access Effective' no date instead of");
		expect(card!.json.error).toContain(`with 'Access Expires' no date instead of '${NEW}'`);
	});
});

describe('what is lost beside what was sent', () => {
	const credential = (id: unknown) => lockt.building.credentials.get(Number(id))!;
	const losses: Array<[name: string, way: string, lose: (id: unknown) => unknown]> = [
		[
			'the holder of a credential',
			'Credential: Update',
			(id) => (credential(id).userId = people()[7]!.id),
		],
		['its number', 'Credential: Update', (id) => (credential(id).card_num = `77${String(id)}`)],
		['that a fob is on', 'Update of the name', (id) => (credential(id).fob!.enabled = false)],
	];

	it.each(losses)('is told, and nothing more is sent: %s', async (_, name, lose) => {
		const { run, sort } = ways[name]!;
		const some = held(sort);
		lockt.emulator.mishear = (record) => {
			lose(record.id);
			return record;
		};
		expect(outcomesOf(await run(some))).toEqual(['different', 'refused', 'refused', 'refused']);
	});

	it('is looked for where of the first it was not seen who had it', async () => {
		const some = held('fob');
		Object.assign(some[0]!, { userId: newHolder() });
		lockt.emulator.mishear = servers['does nothing'];
		lockt.emulator.faults = [{ kind: 'otherJson', on: '^GET /credential', times: 1 }];
		const said = outcomesOf(await ways.Reassign!.run(some));
		expect(said).toEqual(['reassigned', 'different', 'refused', 'refused']);
	});

	it('is looked for of each, where it was not seen of any who had it', async () => {
		const some = held('fob', 8);
		for (const [n, one] of some.entries()) one.userId = n < 5 ? newHolder() : people()[n - 5]!.id;
		lockt.emulator.mishear = servers['does nothing'];
		lockt.emulator.faults = [{ kind: 'otherJson', on: '^GET /credential', times: 1 }];
		const said = outcomesOf(await ways.Reassign!.run(some, 100));
		expect(said.slice(5)).toEqual(Array(3).fill('different'));
		expect(said.slice(0, 5)).not.toContain('different');
	});

	it("is looked for where the first was nobody's", async () => {
		const some = held('fob');
		Object.assign(some[0]!, { userId: 0 });
		lockt.emulator.mishear = (record) =>
			credential(record.id).userId === 0 ? record : without(record, 'user_id');
		const said = outcomesOf(await ways.Reassign!.run(some));
		expect(said).toEqual(['reassigned', 'different', 'refused', 'refused']);
	});
});

describe('who has a fob, where Lockt shows of no credential who has it', () => {
	it.each([[null], [''], [[]], [{}]])('is open: %j', async (user) => {
		const fobs = held('fob', 2);
		const data = fobs.map(({ id, card_num }) => ({ id, card_num, user }));
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', on: 'GET /credential', body, times: 99 }];
		const items = await ways.Reassign!.run(fobs, 1);
		for (const { json } of items) {
			expect(json).toMatchObject({ outcome: 'reassigned' });
			expect(json.warning).toContain('Done, but who has the fob could not be seen');
		}
		expect(lockt.changes()).toHaveLength(2);
	});
});

it('a fob that nobody has is no answer where no credential shows who has it', async () => {
	const [fob] = held('fob', 1) as [Credential];
	const data = [{ id: fob.id, card_num: fob.card_num, user: [] }];
	const body = JSON.stringify({ data });
	lockt.emulator.faults = [{ kind: 'answer', on: '^GET /credential', body, times: 99 }];
	const [item] = await ways.Unassign!.run([fob]);
	expect(item!.json.warning).toContain('Done, but who has the fob could not be seen');
});

describe('what it costs to look at fobs', () => {
	const look = ['GET /fob?id=', 'GET /credential?card_num='];

	it('is a look before each, and after the first', async () => {
		await ways.Reassign!.run(held('fob', 4));
		const change = 'PUT /fob';
		const each = [...look, change];
		expect(asked()).toEqual([...each, ...look, ...each, ...each, ...each]);
	});

	it("is a look at each fob beforehand, where it is to be nobody's", async () => {
		const fobs = held('fob', 6);
		for (const one of fobs.slice(1)) one.userId = 0;
		const said = outcomesOf(await ways.Unassign!.run(fobs));
		expect(said).toEqual(['unassigned', ...Array<string>(5).fill('unchanged')]);
		expect(lockt.changes()).toHaveLength(6);
		expect(asked().length).toBeLessThan(20);
	});

	it('is a look before each, and one after the first request', async () => {
		await ways['Update of the name']!.run(held('fob', 8), 4);
		const names = (asked: string) => asked.split('?')[0];
		const lists = asked().map(names);
		expect(lists.filter((one) => one === 'PUT /fob')).toHaveLength(2);
		expect(lists.length).toBeLessThan(21);
	});
});

describe('a fob that seems to be nobody’s', () => {
	it('is unchanged by being taken from nobody', async () => {
		const [fob] = held('fob', 1) as [Credential];
		for (const outcome of ['unassigned', 'unchanged']) {
			expect(outcomesOf(await ways.Unassign!.run([fob]))).toEqual([outcome]);
		}
	});

	it.each([[null], [''], [[]], [{}], [[{}]], [0]])(
		'is taken from whoever has it, as one answer may not show it: %j',
		async (user) => {
			const [fob] = held('fob', 1) as [Credential];
			const { id, card_num } = fob;
			const others = [{ id: 1, card_num: '000111', user: [{ id: people()[0]!.id, name: 'N' }] }];
			const body = JSON.stringify({ data: [{ id, card_num, user }, ...others] });
			lockt.emulator.faults = [{ kind: 'answer', on: '^GET /credential', body, times: 9 }];
			await ways.Unassign!.run([fob]);
			expect(lockt.building.credentials.get(id)!.userId).toBe(0);
		},
	);
});

describe('what Lockt does not show of a fob', () => {
	const hidden = { user: undefined, user_id: undefined };
	it.each([
		['nobody at all', {}],
		['a name alone', { user: 'Jones, Toby' }],
		['no credential', undefined],
	])('is said beside what is done: %s', async (_, shown) => {
		const [fob] = held('fob', 1) as [Credential];
		const { id, card_num } = fob;
		const data = shown ? [{ id, card_num, ...hidden, ...shown }] : [];
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', on: '^GET /credential', body, times: 99 }];
		const [item] = await ways.Unassign!.run([fob]);
		expect(item!.json).toMatchObject({ outcome: 'unassigned' });
		expect(item!.json.warning).toContain('Done, but who has the fob could not be seen');
	});

	it.each([
		[[]],
		[{}],
		[null],
		[''],
		[0],
		['0'],
		[[{ id: 0, name: '' }]],
		[[{ id: null, name: null }]],
	])('is nobody: %j', async (user) => {
		const [fob] = held('fob', 1) as [Credential];
		const { id, card_num, userId } = fob;
		const answer = (holder: unknown) => ({
			kind: 'answer' as const,
			on: '^GET /credential',
			body: JSON.stringify({ data: [{ id, card_num, user: holder }] }),
			times: 1,
		});
		lockt.emulator.faults = [answer([{ id: userId, name: 'Jones, Toby' }]), answer(user)];
		const [item] = await ways.Unassign!.run([fob]);
		expect(item!.json).toEqual({ id, user_id: 0, outcome: 'unassigned' });
		expect(lockt.changes()).toHaveLength(1);
	});
});
