import { combinations, pairwise, randomReadings, type Readings } from '../../emulator/readings';
import { runs } from '../runs';

/** Seeds of readings that come together; how many, and in full 200. */
export function seeds(sample: number): number[] {
	const { numRuns } = runs({ sample, full: 200 });
	return Array.from({ length: numRuns }, (_, n) => n + 1);
}

/** What random:SEED chooses, but for readings that rightly show in what a node does. */
export function combinedReadings(seed: number): Partial<Readings> {
	const { dateForm, ignoredFilter, ...chosen } = randomReadings(seed);
	return {
		...chosen,
		eventNames: 'asDoors',
		pending: 'released',
		zone: 'iana',
		dateForm: dateForm === 'unreadable' ? 'us' : dateForm,
		// Doors do not say who may open them, so that nobody could tell.
		ignoredFilter: ['user_id', 'id_num'].includes(ignoredFilter) ? 'name' : ignoredFilter,
	};
}

/** All combinations of the readings named; as a sample a few, in which each two choices come together. */
export function combine(...names: Array<keyof Readings>): Array<Partial<Readings>> {
	const all = combinations(...names);
	const pairs = pairwise(...names);
	return runs({ sample: pairs.length, full: all.length }).numRuns < all.length ? pairs : all;
}
