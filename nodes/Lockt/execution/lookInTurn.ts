import type { Lookups } from '../fields/lookups';

/** So long a list counts as what Lockt has, unless another run of this process changes something: to read it for each batch would cost more than the batch. */
const RECENT_MS = 15_000;

/** Who read a list last, by the lookups with which a run was planned. */
const newest = new WeakMap<Lookups, { lookups: Lookups; at: number }>();

/**
 * How to look at something again in its turn, by the lists that the run read last or, where that is too long ago or
 * another run has changed something since, anew. What the run itself has sent is known: no two of its items have the same.
 *
 * @param planned the lookups by which it was looked at just now
 */
export function lookInTurn(planned: Lookups) {
	newest.set(planned, newest.get(planned) ?? { lookups: planned, at: Date.now() });
	return async <T>(fresh: Lookups, look: (lookups: Lookups) => Promise<T>): Promise<T> => {
		const last = newest.get(planned);
		if (last && Date.now() - last.at < RECENT_MS && !(await last.lookups.isOvertaken()))
			return look(last.lookups);
		const at = Date.now();
		const found = await look(fresh);
		newest.set(planned, { lookups: fresh, at });
		return found;
	};
}
