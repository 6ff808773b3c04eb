/**
 * Doors as a short text: what the trigger remembers travels to n8n's database with every run. Each
 * door is the step from the ID before it, to base 36, and behind it what is noted of it, if anything:
 * `5:a 1? 2s` are the doors 5, 6 and 106, with the notes `:a`, `?` and none.
 */

/** What is noted of doors, by their IDs. A note has no space, and starts with no digit of base 36. */
export type Notes = Map<number, string>;

const DOOR = /^([1-9a-z][0-9a-z]*)(.*)/s;

export function codeDoors(notes: Notes): string {
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

/** @param text what `codeDoors` made; @returns rising IDs */
export function decodeDoors(text: string): Notes {
	let id = 0;
	return new Map(
		splitDoors(text).map((door) => {
			const [, step, note] = DOOR.exec(door)!;
			return [(id += parseInt(step!, 36)), note!];
		}),
	);
}

/** Whether a value is such a text. @param note what each note is like */
export function isDoorList(value: unknown, note: RegExp): value is string {
	if (typeof value !== 'string') return false;
	return (
		splitDoors(value).every((door) => DOOR.test(door)) &&
		[...decodeDoors(value)].every(([id, noted]) => Number.isSafeInteger(id) && note.test(noted))
	);
}

const splitDoors = (text: string) => (text === '' ? [] : text.split(' '));
