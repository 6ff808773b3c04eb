import { wholeNumber } from '../../nodes/Lockt/api/values';

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
