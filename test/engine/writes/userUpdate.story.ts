import type { IDataObject } from 'n8n-workflow';
import { cardHolders, first } from '../../emulator/samples';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const person = (n: number) => people()[n]!;

describe('User: Update', () => {
	const update = (parameters: object) =>
		lockt.run('user update', { levelMode: 'add', ...parameters });

	it('keeps all that Lockt wants to be told again, the PIN included', async () => {
		const before = structuredClone(person(2));
		await update({ user: by('id', before.id), ...columns({ last_name: 'Moved' }) });
		expect(person(2)).toEqual({ ...before, last_name: 'Moved' });
	});

	it('clears only what it is told to', async () => {
		const user = person(2);
		Object.assign(user, { access_expires: '2099-01-01 00:00:00', custom: ['a', 'b', 'c', 'd'] });
		await update({ user: by('id', user.id), ...columns({}), clear: ['access_expires', 'custom3'] });
		expect(user).toMatchObject({ access_expires: '', custom: ['a', 'b', '', 'd'] });
	});

	it('nothing filled in is an error', async () => {
		await expect(update({ user: by('id', 1), ...columns({ phone: '' }) })).rejects.toMatchObject({
			message: 'There is nothing to change',
		});
		expect(lockt.emulator.journal).toEqual([]);
	});

	it('sends nobody what somebody else has, and asks for one list to see that of all', async () => {
		const [other, ...users] = people().slice(0, 31);
		const rows = users.map(({ id }, n) => ({
			user_id: id,
			id_num: n === 7 ? other!.id_num : `N-${n}`,
			email: n === 8 ? other!.email.toUpperCase() : `n${n}@people.example`,
		}));
		const before = structuredClone([users[7], users[8], other]);
		const parameters = { user: by('id', '={{ $json.user_id }}'), levelMode: 'add', ...autoMapped };
		const output = await lockt.run('user update', parameters, rows, GO_ON);
		for (const n of [7, 8]) {
			expect(output[n]!.json.error).toContain(`(ID ${other!.id}) already, whom Lockt could change`);
		}
		expect(output.filter(({ json }) => json.outcome === 'updated')).toHaveLength(28);
		expect([users[7], users[8], other]).toEqual(before);
		expect(lockt.asked().filter((asked) => asked === 'GET /user')).toHaveLength(1);
	});

	it('what Get returns can be fed to it', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		const before = structuredClone(user);
		const got = await lockt.read('user get', { user: by('id', user.id), simplify: false });
		const save = { levelMode: 'add', ...autoMapped };
		const output = await lockt.run('user createOrUpdate', save, got);
		expect(output.map(({ json }) => json.outcome)).toEqual(['unchanged']);
		expect(user).toEqual(before);
	});
});

describe('an ID out of a column of the item, which may be a number of HR', () => {
	const OPERATIONS = ['disable', 'delete', 'removeCredentials', 'setAccessLevels', 'update'];
	const run = (operation: string, item: IDataObject) =>
		lockt.run(
			`user ${operation}`,
			{
				...{ user: by('id', '={{ $json.number }}'), mode: 'clearAll' },
				...columns({ custom1: 'changed' }),
			},
			[item],
			GO_ON,
		);

	it.each(OPERATIONS)(
		'changes nobody who is called otherwise in the same item: %s',
		async (name) => {
			const [one, other] = people();
			const { first_name, last_name, email } = other!;
			const whole = { first_name, last_name, email };
			const called = `${first_name} ${last_name}`;
			const always = [whole, { Name: called }, { 'Full Name': called }, { Employee: called }];
			const said = name === 'update' ? always : [...always, { 'E-Mail': email }, { last_name }];
			for (const who of said) {
				const [item] = await run(name, { number: one!.id, ...who });
				expect(item!.json.error).toMatch(/^The item may mean a stranger: the Lockt ID/);
			}
			expect(lockt.changes()).toEqual([]);
		},
	);

	it('changes nobody who is called otherwise in the body of a webhook', async () => {
		const [one, other] = people();
		const { first_name, last_name } = other!;
		const item = {
			body: { employee: { id: one!.id, firstName: first_name, lastName: last_name } },
		};
		const user = by('id', '={{ $json.body.employee.id }}');
		const [said] = await lockt.run('user disable', { user }, [item], GO_ON);
		expect(said!.json.error).toMatch(/who is called otherwise/);
		expect(lockt.changes()).toEqual([]);
	});

	it('changes who has a fob or credential, whatever that is called', async () => {
		const [one] = people();
		const user = by('id', '={{ $json.user_id }}');
		const item = { id: 7, name: 'Garage Fob', user_id: one!.id };
		const [said] = await lockt.run('user disable', { user }, [item], GO_ON);
		expect(said!.json.outcome).toBe('disabled');
	});

	it.each(OPERATIONS)('changes nobody whose number the item calls it: %s', async (name) => {
		const one = people()[0]!;
		const [item] = await run(name, { number: one.id, 'Employee ID': one.id });
		expect(item!.json.error).toMatch(/who has another ID number/);
		expect(lockt.changes()).toEqual([]);
	});

	it.each(OPERATIONS)('changes who is called so, or of whom nothing is said: %s', async (name) => {
		const [one, two] = people();
		const { first_name, last_name } = one!;
		const rows = [{ number: one!.id, first_name, last_name }, { number: two!.id }];
		for (const row of rows) {
			const [item] = await run(name, row);
			expect(item!.json.error).toBeUndefined();
		}
	});
});

describe('User: Set Access Levels', () => {
	const set = (items: IDataObject[], mode: string, accessLevels: unknown) =>
		lockt.run(
			'user setAccessLevels',
			{ user: by('id', '={{ $json.id }}'), mode, accessLevels },
			items,
		);

	it('adds, removes, replaces and clears', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length === 1)!;
		const [held] = user.accessLevelIds;
		const [a, b] = [...lockt.building.accessLevels.values()].filter(({ id }) => id !== held);
		await set([{ id: user.id }], 'add', [a!.id]);
		expect(user.accessLevelIds).toEqual([held, a!.id]);
		await set([{ id: user.id }], 'remove', `={{ ["${a!.name}"] }}`);
		expect(user.accessLevelIds).toEqual([held]);
		const [unchanged] = await set([{ id: user.id }], 'remove', [a!.id]);
		expect(unchanged!.json.outcome).toBe('unchanged');
		await set([{ id: user.id }], 'replace', [a!.id, b!.id]);
		expect(user.accessLevelIds).toEqual([a!.id, b!.id]);
		await set([{ id: user.id }], 'clearAll', []);
		expect(user.accessLevelIds).toEqual([]);
	});

	describe('several rows of one person', () => {
		/** What becomes of rows of one person who has the first level alone: mode and level of each. */
		const setRows = async (rows: Array<[string, number]>) => {
			const user = people().find(({ enabled }) => enabled)!;
			const levels = [0, 1, 2].map((n) => first(lockt.building.accessLevels, n).id);
			user.accessLevelIds = [levels[0]!];
			const items = rows.map(([mode, n]) => ({ id: user.id, mode, level: levels[n]! }));
			const output = await lockt.run(
				'user setAccessLevels',
				{
					...{ user: by('id', '={{ $json.id }}'), mode: '={{ $json.mode }}' },
					accessLevels: '={{ [$json.level] }}',
				},
				items,
				GO_ON,
			);
			const held = user.accessLevelIds.map((id) => levels.indexOf(id));
			return { said: output.map(({ json }) => json.outcome ?? 'error'), held };
		};

		it('that add and take other levels are all carried out', async () => {
			const { said, held } = await setRows([
				['add', 1],
				['remove', 0],
				['remove', 2],
			]);
			expect([said, held]).toEqual([['updated', 'updated', 'unchanged'], [1]]);
		});

		it('that take two levels are both carried out', async () => {
			const { said, held } = await setRows([
				['remove', 0],
				['remove', 1],
			]);
			expect([said, held]).toEqual([['updated', 'unchanged'], []]);
		});

		it('that add are all carried out', async () => {
			const { said, held } = await setRows([
				['add', 1],
				['add', 2],
				['add', 1],
			]);
			expect([said, held]).toEqual([
				['updated', 'updated', 'updated'],
				[0, 1, 2],
			]);
		});

		it.each<[string, Array<[string, number]>]>([
			[
				'add and take the same',
				[
					['add', 1],
					['remove', 1],
				],
			],
			[
				'take what they do not have, and add it',
				[
					['remove', 1],
					['add', 1],
				],
			],
			[
				'add and replace',
				[
					['add', 1],
					['replace', 2],
				],
			],
			[
				'replace and add',
				[
					['replace', 2],
					['add', 1],
				],
			],
			[
				'add twice, and clear all',
				[
					['add', 1],
					['add', 2],
					['clearAll', 0],
				],
			],
		])('that %s are refused', async (_, rows) => {
			const { said, held } = await setRows(rows);
			expect(held).toEqual([0]);
			expect(said).not.toContain('updated');
			expect(lockt.changes()).toEqual([]);
		});
	});

	it('a blank list never clears', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		for (const mode of ['add', 'replace', 'remove']) {
			await expect(set([{ id: user.id }], mode, '={{ [] }}')).rejects.toMatchObject({
				message: "'Access Level Names or IDs' is blank",
			});
		}
		expect(lockt.changes()).toEqual([]);
	});

	it('many users in a row are one request each, in order', async () => {
		const level = first(lockt.building.accessLevels);
		const rows = people()
			.slice(0, 30)
			.map(({ id }) => ({ id }));
		const output = await set(rows, 'add', [level.id]);
		expect(output).toHaveLength(30);
		expect(lockt.changes().map(({ method, body }) => [method, body])).toMatchObject(
			rows.map(({ id }) => ['PUT', { users: [{ id }] }]),
		);
	});
});
