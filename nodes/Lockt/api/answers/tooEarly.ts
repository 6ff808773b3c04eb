import { errorTexts, type Said } from './said';
import { isRecord } from '../text/text';
import { holdsResult, isCutOff, textsOf } from './saysMore';
import { speaksOfDoing } from './words';

/**
 * Ways to say that a request came too early: of requests, not of things that may be called Overlap Lab.
 * The reference names no words for it.
 */
const TOO_EARLY = [
	/^(?:\w+ ){0,3}(?:posts?|requests?|calls?|operations?) (?:\w+ ){0,3}(?:overlap|simultaneous)\w*$/i,
	/^(?:\w+ ){0,3}(?:posts?|requests?|calls?|operations?) overlaps? with (?:another|a) (?:one|\w+)(?:: \w+)?$/i,
	/^(?:overlapping|simultaneous|too many) (?:\w+ )?(?:posts?|requests?|calls?|operations)(?: (?:are|is) not (?:allowed|permitted|possible|supported))?$/i,
	/^(?:\w+ ){0,3}rate limit (?:was |is )?(?:exceeded|reached)$/i,
];

/** What may stand beside them: what to do, and nothing of what was done. */
const ADVICE = /^(?:please )?(?:try (?:it )?again|retry|wait)\b/i;

/**
 * api-readings: refused as overlapping or too frequent with 429, or in words with 400 or 503: words that
 * are all the answer says. What speaks of records may have been done in part.
 */
export function notTaken(answer: Said & { status: number }): boolean {
	const { status, hopes } = answer;
	if (status !== 400 && status !== 429 && status !== 503) return false;
	if (speaksOfRecords(answer) || isCutOff(answer) || holdsResult(answer)) return false;
	const isMore = (text: string) => !ADVICE.test(text) && !isTooEarly(text);
	if (hopes.some((hope) => isMore(hope.replace(/^\w+: /, '')))) return false;
	if (status === 429) return !textsOf(answer).some(speaksOfDoing);
	return saysTooEarly(errorTexts(answer));
}

/** Whether that a request came too early is all that is said. */
export function saysTooEarly(texts: string[]): boolean {
	return texts.length > 0 && texts.every(isTooEarly);
}

function isTooEarly(text: string): boolean {
	if (speaksOfDoing(text)) return false;
	const parts = text
		.split(/[.,;!]/)
		.map((part) => part.trim())
		.filter((part) => part !== '' && !ADVICE.test(part));
	return parts.length > 0 && parts.every((part) => TOO_EARLY.some((way) => way.test(part)));
}

/** Whether an answer speaks of records, or counts them: of what nobody looked into it would not. */
export function speaksOfRecords({ counts, list = [], refusals }: Said): boolean {
	return (
		counts !== undefined ||
		refusals.some(({ repeatsRecord }) => repeatsRecord) ||
		list.some((one) => isRecord(one) && Object.keys(one).some((name) => !SAYS_WHY.has(name)))
	);
}

const SAYS_WHY = new Set(['error', 'errors']);
