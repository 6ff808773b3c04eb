import { combinations, pairwise, randomReadings, type Readings } from '../../emulator/readings';
import { runs } from '../runs';

/** Readings that come together. */
export interface Combination {
	/** e.g. pair 7, or random:7 as the emulator takes it */
	name: string;
	readings: Readings;
}

/**
 * In full, few rows in which each two choices come together, and 200 by
 * chance, for what takes three or more.
 */
const everyCombination: Combination[] = [
	...(pairwise() as Readings[]).map((readings, n) => ({ name: `pair ${n}`, readings })),
	...Array.from({ length: 200 }, (_, n) => ({
		name: `random:${n + 1}`,
		readings: randomReadings(n + 1),
	})),
];

/** So many of them, of both kinds; in the full run all. */
export function combined(sample: number): Combination[] {
	const { numRuns } = runs({ sample, full: everyCombination.length });
	const step = Math.ceil(everyCombination.length / numRuns);
	return everyCombination.filter((_, n) => n % step === step - 1);
}

/** Filters that nobody can apply to what came. */
export const SHOWN_FILTERS = ['user_id', 'id_num', 'userFlags'];

/** The readings but for those that rightly show in what a node does. */
export function unlessShown({ readings }: Combination): Partial<Readings> {
	const { dateForm, ignoredFilter, ...chosen } = readings;
	return {
		...chosen,
		eventNames: 'asDoors',
		// What comes of them is told.
		unsaidLevels: 'kept',
		enabledText: 'read',
		zone: 'iana',
		dateForm: dateForm === 'unreadable' ? 'us' : dateForm,
		// Neither doors nor users show whether they are meant: an error says so.
		ignoredFilter: SHOWN_FILTERS.includes(ignoredFilter) ? 'name' : ignoredFilter,
	};
}

/** All combinations of the readings named; as a sample a few, in which each two choices come together. */
export function combine(...names: Array<keyof Readings>): Array<Partial<Readings>> {
	const all = combinations(...names);
	const pairs = pairwise(...names);
	return runs({ sample: pairs.length, full: all.length }).numRuns < all.length ? pairs : all;
}
