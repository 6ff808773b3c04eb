import { doneIn } from './counts';
import type { Counts } from './said';

export type Becomes = 'created' | 'createdTwice' | 'changed' | 'saved' | 'deleted';

export const sumOf = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Whether as many are counted as were not refused, and as what they were to become. */
export function addUp(counts: Counts, sent: number, refusals: number, becomes: Becomes): boolean {
	const { submitted = sent, errors = refusals } = counts;
	const isAll = submitted === sent && errors === refusals;
	return isAll && countDone(counts, becomes) === sent - refusals;
}

/** As what each is counted. */
const COUNTED: Record<Becomes, string[]> = {
	created: ['inserted'],
	createdTwice: ['inserted'],
	changed: ['updated'],
	saved: ['inserted', 'updated'],
	deleted: ['deleted'],
};

/**
 * How many are counted as what they were to become; undefined where any are counted as something else.
 * What was processed is the same once more, and counts by itself only where nothing else is counted.
 */
export function countDone({ ...counts }: Counts, becomes: Becomes): number | undefined {
	if (becomes === 'createdTwice' && counts.updated === counts.inserted) delete counts.updated;
	const { processed, ...named } = counts;
	const all = doneIn(named);
	if (all.length === 0) return processed;
	const done = sumOf(COUNTED[becomes].map((name) => named[name] ?? 0));
	return sumOf(all) === done && (processed ?? done) === done ? done : undefined;
}

/** e.g. submitted 2, inserted 1 */
export function listCounts(counts: Counts): string {
	return Object.entries(counts)
		.map(([name, count]) => `${name} ${count}`)
		.join(', ');
}
