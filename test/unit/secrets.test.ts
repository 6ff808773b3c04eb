import {
	dropPins,
	hidePins,
	hidePinTexts,
	hidePinsOf,
	pinsIn,
} from '../../nodes/Lockt/api/guard/pins';
import { hiddenIn } from '../../nodes/Lockt/api/guard/keys';

/** A PIN is one in whatever case its name is, and however deep it lies. */
const body = {
	users: [
		{ id: 5, pin: '0986', credentials: [{ PIN: '1111', card_num: '0986' }] },
		{ id: 6, ' Pin ': 2222, pinboard: 'Lobby', shipping_no: 'X' },
	],
};

describe('PINs', () => {
	it.each([
		'pin',
		'PIN',
		' Pin ',
		'_pin',
		'$pin',
		'@PIN',
		'#pin',
		'p-i-n',
		'pin_',
		'pin_code',
		'PIN Number',
		'userPin',
		'pins',
		'Passcode',
	])('are known by the name %s', (name) => {
		expect(dropPins({ id: 5, users: [{ [name]: '0986' }] })).toEqual({ id: 5, users: [{}] });
		expect(pinsIn({ [name]: '0986' })).toEqual(['0986']);
	});

	it('are left out of what is put out', () => {
		expect(dropPins(body)).toEqual({
			users: [
				{ id: 5, credentials: [{ card_num: '0986' }] },
				{ id: 6, pinboard: 'Lobby', shipping_no: 'X' },
			],
		});
	});

	it('are hidden in a request that is shown', () => {
		expect(hidePins(body)).toEqual({
			users: [
				{ id: 5, pin: '***', credentials: [{ PIN: '***', card_num: '0986' }] },
				{ id: 6, ' Pin ': '***', pinboard: 'Lobby', shipping_no: 'X' },
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
		expect(hidePinTexts(['0986', '1111'])(text)).toBe(expected);
	});

	it('that look like a pattern are taken to the letter', () => {
		expect(hidePinTexts(['a.b'])('a.b and axb')).toBe('*** and axb');
		expect(hidePinTexts([])('nothing to hide')).toBe('nothing to hide');
	});

	it.each([
		[{ pin: ['4711'] }, ['4711']],
		[{ users: [{ PIN: [4711, { value: ' 0815 ' }] }] }, ['4711', '0815']],
		[{ ' pin ': '  4711\n' }, ['4711']],
		[{ pin: null }, []],
		[{ pin: [' ', true] }, []],
	])('are found in whatever form they were sent: %j', (sent, expected) => {
		expect(pinsIn(sent)).toEqual(expected);
	});

	it.each([
		...['"4711"', '[4711]', '{"x":"4711"}', "'4711'", '\\"4711\\"', '%224711%22', 'x=4711&y'],
		...[
			'&quot;4711&quot;',
			'\\u00224711\\u0022',
			'line\\n4711',
			'%34%37%31%31',
			'NDcxMQ==',
			'#4711.',
		],
	])('are hidden in quotes, in brackets and encoded: %s', (text) => {
		const shown = hidePinTexts(['4711'])(text);
		expect(shown).toContain('***');
		expect(shown).not.toMatch(/4711|NDcx|%34/);
	});

	it('are hidden in all of an answer, numbers included, but not in its counts', () => {
		const answer = {
			data: { code: 4711, inserted: 1, list: ['4711', 47110] },
			errors: [{ error: 'PIN 4711', input_data: { pin: '4711', note: 'is 4711', id: 1 } }],
		};
		expect(hidePinsOf(['4711', '1'])(answer)).toEqual({
			data: { code: '***', inserted: 1, list: ['***', 47110] },
			errors: [{ error: 'PIN ***', input_data: { pin: '***', note: 'is ***', id: 1 } }],
		});
	});

	it('are hidden without touching what is sent', () => {
		const sent = JSON.stringify(body);
		dropPins(body);
		hidePins(body);
		expect(JSON.stringify(body)).toBe(sent);
	});
});

describe('what was hidden', () => {
	it.each([
		[{ users: [{ id: 5, email: '***@building.example' }] }, 'email'],
		[{ users: [{ id: 5, custom1: 'See ***' }] }, 'custom1'],
		[{ doors: [{ name: ['***'] }] }, 'name'],
		[{ '***': 1 }, '***'],
		[[{ id_num: '***' }, undefined], 'id_num'],
	])('does not go to Lockt: %j', (sent, name) => {
		expect(hiddenIn(sent)?.message).toContain(`'${name}' holds '***'`);
	});

	it.each([undefined, '', 5, { name: '****' }, { name: '** A **' }, { a: [null, { b: '*' }] }])(
		'is not what only looks like it: %j',
		(sent) => {
			expect(hiddenIn(sent)).toBeUndefined();
		},
	);
});
