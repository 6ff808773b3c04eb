import { dropPins, hidePins, hidePinsInText, pinsIn } from '../../nodes/Lockt/api/secrets';

/** A PIN is one in whatever case its name is, and however deep it lies. */
const body = {
	users: [
		{ id: 5, pin: '0986', credentials: [{ PIN: '1111', card_num: '0986' }] },
		{ id: 6, ' Pin ': 2222, pinboard: 'Lobby' },
	],
};

describe('PINs', () => {
	it('are left out of what is put out', () => {
		expect(dropPins(body)).toEqual({
			users: [
				{ id: 5, credentials: [{ card_num: '0986' }] },
				{ id: 6, pinboard: 'Lobby' },
			],
		});
	});

	it('are hidden in a request that is shown', () => {
		expect(hidePins(body)).toEqual({
			users: [
				{ id: 5, pin: '***', credentials: [{ PIN: '***', card_num: '0986' }] },
				{ id: 6, ' Pin ': '***', pinboard: 'Lobby' },
			],
		});
	});

	it('are found to be hidden in what Lockt says', () => {
		expect(pinsIn(body)).toEqual(['0986', '1111', '2222']);
		expect(pinsIn({ pin: '' })).toEqual([]);
		expect(pinsIn('pin')).toEqual([]);
	});

	it.each([
		['PIN 0986 is taken', 'PIN *** is taken'],
		['0986, 1111', '***, ***'],
		['card 00986 and 0986a stay', 'card 00986 and 0986a stay'],
	])('are hidden as whole words: %s', (text, expected) => {
		expect(hidePinsInText(text, ['0986', '1111'])).toBe(expected);
	});

	it('that look like a pattern are taken to the letter', () => {
		expect(hidePinsInText('a.b and axb', ['a.b'])).toBe('*** and axb');
		expect(hidePinsInText('nothing to hide', [])).toBe('nothing to hide');
	});

	it('are hidden without touching what is sent', () => {
		const sent = JSON.stringify(body);
		dropPins(body);
		hidePins(body);
		expect(JSON.stringify(body)).toBe(sent);
	});
});
