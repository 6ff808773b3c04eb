import fc from '../fastCheck';
import { combinations } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { lookupsFor } from '../../nodes/Lockt/fields/lookups';
import {
	accessLevel,
	credential,
	door,
	fob,
	user,
	type Key,
	type Kind,
} from '../../nodes/Lockt/fields/kinds';
import { first, fobOf } from '../emulator/samples';
import { idle } from '../engine/idle';
import { runs } from '../runs';
import { contextOf, standIn } from './standIn';

let emulator: Emulator;
beforeAll(async () => {
	emulator = await startEmulator();
});
afterAll(() => emulator.stop());
beforeEach(() => {
	emulator.journal.length = 0;
});

const MANY = 6;
const lookups = (rows: number) => lookupsFor(contextOf(emulator.credential), rows);
const asked = () => emulator.journal.map(({ url }) => url.replace('/api/v1', ''));
const keyOf = (kind: Kind, property: string): Key =>
	kind.keys.find((key) => key.property === property)!;
const idsOf = (records: Array<{ id?: unknown }>) => records.map(({ id }) => id);

describe('looking up', () => {
	const someone = () => first(emulator.building.users, 3);

	it.each([1, 5])('%i rows: one by one', async (rows) => {
		const { id, id_num } = someone();
		expect(idsOf(await lookups(rows).find(user, 'id_num', id_num))).toEqual([id]);
		expect(asked()).toEqual([`/user?id_num=${id_num}`]);
	});

	it.each([MANY, 1000])('%i rows: in one list', async (rows) => {
		const { find, findInList } = lookups(rows);
		const users = [...emulator.building.users.values()].filter(({ privileged }) => !privileged);
		const found = await Promise.all([
			...users.map(({ id_num }) => find(user, 'id_num', id_num)),
			...users.map(({ email }) => findInList(user, 'email', email.toUpperCase())),
		]);
		expect(found.map(idsOf)).toEqual([...users, ...users].map(({ id }) => [id]));
		expect(asked()).toEqual(['/user']);
	});

	it('who may have a value: by one list, in any case, and by a number that may stand for it', async () => {
		const { id, id_num, email } = someone();
		const { findHolders } = lookups(1);
		const holdersOf = (property: string, value: string) =>
			findHolders(user, property, value, false);
		expect(idsOf((await holdersOf('id_num', ` ${id_num.toLowerCase()}`)).records)).toEqual([id]);
		expect(idsOf((await holdersOf('email', email.toUpperCase())).records)).toEqual([id]);
		expect(await holdersOf('id_num', 'E-4711')).toEqual({ records: [], tellsAll: true });
		expect(asked()).toEqual(['/user', '/user?privileged']);
	});

	it('who may have a value: an administrator too, who is not in the list', async () => {
		const admin = [...emulator.building.users.values()].find(({ privileged }) => privileged)!;
		const { records } = await lookups(1).findHolders(user, 'email', admin.email, true);
		expect(idsOf(records)).toEqual([admin.id]);
	});

	it('who may have a value: asked for by it as well, where a list leaves one out', async () => {
		const { id, id_num } = someone();
		const data = [{ id: 1, name: 'A', id_num: 'A-1' }];
		emulator.faults = [{ kind: 'answer', on: 'GET /user$', body: JSON.stringify({ data }) }];
		const { findHolders } = lookups(1);
		expect((await findHolders(user, 'id_num', id_num, false)).records).toEqual([]);
		expect(idsOf((await findHolders(user, 'id_num', id_num, true)).records)).toEqual([id]);
	});

	it.each([
		['404', { kind: 'answer', status: 404, body: '<h1>Not Found</h1>' }],
		['400', { kind: 'answer', status: 400, body: '{"error":"Invalid request"}' }],
		['an error in data', { kind: 'answer', body: '{"data":[{"error":"Access denied"}]}' }],
		['no e-mails', { kind: 'answer', body: '{"data":[{"id":3,"name":"A"}]}' }],
		['masked ones', { kind: 'answer', body: '{"data":[{"id":3,"name":"A","email":"***"}]}' }],
	] as const)('is open where the administrators are not told: %s', async (_, fault) => {
		emulator.faults = [{ status: 200, ...fault, on: 'privileged' }];
		const { tellsAll } = await lookups(1).findHolders(user, 'email', 'new@b.example', true);
		expect(tellsAll).toBe(false);
	});

	it('few rows: in the list all the same where Lockt has no filter, or has not released it', async () => {
		const { id, fob: details } = fobOf(emulator.building);
		expect(idsOf(await lookups(1).find(fob, 'id_num', details!.id_num))).toEqual([id]);
		const { name, id: doorId } = first(emulator.building.doors);
		expect(idsOf(await lookups(1).find(door, 'name', name.toUpperCase()))).toEqual([doorId]);
		expect(asked()).toEqual(['/fob', '/door']);
	});

	it.each([1, MANY])(
		'%i rows: by name, where Lockt has no such filter in the list',
		async (rows) => {
			const { id, first_name, last_name } = someone();
			const { findMeant } = lookups(rows);
			for (const name of [`${first_name} ${last_name}`, `${last_name}, ${first_name}`]) {
				expect(idsOf(await findMeant(user, name.toUpperCase()))).toEqual([id]);
			}
			expect(await findMeant(user, first_name)).toEqual([]);
			expect(asked()).toEqual(['/user']);
		},
	);

	it('takes a number for a name and an ID', async () => {
		const { doors, nextId } = emulator.building;
		const { id } = first(doors);
		const namesake = { ...first(doors), id: nextId(), name: String(id) };
		doors.set(namesake.id, namesake);
		try {
			expect(idsOf(await lookups(1).findMeant(door, String(id)))).toEqual([namesake.id, id]);
			expect(asked()).toEqual(['/door']);
		} finally {
			doors.delete(namesake.id);
		}
	});

	it('asks nothing twice, at once or later', async () => {
		const { find, readFull, zone } = lookups(2);
		const { id, id_num } = someone();
		const all = () =>
			Promise.all([find(user, 'id_num', id_num), readFull(user, id), readFull(user, id), zone()]);
		await Promise.all([all(), all()]);
		await all();
		expect(asked().sort()).toEqual(['/time', `/user?id=${id}`, `/user?id_num=${id_num}`]);
	});

	it('never has more than five questions under way', async () => {
		let running = 0;
		let most = 0;
		const lockt = await standIn(async ({ query }) => {
			most = Math.max(most, ++running);
			while (most < 5) await new Promise(setImmediate);
			// Time enough for a sixth to arrive.
			await idle();
			running--;
			const { id } = query as { id: string };
			return id === '13' ? { data: { error: 'Invalid id found: 13' } } : { data: [{ id: +id }] };
		});
		try {
			const { readFull } = lookupsFor(contextOf(lockt.credential), 40);
			const ids = Array.from({ length: 40 }, (_, n) => n + 1);
			const found = await Promise.allSettled(ids.map((id) => readFull(user, id)));
			expect(most).toBe(5);
			expect(lockt.seen).toHaveLength(40);
			expect(found.flatMap(({ status }, n) => (status === 'rejected' ? ids[n] : []))).toEqual([13]);
		} finally {
			await lockt.stop();
		}
	});

	it('finds the same whether rows are few or many', async () => {
		const values = fc.oneof(
			fc.constantFrom(...[...emulator.building.users.values()].map(({ id_num }) => id_num)),
			fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
		);
		const many = lookups(MANY);
		await fc.assert(
			fc.asyncProperty(values, async (value) => {
				const few = await lookups(1).find(user, 'id_num', value);
				expect(idsOf(few)).toEqual(idsOf(await many.find(user, 'id_num', value)));
			}),
			{ numRuns: 40 },
		);
	});

	it('heeds that a filter may answer with others: a blank or unknown one counts as none', async () => {
		const lockt = await standIn(() => ({
			data: [
				{ id: 1, id_num: 'A' },
				{ id: 2, name: 'Greswell, Rhea' },
			],
		}));
		try {
			const { find, readFull } = lookupsFor(contextOf(lockt.credential), 1);
			expect(await find(user, 'id_num', 'B')).toEqual([]);
			expect(idsOf(await find(user, 'id_num', 'A'))).toEqual([1]);
			expect(await readFull(user, 2)).toMatchObject({ id: 2 });
			await expect(readFull(user, 3)).rejects.toThrow("No user with Lockt ID '3'");
		} finally {
			await lockt.stop();
		}
	});
});

describe('a list that leaves open who is there', () => {
	const known = { id: 1, id_num: 'A', name: 'Brown, Tabitha' };

	it.each([
		['nothing in place of a record', [known, null]],
		['a record without its name and number', [known, { id: 2 }]],
		['an error in place of what a record holds', [known, { id: 2, name: 'B', error: 'Timeout' }]],
		['a number that is not shown', [known, { id: 2, id_num: '****', name: 'Greswell, Rhea' }]],
		['a number in another form', [known, { id: 2, id_num: { value: 'B' }, name: 'B' }]],
		['no such property at all', [{ id: 1, name: 'Brown, Tabitha' }]],
		[
			'a number that is blank of all',
			[
				{ id: 1, id_num: '', name: 'Fob 1' },
				{ id: 2, id_num: '' },
			],
		],
		['a number that is null of all', [{ id: 1, id_num: null, name: 'Fob 1' }]],
		...['-', '--', 'n/a', 'N/A', 'none', 'null', '0', '0000', ' '].map((id_num) => [
			`${id_num} for the number of all`,
			[
				{ id: 1, id_num, name: 'Fob 1' },
				{ id: 2, id_num, name: 'Fob 2' },
			],
		]),
	] as Array<[string, unknown]>)('is not trusted: %s', async (_, list) => {
		const found = { id: 2, id_num: 'B', name: 'Greswell, Rhea' };
		const lockt = await standIn(({ url }) => ({ data: url.includes('=B') ? [found] : list }));
		try {
			const { findInList } = lookupsFor(contextOf(lockt.credential), MANY);
			expect(idsOf(await findInList(user, 'id_num', 'B'))).toEqual([2]);
			const error = /^It is not clear whether there is a user with ID Number 'C'/;
			await expect(findInList(user, 'id_num', 'C')).rejects.toThrow(error);
		} finally {
			await lockt.stop();
		}
	});

	it.each([
		['no such property', {}],
		['blank of all', { email: '' }],
		['null of all', { email: null }],
		['hidden', { email: 'b****@people.example' }],
		['a word for none', { email: '-' }],
	])(
		'leaves open whose an e-mail address is, of which nothing else tells: %s',
		async (_, shown) => {
			const lockt = await standIn(() => ({ data: [{ ...known, ...shown }] }));
			try {
				const { findInList } = lookupsFor(contextOf(lockt.credential), 1);
				const error = /^It is not clear whether there is a user with Email 'a@x.example'/;
				await expect(findInList(user, 'email', 'a@x.example')).rejects.toThrow(error);
			} finally {
				await lockt.stop();
			}
		},
	);

	it.each([
		['nobody', []],
		['somebody without a number', [known, { id: 2, name: 'Greswell, Rhea' }]],
		['somebody without an ID', [known, { id_num: 'D' }]],
	])('is another one than that of %s', async (_, list) => {
		const lockt = await standIn(() => ({ data: list }));
		try {
			const { findInList } = lookupsFor(contextOf(lockt.credential), MANY);
			expect(await findInList(user, 'id_num', 'C')).toEqual([]);
			expect(lockt.seen).toHaveLength(1);
		} finally {
			await lockt.stop();
		}
	});
});

describe('numbers that came as such, though they are texts', () => {
	/** In which way a server compares what it is asked for with what there is. */
	const servers = {
		texts: (own: string, asked: string) => own === asked,
		numbers: (own: string, asked: string) => Number(own) === Number(asked),
		parts: (own: string, asked: string) => own.includes(asked),
		ends: (own: string, asked: string) => own.endsWith(asked),
		anything: () => true,
	};
	const digits = fc
		.tuple(
			fc.constantFrom('', '0', '00', '0000'),
			fc.oneof(
				fc.constantFrom('42', '142', '420', '0', '9007199254740992', '9007199254740993'),
				fc.nat(99).map(String),
			),
		)
		.map((parts) => parts.join(''));
	const asNumbers = (users: object[]) =>
		JSON.stringify({ data: users }).replace(
			/"id_num":"(\d+)"/g,
			(_, text: string) => `"id_num":${BigInt(text)}`,
		);

	it.each(Object.entries(servers))(
		'are never those of somebody else, where a server compares %s',
		async (kind, finds) => {
			let numbers: string[] = [];
			const lockt = await standIn(({ query }, reply) => {
				const users = numbers.map((id_num, n) => ({ id: n + 1, id_num, name: `No ${n}` }));
				const { id_num: asked } = query as { id_num?: string };
				void reply.type('application/json');
				return asNumbers(
					asked === undefined ? users : users.filter(({ id_num }) => finds(id_num, asked)),
				);
			});
			const found = { right: 0, unclear: 0 };
			const check = async (rows: number, wanted: string) => {
				const { find } = lookupsFor(contextOf(lockt.credential), rows);
				const own = numbers.indexOf(wanted) + 1;
				try {
					expect(idsOf(await find(user, 'id_num', wanted))).toEqual(own > 0 ? [own] : []);
					if (own > 0) found.right++;
				} catch (error) {
					expect((error as Error).message).toMatch(/^It is not clear which user has the ID Number/);
					found.unclear++;
				}
			};
			try {
				await fc.assert(
					fc.asyncProperty(
						fc.uniqueArray(digits, { maxLength: 6 }),
						digits,
						async (list, wanted) => {
							numbers = list;
							for (const value of [wanted, ...list]) {
								await check(1, value);
								await check(MANY, value);
							}
						},
					),
					runs({ sample: 5, full: 100 }),
				);
			} finally {
				await lockt.stop();
			}
			// Of a server that compares texts, everybody is told.
			expect(found.unclear === 0).toBe(kind === 'texts');
			if (kind === 'texts') expect(found.right).toBeGreaterThan(0);
		},
	);

	it("may be what is somebody else's, with zeros before it as well", async () => {
		const data = [
			{ id: 1, id_num: 42, name: 'A' },
			{ id: 2, id_num: '43', name: 'B' },
		];
		const lockt = await standIn(() => ({ data }));
		try {
			const { findHolders } = lookupsFor(contextOf(lockt.credential), 1);
			const holdersOf = (idNum: string) => findHolders(user, 'id_num', idNum, false);
			expect(new Set(idsOf((await holdersOf('0042')).records))).toEqual(new Set([1]));
			expect((await holdersOf('043')).records).toEqual([]);
		} finally {
			await lockt.stop();
		}
	});

	it('are no name of a door', async () => {
		const lockt = await standIn(() => ({ data: [{ id: 7, name: 101 }] }));
		try {
			const { findMeant } = lookupsFor(contextOf(lockt.credential), 1);
			await expect(findMeant(door, '101')).rejects.toThrow('not clear which door has the Name');
			expect(idsOf(await findMeant(door, '7'))).toEqual([7]);
		} finally {
			await lockt.stop();
		}
	});

	it('are an error where Lockt has no question that tells', async () => {
		const lockt = await standIn(() => ({ data: [{ id: 7, id_num: 42, name: 'Fob' }] }));
		try {
			const { find } = lookupsFor(contextOf(lockt.credential), 1);
			expect(await find(fob, 'id_num', '43')).toEqual([]);
			for (const value of ['42', '0042', '4.2e1']) {
				await expect(find(fob, 'id_num', value)).rejects.toMatchObject({
					message: expect.stringMatching(/^It is not clear which fob has the ID Number/) as string,
					description: 'Give the ID of the fob instead, which is always clear',
				});
			}
		} finally {
			await lockt.stop();
		}
	});
});

describe('the ID of what was picked', () => {
	it('is taken as it is', async () => {
		expect(await lookups(1).idOf(user, { key: user.keys[0], value: '5678' })).toBe(5678);
		expect(asked()).toEqual([]);
	});

	it.each(combinations('missing', 'errorStatus'))(
		'that is not there is said so: %j',
		async (readings) => {
			Object.assign(emulator.readings, readings);
			for (const rows of [1, MANY]) {
				const picked = { key: keyOf(user, 'id_num'), value: 'E-0' };
				await expect(lookups(rows).idOf(user, picked)).rejects.toThrow(
					"No user with ID Number 'E-0'",
				);
			}
		},
	);

	it('is never guessed among several of one name', async () => {
		const { accessLevels, nextId } = emulator.building;
		const twin = { ...first(accessLevels), id: nextId() };
		accessLevels.set(twin.id, twin);
		try {
			const picked = { key: keyOf(accessLevel, 'name'), value: twin.name };
			await expect(lookups(MANY).idOf(accessLevel, picked)).rejects.toMatchObject({
				message: expect.stringContaining(
					`2 access levels have the Name '${twin.name}': `,
				) as string,
				description: 'Pick the access level from the list or by its ID',
			});
		} finally {
			accessLevels.delete(twin.id);
		}
	});

	const named = [user, fob, credential, door, accessLevel].flatMap((kind) =>
		kind.keys.slice(1).map((key) => ({ kind, key, noun: kind.noun, property: key.property })),
	);

	it.each(named)(
		'is nobody of whom an answer shows two different records: $noun by $property',
		async ({ kind, key, property }) => {
			// Given a Lockt that shows the ID of one record under what names another, too
			const data = ['A-1', 'B-2', 'B-3'].map((value, n) => ({
				...{ id: [7, 7, 8][n], name: 'N', id_num: 'I', card_num: '77', email: 'e@x.example' },
				[property]: value,
			}));
			const lockt = await standIn(() => ({ data }));
			try {
				for (const rows of [1, MANY]) {
					// When somebody names a record by either
					const { idOf } = lookupsFor(contextOf(lockt.credential), rows);

					// Then none is taken, and who is shown once is found
					for (const value of ['A-1', 'B-2']) {
						await expect(idOf(kind, { key, value })).rejects.toThrow(
							`Lockt shows different records of the ${kind.noun} with the ID '7'`,
						);
					}
					expect(await idOf(kind, { key, value: 'B-3' })).toBe(8);
				}
			} finally {
				await lockt.stop();
			}
		},
	);

	it('is an error when Lockt lets nobody in', async () => {
		const { idOf, findInList } = lookupsFor(
			contextOf({ ...emulator.credential, apiKey: 'wrong' }),
			1,
		);
		const picked = { key: keyOf(user, 'id_num'), value: 'E-10003' };
		await expect(idOf(user, picked)).rejects.toMatchObject({ facts: { status: 401 } });
		await expect(findInList(user, 'email', 'a@x.example')).rejects.toMatchObject({
			facts: { status: 401 },
		});
	});
});
