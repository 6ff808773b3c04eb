/**
 * How often a generated test runs: as a sample in `npm test`, in full in `npm run test:full`, or as
 * often as LOCKT_RUNS says, which `npm run mutants` sets.
 */
export function runs({ sample, full }: { sample: number; full: number }): { numRuns: number } {
	const asked = process.env.LOCKT_RUNS;
	if (asked === undefined) return { numRuns: sample };
	return { numRuns: asked === 'full' ? full : Math.min(full, Number(asked)) };
}
