import type { User } from '../../../emulator/building/records';
import { cardOf, first, fobOf } from '../../emulator/samples';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

type Records = Map<number, { id: number }>;

/** Each kind that can be deleted: those that there are, and which come first. */
const kinds = {
	user: () => lockt.building.users as Records,
	fob: () => ofSort(lockt.building.credentials, fobOf(lockt.building)),
	credential: () => ofSort(lockt.building.credentials, cardOf(lockt.building)),
	accessLevel: () => lockt.building.accessLevels as Records,
	door: () => lockt.building.doors as Records,
};
const names = Object.keys(kinds) as Array<keyof typeof kinds>;

/** Those that are a fob like this one, or are none. */
function ofSort(all: typeof lockt.building.credentials, one: { fob?: unknown }): Records {
	return new Map([...all].filter(([, { fob }]) => (fob === undefined) === (one.fob === undefined)));
}

const remove = (name: keyof typeof kinds, count: number, batchSize = 100) => {
	const some = [...kinds[name]()].slice(1, count + 1).map(([id]) => ({ id }));
	const parameters = { [name]: by('id', '={{ $json.id }}'), options: { batchSize } };
	return lockt.run(`${name} delete`, parameters, some, GO_ON);
};

/** Says that all of a request is deleted, and leaves it there. */
const doNothing = (count: number) => {
	const body = JSON.stringify({ data: { submitted: count, deleted: count, errors: 0 } });
	lockt.emulator.faults = [{ kind: 'answer', on: '^DELETE', body, times: 99 }];
};

describe('what Lockt says that it has deleted', () => {
	it.each(names)('%s: is asked for once in a run', async (name) => {
		expect(outcomesOf(await remove(name, 4, 2))).toEqual(Array(4).fill('deleted'));
		const asked = lockt.emulator.journal.map(({ method }) => method);
		// A list, or a question for each.
		expect(asked.join(' ')).toMatch(/^GET( GET)? DELETE GET DELETE$/);
	});

	it.each(names)('%s: is told where it is still there, and no other is deleted', async (name) => {
		doNothing(1);
		const items = await remove(name, 3, 1);
		expect(outcomesOf(items)).toEqual(['different', 'refused', 'refused']);
		expect(items[0]!.json.error).toContain('Not as Lockt said: it still shows the');
		expect(lockt.changes()).toHaveLength(1);
	});

	it.each(names)('%s: is looked for where the first was gone before', async (name) => {
		const gone = { id: 999_999 };
		const some = [...kinds[name]()].slice(1, 4).map(([id]) => ({ id }));
		for (const batchSize of [1, 100]) {
			doNothing(batchSize === 1 ? 1 : 4);
			const which = { [name]: by('id', '={{ $json.id }}'), options: { batchSize } };
			const said = outcomesOf(await lockt.run(`${name} delete`, which, [gone, ...some], GO_ON));
			const others = batchSize === 1 ? 'refused' : 'unknown';
			expect(said.slice(1)).toEqual(['different', others, others]);
		}
	});

	it.each([1, 100])('is looked for among administrators, too: %i at a time', async (batchSize) => {
		const admins = [...lockt.building.users.values()].slice(-2);
		for (const one of admins) one.privileged = true;
		doNothing(batchSize === 1 ? 1 : 2);
		const which = { user: by('id', '={{ $json.id }}'), options: { batchSize } };
		const rows = admins.map(({ id }) => ({ id }));
		const said = outcomesOf(await lockt.run('user delete', which, rows, GO_ON));
		expect(said).toEqual(['different', batchSize === 1 ? 'refused' : 'unknown']);
	});

	it('is open where it was shown neither before nor after', async () => {
		doNothing(1);
		const [item] = await lockt.run('user delete', { user: by('id', 999_999) }, [{}], GO_ON);
		expect(item!.json.warning).toContain('Lockt did not show it before either');
	});

	it('is not known of those beside it', async () => {
		doNothing(3);
		expect(outcomesOf(await remove('fob', 3))).toEqual(['different', 'unknown', 'unknown']);
	});

	it('is done where Lockt shows it no more a second later', async () => {
		const { id, last_name } = first(lockt.building.users, 1);
		const body = JSON.stringify({ data: [{ id, last_name }] });
		lockt.emulator.faults = [{ kind: 'answer', on: '^GET', body, times: 2 }];
		expect(outcomesOf(await remove('user', 1))).toEqual(['deleted']);
		const look = `GET /user?id=${id}`;
		expect(lockt.asked()).toEqual([look, 'DELETE /user', look, look]);
	});

	it('is done beside a warning where that cannot be seen', async () => {
		lockt.emulator.faults = [{ kind: 'status500', on: '^GET', times: 99 }];
		const [item] = await remove('user', 1);
		expect(item!.json).toMatchObject({ outcome: 'deleted' });
		expect(item!.json.warning).toContain('Done, but whether the user is gone could not be seen');
	});
});

describe('who has given a number away a moment ago', () => {
	const doings = {
		delete: {},
		disable: {},
		anonymize: {},
		'setAccessLevels clearAll': { mode: 'clearAll' },
	};
	const cases = Object.entries(doings).flatMap(([doing, more]) =>
		[1, 6].map((rows) => [doing, rows, more] as const),
	);

	it.each(cases)('is not taken for its new owner: %s, %i rows', async (doing, count, more) => {
		// Given people whose ID numbers a node has changed, while Lockt finds them by the old ones
		const users = [...lockt.building.users.values()].slice(1, count + 1);
		const old = users.map((user) => ({ ...user, id_num: user.id_num }));
		const listed = JSON.stringify({ data: old.map(({ id, ...rest }) => listUser(id, rest)) });
		const renamed = users.map(({ id }, n) => ({ id, id_num: `NEW-${n}` }));
		const which = { user: by('id', '={{ $json.id }}') };
		const values = { id_num: '={{ $json.id_num }}' };
		await lockt.run('user update', { ...which, levelMode: 'add', ...columns(values) }, renamed);
		expect(users.map(({ id_num }) => id_num)).toEqual(renamed.map(({ id_num }) => id_num));
		const before = lockt.changes().length;
		const stale = String.raw`^GET /user($|\?id_num=)`;
		lockt.emulator.faults = [{ kind: 'answer', on: stale, body: listed, times: 999 }];

		// When another node is to do something to whoever has the old numbers
		const operation = `user ${doing.split(' ')[0]!}`;
		const rows = old.map(({ id_num }) => ({ id_num }));
		const byNumber = { user: by('idNum', '={{ $json.id_num }}'), ...more };
		const items = await lockt.run(operation, byNumber, rows, GO_ON);

		// Then nothing is done to them
		expect(outcomesOf(items)).toEqual(Array(count).fill('refused'));
		expect(items[0]!.json.error).toContain('but is not any more');
		expect(lockt.changes()).toHaveLength(before);
	});
});

/** A person as a list shows them. */
const listUser = (id: number, { id_num, first_name, last_name, email }: Partial<User>) => ({
	id,
	id_num,
	first_name,
	last_name,
	email,
	enabled: true,
});
