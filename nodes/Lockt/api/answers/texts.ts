import { isRecord, lettersOf } from '../text/text';
import { countOf } from './counts';

/** What came as JSON: some servers say that it is something else, or put a byte order mark before it. */
export function jsonIn(raw: unknown): unknown {
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw.replace(/^\uFEFF/, ''));
	} catch {
		return raw;
	}
}

/** Under which they explain it. */
export const EXPLAINS = /^(?:message|msg|details?|title|reason)$/;

export function wordsIn(record: Record<string, unknown>): string[] {
	return Object.entries(record).flatMap(([name, value]) =>
		EXPLAINS.test(lettersOf(name)) ? textsIn(sentence(value)) : [],
	);
}

/** What is written for people, and not data that came as text. */
export function sentence(value: unknown): unknown {
	return typeof value === 'string' && /^[^[{<]{1,300}$/.test(value) ? value : undefined;
}

/** Problems as texts: none where it is said that there are none, in whichever way. */
export function textsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (isRecord(value) && Object.values(value).every((one) => textsIn(one).length === 0)) return [];
	if (value === undefined || value === null || value === false || countOf(value) === 0) return [];
	if (typeof value !== 'string') return [JSON.stringify(value)];
	return value.trim() === '' || SAYS_NOTHING.test(value) ? [] : [value];
}

const SAYS_NOTHING = /^\W*(?:none|null|no errors?)\W*$/i;
