import { foldColumn, titleOf, withoutZone } from './columnNames';
import { UNSURE } from './columnAliases';
import type { Field } from './field';

/** More different columns than anybody has: beyond it, they are compared anew. */
const MOST_KEPT = 1000;

/** What was compared before: there may be ten thousand rows with the same columns. */
const compared = new WeakMap<Field, Map<string, boolean>>();

/** Whether a column that means no field may be meant for this one: misspelt, or with a word more. */
export function isNear(column: string, field: Field): boolean {
	const known = compared.get(field) ?? new Map<string, boolean>();
	if (known.size >= MOST_KEPT) known.clear();
	compared.set(field, known);
	const near = known.get(column) ?? compare(column, field);
	known.set(column, near);
	return near;
}

function compare(column: string, field: Field): boolean {
	const name = foldColumn(withoutZone(column));
	if (UNSURE[field.id]?.some((unsure) => foldColumn(unsure) === name)) return true;
	const names = [field.id, field.label, titleOf(field), ...(field.also ?? [])];
	return names.some((own) => isMisspelt(name, foldColumn(own)) || hasAllWords(column, own));
}

/** How many signs of a name of so many may be other ones. */
const mostWrong = (length: number) => (length < 5 ? 0 : length < 9 ? 1 : 2);

function isMisspelt(name: string, own: string): boolean {
	const most = mostWrong(own.length);
	if (Math.abs(name.length - own.length) > most) return false;
	return distanceOf(name, own) <= most;
}

/** One word is in too many names. */
function hasAllWords(column: string, own: string): boolean {
	const wanted = wordsOf(own);
	const words = new Set(wordsOf(column));
	return wanted.length > 1 && wanted.every((word) => words.has(word));
}

const wordsOf = (name: string) =>
	name
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.map(foldColumn)
		.filter(Boolean);

/** How many signs are to be put in, left out, exchanged or swapped with the next to make one name of another. */
function distanceOf(one: string, other: string): number {
	let beforeLast: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, n) => n);
	for (let i = 1; i <= one.length; i++) {
		const row = [i];
		for (let j = 1; j <= other.length; j++) {
			const isSame = one[i - 1] === other[j - 1];
			const isSwapped = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
			row[j] = Math.min(
				last[j]! + 1,
				row[j - 1]! + 1,
				last[j - 1]! + (isSame ? 0 : 1),
				isSwapped ? beforeLast[j - 2]! + 1 : Infinity,
			);
		}
		beforeLast = last;
		last = row;
	}
	return last[other.length]!;
}
