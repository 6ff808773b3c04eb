/** Things by their keys, of which each has none, one or several: those of a key in the order in which they came. */
export function groupBy<T>(things: T[], keysOf: (thing: T) => string[]): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const thing of things) {
		for (const key of new Set(keysOf(thing))) {
			const group = groups.get(key);
			if (group) group.push(thing);
			else groups.set(key, [thing]);
		}
	}
	return groups;
}
