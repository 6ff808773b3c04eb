import { optionalNumber, wholeNumber } from '../../nodes/Lockt/api/values';

const PERCENT = { min: 0, max: 100 };

describe('a number that a field holds', () => {
	it.each([
		[0, 0],
		[100, 100],
		['20', 20],
	])('is taken: %j', (value, expected) => {
		expect(wholeNumber(value, 'At or Below', PERCENT)).toBe(expected);
		expect(optionalNumber(value, 'At or Below', PERCENT)).toBe(expected);
	});

	it.each(['', ' ', null, 'twenty', NaN, 1.5, -1, 101, {}, true])('is refused: %j', (value) => {
		for (const read of [wholeNumber, optionalNumber]) {
			expect(() => read(value, 'At or Below', PERCENT)).toThrow(
				"'At or Below' must be a whole number from 0 to 100",
			);
		}
	});

	it('may be missing only where the field need not be added', () => {
		expect(optionalNumber(undefined, 'At or Below', PERCENT)).toBeUndefined();
		expect(() => wholeNumber(undefined, 'At or Below', PERCENT)).toThrow("'At or Below'");
	});
});
