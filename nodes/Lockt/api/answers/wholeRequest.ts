import type { Answer } from '../transport';
import { type Outcome, refused, refusedByWords, unknown } from './notDone';
import { errorTexts } from './said';
import { holdsResult, isCutOff, textsOf } from './saysMore';
import { notTaken, speaksOfRecords } from './tooEarly';
import { leavesOpen, listWords, SAYS_LATER, TURNED_AWAY } from './weighing';
import { refusesRecord, saysDone, saysNobodyKnown, saysOutOfOrder, saysRefused } from './words';

/**
 * What became of a change that Lockt did not look into: it was turned away at the door, or something
 * else than Lockt answered. Undefined when the answer is about the records themselves.
 *
 * @param sent how many records
 */
export function outcomeOfWhole(answer: Answer, sent: number): Outcome | undefined {
	const { status, problem } = answer;
	const texts = errorTexts(answer);
	// A server that does one record after the other may have found the second missing, or not allowed.
	const isOfOne =
		sent > 1 &&
		MAY_BE_OF_ONE.has(status) &&
		!speaksOfRecords(answer) &&
		!texts.some(saysNobodyKnown);
	const isTurnedAway =
		TURNED_AWAY.has(status) && !isOfOne && !speaksOfRecords(answer) && texts.every(saysTurnedAway);
	if (problem && isTurnedAway && saysMoreThanTurnedAway(answer)) {
		return unknown(listWords(status, answer));
	}
	if (problem && (notTaken(answer) || isTurnedAway)) {
		return mayBeOfOne(answer) && texts.some(refusesRecord)
			? refusedByWords(texts.join('; '))
			: refused([problem.message], problem.description);
	}
	if (status >= 500 || status === 429)
		return unknown(problem?.message ?? `Lockt answered with status ${status}`);
	if (SAYS_LATER.has(status))
		return unknown(`Lockt answered with status ${status}: that it will do it`);
	if (isOfOne) {
		return unknown(problem?.message ?? `Lockt answered with status ${status}`);
	}
	if (leavesOpen(status)) return unknown(listWords(status, answer));
	if ('unread' in answer) return unknown(problem?.message ?? "Lockt's answer cannot be read");
	return undefined;
}

/** Whether something else is said as well, that it was done or comes, or was cut off before it was said. */
function saysMoreThanTurnedAway(answer: Answer): boolean {
	const { hopes } = answer;
	const isMore = hopes.length > 0 || isCutOff(answer) || holdsResult(answer);
	return isMore || textsOf(answer).some(saysDone);
}

/**
 * Whether a request for a single record was turned away for what may be so of that one alone: it may be gone, or
 * be one that nobody may change. Words of the key, and pages of another server, are of all.
 */
export function mayBeOfOne(answer: Answer): boolean {
	const { status } = answer;
	return (
		status !== 401 &&
		MAY_BE_OF_ONE.has(status) &&
		(answer.unread === undefined || answer.unread === '') &&
		!errorTexts(answer).some(saysNobodyKnown)
	);
}

/** With these it may be a single record that is not there, or may not be changed. */
const MAY_BE_OF_ONE = new Set([401, 403, 404, 405, 410]);

/** How servers turn a request away that they did not look into. */
const TURNS_AWAY =
	/^\W*(?:not found|forbidden|unauthori[sz]ed|method not allowed|gone|(?:payload|request entity|uri) too (?:large|long)|length required|unsupported media type|moved(?: permanently| temporarily)?|(?:permanent|temporary) redirect|redirect(?:ing)?|no such (?:page|route|endpoint|method))\W*$/i;

/** The same with the address that was asked for. */
const NOT_THERE =
	/^\W*(?:cannot (?:get|post|put|delete) \S*$|no (?:http )?resource was found |the (?:requested )?(?:url|page|path|method) )/i;
const MOST_SAID = 200;

function saysTurnedAway(text: string): boolean {
	if (saysDone(text) || saysOutOfOrder(text)) return false;
	if (text.length <= MOST_SAID && NOT_THERE.test(text)) return true;
	return TURNS_AWAY.test(text) || saysRefused(text) || saysNobodyKnown(text);
}
