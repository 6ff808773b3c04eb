/**
 * Reads the form in which n8n stores an execution: a list of values in which every text within an object
 * or a list is the place of the value that is meant.
 */
export function unflatten(text: string): unknown {
	const values = JSON.parse(text) as unknown[];
	const filled = new Set<unknown>();
	const at = (place: unknown): unknown => {
		if (typeof place !== 'string') return place;
		const value = values[Number(place)];
		if (typeof value !== 'object' || value === null || filled.has(value)) return value;
		filled.add(value);
		const record = value as Record<string, unknown>;
		for (const [name, inner] of Object.entries(record)) record[name] = at(inner);
		return value;
	};
	return at('0');
}
