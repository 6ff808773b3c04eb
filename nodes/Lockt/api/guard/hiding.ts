import { HIDDEN, type Hide } from '../text/spelling';
import { isRecord } from '../text/text';

/** Looks into no text twice: what Lockt says of a whole request is said again of each of its records. */
export function onceEach(hide: Hide): Hide {
	const known = new Map<string, string>();
	return (text) => {
		const shown = known.get(text) ?? hide(text);
		known.set(text, shown);
		return shown;
	};
}

/** How a value is gone through. */
interface Hiding {
	inTexts: Hide;
	/** In names and numbers: they tell how to read it. */
	elsewhere: Hide;
	/** What became of the names so far: records of a list have the same ones. */
	names: Map<string, string>;
}

/** Hides in all of a value. What holds nothing to hide is given back as it is, not as a copy. */
export function hideIn(value: unknown, hiding: Hiding): unknown {
	if (typeof value === 'string') return hiding.inTexts(value);
	if (typeof value === 'number') {
		return value > 999 && hiding.elsewhere(String(value)) === HIDDEN ? HIDDEN : value;
	}
	if (!isRecord(value)) return value;
	return Array.isArray(value) ? hideInList(value, hiding) : hideInRecord(value, hiding);
}

function hideInList(list: unknown[], hiding: Hiding): unknown[] {
	let changed: unknown[] | undefined;
	for (let at = 0; at < list.length; at++) {
		const shown = hideIn(list[at], hiding);
		if (shown !== list[at]) (changed ??= [...list])[at] = shown;
	}
	return changed ?? list;
}

function hideInRecord(record: Record<string, unknown>, hiding: Hiding): Record<string, unknown> {
	let changed: Array<[string, unknown]> | undefined;
	const names = Object.keys(record);
	for (let at = 0; at < names.length; at++) {
		const name = names[at]!;
		const value = record[name];
		const shown = hideIn(value, hiding);
		const shownName = hideName(name, hiding);
		if (shown === value && shownName === name) continue;
		(changed ??= Object.entries(record))[at] = [shownName, shown];
	}
	return changed ? Object.fromEntries(changed) : record;
}

function hideName(name: string, { elsewhere, names }: Hiding): string {
	const known = names.get(name);
	if (known !== undefined) return known;
	const shown = elsewhere(name);
	names.set(name, shown);
	return shown;
}
