import { jsonIn } from './texts';
import type { Said } from './said';
import type { Question } from '../request';
import { referenceName } from '../records/properties';
import { isObject, lettersOf, plainText } from '../text/text';

/**
 * Whether an answer is but a part of a list, as servers say it in many ways: what is not in it would be
 * taken for not there.
 */

/** Something that is said beside the records: a name, and a value as text. */
type Saying = [name: string, value: string];

/** What it means: what is perhaps a part is one, unless it is said to be whole. */
type Meaning = 'part' | 'perhaps' | 'whole' | undefined;

/** What an answer says itself. */
export function isPart({ whole, list = [] }: Said, question: Question): boolean {
	const said = saidBeside(whole, new Set(list));
	return meansPart(question, (asked) =>
		said.map(([name, value]) => {
			return byName(name, value, list.length, asked) ?? byWords(value, list.length, asked);
		}),
	);
}

/** What its headers say, e.g. X-Total-Count, or X-Pagination with JSON in it. */
export function isPartByHeaders(
	headers: Record<string, string>,
	{ list }: Said,
	question: Question,
): boolean {
	if (!list) return false;
	const said = Object.entries(headers).flatMap(([name, value]): Saying[] => {
		if (/limit/.test(name) || typeof value !== 'string') return [];
		const json = value.startsWith('{') ? jsonIn(value) : undefined;
		return isObject(json) ? saidBeside(json, new Set()) : [[name, value]];
	});
	return meansPart(question, (asked) =>
		said.map(([name, value]) => byName(name, value, list.length, asked)),
	);
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
	return meanings.includes('part') || (meanings.includes('perhaps') && !meanings.includes('whole'));
}

function byName(given: string, value: string, came: number, asked: Asked): Meaning {
	const name = lettersOf(given);
	if (ENDS.test(name) && IS_YES_OR_NO.test(value)) return IS_NO.test(value) ? 'part' : 'whole';
	if (namesAll(name, asked)) return asked.isCounted ? compare(countIn(value), came) : undefined;
	if (namesPages(name)) return compare(countIn(value.replace(/^.*(?:of|\/)/, '')), 1);
	if (namesRest(name, asked)) return compare(countIn(value), 0);
	if (namesRange(name, asked)) return byRange(value, came, asked);
	if (/^links?$/.test(name) && LINKS_ON.test(value)) return 'part';
	const goesOn = namesWhatFollows(name, asked);
	if (goesOn) return IS_NO.test(value.trim()) ? 'whole' : goesOn;
	return NAMES_MOST.test(name) && isJust(value, came) ? 'perhaps' : undefined;
}

function namesRange(name: string, { noun }: Asked): boolean {
	const others = name
		.replace(`${noun}s`, '')
		.replace(/^x|content|items?|results?|records?|rows?/g, '');
	return others === 'range';
}

/** e.g. 1-3/500, or items 0-2/* where nobody knows how many there are */
function byRange(value: string, came: number, { isCounted }: Asked): Meaning {
	const [, unit, from = '', to = '', all = ''] =
		/^([a-z]{1,30} )?(\d{1,9})-(\d{1,9})(?: ?(?:\/|of) ?(\d{1,9}|\*))?$/i.exec(value.trim()) ?? [];
	if (from === '' || /bytes/i.test(unit ?? '')) return undefined;
	if (Number(from) > 1 && all !== '') return 'part';
	if (countIn(all) !== undefined) return isCounted ? compare(countIn(all), came) : undefined;
	return isJust(String(Number(to) - Number(from) + 1), came) ? 'perhaps' : undefined;
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
	/pagination|available|database|elements?|entries|entry|existing|filtered|matching|matches|matched|match|number|objects?|overall|records?|results?|server|system|count|found|grand|items?|query|total|odata|hits|rows?|site|size|sum|all|num|db|in|of|wp|x/g;
const SAYS_COUNT =
	/total|count|all|found|match|hits|sum|available|existing|elements|entries|objects|records|results|items|rows|^of$/;

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
	/pagination|current|paging|number|count|index|total|last|page|this|max|num|of|s$|wp|x/g;

/** Whether it tells how many are not in the answer. */
function namesRest(name: string, asked: Asked): boolean {
	const rest = name.replace(/remaining|omitted|left|further/, '');
	return rest !== name && (namesAll(rest, asked) || rest === 'pages');
}

const ENDS =
	/^(?:(?:is|on)?(?:last|lastpage|end|final|whole|complete)|isend\w*|eof|endof(?:records|results|list|data|items))$/;

/** Whether a name tells of what comes next; of a place in a list, it may be there at its end, too. */
function namesWhatFollows(name: string, { noun }: Asked): 'part' | 'perhaps' | undefined {
	if (name.length > LONGEST) return undefined;
	const others = name.replace(`${noun}s`, '').replace(SAYS_MORE, '').replace(OF_PLACE, '');
	if (others !== '') return undefined;
	if (name.search(SAYS_MORE) >= 0) return 'part';
	return SAYS_PLACE.test(name) ? 'perhaps' : undefined;
}

const SAYS_MORE =
	/next|more|continu(?:ation|e)|resum(?:ption|e)|truncat(?:ed|ion)|incomplete|partial|overflow|cutoff|cutat|capped|limited|limit(?:was)?(?:reached|exceeded|hit|applied)|(?:exceeded|reached)\w{0,10}limit|max\w{0,10}reached/g;

/** Where in a list to go on. */
const SAYS_PLACE =
	/cursor|scroll|bookmark|marker|(?:page|skip|last|end|start)\w*(?:token|key)|(?:token|key)\w*(?:page|skip|last|end|start)/;

/** A name of nothing but these, and of what says it, is about the list. */
const OF_PLACE =
	/available|evaluated|pagination|response|results?|records?|bookmark|exists?|cursors?|paging|output|answer|marker|offset|number|scroll|string|odata|token|index|pages?|start|query|param|items|lists?|links?|after|there|data|from|href|rows|skip|last|meta|path|been|were|ur[il]|key|end|set|num|has|are|was|the|api|aws|amz|is|id|ms|of|to|x/g;

const IS_NO = /^(?:|-|false|0|-1|no|none|null|nil|undefined|n\/a)$/i;
const IS_YES_OR_NO = /^(?:true|false|yes|no|0|1)$/i;

/** Reference of the web, "Link": several words may say what one leads to. */
const LINKS_ON = /\brel ?= ?(?:"(?:[^"]{0,100} )?next[ "]|'(?:[^']{0,100} )?next[ ']|next\b)/i;

/** How many it holds at most. */
const NAMES_MOST =
	/^(?:limit|top|take|pagesize|pagelimit|perpage|(?:record|row|result|item)limit|max(?:imum)?(?:records|results|rows|items)?)$/;

/** The same in words, e.g. Showing 100 of 500 */
function byWords(text: string, came: number, { isCounted }: Asked): Meaning {
	if (text.length > LONGEST) return undefined;
	if (saysCut(text)) return 'part';
	if (numbersIn(PAGE_OF, text).some((all) => compare(countIn(all), 1) === 'part')) return 'part';
	const counts = isCounted ? [...numbersIn(OF_ALL, text), ...numbersIn(FOUND, text)] : [];
	if (counts.some((all) => compare(countIn(all), came) === 'part')) return 'part';
	return numbersIn(AT_MOST, text).some((most) => isJust(most, came)) ? 'perhaps' : undefined;
}

const LONGEST = 300;

const numbersIn = (way: RegExp, text: string) => [...text.matchAll(way)].map(([, one = '']) => one);

const PAGE_OF = /\bpage \d{1,9} of (\d{1,9})\b/gi;
const OF_ALL =
	/\d\+? (?:[a-z]{1,20} ){0,3}of (?:a |the )?(?:total )?(?:of )?(\d[\d,.]{0,10}\d\+?|\d\+?)/gi;
const FOUND =
	/\b(\d[\d,.]{0,10}\d|\d) (?:[a-z]{1,20} ){0,2}(?:found|match|matched|exist|available|in total|altogether)\b/gi;
const AT_MOST =
	/\b(?:first|top|last|newest|latest|only|most|maximum|maximum of|max|limit|limit of|limited to|up to) (\d[\d,.]{0,10}\d|\d)\b(?! ?(?:%|(?:ms|sec|min|hr|seconds?|secs|minutes?|mins|hours?|hrs|days?|weeks?|months?|years?|times|tries|attempts?|retries|requests?|calls?|connections?|characters?|bytes|[kmg]b|percent)\b))/gi;

/** What a list is one of. */
const OF_LIST =
	/^(?:records|results|rows|items|entries|data|pages|list|users|doors|people|fobs|credentials|locations|levels|delegates|schedules)$/i;

/** Of these only where the word is one of a list. */
const SAYS_CUT_OF = [
	/(?<!\bno )\b(?:more|further|additional|remaining) ([a-z]{1,20})\b/gi,
	/\bnot (?:all|every|the whole|the full)(?: of)?(?: the)? ([a-z]{1,20})\b/gi,
	/\btoo many ([a-z]{1,20})\b/gi,
	/\b([a-z]{1,20}) (?:is|are|was|were) too \w{1,9}\b/gi,
];

const saysCut = (text: string) =>
	SAYS_CUT.some((way) => way.test(text)) ||
	SAYS_CUT_OF.some((way) => [...text.matchAll(way)].some(([, word]) => OF_LIST.test(word!)));

/** None of them where the opposite is said, as in: not truncated. */
const SAYS_CUT = [
	/(?<!\b(?:no|not|never|without) (?:[a-z]{1,20} )?)\b(?:truncated|truncation|incomplete)\b/i,
	/(?<!\b(?:no|not|never|without) )\bpartial (?:list|results?|data|records|response|answer|content)\b/i,
	/\b(?:list|results?|data|records|response|answer|output) (?:(?:is|are|was|were|has|have|been) ){0,2}(?:partial|capped|limited|cut|shortened)\b/i,
	/(?<!\b(?:no|not|never) (?:[a-z]{1,20} )?)\blimit (?:of \d{1,9} )?(?:[a-z]{1,20} )?(?:(?:was|is|has|been) ){0,2}(?:reached|exceeded|hit|applied)\b/i,
	/\b(?:some|others?|more|most|rest|remaining|further|\d{1,9}) (?:[a-z]{1,20} ){0,3}(?:not|n't|never) (?:be(?:en)? )?(?:shown|displayed|listed|included|returned|sent|fetched|loaded|read)\b/i,
	/\b(?:some|others?|more|most|rest|remaining|further|\d{1,9}) (?:[a-z]{1,20} ){0,3}(?:omitted|left out|cut off)\b/i,
	/\b(?:results?|list|answer|response)(?: set)? (?:is |was )?too (?:large|long|big)\b/i,
	/\bonly (?:the )?(?:first|last|newest|latest) (?:[a-z]{1,20} ){0,2}(?:is|are|was|were) (?:shown|returned|listed|included|sent)\b/i,
	/\bfor the rest\b|\b(?:see|get|ask for|fetch|request|use) (?:the )?next page\b/i,
];

/** What is said beside the records of a list, a few levels deep. */
function saidBeside(value: object, list: Set<unknown>, depth = 0): Saying[] {
	if (Array.isArray(value)) return saidIn(value, '', list, depth);
	return [
		...linksIn(value as Record<string, unknown>),
		...Object.entries(value).flatMap(([name, one]): Saying[] => {
			if (Array.isArray(one)) return saidIn(one, name, list, depth);
			if (!isObject(one) || list.has(one)) {
				return [[name, typeof one === 'boolean' ? String(one) : plainText(one)]];
			}
			// How much more may be asked, and not how much more there is.
			if (/ratelimit|quota|throttl/.test(lettersOf(name))) return [];
			const within = depth < 3 ? saidBeside(one, list, depth + 1) : [];
			const isBlank = Object.values(one).every((part) => !part);
			return [[name, isBlank ? '' : 'something'], ...within];
		}),
	];
}

/** A link as a record, e.g. { rel: 'next', href: '/user?page=2' } */
function linksIn({ rel, href = 'somewhere' }: Record<string, unknown>): Saying[] {
	if (typeof rel !== 'string') return [];
	return rel.split(' ').map((name) => [name, plainText(href)]);
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
