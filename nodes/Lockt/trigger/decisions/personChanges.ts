import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { areMost, believe, doubtSince, isWaitedFor } from './doubtfulLists';
import type { Looks } from './looks';
import { codeNotes, decodeNotes, isNoteList } from './noteList';

/** A person as a list shows them. */
export interface PersonRecord {
	id: number;
	/** Undefined where Lockt does not tell it. */
	enabled?: boolean;
	/** The access levels as a text that is the same for the same ones; undefined where they are not told. */
	levels?: string;
}

/** What Lockt answered. */
export interface PeopleAnswer {
	users: PersonRecord[];
	/** Those with privileges: Lockt lists them apart. Undefined where it does not tell them. */
	privileged?: PersonRecord[];
	/** Of the privileged, the IDs under which the users, or those of the last answer, had somebody with another name or address. */
	strangers?: number[];
	/** Whether something in the list could not be told apart: anybody may be there still. */
	isPartial?: boolean;
}

/**
 * What the trigger remembers of people from one poll to the next: 50,000 take about 200 kB. Who has the
 * same is of one sort: enabled (`e`), disabled (`d`) or not told (`u`), `p` for privileged, and the access
 * levels, or `?` where they are not told. Sorts are written down once; each person is an entry in `people`,
 * as noteList.ts writes them, with the number of the sort in capital letters and, where there is something
 * to wait for, a mark:
 *
 * - `?` missing from the last answer: when they are from the next one, too, they were removed
 * - `*` not among the privileged in the last answer, though they were before
 */
export interface PeopleState extends Looks {
	/** The minute in which changes were put out last, or in which it began. */
	since: number;
	/** The minute from which on most people were missing; 0 for not so. */
	short: number;
	/** The minute from which on most who were enabled are shown as disabled. */
	off?: number;
	/** The minute from which on access levels are shown of nobody any more, or not of most who had some. */
	bare?: number;
	/** Whether Lockt told who is privileged. */
	tells: boolean;
	/** Whether the privileged were seen to have IDs of their own: from then on nobody is known to be privileged. */
	apart?: boolean;
	sorts: string[];
	people: string;
}

export type Change =
	'accessLevelsChanged' | 'added' | 'becamePrivileged' | 'disabled' | 'enabled' | 'removed';

export interface PersonNews {
	change: Change;
	id: number;
	/** As sorts are written; blank where there is none. */
	before: string;
	after: string;
}

/** What is known of a person. */
interface Person extends Omit<PersonRecord, 'id'> {
	privileged: boolean;
	mark: '' | '?' | '*';
}

const SORT = /^([edu])(p?)(?:\?|:((?:[0-9a-z]+(?:,[0-9a-z]+)*)?|#\d+\.[0-9a-f]+))$/;

const beginning: Omit<PeopleState, 'looked' | 'since'> = {
	short: 0,
	tells: false,
	sorts: [],
	people: '',
};

/** Whether what n8n stored can be gone on from. */
export function isPeopleState(stored: unknown): stored is PeopleState {
	if (!isRecord(stored)) return false;
	const { looked, since, short, off = 0, bare = 0, tells, apart = false, sorts, people } = stored;
	return (
		[looked, since, short, off, bare].every(isWholeNumber) &&
		typeof tells === 'boolean' &&
		typeof apart === 'boolean' &&
		Array.isArray(sorts) &&
		sorts.every(isSort) &&
		isNoteList(people, /^[A-Z]{1,5}[?*]?$/) &&
		[...new Set(people.match(/[A-Z]+/g))].every((number) => readNumber(number) < sorts.length)
	);
}

export const isSort = (value: unknown) => typeof value === 'string' && SORT.test(value);

/**
 * What has changed. Who is missing must be missing from two answers in a row. An answer without users
 * concludes nothing; nobody is missing from one that is not whole, or, for a day, that lacks most people; nor is
 * what doubtfulLists.ts doubts. Of nobody known all are new, and nothing is told.
 *
 * @param state undefined when the workflow is published: what is so now counts as seen
 */
export function judgePeople(
	state: PeopleState | undefined,
	answer: PeopleAnswer,
	now: number,
): { state: PeopleState; news: PersonNews[] } {
	const minute = Math.floor(now / 60_000);
	const before = { ...beginning, since: minute, ...state, looked: minute };
	if (answer.users.length === 0) return { state: before, news: [] };

	const known = readPeople(before);
	const apart = (before.apart ?? false) || areApart(known, answer);
	if (apart) forgetPrivileged(known, answer);
	const privileged = apart ? undefined : readPrivileged(answer);
	const { since, ...lists } = believe(known, { ...answer, privileged }, before, minute);
	const present = new Map([...lists.privileged, ...lists.users].map((one) => [one.id, one]));
	const isPrivileged = new Set(privileged?.map(({ id }) => id));
	const tellsMissing = ({ privileged: was }: Person) => !was || isPrivileged.size > 0;
	const missing = [...known].filter(([id, person]) => !present.has(id) && tellsMissing(person));
	const short = doubtSince(before.short, areMost(missing.length, known.size), minute);
	const isBelieved = !answer.isPartial && !isWaitedFor(short, minute);

	const next = new Map(known);
	const news: PersonNews[] = [];
	for (const [id, person] of isBelieved ? missing : []) {
		if (person.mark === '?') {
			next.delete(id);
			news.push({ change: 'removed', id, before: writeSort(person), after: '' });
		} else {
			next.set(id, { ...person, mark: '?' });
		}
	}
	for (const [id, record] of present) {
		const person = known.get(id);
		const seen = seePerson(record, privileged && isPrivileged.has(id), person);
		next.set(id, seen);
		// Before Lockt told who is privileged, all of them were so already.
		const isNews = known.size > 0 && (before.tells || !seen.privileged || !!person?.privileged);
		if (isNews) news.push(...compare(id, person, seen));
	}
	const tells = privileged !== undefined;
	const tables = apart ? { apart } : {};
	return {
		state: { ...before, short, ...since, tells, ...tables, ...writePeople(next) },
		news,
	};
}

/** Whether one ID means somebody among the privileged, and somebody else among the users: who is who cannot be told by it. */
function areApart(known: Map<number, Person>, { users, strangers = [] }: PeopleAnswer): boolean {
	const ids = new Set(users.map(({ id }) => id));
	return strangers.some((id) => ids.has(id) || known.get(id)?.privileged === false);
}

/** Those of whom nothing is known any more: not to be told as removed, nor as changed into somebody else. */
function forgetPrivileged(
	known: Map<number, Person>,
	{ users, strangers = [] }: PeopleAnswer,
): void {
	const ids = new Set(users.map(({ id }) => id).filter((id) => !strangers.includes(id)));
	for (const [id, { privileged }] of known) if (privileged && !ids.has(id)) known.delete(id);
}

/** Who is privileged, in a server that takes notice of the question: others list everybody once more. */
function readPrivileged({ users, privileged }: PeopleAnswer): PersonRecord[] | undefined {
	const ids = new Set(privileged?.map(({ id }) => id));
	return users.every(({ id }) => ids.has(id)) ? undefined : privileged;
}

/** @param person as known so far: what Lockt does not tell now stays as it was */
function seePerson(
	{ enabled, levels }: PersonRecord,
	privileged: boolean | undefined,
	person: Person | undefined,
): Person {
	const was = person?.privileged ?? false;
	const isDoubtful = was && privileged === false && person?.mark !== '*';
	return {
		enabled: enabled ?? person?.enabled,
		levels: levels ?? person?.levels,
		privileged: isDoubtful || (privileged ?? was),
		mark: isDoubtful || (privileged === undefined && person?.mark === '*') ? '*' : '',
	};
}

function compare(id: number, person: Person | undefined, seen: Person): PersonNews[] {
	const changes: Change[] = [];
	if (!person) changes.push('added');
	if (person?.enabled !== undefined && seen.enabled !== person.enabled) {
		changes.push(seen.enabled ? 'enabled' : 'disabled');
	}
	if (person?.levels !== undefined && seen.levels !== person.levels) {
		changes.push('accessLevelsChanged');
	}
	if (seen.privileged && !person?.privileged) changes.push('becamePrivileged');
	const before = person ? writeSort(person) : '';
	return changes.map((change) => ({ change, id, before, after: writeSort(seen) }));
}

/** What a sort says. */
export function readSort(sort: string): Omit<Person, 'mark'> {
	const [, enabled, privileged, levels] = SORT.exec(sort)!;
	return {
		enabled: enabled === 'u' ? undefined : enabled === 'e',
		privileged: privileged === 'p',
		levels,
	};
}

function writeSort({ enabled, privileged, levels }: Omit<Person, 'mark'>): string {
	const flags = `${enabled === undefined ? 'u' : enabled ? 'e' : 'd'}${privileged ? 'p' : ''}`;
	return levels === undefined ? `${flags}?` : `${flags}:${levels}`;
}

function readPeople({ sorts, people }: PeopleState): Map<number, Person> {
	const read = sorts.map(readSort);
	return new Map(
		[...decodeNotes(people)].map(([id, note]): [number, Person] => {
			const mark = (/[?*]$/.exec(note)?.[0] ?? '') as Person['mark'];
			return [id, { ...read[readNumber(note)]!, mark }];
		}),
	);
}

function writePeople(people: Map<number, Person>): Pick<PeopleState, 'sorts' | 'people'> {
	const numbers = new Map<string, number>();
	const notes = [...people].map(([id, person]): [number, string] => {
		const sort = writeSort(person);
		if (!numbers.has(sort)) numbers.set(sort, numbers.size);
		return [id, writeNumber(numbers.get(sort)!) + person.mark];
	});
	return { sorts: [...numbers.keys()], people: codeNotes(new Map(notes)) };
}

const A = 'A'.charCodeAt(0);

/** A, B, ... Z, BA, BB, ... */
function writeNumber(number: number): string {
	const last = String.fromCharCode(A + (number % 26));
	return number < 26 ? last : writeNumber(Math.floor(number / 26)) + last;
}

function readNumber(note: string): number {
	let number = 0;
	for (const letter of note.replace(/[?*]$/, '')) number = number * 26 + letter.charCodeAt(0) - A;
	return number;
}
