import { hasTexts } from '../../nodes/Lockt/fields/eventTexts';

describe('the texts of an event', () => {
	it.each([
		['cardNumber', '00303', { card_num: '00303' }, true],
		['cardNumber', '00303', { card_num: ' 00303 ' }, true],
		['cardNumber', '00303', { card_num: 303 }, true],
		['cardNumber', ' 00303', { card_num: '00303' }, true],
		['cardNumber', '00303', { card_num: '303' }, false],
		['cardNumber', '00303', { card_num: 3030 }, false],
		['category', 'door opened', { category_text: 'Door Opened ' }, true],
		['category', '0', { category: 0 }, true],
		['person', 'rem', { user: ' Toby Rempel' }, true],
		['person', 'rem', { user: 'Toby Jones' }, false],
		['code', 'Opened', { code_text: 'Not Opened' }, false],
	] as const)('%s %j in %j: %j', (name, text, event, expected) => {
		expect(hasTexts(event, [[name, text]])).toBe(expected);
	});
});
