import type { Question } from '../request';
import { lettersOf } from '../text/text';
import { wordsOf } from './words';

/** What was asked for: where, and by which values. */
export type Asked = Pick<Question, 'path' | 'query'>;

const NONE =
	/^\W*(?:there (?:are|is|was|were) )?no (?:matching )?([a-z]{1,20}(?:[ -][a-z]{1,20})??)(?: (?:found|available|returned|exists?)| (?:was|were) (?:found|returned))?\W*$/i;

/** Whatever it is that there is none of. */
const ANYTHING = ['record', 'data', 'result', 'row', 'entrie', 'item', 'matche'];

/**
 * Whether words say that there is none of what was asked for, rather than of anything else,
 * e.g. No users found, for /user
 */
export function saysNone(words: string, path: string): boolean {
	const [, noun = ''] = NONE.exec(words) ?? [];
	const name = lettersOf(noun).replace(/s$/, '');
	return name !== '' && (ANYTHING.includes(name) || path.startsWith(`/${name}`));
}

/** Reference, "Response Codes", and as its validations put it. */
const MISSING =
	/\bno (?:[\w-]+ ){0,3}found\b|\bnot (?:be )?found\b|\bdo(?:es)? not exist\b|\bno such\b|\bunknown \w*id\b|\binvalid \w*(?:id|id_num|card_num|name) found\b/i;

/** With what words may say so of anything. What they do not hold is missing in their place, e.g. a database. */
const OF_ANYTHING =
	wordsOf(`a an any be been can could data did do does entry exist existing exists for found given id
	identifier in invalid is it item matches matching name no not number object of or record records requested resource
	result results specified such supplied that the there this to unknown value was were with`);

/**
 * Whether words say that what was asked for is not there, and speak of nothing else that could be missing:
 * the site, a table, a route.
 *
 * @param words e.g. No user found with id_num: E-7
 */
export function saysMissing(words: string, { path, query = {} }: Asked): boolean {
	if (!MISSING.test(words)) return false;
	const own = [path, ...Object.keys(query).flatMap((name) => name.split('_'))].map(lettersOf);
	const values = Object.values(query).map((value) => String(value).toLowerCase());
	const rest = values.reduce((text, value) => text.replaceAll(value, ' '), words.toLowerCase());
	return wordsIn(rest).every(
		(word) => OF_ANYTHING.has(word) || own.some((name) => names(name, word)),
	);
}

/** With what words may say that a question was answered. */
const OF_ANSWER =
	wordsOf(`a all an answered are been call complete completed count data done empty entries fetched for found
	has have here in is item items list listed loaded ok okay of operation page processed query read record records
	request response result results retrieved returned rows sent status success successful successfully the total was
	were with your`);

/** Whether words say no more than that a question was answered, e.g. 0 users returned, for /user */
export function saysAnswered(words: string, path: string): boolean {
	const name = lettersOf(path);
	return wordsIn(words).every((word) => OF_ANSWER.has(word.toLowerCase()) || names(name, word));
}

function wordsIn(text: string): string[] {
	return text.match(/[\p{L}\p{M}]+/gu) ?? [];
}

/** Whether a word names it, or a part of it, one or several, e.g. level, of accesslevel */
function names(name: string, word: string): boolean {
	const one = word.toLowerCase().replace(/s$/, '');
	return (
		name.replace(/s$/, '') === one ||
		(one.length > 3 && (name.startsWith(one) || name.endsWith(one)))
	);
}
