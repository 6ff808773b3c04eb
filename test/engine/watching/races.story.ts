import type { IDataObject } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { cardHolders } from '../../emulator/samples';
import { idle } from '../idle';
import { newUsers } from '../newUsers';
import { ALLOWED, GO_ON, autoMapped, by, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const outcomes = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json.outcome);

/** Does something as soon as Lockt has seen so many changes. */
async function afterChanges(count: number, work: () => unknown): Promise<void> {
	while (lockt.changes().length < count) await new Promise((resolve) => setImmediate(resolve));
	await work();
}

describe('what others change while a run is under way', () => {
	it('stays: whoever is disabled meanwhile is not let in again', async () => {
		// Given 30 people whose names change, in three requests
		const rows = people()
			.slice(0, 30)
			.map(({ id_num }, n) => ({ id_num, last_name: `New ${n}` }));
		const last = people()[29]!;
		const options = { batchSize: 10 };
		const run = lockt.run(
			'user createOrUpdate',
			{ levelMode: 'add', options, ...autoMapped },
			rows,
		);

		// When the last of them is disabled in Lockt after the first request, with another PIN and an end
		const changed = { enabled: false, pin: '7391', access_expires: '2099-01-01 00:00:00' };
		await afterChanges(1, () => Object.assign(last, changed));

		// Then only the name has changed
		expect(outcomes(await run)).toEqual(rows.map(() => 'updated'));
		expect(last).toMatchObject({ ...changed, last_name: 'New 29' });
	});

	it('stays: an access level that another execution takes away at the same time', async () => {
		const user = people()[3]!;
		const [a, b, c] = [...lockt.building.accessLevels.keys()] as [number, number, number];
		user.accessLevelIds = [a, b, c];
		const remove = (level: number) =>
			lockt.run('user setAccessLevels', {
				...{ user: by('id', user.id), mode: 'remove', accessLevels: [level] },
			});
		await Promise.all([remove(a), remove(b)]);
		expect(user.accessLevelIds).toEqual([c]);
	});

	it('refuses alone whoever is gone by then', async () => {
		const rows = people()
			.slice(0, 20)
			.map(({ id_num }, n) => ({ id_num, last_name: `New ${n}` }));
		const gone = people()[19]!;
		const options = { batchSize: 10 };
		const parameters = { levelMode: 'add', options, ...autoMapped };
		const run = lockt.run('user createOrUpdate', parameters, rows, GO_ON);
		await afterChanges(1, () => lockt.building.users.delete(gone.id));
		const items = await run;
		expect(outcomes(items.slice(0, 19))).toEqual(Array(19).fill('updated'));
		expect(items[19]!.json.error).toMatch(/^Not sent: No user with Lockt ID/);
	});

	it('in one run, one item after the other: what was added stays when another is removed', async () => {
		const user = people()[3]!;
		const [a, b] = [...lockt.building.accessLevels.keys()] as [number, number];
		user.accessLevelIds = [a];
		const parameters = {
			user: by('id', user.id),
			mode: '={{ $json.mode }}',
			accessLevels: '={{ [$json.level] }}',
		};
		const items = [
			{ mode: 'add', level: b },
			{ mode: 'remove', level: a },
		];
		expect(outcomes(await lockt.run('user setAccessLevels', parameters, items))).toEqual([
			'updated',
			'updated',
		]);
		expect(user.accessLevelIds).toEqual([b]);
	});

	it('is not undone by a change of one name either', async () => {
		const user = people()[2]!;
		const update = lockt.run('user update', {
			...{ user: by('id', user.id), levelMode: 'add' },
			...columns({ last_name: 'Moved' }),
		});
		const disable = lockt.run('user disable', { user: by('id', user.id) });
		await Promise.all([update, disable]);
		expect(user).toMatchObject({ enabled: false, last_name: 'Moved' });
	});

	/** How an item names its user, and what makes that somebody else's. */
	const NAMES = {
		id_num: (user: User) => (user.id_num = 'E-77777'),
		email: (user: User) => (user.email = 'now.another@x.example'),
	};
	const byRow = (property: keyof typeof NAMES) => (user: User) => ({
		operation: 'user createOrUpdate',
		parameters: { levelMode: 'add', ...autoMapped },
		item: { [property]: user[property], last_name: 'Moved', enabled: false },
	});
	const picking = (operation: string, more: object) => (user: User) => ({
		operation,
		parameters: { user: by('idNum', user.id_num), ...more },
		item: {},
	});
	const level = () => [...lockt.building.accessLevels.keys()][0]!;
	const renewals = [
		['Create or Update by ID number', 'id_num', byRow('id_num')],
		['Create or Update by e-mail', 'email', byRow('email')],
		[
			'Create or Update by a PUT',
			'id_num',
			(user: User) => ({
				...byRow('id_num')(user),
				item: { id_num: user.id_num, enabled: false },
			}),
		],
		...[{ enabled: 'false' }, { access_expires: '2099-01-01' }, { custom1: 'x' }].map(
			(fields) =>
				[
					`Update of ${Object.keys(fields).join()}`,
					'id_num',
					picking('user update', { levelMode: 'add', ...columns(fields) }),
				] as const,
		),
		[
			'Delegate',
			'id_num',
			(user: User) => ({
				operation: 'delegate create',
				parameters: {
					fromUser: by('id', people()[9]!.id),
					toUser: by('idNum', user.id_num),
					doors: [[...lockt.building.doors.keys()][0]],
					accessExpires: '2099-01-01',
				},
				item: {},
			}),
		],
		['Update', 'id_num', picking('user update', { levelMode: 'add', ...columns({ pin: '4711' }) })],
		[
			'Set Access Levels',
			'id_num',
			(user: User) =>
				picking('user setAccessLevels', { mode: 'remove', accessLevels: [level()] })(user),
		],
		[
			'Add',
			'id_num',
			(user: User) =>
				picking('user setAccessLevels', { mode: 'add', accessLevels: [level()] })(user),
		],
		...['delete', 'removeCredentials', 'anonymize', 'disable', 'enable'].map(
			(operation) => [operation, 'id_num', picking(`user ${operation}`, {})] as const,
		),
		...(['replace', 'clearAll'] as const).map(
			(mode) =>
				[
					mode,
					'id_num',
					(user: User) => picking('user setAccessLevels', { mode, accessLevels: [level()] })(user),
				] as const,
		),
	] as const;

	it.each(renewals)('%s: what named a user is somebody else by then', async (_, name, sample) => {
		// Given an item that names a user, and another execution that holds the turn
		const user = people()[5]!;
		user.enabled = true;
		user.accessLevelIds = [level()];
		let passTurnOn = () => {};
		const until = new Promise<void>((resolve) => (passTurnOn = resolve));
		lockt.emulator.faults = [{ kind: 'slow', until, on: 'POST /door' }];
		const first = lockt.run('door create', columns({ name: 'Attic' }));
		await afterChanges(1, () => undefined);
		const { operation, parameters, item } = sample(user);
		const second = lockt.run(operation, parameters, [item], GO_ON);
		const isPlanned = () => lockt.asked().some((asked) => asked.includes('/user'));
		await idle(isPlanned);

		// When it is not that user's any more while it waits
		NAMES[name](user);
		const before = structuredClone(user);
		passTurnOn();
		await first;
		const [shown] = await second;

		// Then nothing is sent
		expect(shown!.json.error).toMatch(
			/^Not sent: (?:The .* was that of the user with the ID \d+, but|No user with ID Number)/,
		);
		expect(shown!.json.details).toMatchObject({ outcome: 'refused' });
		expect(lockt.changes()).toHaveLength(1);
		expect(user).toEqual(before);
	});

	it('is not one user where Lockt shows several of one ID', async () => {
		const [user, other] = people() as [User, User];
		const data = [user, other].map(({ first_name, last_name }) => ({
			...{ id: user.id, first_name, last_name, accesslevels: [] },
		}));
		const body = JSON.stringify({ data });
		lockt.emulator.faults = [{ kind: 'answer', body, on: 'GET .*/user\\?id=' }];
		const parameters = { user: by('id', user.id), levelMode: 'add', ...columns({ phone: '1' }) };
		const [item] = await lockt.run('user update', parameters, [{}], GO_ON);
		expect(item!.json.error).toMatch(/^Lockt shows different records of the user with the ID/);
		expect(lockt.changes()).toEqual([]);
	});

	it('is deleted all the same where it was picked by its ID, which no other gets', async () => {
		const user = people()[5]!;
		await lockt.run('user delete', { user: by('id', user.id) });
		const look = `GET /user?id=${user.id}`;
		expect(lockt.asked()).toEqual([look, 'DELETE /user', look]);
	});

	it('refuses alone whoever is not meant any more, of many who are deleted', async () => {
		const rows = people()
			.slice(0, 20)
			.map(({ id_num }) => ({ id_num }));
		const other = people()[19]!;
		const parameters = { user: by('idNum', '={{ $json.id_num }}'), options: { batchSize: 10 } };
		const run = lockt.run('user delete', parameters, rows, GO_ON);
		await afterChanges(1, () => (other.id_num = 'E-77777'));
		expect(outcomes(await run)).toEqual([...Array<string>(19).fill('deleted'), undefined]);
		expect(lockt.building.users.has(other.id)).toBe(true);
		// The list is read for each request, not each user; one of the first request is looked at after it.
		expect(lockt.asked().filter((asked) => asked.startsWith('GET /user'))).toHaveLength(4);
	});

	it('cannot be read: after the first 500 nothing more is asked, and nothing of the batch is sent', async () => {
		const rows = people()
			.slice(0, 20)
			.map(({ id_num }, n) => ({ id_num, last_name: `New ${n}` }));
		lockt.emulator.faults = [{ kind: 'status500', on: 'GET .*/user\\?id=' }];
		const parameters = { levelMode: 'add', ...autoMapped };
		const items = await lockt.run('user createOrUpdate', parameters, rows, GO_ON);
		for (const { json } of items) {
			expect(json.error).toMatch(
				/^Not sent, as what Lockt has now could not be read: Lockt has a prob/,
			);
			expect(json.details).toMatchObject({ outcome: 'refused' });
		}
		expect(items).toHaveLength(20);
		expect(lockt.changes()).toEqual([]);
		// Planning reads the PIN of nobody: a few are under way when the first answer comes.
		const alone = lockt.asked().filter((asked) => asked.startsWith('GET /user?id='));
		expect(alone.length).toBeLessThanOrEqual(5);
	});

	/** Their only one, one after the other. */
	function takeLevelFromFive() {
		const users = people().slice(0, 5);
		for (const user of users) user.accessLevelIds = [level()];
		const parameters = {
			user: by('id', '={{ $json.id }}'),
			mode: 'remove',
			accessLevels: [level()],
		};
		const items = users.map(({ id }) => ({ id }));
		return { users, run: lockt.run('user setAccessLevels', parameters, items, GO_ON) };
	}

	it('is gone for three items in a row: the next ones are sent all the same', async () => {
		const { users, run } = takeLevelFromFive();
		await afterChanges(1, () => {
			for (const { id } of users.slice(1, 4)) lockt.building.users.delete(id);
		});
		expect(outcomes(await run)).toEqual(['updated', undefined, undefined, undefined, 'updated']);
		expect(users[4]!.accessLevelIds).toEqual([]);
	});

	it('cannot be read for three items in a row: the next ones are not sent, and say why', async () => {
		const { run } = takeLevelFromFive();
		await afterChanges(1, () => {
			lockt.emulator.faults = [{ kind: 'status503', on: 'GET .*/user\\?id=' }];
		});
		const last = (await run)[4]!.json;
		expect(last.error).toMatch(/^Not sent, as a request before it failed: .*Lockt has a problem/);
		expect(lockt.changes()).toHaveLength(1);
	});
});

describe('what a run has read before another run changed something', () => {
	beforeEach(() => {
		lockt.emulator.readings.options = 'boolean';
	});

	it('does not show that nobody has it: of two new hires with the same e-mail at once, one is created', async () => {
		const before = structuredClone([...lockt.building.users.values()]);
		const rows = newUsers(2).map((row) => ({ ...row, email: 'shared@hires.example' }));
		const runs = rows.map((row) => lockt.run('user create', autoMapped, [row], GO_ON));
		const [one, two] = (await Promise.all(runs)).map(([item]) => item!);
		expect(one!.json.outcome).toBe('created');
		expect(two!.json.error).toContain('Email Already Exists');
		const users = [...lockt.building.users.values()];
		expect(users.slice(0, -1)).toEqual(before);
		expect(users.at(-1)!.id_num).toBe(rows[0]!.id_num);
	});

	it('does not count for the next batch either, and for nobody whom it does not concern', async () => {
		const somebody = people()[0]!;
		const rows = newUsers(4);
		const options = { batchSize: 1 };
		const creating = lockt.run('user create', { ...autoMapped, options }, rows, GO_ON);
		const email = columns({ email: rows[3]!.email });
		const updating = lockt.run('user update', { user: by('id', somebody.id), ...email });
		const [created, updated] = await Promise.all([creating, updating]);
		expect(outcomes(updated)).toEqual(['updated']);
		expect(outcomes(created)).toEqual(['created', 'created', 'created', undefined]);
		expect(created[3]!.json.error).toContain('Email Already Exists');
		expect(somebody).toMatchObject({ email: rows[3]!.email });
		expect(somebody.id_num).not.toBe(rows[3]!.id_num);
	});

	it('costs no more than the list again: batches of its own do not overtake a run', async () => {
		await lockt.run('user create', { ...autoMapped, options: { batchSize: 1 } }, newUsers(5));
		expect(lockt.asked().filter((asked) => asked === 'GET /user')).toHaveLength(1);
	});
});
