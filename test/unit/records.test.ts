import { accessLevel, door, user, type Kind } from '../../nodes/Lockt/fields/kinds';
import { comparable, findPicked, readRecords } from '../../nodes/Lockt/fields/records';
import { useStandIn } from './standIn';

const keyOf = (kind: Kind, property: string) => kind.keys.find((key) => key.property === property)!;

describe('the records of an answer', () => {
	const lockt = useStandIn();

	it('are brought into the form of their kind', async () => {
		const data = [{ id: 7, name: 'Ferro, Rhea' }];
		lockt.answer = () => ({ data });
		expect(await readRecords(lockt.context(), user)).toMatchObject([
			{ id: 7, first_name: 'Rhea', last_name: 'Ferro' },
		]);
		expect(await readRecords(lockt.context(), door)).toEqual(data);
	});

	it.each(['Ferro, Jr., Rhea', 'Ferro,, Rhea', 'Ferro', 'Rhea Ferro'])(
		'have no first and last name where the whole one does not tell them: %s',
		async (name) => {
			lockt.answer = () => ({ data: [{ id: 7, name }] });
			expect(await readRecords(lockt.context(), user)).toEqual([{ id: 7, name }]);
		},
	);

	it('are not there when the answer is no list', async () => {
		lockt.answer = () => ({ data: 7 });
		await expect(readRecords(lockt.context(), user)).rejects.toThrow('without a list of records');
	});
});

describe('the record that was picked', () => {
	const levels = [
		{ id: 1, name: 'Staff' },
		{ id: 11, name: 'Visitors' },
		{ id: 12, name: 'VISITORS' },
	];
	const find = (property: string, value: string) =>
		findPicked(accessLevel, { key: keyOf(accessLevel, property), value }, levels);

	it.each([
		['id', '11', 11],
		['name', 'staff', 1],
	])('is found by %s %s', (property, value, id) => {
		expect(find(property, value)).toMatchObject({ id });
	});

	it('is none of several that a server makes of one', () => {
		const rows = ['1', '2'].map((card_num) => ({ id: 7, name: 'Staff', card_num }));
		const picked = { key: keyOf(accessLevel, 'id'), value: '7' };
		expect(() => findPicked(accessLevel, picked, rows)).toThrow(
			"Lockt shows different records of the access level with the ID '7'",
		);
	});

	it.each([
		['id', '2', "No access level with Lockt ID '2'"],
		['name', 'Staf', "No access level with Name 'Staf'"],
		['name', 'visitors', "2 access levels have the Name 'visitors'"],
	])('is never guessed: %s %s', (property, value, message) => {
		expect(() => find(property, value)).toThrow(message);
	});
});

describe('two values are the same', () => {
	it.each([
		['name', 'Main Entrance', 'MAIN entrance', true],
		['name', 'Büro O&#39;Brien', "Bu\u0308ro\u00a0 O'Brien ", true],
		['email', 'rhea &amp; co', 'rhea & co', false],
		['id_num', 'E&amp;1', 'E&1', false],
		['email', 'Rhea@people.example', 'rhea@PEOPLE.example', true],
		['id', 166, '166', true],
		['id_num', 'E-10042', 'e-10042', false],
		['card_num', '001003', '1003', false],
	])('%s: %j and %j', (property, one, other, same) => {
		expect(comparable(property, one) === comparable(property, other)).toBe(same);
	});
});
