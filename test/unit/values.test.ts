import { enteredText, wholeNumber } from '../../nodes/Lockt/api/text/values';

const PERCENT = { min: 0, max: 100 };

describe('a number that a field holds', () => {
	it.each([
		[0, 0],
		[100, 100],
		['20', 20],
	])('is taken: %j', (value, expected) => {
		expect(wholeNumber(value, 'At or Below', PERCENT)).toBe(expected);
	});

	it.each([
		'',
		' ',
		undefined,
		null,
		'twenty',
		'1e1',
		'0x10',
		'١٢',
		[20],
		NaN,
		1.5,
		-1,
		101,
		{},
		true,
	])('is refused: %j', (value) => {
		expect(() => wholeNumber(value, 'At or Below', PERCENT)).toThrow(
			"'At or Below' must be a whole number from 0 to 100",
		);
	});
});

describe('a text', () => {
	const nothings = [
		'undefined',
		'null',
		'NaN',
		'[object Object]',
		'Invalid Date',
		'Invalid DateTime',
	];
	const between = ['', ' ', ', ', '-', '_', ' / ', '; ', '\n', '.'];

	it('is none where an expression made all of it of nothing', () => {
		for (const one of nothings) {
			expect(enteredText(` ${one} `)).toBeUndefined();
			expect(enteredText(`(${one})`)).toBeUndefined();
			for (const other of nothings) {
				for (const sign of between) {
					expect(enteredText(`${one}${sign}${other}`)).toBeUndefined();
					expect(enteredText(`${one}${sign}${other}${sign}${one}`)).toBeUndefined();
				}
			}
		}
	});

	it.each([
		...['Null', 'NULL', 'Null Null', 'Jane Null', 'Nan', 'Undefined', 'nullify', 'Nullarbor'],
		...['Jane undefined', 'undefined 2', 'null Ärmel', 'the [object Object]', '-', '101'],
	])('is taken where it may be meant: %s', (text) => {
		expect(enteredText(text)).toBe(text);
	});
});
