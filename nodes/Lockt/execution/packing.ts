/**
 * Finds each record its request, one after the other: the first with room after all those that have something
 * which no two records of a request may share. The work grows with the records, not with the requests.
 *
 * @param most records that a request takes
 * @returns the place of the request; that after the last one for a new one
 */
export function packing(most: number): (apart: unknown[]) => number {
	const counts: number[] = [];
	/** From a full request to where one with room may be. */
	const onwards: number[] = [];
	const lastWith = new Map<unknown, number>();

	function roomFrom(place: number): number {
		let at = place;
		for (let next = onwards[at]; next !== undefined; next = onwards[at]) {
			// Who comes this way again has half as far.
			onwards[at] = onwards[next] ?? next;
			at = next;
		}
		return at;
	}

	return (apart) => {
		let first = 0;
		for (const one of apart) first = Math.max(first, (lastWith.get(one) ?? -1) + 1);
		const place = roomFrom(first);
		const count = (counts[place] ?? 0) + 1;
		counts[place] = count;
		if (count >= most) onwards[place] = place + 1;
		for (const one of apart) lastWith.set(one, place);
		return place;
	};
}
