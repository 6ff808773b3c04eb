import { isObject, isRecord, lettersOf } from '../text/text';
import { countOf } from './counts';
import { doubtsIn } from './doubts';
import { frameOf } from './lists';
import { saysAnswered, saysNone } from './none';
import { errorTexts, type Said } from './said';
import {
	IS_BADLY,
	IS_OF_RATE,
	IS_WELL,
	isNo,
	READ_ELSEWHERE,
	SAYS_BADLY,
	SAYS_HOW,
	SAYS_NO,
	SAYS_WELL,
} from './signs';
import { EXPLAINS, sentence, textsIn, wordsIn } from './texts';
import { saysDoneOrComing, speaksAgainst, speaksOfTrouble } from './words';

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
		if (isRecord(value) && IS_OF_RATE.test(name)) return newsIn(withoutRest(value), path);
		if (SAYS_BADLY.test(name) || IS_TROUBLE.test(name)) return news;
		if (Array.isArray(value)) {
			return (value as unknown[]).flatMap((one) =>
				isRecord(one) ? [`${given} is not empty`] : newsIn({ [given]: one }, path),
			);
		}
		if (isRecord(value)) return newsIn(value, path);
		if (isNo(value)) return IS_WANTED.test(name) ? [`${given}: no`] : [];
		const isNews = (text: string) => {
			if (SAYS_ASIDE.test(name))
				return speaksAgainst(text) || saysDoneOrComing(text) || IS_UNREADY.test(text);
			if (!SAYS_HOW.test(name)) return IS_BADLY.test(text) || speaksOfTrouble(text);
			const isGood = countOf(text) === 1 || IS_WELL.test(text) || IS_STAGE.test(text);
			return !isGood && (countOf(text) ?? saysMore(text, path));
		};
		return texts.some(isNews) ? news : [];
	});
}

/** Names of trouble beyond those of a change that went wrong. */
const IS_TROUBLE =
	/degraded|offline|unavailable|unreachable|disconnected|stale|loading|syncing|busy|overload|exceeded|interrupted|crash|halted|outage|suspended|(?<!e)lapsed|broken|restarting|starting|unauthori[sz]ed|^down$/;

/** How many requests are left is no word on the records. */
const withoutRest = (rate: Record<string, unknown>) =>
	Object.fromEntries(Object.entries(rate).filter(([name]) => lettersOf(name) !== 'remaining'));

/** Names of what is said by the way: of an answer that is whole, too. */
const SAYS_ASIDE = /^(?:notes?|info|comment)$/;

/** Words of records that are yet to come. */
const IS_UNREADY =
	/\b(?:being|loading|sync\w*|index\w*|rebuil\w*|replicat\w*|migrat\w*|import\w*|wait\w*|temporar\w*|try again|limit\w*|progress)\b/i;

/** What servers say of the API itself. */
const IS_STAGE = /^\W*(?:alpha|beta|stable|live|production|released|current)\W*$/i;

/** What is trouble where it is not so. */
const IS_WANTED =
	/^(?:is|was)?(?:online|connected|available|reachable|authenticated|authori[sz]ed|licensed|ready|healthy|alive|up|running|loaded|synced|synchroni[sz]ed)$/;

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
