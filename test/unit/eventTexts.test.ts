import { findUnseen, hasTexts, valuesIn } from '../../nodes/Lockt/fields/eventTexts';

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

describe('what the events of a site show', () => {
	const events = [
		{ code: 49, code_text: 'Access Denied' },
		{ code: 49, code_text: ' access denied ' },
		{ code: 48, code_text: 'Access Granted' },
		{ code: 7 },
		{},
	];

	it('is each value once, by its name, and what has none by its number', () => {
		expect(valuesIn('code', events)).toEqual(['7', 'access denied', 'Access Granted']);
		expect(valuesIn('subcode', events)).toEqual([]);
	});

	it('passes the filter that it was picked for', () => {
		for (const value of valuesIn('code', events)) {
			expect(findUnseen(events, [['code', value]])).toBeUndefined();
			expect(events.some((event) => hasTexts(event, [['code', value]]))).toBe(true);
		}
	});

	it.each([
		[
			'code',
			'Acess Denied',
			/^no event .* the Code 'Acess Denied'; they show: '7', 'access denied'/,
		],
		['subcode', 'x', /^no event .* the Subcode 'x'; they show: none$/],
		['cardNumber', '1', /^no event that Lockt has shows the Card Number '1'$/],
	] as const)('says what it is not: %s %s', (name, value, words) => {
		expect(findUnseen(events, [[name, value]])).toMatch(words);
	});

	it('says nothing of a site without events', () => {
		expect(findUnseen([], [['code', 'x']])).toBeUndefined();
	});
});
