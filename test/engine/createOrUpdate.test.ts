import type { IDataObject, INode } from 'n8n-workflow';
import type { Building } from '../../emulator/building/building';
import type { User } from '../../emulator/building/records';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { cardOf, first } from '../emulator/samples';
import { Engine, loadPackage, lockt } from './engine';
import { ALLOWED, autoMapped, by, columns, nodeParameters } from './writeSamples';

let emulator: Emulator;
let engine: Engine;
let building: Building;
beforeEach(async () => {
	emulator = await startEmulator({ writeMs: 0 });
	building = emulator.building;
	engine = new Engine(await loadPackage(), { ...emulator.credential, ...ALLOWED });
});
afterEach(() => emulator.stop());

const GO_ON: Partial<INode> = { onError: 'continueRegularOutput' };
const save = (items: IDataObject[], parameters: IDataObject = {}, more = GO_ON) =>
	engine.run(
		lockt(
			nodeParameters('user createOrUpdate', { levelMode: 'add', ...autoMapped, ...parameters }),
			more,
		),
		items,
	);
const outcomes = async (items: IDataObject[], parameters?: IDataObject) =>
	(await save(items, parameters)).map(({ json }) => json.outcome ?? json.error);
const asked = (method: string) => emulator.journal.filter((one) => one.method === method);
const people = () => [...building.users.values()].filter(({ privileged }) => !privileged);
const person = (n: number): User => people()[n]!;

/** A row of an HR export for a person there is already, unless something is changed. */
const rowOf = ({ id_num, first_name, last_name, email, phone, pin }: User): IDataObject => ({
	...{ id_num, first_name, last_name, email, phone, pin },
});
const newcomer = (n: number): IDataObject => ({
	id_num: `H-${n}`,
	first_name: 'Rhea',
	last_name: `Gale ${n}`,
	email: `rhea.${n}@hires.example`,
	phone: '8184365134',
	pin: String(904_000 + n),
});

describe('User: Create or Update', () => {
	it.each(combinations('userNames', 'dates'))(
		'%j: a second identical run changes nothing',
		async (shape) => {
			Object.assign(emulator.readings, shape);
			const levels = [first(building.accessLevels), first(building.accessLevels, 1)];
			const rows = [
				...Array.from({ length: 20 }, (_, n) => ({
					...newcomer(n),
					card_num: `00${7700 + n}`,
					access_effective: '2026-03-29T02:30:00',
					access_expires: '2099-07-31T17:00:00+02:00',
					enabled: n % 2 === 0,
					accesslevels: levels.map(({ name }) => name).join(', '),
					custom1: `Desk ${n}`,
				})),
				...people()
					.slice(0, 20)
					.map((user, n) => ({ ...rowOf(user), custom4: `Badge ${n}` })),
			];
			expect(await outcomes(rows)).toEqual([
				...Array<string>(20).fill('created'),
				...Array<string>(20).fill('updated'),
			]);
			emulator.journal.length = 0;
			expect(await outcomes(rows)).toEqual(Array(40).fill('unchanged'));
			expect(asked('POST').concat(asked('PUT'))).toEqual([]);
			expect(asked('GET').filter(({ url }) => url.endsWith('/user'))).toHaveLength(1);
		},
	);

	it('is as few requests as Lockt allows: new and changed ones go together', async () => {
		const changed = people()
			.slice(0, 50)
			.map((user) => ({ ...rowOf(user), phone: '5550100' }));
		const rows = [...changed.flatMap((row, n) => [row, newcomer(n)]), newcomer(50)];
		expect(new Set(await outcomes(rows))).toEqual(new Set(['updated', 'created']));
		expect(asked('POST')).toHaveLength(2);
		expect(asked('PUT')).toEqual([]);
		expect(people().filter(({ phone }) => phone === '5550100')).toHaveLength(50);
	});

	it('leaves alone what the row leaves blank', async () => {
		const before = structuredClone(person(3));
		await outcomes([{ id_num: before.id_num, phone: '5550100', first_name: '', custom2: null }]);
		expect(person(3)).toEqual({ ...before, phone: '5550100' });
	});

	it('finds by ID number, else by e-mail, else by ID', async () => {
		const [one, two, three] = [person(1), person(2), person(3)];
		expect(
			await outcomes([
				{ id_num: one.id_num, custom1: 'by number' },
				{ email: two.email.toUpperCase(), id_num: 'X-2', first_name: 'Moved' },
				{ id: three.id, custom1: 'by ID' },
			]),
		).toEqual(['updated', 'updated', 'updated']);
		expect(person(1).custom[0]).toBe('by number');
		expect(person(2)).toMatchObject({ id_num: 'X-2', first_name: 'Moved', pin: two.pin });
		expect(person(3).custom[0]).toBe('by ID');
	});

	it('is an error where the numbers point to two people, or two people fit', async () => {
		const [one, two, three, four] = [person(1), person(2), person(3), person(4)];
		four.email = three.email;
		const messages = await outcomes([
			{ id_num: one.id_num, email: two.email },
			{ email: three.email, custom1: 'x' },
			{ id: 999_999, custom1: 'x' },
		]);
		expect(messages).toEqual([
			expect.stringMatching(
				/^The item points to two users: 'ID Number' is that of .*, but 'Email'/,
			),
			expect.stringMatching(/^2 users have the Email/),
			expect.stringMatching(/^No user with ID '999999'/),
		]);
		expect(asked('POST').concat(asked('PUT'))).toEqual([]);
	});

	it('two rows for one person: the later one is an error', async () => {
		const { id, id_num, email } = person(1);
		const messages = await outcomes([
			{ id_num, custom1: 'first' },
			{ email, custom1: 'second' },
		]);
		expect(messages).toEqual(['updated', expect.stringContaining(`'User' ${id} is in item 0`)]);
		expect(person(1).custom[0]).toBe('first');
	});

	it('says what a new user lacks', async () => {
		expect(
			await outcomes([{ id_num: 'H-1', email: 'h1@hires.example', phone: '5550100' }]),
		).toEqual([
			expect.stringMatching(
				/'First Name' is missing, which a new user needs; 'Last Name'.*; 'PIN' is missing/,
			),
		]);
	});

	it('adds access levels unless it is to replace them', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		const held = [...user.accessLevelIds];
		const other = [...building.accessLevels.values()].find(({ id }) => !held.includes(id))!;
		const row = { id_num: user.id_num, accesslevels: other.name };
		expect(await outcomes([row])).toEqual(['updated']);
		expect(user.accessLevelIds).toEqual([...held, other.id]);
		expect(await outcomes([row], { levelMode: 'replace' })).toEqual(['updated']);
		expect(user.accessLevelIds).toEqual([other.id]);
		expect(await outcomes([row], { levelMode: 'replace' })).toEqual(['unchanged']);
	});

	it('does not pretend to exchange a card', async () => {
		const card = cardOf(building);
		const { id_num } = building.users.get(card.userId)!;
		expect(await outcomes([{ id_num, card_num: card.card_num }])).toEqual(['unchanged']);
		expect(await outcomes([{ id_num, card_num: '998877' }])).toEqual([
			expect.stringContaining(`the user has the card ${card.card_num} already`),
		]);
		expect(asked('PUT')).toEqual([]);
	});

	it('an end of access that has passed already is no error while nobody changes it', async () => {
		const user = person(1);
		user.access_expires = '2020-01-31 17:00:00';
		const row = { id_num: user.id_num, access_expires: '2020-01-31T17:00:00', custom1: 'x' };
		expect(await outcomes([row])).toEqual(['updated']);
		expect(await outcomes([{ ...row, access_expires: '2020-02-01' }])).toEqual([
			expect.stringContaining("'Access Expires' is in the past"),
		]);
	});

	it('returns the full record with the credential key', async () => {
		const rows = Array.from({ length: 12 }, (_, n): IDataObject => ({
			...newcomer(n),
			card_num: `00${n}77`,
		}));
		for (const part of [rows.slice(0, 2), rows.slice(2)]) {
			const output = await save(part, { options: { fullRecord: true } });
			output.forEach(({ json }, n) => {
				expect(json).toMatchObject({
					outcome: 'created',
					id_num: part[n]!.id_num,
					id: expect.any(Number) as number,
					credential_key: expect.stringMatching(/^\w{4}-/) as string,
				});
				expect(json).not.toHaveProperty('pin');
			});
		}
	});
});

describe('User: Update', () => {
	const update = (parameters: object) =>
		engine.run(lockt(nodeParameters('user update', { levelMode: 'add', ...parameters })));

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
		expect(emulator.journal).toEqual([]);
	});

	it('what Get returns can be fed to it', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		const before = structuredClone(user);
		const get = nodeParameters('user get', { user: by('id', user.id), simplify: false });
		const [item] = await engine.run(lockt(get));
		expect(await outcomes([item!.json])).toEqual(['unchanged']);
		expect(user).toEqual(before);
	});
});

describe('User: Set Access Levels', () => {
	const set = (items: IDataObject[], mode: string, accessLevels: unknown) =>
		engine.run(
			lockt(
				nodeParameters('user setAccessLevels', {
					user: by('id', '={{ $json.id }}'),
					mode,
					accessLevels,
				}),
			),
			items,
		);

	it('adds, removes, replaces and clears', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length === 1)!;
		const [held] = user.accessLevelIds;
		const [a, b] = [...building.accessLevels.values()].filter(({ id }) => id !== held);
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

	it('a blank list never clears', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		for (const mode of ['add', 'replace', 'remove']) {
			await expect(set([{ id: user.id }], mode, '={{ [] }}')).rejects.toMatchObject({
				message: "'Access Level Names or IDs' is blank",
			});
		}
		expect(asked('PUT')).toEqual([]);
	});

	it('many users in a row are one request each, in order', async () => {
		const level = first(building.accessLevels);
		const rows = people()
			.slice(0, 30)
			.map(({ id }) => ({ id }));
		const output = await set(rows, 'add', [level.id]);
		expect(output).toHaveLength(30);
		expect(asked('PUT').map(({ body }) => (body as { users: [IDataObject] }).users[0].id)).toEqual(
			rows.map(({ id }) => id),
		);
	});
});
