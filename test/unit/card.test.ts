import { readCard } from '../../nodes/Lockt/api/records/card';
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
