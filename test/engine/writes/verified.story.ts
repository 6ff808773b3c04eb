import type { IDataObject, INode } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { readings } from '../../../emulator/readings';
import { cardHolders } from '../../emulator/samples';
import { newUsers } from '../newUsers';
import { jsonOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const levels = () => [...lockt.building.accessLevels.values()];

/** People with the first two access levels and no others. */
const holders = (count: number) =>
	people()
		.slice(0, count)
		.map((user) => Object.assign(user, { accessLevelIds: [levels()[0]!.id, levels()[1]!.id] }));

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

	it('is looked at right after each request, and once', async () => {
		await set('clearAll', holders(3));
		expect(asked()).toEqual(Array(3).fill(['PUT /user', 'GET /user?id=']).flat());
		lockt.emulator.journal.length = 0;
		await save('replace', rowsOf(holders(8), 0));
		const each = Array<string>(8).fill('GET /user?id=');
		expect(asked()).toEqual(['GET /accesslevel', 'GET /user', ...each, 'POST /user', ...each]);
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
		const items = ['clearAll', 'add'].map((mode) => ({ mode }));
		const run = (level: number) =>
			lockt.run(
				'user setAccessLevels',
				{ user: by('id', user.id), mode: '={{ $json.mode }}', accessLevels: [level] },
				items,
				GO_ON,
			);
		for (const n of [3, 0]) {
			holders(1);
			const level = levels()[n]!.id;
			expect(jsonOf(await run(level))).toMatchObject([
				{ outcome: 'updated' },
				{ outcome: 'updated' },
			]);
			expect(user.accessLevelIds).toEqual([level]);
		}
	});
});

describe('what adds access levels', () => {
	const takesNoText = () => Object.assign(lockt.emulator.readings, { options: 'boolean' });
	const lost = (user: User) =>
		`Lockt replaced the access levels instead of adding to them: ${nameUser(user)} has lost ${nameLevel(0)}, ${nameLevel(1)}, and has ${nameLevel(2)} now`;
	const held = (user: User) =>
		expect.stringContaining(
			`Not sent, as a request before it failed: ${lost(user)}. Run this item again`,
		) as string;

	it.each(readings.options.filter((options) => options !== 'boolean'))(
		'%s: is verified with the first request of a run alone',
		async (options) => {
			Object.assign(lockt.emulator.readings, { options });
			const users = holders(4);
			expect(await set('add', users, [2])).toMatchObject(Array(4).fill({ outcome: 'updated' }));
			expect(asked()).toEqual([
				...['GET /user?id=', 'PUT /user', 'GET /user?id='],
				...Array<string>(3).fill('PUT /user'),
			]);
			lockt.emulator.journal.length = 0;
			const rows = rowsOf(holders(30), 3);
			const output = await save('add', rows, { options: { batchSize: 10 } });
			expect(output).toMatchObject(Array(30).fill({ outcome: 'updated' }));
			const reads = asked().join(' ').split('POST /user');
			// In the turn of each request, and once after the first.
			expect(reads.map((text) => text.split('id=').length - 1)).toEqual([10, 20, 10, 0]);
		},
	);

	it('compares with what the user had when the turn came', async () => {
		takesNoText();
		const [busy, user] = holders(2) as [User, User];
		const disable = lockt.run('user disable', { user: by('id', busy.id) });
		const add = set('add', [user], [2]);
		user.accessLevelIds = [levels()[0]!.id, levels()[1]!.id, levels()[4]!.id];
		await disable;
		expect(JSON.stringify(await add)).toContain(levels()[4]!.name);
	});

	it('is not sent where Lockt does not say what the user has', async () => {
		const [user] = holders(1) as [User];
		const body = JSON.stringify({ data: [{ id: user.id, accesslevels: ['All'] }] });
		lockt.emulator.faults = [{ kind: 'answer', body, times: 1, on: 'GET /user' }];
		const [item] = await set('add', [user], [2]);
		expect(item!.error).toContain('Not sent: Lockt does not say clearly which access levels');
		expect(lockt.changes()).toEqual([]);
	});

	it('is looked at where Lockt does not say what became of it', async () => {
		takesNoText();
		const users = holders(3);
		lockt.emulator.faults = [{ kind: 'cut', when: 'after', times: 1, on: 'PUT /user' }];
		const output = await set('add', users, [2]);
		expect(output[0]!.details).toMatchObject({ outcome: 'different', problems: [lost(users[0]!)] });
		expect(lockt.changes()).toHaveLength(1);
	});

	it('stops after the first user where Lockt replaces, and names what was lost', async () => {
		takesNoText();
		const [one, ...others] = holders(8) as [User, ...User[]];
		const output = await set('add', [one, ...others], [2]);
		expect(output[0]).toMatchObject({
			error: expect.stringContaining('Give them back: the node does not do it by itself') as string,
			details: { outcome: 'different', problems: [lost(one)] },
		});
		expect(output.slice(1)).toMatchObject(Array(7).fill({ error: held(one) }));
		expect(lockt.changes()).toHaveLength(1);
		expect(others.every(({ accessLevelIds }) => accessLevelIds.length === 2)).toBe(true);
	});

	it('stops after the first batch, and the error names everybody of it', async () => {
		takesNoText();
		const users = holders(50);
		const message = { message: '50 of 50 items failed: 0-49' };
		const options = { batchSize: 40 };
		const parameters = { levelMode: 'add', ...autoMapped, options };
		const failed = lockt.run('user createOrUpdate', parameters, rowsOf(users, 2));
		const error = await failed.catch((thrown: unknown) => thrown as { description: string });
		expect(error).toMatchObject(message);
		const { description } = error as { description: string };
		for (const user of users.slice(0, 40))
			expect(description).toContain(`(ID ${user.id}) has lost`);
		expect(lockt.changes()).toHaveLength(1);
		expect(users.slice(40).every(({ accessLevelIds }) => accessLevelIds.length === 2)).toBe(true);
	});

	it('waits for the first who had any before it judges', async () => {
		takesNoText();
		const users = holders(4);
		for (const user of users.slice(0, 2)) user.accessLevelIds = [];
		const output = await set('add', users, [2]);
		expect(
			output.map(({ outcome, details }) => outcome ?? (details as IDataObject).outcome),
		).toEqual(['updated', 'updated', 'different', 'refused']);
	});

	it('asks nothing more for new people, and where nothing could get lost', async () => {
		const rows = newUsers(3).map((user) => ({ ...user, accesslevels: levels()[0]!.name }));
		await save('add', rows);
		const named = `GET /accesslevel?name=${levels()[0]!.name}`;
		expect(asked()).toEqual([named, 'GET /user', 'POST /user']);
		const [user] = holders(1) as [User];
		lockt.emulator.journal.length = 0;
		await set('add', [user], [0, 1]);
		expect(asked()).toEqual(['GET /user?id=', 'PUT /user']);
	});

	it('stops where it cannot be seen what became of the first', async () => {
		const users = holders(20);
		failReadsAfter(1);
		const output = await set('add', users, [2]);
		expect(output[0]!.details).toMatchObject({ outcome: 'unknown' });
		expect(output[1]!.error).toContain(
			'Not sent, as a request before it failed: What became of it',
		);
		expect(lockt.changes()).toHaveLength(1);
	});

	it('does not let go on whom Lockt refused as if it had been seen', async () => {
		takesNoText();
		const [gone, one, other] = holders(3) as [User, User, User];
		lockt.emulator.faults = [
			{ kind: 'answer', status: 400, body: '{"error":"No"}', times: 1, on: 'PUT /user' },
		];
		const output = await set('add', [gone, one, other], [2]);
		expect(output.map(({ details }) => (details as IDataObject).outcome)).toEqual([
			...['refused', 'different', 'refused'],
		]);
		expect(other.accessLevelIds).toHaveLength(2);
	});
});
