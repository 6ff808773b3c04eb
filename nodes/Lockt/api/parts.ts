import type { Said } from './answers';
import type { Question } from './client';
import { referenceName } from './properties';
import { isObject, lettersOf, plainText } from './text';

/**
 * Whether an answer is but a part of a list, as servers say it in many ways: what is not in it would be
 * taken for not there.
 */

/** Something that is said beside the records: a name, and a value as text. */
type Saying = [name: string, value: string];

/** What it means: a list that is full may have been cut, unless it is said to be whole. */
type Meaning = 'part' | 'full' | 'whole' | undefined;

/** What an answer says itself. */
export function isPart({ whole, list = [] }: Said, question: Question): boolean {
	const said = saidBeside(whole, new Set(list));
	return meansPart(question, (asked) =>
		said.map(([name, value]) => {
			return byName(name, value, list.length, asked) ?? byWords(value, list.length, asked);
		}),
	);
}

/** What its headers say, e.g. X-Total-Count */
export function isPartByHeaders(
	headers: Record<string, string>,
	{ list }: Said,
	question: Question,
): boolean {
	if (!list) return false;
	const { 'content-range': range = '', link = '', ...others } = headers;
	const [, all = ''] = /\/(\d+)$/.exec(range) ?? [];
	const said = Object.entries({ ...others, total: all }).filter(([name]) => !/limit/.test(name));
	const isFollowed = /\brel="?next\b/i.test(link);
	return meansPart(question, (asked) => [
		...(isFollowed ? (['part'] as const) : []),
		...said.map(([name, value]) => byName(name, value, list.length, asked)),
	]);
}

/** Of what a list is asked for. */
interface Asked {
	/** e.g. user */
	noun: string;
	/** What names one record has all of it in its answer; of those filtered otherwise the count may be that of all. */
	isCounted: boolean;
}

/** Reference, /events: there are only so many, and the trigger asks on. */
function meansPart({ path, query = {} }: Question, read: (asked: Asked) => Meaning[]): boolean {
	if (path === '/events') return false;
	const meanings = read({
		noun: lettersOf(path).replace(/state$/, ''),
		isCounted: !('low_battery' in query),
	});
	return meanings.includes('part') || (meanings.includes('full') && !meanings.includes('whole'));
}

function byName(given: string, value: string, came: number, asked: Asked): Meaning {
	const name = lettersOf(given);
	if (ENDS.test(name) && /^(?:true|false)$/.test(value)) return value === 'true' ? 'whole' : 'part';
	if (namesAll(name, asked)) return asked.isCounted ? compare(countIn(value), came) : undefined;
	if (namesPages(name)) return compare(countIn(value.replace(/^.*(?:of|\/)/, '')), 1);
	if (namesRest(name, asked)) return compare(countIn(value), 0);
	if (GOES_ON.test(name.replace(OF_LIST, ''))) return IS_NO.test(value) ? 'whole' : 'part';
	return NAMES_MOST.test(name) && isJust(value, came) ? 'full' : undefined;
}

function compare(said: number | undefined, known: number): Meaning {
	if (said === undefined) return undefined;
	return said > known ? 'part' : 'whole';
}

const isJust = (value: string, came: number) => came > 0 && countIn(value) === came;

/** e.g. 1,000 or 1000+ */
function countIn(value: string): number | undefined {
	const [, digits, more] = /^(\d{1,9}|\d{1,3}(?:[,. ]\d{3}){1,2})(\+?)$/.exec(value.trim()) ?? [];
	return digits === undefined ? undefined : Number(digits.replace(/\D/g, '')) + (more ? 1 : 0);
}

/** A name of nothing but these tells how many there are, if one is among them that says so. */
const OF_COUNT =
	/pagination|available|database|elements?|entries|entry|existing|filtered|matching|matches|match|number|objects?|overall|records?|results?|server|system|count|found|grand|items?|query|total|hits|rows?|size|all|num|db|in|of|x/g;
const SAYS_COUNT =
	/total|count|all|found|match|hits|available|existing|elements|entries|objects|records|results|items|rows/;

function namesAll(name: string, { noun }: Asked): boolean {
	const says = SAYS_COUNT.test(name) || name.includes(`${noun}s`);
	const others = name.replace(`${noun}s`, '').replace(noun, '');
	return says && others.replace(OF_COUNT, '') === '';
}

/** Whether a name tells how many parts there are, or which of them this is. */
function namesPages(name: string): boolean {
	return name.includes('page') && name.replace(OF_PAGES, '') === '';
}

const OF_PAGES =
	/pagination|current|paging|number|count|index|total|last|page|this|max|num|of|s$|x/g;

/** Whether it tells how many are not in the answer. */
function namesRest(name: string, asked: Asked): boolean {
	const rest = name.replace(/remaining|omitted|left|further/, '');
	return rest !== name && namesAll(rest, asked);
}

const ENDS = /^(?:(?:is|on)?(?:last|lastpage|end|final|whole|complete)|isend\w*|eof)$/;

/** How they say it of the list. */
const OF_LIST =
	/^x?(?:results?|records?|data|list|items|rows|response|answer|output|odata)?(?:set)?/;
const GOES_ON =
	/^(?:has|is|are|was|were|been|odata)?(?:(?:more|next)(?:available|data|records|results|items|rows|pages?|link|token|cursor|ur[il]|href|offset|key|marker)?|continuation(?:token)?|truncated|truncation|incomplete|partial|cutoff|capped|limited|limit(?:was)?(?:reached|exceeded|hit|applied))$/;
const IS_NO = /^(?:|false|0|no|none|null)$/i;

/** How many it holds at most. */
const NAMES_MOST =
	/^(?:limit|pagesize|pagelimit|perpage|(?:record|row|result|item)limit|max(?:imum)?(?:records|results|rows|items))$/;

/** The same in words, e.g. Showing 100 of 500 */
function byWords(text: string, came: number, { isCounted }: Asked): Meaning {
	if (text.length > LONGEST) return undefined;
	if (SAYS_CUT.some((way) => way.test(text))) return 'part';
	if (numbersIn(PAGE_OF, text).some((all) => compare(countIn(all), 1) === 'part')) return 'part';
	const counts = isCounted ? [...numbersIn(OF_ALL, text), ...numbersIn(FOUND, text)] : [];
	if (counts.some((all) => compare(countIn(all), came) === 'part')) return 'part';
	return numbersIn(AT_MOST, text).some((most) => isJust(most, came)) ? 'full' : undefined;
}

const LONGEST = 300;

const numbersIn = (way: RegExp, text: string) => [...text.matchAll(way)].map(([, one = '']) => one);

const PAGE_OF = /\bpage \d{1,9} of (\d{1,9})\b/gi;
const OF_ALL =
	/\d\+? (?:[a-z]{1,20} ){0,3}of (?:a |the )?(?:total )?(?:of )?(\d[\d,.]{0,10}\d\+?|\d\+?)/gi;
const FOUND =
	/\b(\d[\d,.]{0,10}\d|\d) (?:[a-z]{1,20} ){0,2}(?:found|match|matched|exist|available|in total|altogether)\b/gi;
const AT_MOST =
	/\b(?:first|top|last|newest|latest|only|most|maximum|maximum of|max|limit|limit of|limited to|up to) (\d[\d,.]{0,10}\d|\d)\b/gi;

/** None of them where the opposite is said, as in: not truncated. */
const SAYS_CUT = [
	/(?<!\b(?:no|not|never|without) (?:[a-z]{1,20} )?)\b(?:truncated|truncation|incomplete)\b/i,
	/(?<!\b(?:no|not|never|without) )\bpartial (?:list|results?|data|records|response|answer|content)\b/i,
	/\b(?:list|results?|data|records|response|answer|output) (?:(?:is|are|was|were|has|have|been) ){0,2}(?:partial|capped|limited|cut|shortened)\b/i,
	/(?<!\b(?:no|not|never) (?:[a-z]{1,20} )?)\blimit (?:of \d{1,9} )?(?:[a-z]{1,20} )?(?:(?:was|is|has|been) ){0,2}(?:reached|exceeded|hit|applied)\b/i,
	/(?<!\bno )\b(?:more|further|additional|remaining) (?:records|results|rows|items|entries|data|pages)\b/i,
	/\bnot (?:all|every|the whole|the full)(?: of)?(?: the)? (?:records|results|rows|items|entries|data|list)\b/i,
];

/** What is said beside the records of a list, a few levels deep. */
function saidBeside(value: object, list: Set<unknown>, depth = 0): Saying[] {
	if (Array.isArray(value)) return saidIn(value, '', list, depth);
	return Object.entries(value).flatMap(([name, one]): Saying[] => {
		if (Array.isArray(one)) return saidIn(one, name, list, depth);
		if (!isObject(one) || list.has(one)) {
			return [[name, typeof one === 'boolean' ? String(one) : plainText(one)]];
		}
		const within = depth < 3 ? saidBeside(one, list, depth + 1) : [];
		const isBlank = Object.values(one).every((part) => !part);
		return [[name, isBlank ? '' : 'something'], ...within];
	});
}

/** What is said in an array, and among the records themselves: by texts, and by what has nothing of a record. */
function saidIn(values: unknown[], name: string, list: Set<unknown>, depth: number): Saying[] {
	const isOfRecord = (one: object) =>
		Object.keys(one).some((own) => referenceName(own) !== undefined);
	return values.flatMap((one): Saying[] => {
		if (typeof one === 'string') return [[name, one]];
		return isObject(one) && depth < 3 && !isOfRecord(one) ? saidBeside(one, list, depth + 1) : [];
	});
}
