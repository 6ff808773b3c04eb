import type { IDataObject } from 'n8n-workflow';
import { inLocktsForm } from '../records/forms';
import { saysAnswered, saysNone } from './none';
import { referenceName } from '../records/properties';
import { isObject, isRecord, lettersOf, plainText } from '../text/text';
import {
	saysDoneOrComing,
	saysJustDone,
	saysNothingDone,
	saysRefused,
	speaksAgainst,
	speaksOfTrouble,
} from './words';

/**
 * The one doorway: what an answer says, whichever of its forms it says it in. api-readings, "Responses".
 * Nothing behind it looks at how Lockt wrote it. What is not clear counts as a problem: said to be done
 * is only what nothing speaks against.
 */
export interface Said {
	/** What was wrong with the whole request, for sure. */
	errors: string[];
	/** What else is said of the whole request, and may mean that something was wrong. */
	notes: string[];
	/** What speaks against success in properties that the reference does not name, e.g. success: false */
	doubts: string[];
	/** What speaks for success, or for something that is still to come, besides counts, e.g. status: queued */
	hopes: string[];
	/** What was refused of single records. */
	refusals: Refusal[];
	/** Undefined where nothing is counted that could be done. */
	counts?: Counts;
	/** What it says in words that the reference does not name, e.g. in `message`. */
	words: string[];
	/** What `data` holds, as it came; a single thing is a list of one. Undefined where it holds no such thing. */
	list?: unknown[];
	/** The answer as a whole, for what nobody here knows the form of. */
	whole: IDataObject;
	/** What came, where that was no JSON object. */
	unread?: unknown;
}

/** What was wrong with a record. */
export interface Refusal {
	problems: string[];
	/** The record as Lockt repeats it. */
	input?: unknown;
	/** Whether it says whose it is. */
	repeatsRecord: boolean;
}

/** Counts by name, e.g. { submitted: 2, inserted: 2, updated: 0, errors: 0 } */
export type Counts = Record<string, number>;

/** Words of a `result` that speak of no trouble; reference, "Response Codes", has the longer ones. */
const WENT_WELL =
	/^\W*(?:ok|true|success(?:ful|fully)?|(?:the )?request was processed successfully)\W*$/i;

export const NO_REASON = 'Lockt gives no reason';

/** Reads an answer. @param raw the parsed JSON, or the text where it is none */
export function readAnswer(status: number, raw: unknown): Said {
	// No content is none of what was asked for.
	const body = inLocktsForm(status === 204 && raw === '' ? {} : raw);
	if (!isRecord(body))
		return {
			errors: [],
			notes: [],
			doubts: [],
			hopes: [],
			refusals: [],
			words: [],
			whole: {},
			unread: body,
		};

	const list = Array.isArray(body) ? recordsOf(body as unknown[]) : listIn(body);
	const frame = Array.isArray(body) ? {} : frameOf(body);
	const entries = (list ?? []).filter(isRecord);
	const summary = list?.length === 1 && entries[0] && !isOfRecord(entries[0]) ? entries[0] : {};
	// Counts beside anything else in a list: something may have been done, whatever else is said.
	const isMixed = entries.length > 1 && entries.some((one) => !isOfRecord(one) && countsIn(one));
	const said = [...textsIn(frame.error), ...errorsIn(entries)];
	const results = textsIn(frame.result);
	const counts = countsIn(summary);
	const refusals = [
		...refusalsIn(frame.errors),
		...(countOf(summary.errors) === undefined ? refusalsIn(summary.errors) : []),
		...refusalsIn(entries.filter((one) => 'input_data' in one && textsIn(one.error).length > 0)),
	];
	// Reference, "POST Requests": it says what was wrong, but with a good status it may be any other result.
	const areErrors = !isMixed && (status >= 400 || saysNothingDone(results.join()));
	return {
		errors: [...(isMixed ? [] : said), ...(areErrors ? results : [])],
		notes: [
			...(isMixed ? said : []),
			...(areErrors ? [] : results.filter((text) => !WENT_WELL.test(text))),
		],
		doubts: [...doubtsIn(frame, { counts }), ...doubtsIn(summary, { counts })],
		hopes: [
			...hopesIn(withoutCounts(frame)),
			...hopesIn(withoutCounts(summary)),
			...[...said, ...refusals.flatMap(({ problems }) => problems)].filter(saysDoneOrComing),
		],
		refusals,
		counts,
		words: [
			...wordsIn(frame),
			...wordsIn(summary),
			...textsIn(list ? undefined : sentence(body.data)),
		],
		list,
		whole: body as IDataObject,
	};
}

/** Counts are weighed by themselves. */
const withoutCounts = (record: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !DONE.includes(name)));

/** A bare list says nothing unless there are records in it. */
function recordsOf(list: unknown[]): unknown[] | undefined {
	return list.some((one) => isRecord(one) && 'id' in one) ? list : undefined;
}

/** What came as JSON: some servers say that it is something else, or put a byte order mark before it. */
export function jsonIn(raw: unknown): unknown {
	if (typeof raw !== 'string') return raw;
	try {
		return JSON.parse(raw.replace(/^\uFEFF/, ''));
	} catch {
		return raw;
	}
}

/** What may stand beside `data` or without it: an answer of nothing else has none. */
const FRAME = new Set(['data', 'error', 'errors', 'result']);

/**
 * What `data` holds. Reference, "GET Requests": an array; api-readings: one record may be there itself,
 * and of none there may be `{}`, null or nothing. As in the body of a change, the array may stand under
 * a name of its own, e.g. { users: [] }
 */
function listIn(body: Record<string, unknown>): unknown[] | undefined {
	const { data } = body;
	if (Array.isArray(data)) return data as unknown[];
	if (isRecord(data))
		return Object.keys(data).length === 0 ? [] : (namedList(data)?.list ?? [data]);
	if (data === null || data === '') return [];
	const isOfLockt = data === undefined && Object.keys(body).every((name) => FRAME.has(name));
	return isOfLockt ? [] : undefined;
}

/** An answer without its list: what stands beside that within `data` is said of the whole, too. */
function frameOf(body: Record<string, unknown>): Record<string, unknown> {
	const { data } = body;
	if (!isRecord(data) || Array.isArray(data)) return body;
	const named = namedList(data);
	if (!named) return body;
	const beside = Object.entries(data).filter(([, value]) => value !== named.list);
	return { ...Object.fromEntries(beside), ...body };
}

/** Under which a list of records stands, within `data`: of a kind, or of whatever was asked for. */
const NAMES_KIND =
	/^(?:accesslevel|credential|delegate|door|doorstate|event|fob|location|locationtype|maintenance|object|objecttype|property|schedule|user)$/;
const NAMES_ANY = /^(?:data|entries|items|list|records|results|rows)$/;

/** The only list among what else is but numbers, texts, and the like, or errors. */
function namedList(data: Record<string, unknown>): { name: string; list: unknown[] } | undefined {
	const lists = Object.entries(data).filter(
		([name, value]) => Array.isArray(value) && name !== 'errors',
	);
	const [[given, list] = ['']] = lists;
	const name = lettersOf(given);
	const isNamed = NAMES_KIND.test(singularOf(name)) || NAMES_ANY.test(name);
	return lists.length === 1 && isNamed && !isOfRecord(data) && !countsIn(data)
		? { name, list: list as unknown[] }
		: undefined;
}

/** The name of a kind of records under which the list of an answer stands. */
export function kindIn({ whole: { data } }: Said): string | undefined {
	const { name = '' } = (isObject(data) && namedList(data)) || {};
	return NAMES_KIND.test(singularOf(name)) ? name : undefined;
}

/**
 * What a list is called that is of another kind than was asked for; undefined where it is not.
 *
 * @param path e.g. /door, which cannot be answered with schedules
 */
export function otherKindIn(said: Said, path: string): string | undefined {
	const name = kindIn(said);
	// What a record of whichever kind has may be listed under the name of that kind.
	if (name === undefined || path === '/object') return undefined;
	const own = [singularOf(lettersOf(path)), ...(path === '/doorstate' ? ['door'] : [])];
	return own.includes(singularOf(name)) ? undefined : name;
}

/** A noun by its letters, be it one or several, or a list of them: some paths have several themselves, as /events. */
function singularOf(name: string): string {
	return name.replace(/list$/, '').replace(/ies$/, 'y').replace(/s$/, '');
}

/**
 * Errors in place of records. Reference, "GET Requests"; they are none of the request where they stand in
 * some of the records, or name the record they are about.
 */
function errorsIn(entries: Array<Record<string, unknown>>): string[] {
	const texts = (one: Record<string, unknown>) => ('input_data' in one ? [] : textsIn(one.error));
	const areAll = entries.every((one) => texts(one).length > 0);
	return entries.filter((one) => areAll || !isOfRecord(one)).flatMap(texts);
}

/** Whether an entry of `data` is, or speaks of, one record, and not of the whole request. */
function isOfRecord(entry: Record<string, unknown>): boolean {
	return 'id' in entry || 'input_data' in entry;
}

/**
 * The same of an answer to a question, with a good status: what stands beside records explains them, and words may say that
 * there are none. That it did not go well counts, whatever comes with it; and without records, every word that
 * says more than that it was answered: no records are not the same as none.
 *
 * @param path what was asked for, e.g. /user
 */
export function readQuestion(said: Said, path: string): Said {
	const { list = [], notes, whole, words } = said;
	const frame = isObject(whole) ? frameOf(whole) : {};
	const failures = failuresIn(frame);
	if (failures.length > 0) return { ...said, notes: words.length > 0 ? words : failures };
	const isThere = (one: unknown) =>
		isRecord(one) &&
		Object.keys(one).length > 0 &&
		!('error' in one) &&
		!wordsIn(one).some((text) => saysNone(text, path));
	if (list.some(isThere)) return { ...said, notes: [] };
	const texts = [...new Set([...errorTexts(said), ...words])];
	const news = [frame, ...list.filter(isObject)].flatMap((one) => newsIn(one, path));
	const open = [...new Set([...words.filter((text) => saysMore(text, path)), ...news])];
	if (open.length > 0) return { ...said, notes: [...notes, ...open] };
	if (texts.length === 0 || !texts.every((text) => saysNone(text, path))) return said;
	return { ...said, errors: [], notes: [], refusals: [], list: [] };
}

/** Whether words say more than that there are none, or that the question was answered. */
function saysMore(text: string, path: string): boolean {
	return !saysNone(text, path) && !saysAnswered(text, path);
}

/**
 * What beside an empty list may be why it is empty: trouble in whichever property, or records that stand
 * elsewhere. It is repeated where it is a short text; else it may be about people.
 */
function newsIn(record: Record<string, unknown>, path: string): string[] {
	return Object.entries(record).flatMap(([given, value]): string[] => {
		const name = lettersOf(given);
		if (READ_ELSEWHERE.test(name) || EXPLAINS.test(name) || name === 'links') return [];
		const texts = textsIn(value).filter((text) => !SAYS_NO.test(text));
		const news = texts.map((text) => (sentence(text) ? `${given}: ${text}` : given));
		if (SAYS_BADLY.test(name) || IS_TROUBLE.test(name)) return news;
		if (Array.isArray(value)) {
			return (value as unknown[]).flatMap((one) =>
				isRecord(one) ? [`${given} is not empty`] : newsIn({ [given]: one }, path),
			);
		}
		if (isRecord(value)) return newsIn(value, path);
		if (isNo(value)) return IS_WANTED.test(name) ? [`${given}: no`] : [];
		const isNews = (text: string) =>
			SAYS_HOW.test(name)
				? countOf(text) !== 1 && !IS_WELL.test(text) && (countOf(text) ?? saysMore(text, path))
				: IS_BADLY.test(text) || speaksOfTrouble(text);
		return texts.some(isNews) ? news : [];
	});
}

/** Names of trouble beyond those of a change that went wrong. */
const IS_TROUBLE =
	/degraded|offline|unavailable|unreachable|disconnected|stale|loading|syncing|busy|overload|interrupted|crash|halted|outage|suspended|lapsed|broken|restarting|starting|unauthori[sz]ed|^down$/;

/** What is trouble where it is not so. */
const IS_WANTED =
	/^(?:is|was)?(?:online|connected|available|reachable|authenticated|authori[sz]ed|licensed|ready|healthy|alive|up|running|loaded|synced|synchroni[sz]ed)$/;

/** All that may be meant as what was wrong, with the whole request or with records of it. */
export function errorTexts({ errors, notes, refusals }: Said): string[] {
	return [...errors, ...notes, ...refusals.flatMap(({ problems }) => problems)];
}

/** What is said to have been refused for sure. */
export function refusalTexts({ errors, refusals }: Said): string[] {
	return [...errors, ...refusals.flatMap(({ problems }) => problems)];
}

/** Names under which servers say whether it went well, as a yes or a number. */
const SAYS_WELL = /^(?:is|was|all)?(?:ok|success|succeeded|successful|done|completed?|valid)$/;

/** Under which they say that something was done, where it is a yes or a no. */
const SAYS_DONE =
	/^(?:is|was)?(?:inserted|updated|deleted|processed|created|saved|unlocked|unlock|result)$/;

/** Under which they say what went wrong, or how much; `error` and `errors` are the reference's own. */
const SAYS_BADLY =
	/^err$|^(?:not|un|non)(?:inserted|updated|deleted|processed|saved|done|changed)|error(?!s?$)|.errors?$|fail|fault|exception|reject|invalid|skip|ignor|denied|conflict|duplicate|abort|rollback|rolledback|partial|problem|warning|unsuccess|dryrun$|^simulat|only$|cancell?ed|timed?out|notfound|^missing$|^remaining$|refused|declined|blocked|forbidden|^expired$|^inactive$|^disabled$|unlicensed|^noop$|^test$|^testmode$|^sandbox$|^preview$|^maintenance$|^retry$|unchanged|^offline$|^waiting$|delayed|deferred|^(?:is)?(?:queued|pending|inprogress|locked)$|^(?:job|task)id$|^errno$/;

/** Read in ways of their own. */
const READ_ELSEWHERE = /^(?:data|errors?|inputdata|options)$/;

const SAYS_NO = /^\W*(?:false|none|null)\W*$/i;

/** Under which they say either in words, or as a status. */
const SAYS_HOW =
	/^(?:status\w*|state|code|message|msg|notes?|details?|info|outcome|response|phase|reply|comment|text|reasons?|returncode|exitcode|resultcode|responsecode|rc)$|.(?:status|state)$/;

/** A word that says so under any name. */
const IS_BADLY =
	/^\W*(?:not done|no?|fail(?:ed|ure)?|denied|refused|rejected|declined|queued|pending|deferred|delayed|waiting|offline|locked|cancell?ed|timed ?out|aborted|skipped|ignored|expired|test|simulated)\W*$/i;

const IS_WELL =
	/^\W*(?:ok|true|yes|[12]\d\d|success(?:ful|fully)?|done|completed?|processed|unlocked|opened|created|updated|inserted|deleted|saved|accepted|(?:the )?request was processed successfully)\W*$/i;

/** Under which they explain it. */
const EXPLAINS = /^(?:message|msg|details?|title|reason)$/;

function wordsIn(record: Record<string, unknown>): string[] {
	return Object.entries(record).flatMap(([name, value]) =>
		EXPLAINS.test(lettersOf(name)) ? textsIn(sentence(value)) : [],
	);
}

/** What is written for people, and not data that came as text. */
function sentence(value: unknown): unknown {
	return typeof value === 'string' && /^[^[{<]{1,300}$/.test(value) ? value : undefined;
}

const IS_FAILURE =
	/\b(?:errors?|fail\w*|denied|unauthori[sz]ed|forbidden|expired|invalid)\b|^[45]\d\d$/i;

/** That a whole request did not go well, as a yes or no, or as a status. */
function failuresIn(body: Record<string, unknown>): string[] {
	return Object.entries(body).flatMap(([name, value]) => {
		const isStatus = /^(?:status\w*|state|code)$/.test(lettersOf(name));
		const isBad = isStatus ? IS_FAILURE.test(String(value)) : SAYS_WELL.test(lettersOf(name));
		return isBad ? doubtsIn({ [name]: value }) : [];
	});
}

/**
 * What speaks against success in the properties of a record, and in those of whatever it holds, however deep: an
 * error in there may be about anything. Those of its own are read where it is known whose they are.
 */
export function doubtsIn(record: Record<string, unknown>, within: Within = {}): string[] {
	return Object.entries(record).flatMap(([given, value]) => {
		if (!within.isInner && OWN.has(given)) return [];
		const name = lettersOf(given);
		if (Array.isArray(value) && !IS_ERROR.test(name)) {
			return (value as unknown[]).flatMap((one) =>
				isRecord(one)
					? doubtsIn(one, { ...within, isInner: true })
					: doubtsIn({ [given]: one }, within),
			);
		}
		const isWellSaid = (text: string) =>
			IS_WELL.test(text) || saysJustDone(text, Object.values(within.counts ?? {}));
		const says = (texts: string[]) => texts.map((text) => `${given}: ${text}`);
		if (SAYS_WELL.test(name)) {
			const isWell = IS_WELL.test(String(value)) || (countOf(value) ?? 0) > 0;
			return isWell ? [] : says([JSON.stringify(value)]);
		}
		if (IS_ERROR.test(name)) return says(textsIn(value));
		if (SAYS_DONE.test(name) && isNo(value)) return says(['false']);
		// Of the reference's own names only validate_fails_batch, which says what was asked for, sounds so.
		if (SAYS_BADLY.test(name) && referenceName(given) === undefined) {
			return says(textsIn(value).filter((text) => !SAYS_NO.test(text)));
		}
		if (SAYS_HOW.test(name)) return says(textsIn(value).filter((text) => !isWellSaid(text)));
		if (IS_OF_RATE.test(name)) return [];
		if (isRecord(value)) return doubtsIn(value, { ...within, isInner: true });
		// Whatever the reference does not name may be what was not done.
		const isOdd = (referenceName(given) === undefined && name !== '') || SAYS_WHAT.test(name);
		if (!isOdd || (isNo(value) && IS_HARMLESS.test(name))) return [];
		const isAgainst =
			isNo(value) ||
			(typeof value === 'string' && (IS_BADLY.test(value) || speaksAgainst(value))) ||
			(COUNTS_DONE.test(name) && String(value) === '0');
		return isAgainst ? says([String(value)]) : [];
	});
}

/** Where a record stands. */
interface Within {
	/** In something else, so that errors may be about anything. */
	isInner?: boolean;
	/** What the answer counts: words may repeat it. */
	counts?: Counts;
}

/** Names of the reference that explain things in an answer as well. */
const SAYS_WHAT = /^(?:description|title)$/;

/** What says nothing of the change where it is not so. */
const IS_HARMLESS =
	/^(?:is|has|was)?(?:debug|verbose|trace|cached?|fromcache|more|hasmore|next|hasnext|prev(?:ious)?|hasprev(?:ious)?|throttled|ratelimited|paged|paginated|deprecated|beta|trial|demo|readonly|new|isnew|compressed|encrypted|truncated|partial|sandbox|async)$/;

/** How many requests are left. */
const IS_OF_RATE = /ratelimit|quota|throttl/;

/** Names under which servers count what they did. */
const COUNTS_DONE = /affected|modified|changed|matched|committed|written/;

/** What speaks for success in spite of a refusal, or for something that is still to come, however deep. */
export function hopesIn(record: Record<string, unknown>): string[] {
	return Object.entries(record).flatMap(([given, value]): string[] => {
		const name = lettersOf(given);
		if (OWN.has(given) || name === 'inputdata') return [];
		if (Array.isArray(value)) {
			const list = value as unknown[];
			if (LISTS_DONE.test(name) && list.length > 0) return [`${given} is not empty`];
			return list.flatMap((one) => (isRecord(one) ? hopesIn(one) : hopesIn({ [given]: one })));
		}
		if (isRecord(value)) return hopesIn(value);
		const text = plainText(typeof value === 'boolean' ? String(value) : value).trim();
		if (text === '' || SAYS_NO.test(text) || text === '0') return [];
		const said = [`${given}: ${text}`];
		const isYes = /^(?:true|yes|y|1)$/i.test(text);
		if (SAYS_WELL.test(name)) return isYes ? said : [];
		if (IS_PUT_OFF.test(name) || LISTS_DONE.test(name)) return said;
		if ((SAYS_DONE.test(name) && name !== 'result') || IS_OPEN.test(name))
			return isYes || (countOf(value) ?? 0) > 0 ? said : [];
		if (SAYS_HOW.test(name) || name === 'result') {
			const isWell = /^\d+$/.test(text) ? text === '202' : IS_WELL.test(text);
			return isWell || saysDoneOrComing(text) ? said : [];
		}
		const isOdd = referenceName(given) === undefined || SAYS_WHAT.test(name);
		return isOdd && typeof value === 'string' && saysDoneOrComing(text) ? said : [];
	});
}

const IS_PUT_OFF =
	/^(?:is)?(?:queued?|pending|inprogress|scheduled|deferred|delayed|waiting|willretry|retrying|opening|unlocking|sent|accepted)$|^(?:job|task)id$/;

/** Names of lists of what was done. */
const LISTS_DONE =
	/^(?:inserted|updated|deleted|created|changed|saved|unlocked|opened|granted|disabled|enabled|anonymi[sz]ed)(?:ids?|doors?|users?|records?|names?)$/;

const IS_OPEN =
	/^(?:is|was)?(?:open|opened|granted|released|anonymi[sz]ed|applied|executed|performed)$/;

const OWN = new Set(['data', 'error', 'errors']);

const IS_ERROR = /^errors?$/;

const isNo = (value: unknown) => value === false || value === 'false';

/** Words that it was not done, and will not be. */
const IS_REFUSED =
	/^\W*(?:false|not done|no|none|null|[45]\d\d|error|fail(?:ed|ure)?|denied|refused|rejected|declined|offline|locked|expired)\W*$/i;

/** What a record that was not done says of how it went, unless that is a plain no: it may be done later, or was. */
export function saysMoreThanNo(record: Record<string, unknown>): boolean {
	return Object.entries(record).some(([given, value]) => {
		if (!SAYS_HOW.test(lettersOf(given))) return false;
		return textsIn(value).some((text) => !IS_REFUSED.test(text) && !saysRefused(text));
	});
}

/** Whether a record says that it went well, in whichever property. */
export function saysWell(record: Record<string, unknown>): boolean {
	return Object.entries(record).some(([given, value]) => {
		const name = lettersOf(given);
		const isSaid = SAYS_WELL.test(name) || SAYS_HOW.test(name) || name === 'opened';
		return isSaid && IS_WELL.test(String(value));
	});
}

/** The first thing in `data`; the whole answer where there is none. */
export function firstOf({ list = [], whole }: Said): IDataObject {
	const first = list.find((one) => isRecord(one));
	return first ? (first as IDataObject) : whole;
}

/** Refusals as a list or alone, each as an object or as a text. */
function refusalsIn(value: unknown): Refusal[] {
	const list: unknown[] = Array.isArray(value) ? value.flat() : [value];
	return list
		.filter((one) => textsIn(one).length > 0)
		.map((one) => {
			const texts = textsIn(isRecord(one) ? one.error : one);
			return {
				problems: texts.length > 0 ? texts : [NO_REASON],
				input: isRecord(one) ? one.input_data : undefined,
				repeatsRecord: isRecord(one) && 'input_data' in one,
			};
		});
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

const DONE = ['inserted', 'updated', 'deleted', 'processed'];

function countsIn(summary: Record<string, unknown>): Counts | undefined {
	const counts = Object.entries(summary).flatMap(([name, value]) => {
		const count = countOf(value);
		return count === undefined ? [] : [[name, count] as const];
	});
	const byName = Object.fromEntries(counts);
	return doneIn(byName).length > 0 ? byName : undefined;
}

/** Those of what was done. */
export function doneIn(counts: Counts): number[] {
	return DONE.flatMap((name) => counts[name] ?? []);
}

/** Some number of things, which may come as text. */
function countOf(value: unknown): number | undefined {
	const isCount = typeof value === 'number' || typeof value === 'string';
	return isCount && /^\d{1,9}$/.test(String(value)) ? Number(value) : undefined;
}
