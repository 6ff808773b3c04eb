import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import type { Looks } from './looks';
import { codeNotes, decodeNotes, isNoteList } from './noteList';

/** What gives access until some day. */
export type AccessOf = 'user' | 'fob' | 'credential';

export interface AccessEnd {
	of: AccessOf;
	id: number;
	/** The minute in which access ends. */
	end: number;
}

/**
 * Ends of access by what they are of, as noteList.ts writes them: of each ID, behind a colon, the minute in
 * base 36, e.g. { user: '5s:hva9c 1:hva9c' }. Each takes about 9 bytes.
 */
export type CodedEnds = Partial<Record<AccessOf, string>>;

/** What the trigger remembers of ends from one poll to the next. */
export interface EndsState extends Looks {
	/** Of what Lockt has listed any so far. */
	listed: AccessOf[];
	/** Those that were told, or count as seen, until they are past. */
	seen: CodedEnds;
}

export const ACCESS_OF: AccessOf[] = ['user', 'fob', 'credential'];

const DAY = 24 * 60;

/** An end that moves by no more is the same. */
const HOUR = 60;

/** Whether what n8n stored can be gone on from. */
export function isEndsState(stored: unknown): stored is EndsState {
	if (!isRecord(stored)) return false;
	const { looked, listed, seen } = stored;
	return (
		isWholeNumber(looked) &&
		Array.isArray(listed) &&
		listed.every((one) => ACCESS_OF.some((of) => of === one)) &&
		isCodedEnds(seen)
	);
}

export function isCodedEnds(value: unknown): value is CodedEnds {
	return (
		isRecord(value) &&
		ACCESS_OF.every((of) => value[of] === undefined || isNoteList(value[of], /^:[0-9a-z]{1,8}$/))
	);
}

/**
 * Which access ends within so many days, and was not told yet. What has ended is never told; what ends soon
 * when Lockt lists users, fobs or credentials for the first time counts as seen.
 *
 * @param state undefined when the workflow is published
 * @param ends all that Lockt tells; of several that are of the same, the first in time counts
 * @param listed of what Lockt has listed any, with an end or without
 */
export function judgeEnds(
	state: EndsState | undefined,
	{ ends, listed }: { ends: AccessEnd[]; listed: AccessOf[] },
	days: number,
	now: number,
): { state: EndsState; news: AccessEnd[] } {
	const minute = Math.floor(now / 60_000);
	const known = state ? decodeEnds(state.seen) : [];
	const seen = indexEnds(known.filter(({ end }) => end + HOUR >= minute));
	const news: AccessEnd[] = [];
	for (const [key, one] of indexEnds(ends)) {
		const isSoon = one.end > minute && one.end <= minute + days * DAY;
		const moved = Math.abs(one.end - (seen.get(key)?.end ?? NaN));
		if (!isSoon || moved <= HOUR) continue;
		seen.set(key, one);
		if (state?.listed.includes(one.of)) news.push(one);
	}
	const all = [...new Set([...(state?.listed ?? []), ...listed])];
	return { state: { looked: minute, listed: all, seen: codeEnds([...seen.values()]) }, news };
}

export function codeEnds(ends: AccessEnd[]): CodedEnds {
	const coded = ACCESS_OF.map((of) => {
		const notes = ends
			.filter((one) => one.of === of)
			.map(({ id, end }): [number, string] => [id, `:${end.toString(36)}`]);
		return [of, codeNotes(new Map(notes))];
	});
	return Object.fromEntries(coded.filter(([, text]) => text !== '')) as CodedEnds;
}

export function decodeEnds(coded: CodedEnds): AccessEnd[] {
	return ACCESS_OF.flatMap((of) =>
		[...decodeNotes(coded[of] ?? '')].map(([id, note]) => ({
			...{ of, id },
			end: parseInt(note.slice(1), 36),
		})),
	);
}

/** By what they are of, the first in time of each. */
function indexEnds(ends: AccessEnd[]): Map<string, AccessEnd> {
	const index = new Map<string, AccessEnd>();
	for (const one of ends) {
		const key = `${one.of}/${one.id}`;
		const other = index.get(key);
		if (!other || one.end < other.end) index.set(key, one);
	}
	return index;
}
