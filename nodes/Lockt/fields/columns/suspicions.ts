import { isObject } from '../../api/text/text';
import { enteredText } from '../../api/text/values';
import { UNSURE } from './columnAliases';
import {
	foldColumn,
	hasPicture,
	isNegated,
	LONGEST_NAME,
	titleOf,
	withoutZone,
} from './columnNames';
import {
	ACCESS,
	BEGINS,
	CONTRARY,
	CONTRARY_PREFIXES,
	ENDS,
	FIRST_CONTRARY,
	OF_PERSON,
	ON,
	OFF,
	STATUS,
} from './columnWords';
import { decidesAccess, type Field } from '../field';

/** What a column that means no field may have to do with one. */
export interface Suspicion {
	field: Field;
	/**
	 * It may be `meant`: misspelt, with a word more, or called as people call several things. It `looks` like one by a word
	 * of its name, and what stands in it. Or it says the `contrary`, or something else.
	 */
	how: 'meant' | 'looks' | 'contrary';
	/** Whether what stands in the column is as the field would be. */
	fits: (value: unknown) => boolean;
	/** What does not fit surely says nothing against it, as Status: Active. */
	clears?: true;
}

/** Which fields a column that means none may have to do with. */
export function suspicionsOf(fields: Field[], column: string): Suspicion[] {
	const heading = readName(withoutZone(column.slice(0, LONGEST_NAME)));
	return fields.flatMap((field) => suspect(heading, field, namesOf(field)) ?? []);
}

/** A name to compare. */
interface Name {
	folded: string;
	words: string[];
	/** A sign in it says the contrary. */
	isNegated: boolean;
}

/** Read once: there may be a thousand columns. */
const namesRead = new WeakMap<Field, Name[]>();

function namesOf(field: Field): Name[] {
	const names = [field.id, field.label, titleOf(field), ...(field.also ?? [])];
	const read =
		namesRead.get(field) ?? [...names, ...(UNSURE[field.id] ?? [])].map((name) => readName(name));
	namesRead.set(field, read);
	return read;
}

function readName(name: string): Name {
	const words = name
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.split(/[^\p{L}\p{N}\p{M}]+/u)
		.map(foldColumn)
		.filter(Boolean);
	return { folded: foldColumn(name), words, isNegated: isNegated(name) || hasPicture(name) };
}

function suspect(heading: Name, field: Field, names: Name[]): Suspicion | undefined {
	const decides = decidesAccess(field);
	const isSwitch = field.holds.is === 'yesNo';
	if (isContrary(heading, names) || (isSwitch && has(heading, OFF))) {
		return decides ? { field, how: 'contrary', fits: () => true } : undefined;
	}
	if (names.some((own) => isMisspelt(heading, own) || hasAllWords(heading, own))) {
		return { field, how: 'meant', fits: () => true };
	}
	if (isSwitch && names.some(({ words: [word, more] }) => !more && heading.words.includes(word!))) {
		return { field, how: 'looks', fits: isYesOrNo };
	}
	if (isSwitch && heading.words.some((word) => STATUS.has(word))) {
		return isStatusOfPerson(heading)
			? { field, how: 'contrary', fits: mayBeOff, clears: true }
			: { field, how: 'contrary', fits: saysOff };
	}
	if (isSwitch && isAboutAccess(heading)) {
		return { field, how: 'looks', fits: (value) => isYesOrNo(value) || saysOff(value) };
	}
	const looks = WORDS[field.id];
	return looks && has(heading, looks) ? { field, how: 'looks', fits: mayBeDate } : undefined;
}

const WORDS: Record<string, typeof ENDS> = { access_effective: BEGINS, access_expires: ENDS };

function has({ folded, words }: Name, { words: wanted, parts }: typeof ENDS): boolean {
	return words.some((word) => wanted.has(word)) || parts.some((part) => folded.includes(part));
}

/** Whether a name is one of these but for a word of the contrary, e.g. Old Access Levels, Not Active, Unenabled. */
function isContrary(heading: Name, names: Name[]): boolean {
	const { folded, words } = heading;
	const isLike = (name: Name) =>
		names.some((own) => isMisspelt(name, own) || hasAllWords(name, own));
	if (heading.isNegated && isLike(heading)) return true;
	const rest = words.filter(
		(word, n) => !CONTRARY.has(word) && !(n === 0 && word === FIRST_CONTRARY),
	);
	if (rest.length === words.length) {
		return CONTRARY_PREFIXES.filter((prefix) => folded.startsWith(prefix)).some((prefix) =>
			names.some((own) => prefix + own.folded === folded),
		);
	}
	return isLike({ ...heading, folded: rest.join(''), words: rest });
}

/** How many signs of a name of so many may be other ones. */
const mostWrong = (length: number) => (length < 5 ? 0 : length < 9 ? 1 : 2);

function isMisspelt({ folded }: Name, { folded: own }: Name): boolean {
	const most = mostWrong(own.length);
	if (Math.abs(folded.length - own.length) > most) return false;
	return distanceOf(folded, own, most) <= most;
}

/** One word is in too many names. */
function hasAllWords({ words }: Name, { words: wanted }: Name): boolean {
	return wanted.length > 1 && wanted.every((word) => words.includes(word));
}

function isAboutAccess({ words }: Name): boolean {
	const others = words.filter((word) => !ACCESS.words.has(word));
	return others.length < words.length && others.every((word) => ACCESS.others.has(word));
}

function isStatusOfPerson({ words }: Name): boolean {
	const { status, others } = OF_PERSON;
	return (
		words.some((word) => status.has(word)) &&
		words.every((word) => status.has(word) || others.has(word))
	);
}

/** Whether something says that somebody is not to be let in. What is no text may hold it. */
function saysOff(value: unknown): boolean {
	const text = enteredText(value);
	return (text === undefined && typeof value === 'object') || has(readName(text ?? ''), OFF);
}

/** Whether a status says anything else than that somebody is there. */
function mayBeOff(value: unknown): boolean {
	const { words, isNegated } = readName(
		typeof value === 'boolean' ? String(value) : (enteredText(value) ?? ''),
	);
	return isNegated || words.length === 0 || !words.every((word) => ON.has(word));
}

function isYesOrNo(value: unknown): boolean {
	return typeof value === 'boolean' || YES_NO.test(enteredText(value) ?? '');
}

const YES_NO =
	/^(?:true|false|yes|no|y|n|[01x]|on|off|ja|nein|oui|non|s[ií]|nee|sim|não|tak|nie|nej)$/i;

function mayBeDate(value: unknown): boolean {
	if (isObject(value)) return true;
	const text = enteredText(value) ?? '';
	if (/^\d+(?:\.\d+)?$/.test(text)) return DATE_NUMBER.test(text);
	return text.replace(/\D/g, '').length >= FEWEST_DIGITS;
}

/** Days as Excel counts them, 20990131, seconds or milliseconds. */
const DATE_NUMBER = /^(?:[3-7]\d{4}(?:\.\d+)?|(?:19|20)\d{6}|\d{10}|\d{13})$/;

/** As in 1/1/27. */
const FEWEST_DIGITS = 4;

/**
 * How many signs are to be put in, left out, exchanged or swapped with the next to make one name of another.
 *
 * @param most a larger number is not counted to its end
 */
function distanceOf(one: string, other: string, most: number): number {
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
		if (Math.min(...row, ...last) > most) return Infinity;
		beforeLast = last;
		last = row;
	}
	return last[other.length]!;
}
