/**
 * Doors or people as a short text: what the trigger remembers travels to n8n's database with every run.
 * Each is the step from the ID before it, to base 36, and behind it what is noted of it, if anything:
 * `5:a 1? 2s` are the IDs 5, 6 and 106, with the notes `:a`, `?` and none.
 */

/** What is noted of records, by their IDs. A note has no space, and starts with no digit of base 36. */
export type Notes = Map<number, string>;

const NOTED = /^([1-9a-z][0-9a-z]*)(.*)/s;

export function codeNotes(notes: Notes): string {
	let before = 0;
	const rising = [...notes].sort(([a], [b]) => a - b);
	return rising
		.map(([id, note]) => {
			const step = id - before;
			before = id;
			return step.toString(36) + note;
		})
		.join(' ');
}

/** @param text what `codeNotes` made; @returns rising IDs */
export function decodeNotes(text: string): Notes {
	let id = 0;
	return new Map(
		split(text).map((one) => {
			const [, step, note] = NOTED.exec(one)!;
			return [(id += parseInt(step!, 36)), note!];
		}),
	);
}

/** Whether a value is such a text. @param note what each note is like */
export function isNoteList(value: unknown, note: RegExp): value is string {
	if (typeof value !== 'string' || !split(value).every((one) => NOTED.test(one))) return false;
	return [...decodeNotes(value)].every(
		([id, noted]) => Number.isSafeInteger(id) && note.test(noted),
	);
}

const split = (text: string) => (text === '' ? [] : text.split(' '));
