import { readCard } from '../../nodes/Lockt/api/records/card';
import { eventsFrom } from '../../nodes/Lockt/api/records/events';
import { tellEvent } from '../../nodes/Lockt/api/records/eventFields';
import { recogniseUser } from '../../nodes/Lockt/trigger/events/people';

const NO_CARD = [
	...['', ' ', '0', '000000', '-1', '-', 'N/A', 'n/a', 'NA', 'None', 'null', 'Unknown', 'No Card'],
	...[0, -1, null, undefined],
];

describe('a card number of an event', () => {
	it.each(NO_CARD)('has no card: %j', (card_num) => {
		expect(readCard(card_num)).toBe('');
		const event = { id: 1, card_num, code: 49, code_text: 'Access Denied', user: '' };
		expect(tellEvent(event)).toMatchObject({ cardNumber: '' });
		expect(tellEvent(event).summary).toMatch(/^Someone was turned away/);
	});

	it.each(NO_CARD)('is known by its name, and by no card of a user: %j', (card_num) => {
		const holder = {
			last_name: 'Jones',
			first_name: 'Adam',
			card_num,
			credentials: [{ card_num }],
		};
		const isTheirs = recogniseUser(holder);
		expect(isTheirs({ id: 1, card_num, user: 'Jones, Adam' })).toBe(true);
		expect(isTheirs({ id: 1, card_num, user: 'Smith, Eve' })).toBe(false);
	});

	it.each(['001055', ' 001055 ', 1055, '10', 'A0', 'N'])('has one: %j', (card_num) => {
		expect(readCard(card_num)).toBe(String(card_num).trim());
	});
});

describe('who an event is of', () => {
	const of = (event: object, holder: object) =>
		recogniseUser({ id: 305, ...holder })(eventsFrom([{ id: 1, ...event }])[0]!);

	it.each<[unknown, unknown, boolean]>([
		['001000', '001000', true],
		[1000, '001000', true],
		['001000', 1000, true],
		['000000001000', 1000, true],
		[1000, 1000, true],
		['1000', '001000', false],
		[1000, '0010001', false],
		[10, '01000', false],
		['A1', 'a1', false],
	])('is told by its card: %j, where the user has %j', (event, own, isTheirs) => {
		expect(of({ card_num: event }, { card_num: own })).toBe(isTheirs);
		expect(of({ card_num: event }, { credentials: [{ card_num: own }] })).toBe(isTheirs);
		expect(of({ card_num: event, user: 'Zion Collins' }, { last_name: 'Collins' })).toBe(false);
	});

	it.each<[unknown, boolean]>([
		...['Collins, Zion', 'Zion Collins', 'Collins,Zion', 'COLLINS  ZION ', 305, '305'].map(
			(user): [string | number, boolean] => [user, true],
		),
		[{ last_name: 'Collins', first_name: 'Zion' }, true],
		[{ id: 305, name: 'Zion Collins' }, true],
		[[{ id: 305, name: '', first_name: 'Z.', last_name: 'Collins' }], true],
		...['Collins', 'Zion', 'Collins, Zion B.', 'N/A', ', ', 30, 0, -305, ''].map(
			(user): [string | number, boolean] => [user, false],
		),
		[{ id: 306, first_name: 'Ann' }, false],
	])('is told by the name, or an ID, where there is no card: %j', (user, isTheirs) => {
		const holder = { last_name: 'Collins', first_name: 'Zion' };
		for (const card_num of ['', null, 'N/A']) expect(of({ card_num, user }, holder)).toBe(isTheirs);
		expect(of({ user }, { name: 'Collins, Zion' })).toBe(isTheirs);
	});

	it.each(['', ' ', ', ', ',', 'N/A', '-', '–', 'null', 'null, null', 'Unknown', 'None, None', 0])(
		'is nobody by a name that says nothing: %j',
		(user) => {
			const [event] = eventsFrom([{ id: 1, user, code: 49 }]);
			expect(tellEvent(event!)).toMatchObject({ person: '' });
			expect(tellEvent(event!).summary).toMatch(/^Someone was turned away/);
			expect(of({ user }, { name: String(user) })).toBe(false);
		},
	);
});
