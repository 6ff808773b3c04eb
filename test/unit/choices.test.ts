import { sayChoices } from '../../nodes/Lockt/fields/choices';
import { accessLevel } from '../../nodes/Lockt/fields/kinds';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';

const say = (readAll: () => Promise<object[]>) =>
	sayChoices(accessLevel, { readAll } as Partial<Lookups> as Lookups);

describe('what there is, where a name is none of it', () => {
	it.each([
		[
			'some',
			['Security', 'Floor 10', 'Floor 2', 'Security', ''],
			"'Floor 2', 'Floor 10', 'Security'",
		],
		['a name that is long', ['x'.repeat(500)], `'${'x'.repeat(39)}…'`],
	])('names %s, each once and in order', async (_, names, expected) => {
		const records = names.map((name, id) => ({ id, name }));
		expect(await say(() => Promise.resolve(records))).toBe(`; there are: ${expected}`);
	});

	it('is no longer than one can read', async () => {
		const records = Array.from({ length: 5000 }, (_, id) => ({
			id,
			name: `${id} ${'x'.repeat(99)}`,
		}));
		const text = await say(() => Promise.resolve(records));
		expect(text.length).toBeLessThan(600);
		expect(text).toContain(' and 4990 more');
	});

	it('is said to be nothing, and not said where Lockt does not say it', async () => {
		expect(await say(() => Promise.resolve([]))).toBe('; there are none');
		expect(await say(() => Promise.reject(new Error('gone')))).toBe('');
	});
});
