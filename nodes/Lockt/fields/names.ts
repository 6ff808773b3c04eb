import { enteredText, isBlank } from '../api/values';

/**
 * What a list of several holds: a list, or its JSON, or names and IDs with commas or semicolons between
 * them, or one of them alone. Blank ones are left out, as cells of a table may be, but not what an
 * expression did not find.
 */
export function namesIn(value: unknown): unknown[] {
	if (Array.isArray(value)) {
		return value.filter((entry) => entry === undefined || !isBlank(entry));
	}
	const text = enteredText(value);
	if (text === undefined) return isBlank(value) ? [] : [value];
	if (text.startsWith('[')) {
		try {
			return namesIn(JSON.parse(text));
		} catch {
			// Not JSON after all: names that begin with a bracket.
		}
	}
	return text
		.split(/[,;\n]/)
		.map((name) => name.trim())
		.filter(Boolean);
}
