import type { IDataObject } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { combinations } from '../../../emulator/readings';
import { cardHolders, cardOf, first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { newUsers } from '../newUsers';
import { ALLOWED, GO_ON, autoMapped, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const save = (items: IDataObject[], parameters: IDataObject = {}) =>
	lockt.run(
		'user createOrUpdate',
		{ levelMode: 'add', ...autoMapped, ...parameters },
		items,
		GO_ON,
	);
const outcomes = async (items: IDataObject[], parameters?: IDataObject) =>
	(await save(items, parameters)).map(({ json }) => json.outcome ?? json.error);
const people = () => cardHolders(lockt.building);
const person = (n: number) => people()[n]!;

/** A row of an HR export for a person there is already, unless something is changed. */
const rowOf = ({ id_num, first_name, last_name, email, phone, pin }: User): IDataObject => ({
	...{ id_num, first_name, last_name, email, phone, pin },
});

describe('User: Create or Update', () => {
	const shapes = combinations('userNames', 'dates');
	it.each(pickCases(shapes, { by: ({ dates }) => String(dates), sample: 1 }))(
		'%j: a second identical run changes nothing',
		async (shape) => {
			Object.assign(lockt.emulator.readings, shape);
			const levels = [first(lockt.building.accessLevels), first(lockt.building.accessLevels, 1)];
			const rows = [
				...newUsers(20).map((user, n) => ({
					...user,
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
			lockt.emulator.journal.length = 0;
			expect(await outcomes(rows)).toEqual(Array(40).fill('unchanged'));
			expect(lockt.changes()).toEqual([]);
			expect(lockt.asked().filter((one) => one === 'GET /user')).toHaveLength(1);
		},
	);

	it('is as few requests as Lockt allows: new and changed ones go together', async () => {
		const changed = people()
			.slice(0, 50)
			.map((user) => ({ ...rowOf(user), phone: '5550100' }));
		const added = newUsers(51);
		const rows = [...changed.flatMap((row, n) => [row, added[n]!]), added[50]!];
		expect(new Set(await outcomes(rows))).toEqual(new Set(['updated', 'created']));
		expect(lockt.changes().map(({ method }) => method)).toEqual(['POST', 'POST']);
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
				{ email: two.email.toUpperCase(), first_name: 'Moved' },
			]),
		).toEqual(['updated', 'updated']);
		const mapped = columns({ id: '={{ $json.of }}', custom1: 'by ID' });
		const item = { of: three.id };
		await lockt.run('user createOrUpdate', { levelMode: 'add', ...mapped }, [item]);
		expect(person(1).custom[0]).toBe('by number');
		expect(person(2)).toMatchObject({ first_name: 'Moved', pin: two.pin });
		expect(person(3).custom[0]).toBe('by ID');
	});

	it('is an error where the numbers point to two people, or two people fit', async () => {
		const [one, two, three, four] = [person(1), person(2), person(3), person(4)];
		four.email = three.email;
		const messages = await outcomes([
			{ id_num: one.id_num, email: two.email },
			{ email: three.email, custom1: 'x' },
			{ id: one.id, id_num: 'N-1', email: 'new@hires.example', first_name: 'Rhea' },
			{ id_num: 'N-2', email: two.email, first_name: 'Rhea' },
		]);
		expect(messages).toEqual([
			expect.stringMatching(
				/^The item points to two users: 'ID Number' is that of .*, but 'Email'/,
			),
			expect.stringMatching(/^2 users have the Email/),
			expect.stringMatching(
				/^The item may mean a stranger: 'Lockt ID' is that of .*, but nobody has the ID Number 'N-1' and nobody has the Email/,
			),
			expect.stringMatching(
				/^The item may mean a stranger: 'Email' is that of .*, but nobody has the ID Number 'N-2'/,
			),
		]);
		expect(lockt.changes()).toEqual([]);
	});

	it('is an error where a number or an address is that of somebody who is called otherwise, whatever it is', async () => {
		const { id_num, email } = person(1);
		const name = { first_name: 'Rhea', last_name: 'Gale' };
		const messages = [
			...(await outcomes([{ id_num, ...name, email: 'rhea@web.example' }])),
			...(await outcomes([{ id_num, ...name }])),
			...(await outcomes([{ email, ...name }])),
		];
		const stranger = (label: string) =>
			expect.stringMatching(
				`^The item may mean a stranger: '${label}' is that of .*, who is called otherwise`,
			) as string;
		expect(messages).toEqual([stranger('ID Number'), stranger('ID Number'), stranger('Email')]);
		expect(lockt.changes()).toEqual([]);
	});

	it('follows who gets another name or another address', async () => {
		const { id_num, first_name, last_name, email } = person(1);
		const renamed = await outcomes([
			{ id_num, first_name, last_name: 'Gale', email: 'x@y.example' },
		]);
		const all = await outcomes([
			{ id_num, first_name: 'Rhea', last_name: 'Gale', email: 'x@y.example' },
		]);
		const swapped = await outcomes([{ id_num, first_name: 'Gale', last_name: 'Rhea', email }]);
		expect([renamed, all, swapped, last_name]).toEqual([
			['updated'],
			['updated'],
			['updated'],
			expect.any(String),
		]);
	});

	it.each(['id', 'ID', 'Id', 'Lockt ID'])(
		'takes a column %s for nobody, where nothing else says who is meant: it may be a number of HR',
		async (name) => {
			const before = structuredClone(person(1));
			const [said] = await outcomes([{ [name]: before.id, first_name: 'Rhea', enabled: 'No' }]);
			expect(said).toContain("may be another system's than Lockt's");
			expect([person(1), lockt.changes()]).toEqual([before, []]);
		},
	);

	it('says whom there is not by an ID that was mapped', async () => {
		const mapped = columns({ id: 999_999, custom1: 'x' });
		const run = lockt.run('user createOrUpdate', { levelMode: 'add', ...mapped });
		await expect(run).rejects.toMatchObject({
			message: expect.stringMatching(/^No user with Lockt ID '999999'/) as string,
		});
	});

	it('two rows for one person that want different things: both are errors, and nothing is sent', async () => {
		const { id, id_num, email } = person(1);
		const messages = await outcomes([
			{ id_num, custom1: 'first' },
			{ email, custom1: 'second' },
		]);
		expect(messages).toEqual([
			expect.stringContaining(`'User' ${id} is in row 2`),
			expect.stringContaining(`'User' ${id} is in row 1`),
		]);
		expect(lockt.changes()).toEqual([]);
	});

	it('two rows of one person with a level each replace none of those that they have', async () => {
		const { id_num } = person(1);
		const before = structuredClone(person(1));
		const names = [...lockt.building.accessLevels.values()].slice(0, 2).map(({ name }) => name);
		const rows = names.map((name) => ({ id_num, 'Access Levels': name }));
		const replacing = { levelMode: 'replace', ...autoMapped };
		const said = await lockt.run('user createOrUpdate', replacing, rows, GO_ON);
		expect(said.map(({ json }) => json.outcome ?? 'error')).toEqual(['error', 'error']);
		expect([person(1), lockt.changes()]).toEqual([before, []]);
	});

	it.each([
		['the card of somebody else', { card_num: '1007' }, /'Card Number' 1007 may be .*001007/],
		['a card, where others begin with zeros', { card_num: 4711 }, /'Card Number' must be text/],
		['an ID number', { id_num: '77' }, /'ID Number' 77 may be 00077 of /],
	])('somebody new does not get %s without its zeros', async (_, numbers, message) => {
		person(1).id_num = '00077';
		const [hire] = newUsers(1);
		const [said] = await outcomes([{ ...hire, ...numbers }]);
		expect(said).toMatch(message);
		expect(lockt.changes()).toEqual([]);
	});

	it("a PIN that is somebody's number, too, is in no message", async () => {
		const [hire] = newUsers(1);
		const row = { ...hire, id_num: '908877', pin: '908877' };
		const twins = await outcomes([row, { ...row, first_name: 'Otto' }]);
		expect(twins).toEqual([
			expect.stringMatching(/is in row 2 .*as well/),
			expect.stringMatching(/is in row 1 .*already/),
		]);
		const long = '1'.repeat(5_000);
		const [endless] = await outcomes([{ ...hire, pin: long, email: 'nowhere' }]);
		expect(endless).toContain("'Email' must be an e-mail address");
		for (const said of [...twins, endless]) expect(said).not.toMatch(/908877|1111/);
	});

	it('a PIN that lost its zeros in a spreadsheet is not set', async () => {
		person(1).pin = '0986';
		const { id_num } = person(1);
		for (const pin of [986, '986', 86, '86', 0, '0000', '00986']) {
			const [said] = await outcomes([{ id_num, pin }]);
			expect(said).toMatch(/'PIN' (must be|differs from)/);
			expect(said).not.toContain('986');
		}
		expect([person(1).pin, lockt.changes()]).toEqual(['0986', []]);
		expect(await outcomes([{ id_num, pin: 4711 }])).toEqual(['updated']);
	});

	it('the later one is an error, too, where Lockt had it as it wants it, or the earlier one', async () => {
		const { id, id_num, email, custom } = person(2);
		const as = (custom1: string) => [
			{ id_num, custom1 },
			{ email, custom1: custom[0] },
		];
		const twin = expect.stringContaining(`'User' ${id} is in row 1`) as string;
		expect(await outcomes(as('other').reverse())).toEqual(['unchanged', twin]);
		expect(lockt.changes()).toEqual([]);
		expect(await outcomes(as(custom[0]))).toEqual(['unchanged', 'unchanged']);
		expect(await outcomes(as('other'))).toEqual([
			expect.stringContaining(`'User' ${id} is in row 2`),
			twin,
		]);
		expect(lockt.changes()).toEqual([]);
	});

	it.each([{}, { id_num: '-' }, { id_num: 'n/a', email: '' }])(
		'creates nobody by an e-mail address alone where no record of the list shows any: %j',
		async (shown) => {
			const list = people().map(({ id, first_name, last_name }) => ({
				id,
				name: `${last_name}, ${first_name}`,
				...shown,
			}));
			const body = JSON.stringify({ data: list });
			lockt.emulator.faults = [{ kind: 'answer', body, times: 9, on: 'GET /user$' }];
			const unclear = expect.stringMatching(
				/^It is not clear whether there is a user with Email .* For a new one use Create/,
			) as string;
			const { id_num, email } = person(1);
			expect(
				await outcomes([
					...newUsers(1),
					{ email: person(2).email, phone: '5550100' },
					{ id_num, email, phone: '5550100' },
				]),
			).toEqual(['created', unclear, 'updated']);
			expect(person(1).phone).toBe('5550100');
			expect(lockt.changes()).toHaveLength(2);
		},
	);

	it('says what a new user lacks', async () => {
		expect(
			await outcomes([{ id_num: 'H-1', email: 'h1@hires.example', phone: '5550100' }]),
		).toEqual([
			expect.stringMatching(
				/^Nobody has the ID Number 'H-1' or the Email 'h1@hires\.example', and somebody new needs 'First Name', 'Last Name'.*, 'PIN'/,
			),
		]);
	});

	it('adds access levels unless it is to replace them', async () => {
		const user = people().find(({ accessLevelIds }) => accessLevelIds.length > 0)!;
		const held = [...user.accessLevelIds];
		const other = [...lockt.building.accessLevels.values()].find(({ id }) => !held.includes(id))!;
		const row = { id_num: user.id_num, accesslevels: other.name };
		expect(await outcomes([row])).toEqual(['updated']);
		expect(user.accessLevelIds).toEqual([...held, other.id]);
		expect(await outcomes([row], { levelMode: 'replace' })).toEqual(['updated']);
		expect(user.accessLevelIds).toEqual([other.id]);
		expect(await outcomes([row], { levelMode: 'replace' })).toEqual(['unchanged']);
	});

	it('does not pretend to exchange a card', async () => {
		const card = cardOf(lockt.building);
		const { id_num } = lockt.building.users.get(card.userId)!;
		expect(await outcomes([{ id_num, card_num: card.card_num }])).toEqual(['unchanged']);
		expect(await outcomes([{ id_num, card_num: '998877' }])).toEqual([
			expect.stringContaining(`the user has the card ${card.card_num} already`),
		]);
		expect(lockt.changes()).toEqual([]);
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
		const rows = newUsers(12).map((user, n) => ({ ...user, card_num: `00${n}77` }));
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
