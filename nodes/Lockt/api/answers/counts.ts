import type { Counts } from './said';

/** Counts are weighed by themselves. */
export const withoutCounts = (record: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !DONE.includes(name)));

const DONE = ['inserted', 'updated', 'deleted', 'processed'];

export function countsIn(summary: Record<string, unknown>): Counts | undefined {
	const counts = Object.entries(summary).flatMap(([name, value]) => {
		const count = countOf(value);
		return count === undefined ? [] : [[name, count] as const];
	});
	const byName = Object.fromEntries(counts);
	return doneIn(byName).length > 0 ? byName : undefined;
}

/** Those of what was done. */
export function doneIn(counts: Counts): number[] {
	return DONE.flatMap((name) => counts[name] ?? []);
}

/** Some number of things, which may come as text. */
export function countOf(value: unknown): number | undefined {
	const isCount = typeof value === 'number' || typeof value === 'string';
	return isCount && /^\d{1,9}$/.test(String(value)) ? Number(value) : undefined;
}
