import fc from '../fastCheck';
import { patiently } from '../../nodes/Lockt/api/turns/patience';

// The clock of these tests is not that of the machine.
beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** Attempts that fail with these waits asked for, then succeed; and when each was made. */
async function attempted(waits: Array<number | undefined>, budgetMs: number) {
	const start = Date.now();
	const at: number[] = [];
	const trying = patiently(() => {
		const n = at.push(Date.now() - start) - 1;
		return Promise.resolve({ result: n, again: n < waits.length, waitMs: waits[n] });
	}, budgetMs);
	await jest.runAllTimersAsync();
	return { at, result: await trying };
}

describe('patience', () => {
	it('does not wait for what is well', async () => {
		expect(await attempted([], 10_000)).toEqual({ at: [0], result: 0 });
	});

	it('waits as long as Lockt asks for', async () => {
		expect(await attempted([2_000, 500], 10_000)).toEqual({ at: [0, 2_000, 2_500], result: 2 });
	});

	it('waits ever longer otherwise, but never very long', async () => {
		const { at } = await attempted(Array<undefined>(30).fill(undefined), 1e9);
		const waits = at.slice(1).map((moment, n) => moment - at[n]!);
		for (const [n, wait] of waits.entries()) {
			const middle = Math.min(300 * 2 ** n, 8_000);
			expect(wait).toBeGreaterThanOrEqual(Math.floor(middle / 2));
			expect(wait).toBeLessThanOrEqual(middle * 1.5);
		}
	});

	it('returns the last result when a wait would outlast the budget', async () => {
		expect(await attempted([4_000, 4_000, 4_000], 10_000)).toEqual({
			at: [0, 4_000, 8_000],
			result: 2,
		});
		expect(await attempted([10_001], 10_000)).toEqual({ at: [0], result: 0 });
		expect(await attempted([10_000], 10_000)).toEqual({ at: [0, 10_000], result: 1 });
	});

	it('never tries after the budget, nor gives up while there is time', async () => {
		const wait = fc.option(fc.integer({ min: 300, max: 20_000 }), { nil: undefined });
		await fc.assert(
			fc.asyncProperty(fc.array(wait), fc.nat(100_000), async (waits, budgetMs) => {
				const { at, result } = await attempted(waits, budgetMs);
				expect(result).toBe(at.length - 1);
				expect(at.at(-1)).toBeLessThanOrEqual(budgetMs);
				const next = waits[result];
				if (next !== undefined) expect(at.at(-1)! + next).toBeGreaterThan(budgetMs);
			}),
		);
	});

	it('lets errors through', async () => {
		const failing = patiently(() => Promise.reject(new Error('broken')), 10_000);
		await expect(failing).rejects.toThrow('broken');
	});
});
