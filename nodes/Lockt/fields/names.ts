import { splitNames } from '../api/text/splitNames';
import { enteredText, isBlank } from '../api/text/values';

/**
 * What a list of several holds: a list, or its JSON, or names and IDs with commas or semicolons between
 * them, or one of them alone. A list of blanks holds nothing, as cells of a table may be; a blank beside others
 * is one that was not found, as is whatever an expression did not find.
 */
export function namesIn(value: unknown): unknown[] {
	if (Array.isArray(value)) {
		return value.every((entry) => entry !== undefined && isBlank(entry)) ? [] : value;
	}
	const list = jsonListIn(value);
	if (list) return namesIn(list);
	const text = enteredText(value);
	if (text === undefined) return isBlank(value) ? [] : [value];
	return splitNames(text);
}

/** The names in a text with commas between them; of a list none, as they are whole there. */
export function partsIn(value: unknown): string[] {
	const text = enteredText(value) ?? '';
	return jsonListIn(text) ? [] : splitNames(text);
}

/** Undefined for what is no JSON after all: names that begin with a bracket. */
function jsonListIn(value: unknown): unknown[] | undefined {
	if (typeof value !== 'string' || !value.trim().startsWith('[')) return undefined;
	try {
		const list: unknown = JSON.parse(value);
		return Array.isArray(list) ? list : undefined;
	} catch {
		return undefined;
	}
}
