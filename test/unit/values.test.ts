import { wholeNumber } from '../../nodes/Lockt/api/values';

const percent = (value: unknown) => wholeNumber(value, 'At or Below', { min: 0, max: 100 });

describe('wholeNumber', () => {
	it.each([
		[undefined, undefined],
		[0, 0],
		[100, 100],
		['20', 20],
	])('takes %j', (value, expected) => {
		expect(percent(value)).toBe(expected);
	});

	it.each(['', ' ', null, 'twenty', NaN, 1.5, -1, 101, {}, true])('refuses %j', (value) => {
		expect(() => percent(value)).toThrow("'At or Below' must be a whole number from 0 to 100");
	});
});
