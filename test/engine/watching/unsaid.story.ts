import type { User } from '../../../emulator/building/records';
import { cardHolders } from '../../emulator/samples';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const levels = () => [...lockt.building.accessLevels.values()].map(({ id }) => id);
const people = () =>
	cardHolders(lockt.building)
		.slice(0, 5)
		.map((user) => Object.assign(user, { accessLevelIds: levels().slice(0, 2) }));

const each = (operation: string, users: User[], parameters: object = {}) =>
	lockt.run(
		`user ${operation}`,
		{ user: by('id', '={{ $json.id }}'), ...parameters },
		users.map(({ id }) => ({ id })),
		GO_ON,
	);

const set = (mode: string, accessLevels: () => number[]) => (users: User[]) =>
	each('setAccessLevels', users, { mode, accessLevels: accessLevels() });

/** What is done to five people, and of how many of them it is to be known afterwards. */
const ways: Record<string, (users: User[]) => ReturnType<typeof each>> = {
	Disable: (users) => each('disable', users),
	Enable: (users) => each('enable', users),
	Add: set('add', () => levels().slice(1, 3)),
	Replace: set('replace', () => levels().slice(1, 3)),
	Remove: set('remove', () => levels().slice(0, 1)),
	'Clear All': set('clearAll', () => []),
	'Remove Credentials': (users) => each('removeCredentials', users),
	Update: (users) =>
		each('update', users, {
			levelMode: 'add',
			...columns({ custom1: 'Blue', access_expires: '2099-07-01T09:00:00Z' }),
		}),
};
const names = Object.keys(ways);

const bodies = {
	'the users and the options': { users: [{ id: 9, enabled: true }], options: {} },
	'an empty object': {},
	'only that it went well': { success: true },
	'counts that are all 0': { data: { submitted: 1, inserted: 0, updated: 0, errors: 0 } },
	'that nothing was updated': { data: { updated: 0 } },
};

const answer = (body: object, when: 'before' | 'after', status = 200) => {
	const text = JSON.stringify(body);
	lockt.emulator.faults = [{ kind: 'answer', on: '^PUT', status, body: text, times: 99, when }];
};

const UNKNOWN = Array(3).fill('unknown');

describe('where Lockt does not say what became of a PUT, but shows it', () => {
	it.each(names)('%s: it is done where Lockt repeats the user', async (name) => {
		lockt.emulator.readings.summary = 'repeated';
		const outcomes = outcomesOf(await ways[name]!(people()));
		expect(outcomes).toEqual(
			Array(5).fill(expect.stringMatching(/^(?!unknown|refused|different)/)),
		);
		expect(lockt.changes()).toHaveLength(5);
	});

	it.each(Object.entries(bodies))('it is done, whatever says nothing: %s', async (_, body) => {
		for (const name of ['Disable', 'Add', 'Replace']) {
			answer(body, 'after');
			const outcomes = outcomesOf(await ways[name]!(people()));
			expect(outcomes).toEqual(Array(5).fill(name === 'Disable' ? 'disabled' : 'updated'));
		}
	});

	it('it is done as well for who was so already', async () => {
		answer(bodies['counts that are all 0'], 'before');
		const users = people().map((user) => Object.assign(user, { enabled: false }));
		expect(outcomesOf(await ways.Disable!(users))).toEqual(Array(5).fill('disabled'));
	});

	it.each(['Disable', 'Add', 'Clear All', 'Update'])(
		'%s: it stays unknown where that is not shown',
		async (name) => {
			answer({}, 'before');
			const outcomes = outcomesOf(await ways[name]!(people().slice(0, 3)));
			expect(outcomes).toEqual(UNKNOWN);
		},
		20_000,
	);

	it('nothing is concluded of a card that was given', async () => {
		answer({}, 'after');
		const [user] = people();
		for (const [id, one] of lockt.building.credentials) {
			if (one.userId === user!.id) lockt.building.credentials.delete(id);
		}
		const card = columns({ card_num: '987654' });
		const items = await each('update', [user!], { levelMode: 'add', ...card });
		expect(outcomesOf(items)).toEqual(['unknown']);
		expect(lockt.changes()).toHaveLength(1);
	});

	it.each([
		['a doubt', { data: { updated: 0, queued: true } }, 200],
		['an error', { data: { updated: 0, errors: 1 } }, 200],
		['other words', { message: 'The request will be looked at' }, 200],
		['that it will be done', {}, 202],
		['a bad status', {}, 500],
	])('nor is anybody looked at where it says %s', async (_, body, status) => {
		answer(body, 'after', status);
		expect(outcomesOf(await ways.Disable!(people().slice(0, 1)))).not.toEqual(['disabled']);
	});
});
