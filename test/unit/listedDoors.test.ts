import fc from '../fastCheck';
import { DOORS_OF_LOCKT, readListed } from '../../nodes/Lockt/api/guard/listedDoors';
import { guardRequest } from '../../nodes/Lockt/api/guard/guard';
import { refusalOf } from '../../nodes/Lockt/api/guard/permissions';
import { OWN } from '../../nodes/Lockt/api/guard/senders';

const DOORS = [
	{ id: 166, name: 'Front Door' },
	{ id: 174, name: 'Côte d’Azur' },
	{ id: 5, name: '101' },
	{ id: 101, name: 'Archive' },
	{ id: 7, name: 'Store' },
	{ id: 8, name: 'store ' },
	{ id: 9, name: 'Lobby, Vault' },
	{ id: 10, name: 'Lobby' },
	{ id: 11, name: 'Vault' },
	{ id: 14, name: 'North Wing, 182' },
	{ id: 15, name: 'North Wing' },
	{ id: 182, name: 'Safe' },
	{ id: 4, name: 'Rooms 3, 4' },
];

const unlocking = (id: unknown, unlockDoors: string, doors: unknown = DOORS) =>
	refusalOf(
		{ method: 'POST', path: '/unlock', body: { doors: [{ id }] }, doors },
		{ changes: 'none', unlock: 'listed', unlockDoors },
	);

const opened = (unlockDoors: string, doors: unknown = DOORS) =>
	DOORS.map(({ id }) => id).filter((id) => unlocking(id, unlockDoors, doors) === undefined);

describe('the doors that a credential lists', () => {
	it.each(['182', 182])('are none by a name that is not the only one of its door (%j)', (id) => {
		const two = [...DOORS.slice(0, 2), { id, name: 'Entrance 1' }, { id, name: 'Entrance 2' }];
		for (const listed of ['Entrance 1', 'Entrance 2', 'Front Door, entrance 1']) {
			expect(unlocking(182, listed, two)).toBeDefined();
		}
		expect(opened('Front Door', two)).toEqual([166]);
		expect(unlocking(182, '182', two)).toBeUndefined();
	});

	it.each([
		['166', [166]],
		['166 174', [166, 174]],
		['166, 174;\n5', [166, 174, 5]],
		['Front Door', [166]],
		['  front  DOOR ', [166]],
		['Front Door, 174', [166, 174]],
		['Côte d’Azur', [174]],
		// Digits alone are an ID, whatever a door is called.
		['101', [101]],
		// None of that name, or several.
		['Frnt Door', []],
		['Store', []],
		['166 Front Door', []],
		// May be one door or two.
		['Lobby, Vault', []],
		['Lobby, Vault, Front Door', [166]],
		['Lobby', [10]],
		// A number may be a part of a name, however the rest of it is spelt.
		['North Wing, 182', []],
		['North Wing;182', []],
		['North-Wing, 182, Front Door', [166]],
		['Rooms 3, 4, 166', [166]],
		['Front Door, 182', [166]],
		['182', [182]],
		['North Wing', [15]],
		// What is blank or no door.
		['****', []],
		['Nowhere', []],
		['', []],
		[' , ; ', []],
		['*', []],
		['any', []],
	])('%j allows %j', (listed, ids) => {
		expect(opened(listed)).toEqual(ids);
	});

	it.each([null, {}, 'Front Door', [undefined], [{ id: 166 }], [['Front Door']]])(
		'allow nothing by name, nor by a number beside one, where the doors of Lockt are %j',
		(doors) => {
			expect(opened('Front Door, 174', doors)).toEqual([]);
			expect(opened('174, 166', doors)).toEqual([166, 174]);
		},
	);

	it.each([
		{ id: 12, name: '****' },
		{ id: '-1', name: 'Nowhere' },
		{ id: 13, name: '' },
		{ id: 13 },
		{ name: 'Front Door' },
		null,
	])('allow nothing by name where a door may have any: %j', (door) => {
		expect(opened('Front Door', [...DOORS, door])).toEqual([]);
		expect(unlocking(166, 'Front Door', [...DOORS, door])?.description).toContain(
			'as Lockt does not show the name of each door',
		);
	});

	it('allow no more than the doors of exactly these names and IDs, whatever they are', () => {
		const name = fc.constantFrom('A', 'a', 'B', 'A, B', 'A, 1', '1', '2', 'A 1', '', '**');
		const door = fc.record({ id: fc.integer({ min: 1, max: 4 }), name });
		fc.assert(
			fc.property(fc.array(door, { maxLength: 5 }), fc.array(name), (doors, entries) => {
				const listed = entries.join(', ');
				const { ids, names } = readListed(listed);
				for (const { id, name: called } of doors) {
					if (unlocking(id, listed, doors)) continue;
					const same = doors.filter((one) => one.name.toLowerCase() === called.toLowerCase());
					const isNamed = names.some((one) => one.toLowerCase() === called.toLowerCase());
					const others = doors.filter((one) => one.id === id);
					const mayBe = others.some(({ name: other }) =>
						names.some((one) => one.toLowerCase() === other.toLowerCase()),
					);
					expect(ids.includes(String(id)) || isNamed || mayBe).toBe(true);
					expect(names.length === 0 || doors.every((one) => !/^\W*$/.test(one.name))).toBe(true);
					if (isNamed && !ids.includes(String(id)) && others.length === 1) {
						expect(new Set(same.map((one) => one.id)).size).toBe(1);
					}
				}
			}),
		);
	});

	it('take work as many as they are, not as many as they are times the items that ask', () => {
		const readsFor = (count: number) => {
			let reads = 0;
			const name = (n: number) => `Stairwell ${n} North, ${n} East`;
			const doors = Array.from({ length: count }, (_, n) => ({
				id: n + 1,
				get name() {
					reads++;
					return name(n);
				},
			}));
			const listed = Array.from({ length: count }, (_, n) => name(n)).join('; ');
			for (const door of doors) unlocking(door.id, listed, doors);
			return reads;
		};
		// A refusal of each tells its name as well.
		expect(readsFor(200)).toBeLessThan(2.2 * readsFor(100));
	});

	it('are worked out anew for another list, and for other doors', () => {
		const doors = DOORS.slice(0, 2);
		expect([opened('Front Door', doors), opened('174', doors)]).toEqual([[166], [174]]);
		const renamed = [{ id: 174, name: 'Front Door' }];
		expect(opened('Front Door', renamed)).toEqual([174]);
	});

	it('are named in a refusal, with what of the list allows nothing', () => {
		expect(unlocking(174, 'Front Door')?.message).toBe(
			"The Lockt credential does not allow to unlock the door 'Côte d’Azur' (ID 174): it is not in its list of doors",
		);
		expect(unlocking(174, 'Frnt Door, Store')?.description).toContain(
			"In that list 'Frnt Door' is the name of no door, and 'Store' is the name of 2 doors",
		);
		expect(unlocking(174, 'a, b, c, d, e')?.description).toMatch(/'c' is .*, and 2 more$/);
		const unknown = unlocking(166, 'Front Door', null);
		expect(unknown?.message).toContain('the door with the ID 166');
		expect(unknown?.description).toContain(
			'In that list names do not count here, nor do the numbers beside them, as they cannot be looked up',
		);
	});
});

describe('a request to unlock a door that is listed by name', () => {
	const account = {
		...{ apiUser: 'user', apiKey: 'key', baseUrl: 'https://lockt.example/api/v1' },
		...{ unlock: 'listed', unlockDoors: 'Front Door', httpRequestNode: true },
	};
	const request = (id: number) => ({
		...{ method: 'POST', url: `${account.baseUrl}/unlock`, body: { doors: [{ id }] } },
	});

	it('goes out where the nodes of this package give the doors of Lockt with it', () => {
		const signed = guardRequest({ ...request(166), [OWN]: true, [DOORS_OF_LOCKT]: DOORS }, account);
		expect(signed.body).toBe('{"doors":[{"id":166}]}');
		// After status 401 n8n signs it once more
		expect(guardRequest(signed, account).body).toBe(signed.body);
		expect(() =>
			guardRequest({ ...request(174), [OWN]: true, [DOORS_OF_LOCKT]: DOORS }, account),
		).toThrow('not in its list of doors');
	});

	it.each([
		['the doors are not given', { [OWN]: true }],
		['another node gives them', { [DOORS_OF_LOCKT]: DOORS }],
		['they are given as a parameter', { [OWN]: true, doors: DOORS }],
	])('is refused where %s', (_, more) => {
		expect(() => guardRequest({ ...request(166), ...more }, account)).toThrow(
			'not in its list of doors',
		);
	});
});
