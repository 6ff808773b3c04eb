/**
 * How often a generated test runs: as a sample in `npm test`, in full in `npm run test:full`, or as
 * often as LOCKT_RUNS says, which `npm run mutants` sets.
 */
export function runs({ sample, full }: { sample: number; full: number }): { numRuns: number } {
	const asked = process.env.LOCKT_RUNS;
	if (asked === undefined) return { numRuns: sample };
	return { numRuns: asked === 'full' ? full : Math.min(full, Number(asked)) };
}

/** A sample of so many cases of each kind, from all over them and other ones for each kind; in full all. */
export function pickCases<T>(
	cases: T[],
	{ by, sample }: { by: (one: T) => string; sample: number },
): T[] {
	const kinds = new Map<string, T[]>();
	for (const one of cases) kinds.set(by(one), [...(kinds.get(by(one)) ?? []), one]);
	return [...kinds.values()].flatMap((ofKind, n) => {
		const { numRuns } = runs({ sample, full: ofKind.length });
		const step = ofKind.length / Math.min(numRuns, ofKind.length);
		return Array.from({ length: ofKind.length / step }, (_, k) => {
			return ofKind[Math.floor((k + ((n * GOLDEN) % 1)) * step)]!;
		});
	});
}

/** Multiples of it lie as far apart as can be, whatever their number. */
const GOLDEN = 0.618;
