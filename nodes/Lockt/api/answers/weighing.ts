import type { Answer } from '../transport';
import { type Becomes, listCounts } from './addUp';
import { doneIn } from './counts';
import { type NotDone, type Outcome, unknown } from './notDone';
import type { Refusals } from './refusals';
import { type Counts, errorTexts, refusalTexts } from './said';
import { saysNothingDone } from './words';

/** What an answer says besides, weighed against what it says became of a change. */

/** With these a server does not look at what was sent, unless it speaks of it. Other errors must say what they mean. */
export const TURNED_AWAY = new Set([307, 308, 401, 403, 404, 405, 410, 411, 413, 414, 415, 431]);

/** Accepted, and a part of it. */
export const SAYS_LATER = new Set([202, 206]);

/** Time was up, or where to look for the answer, as a rule once it was done; 307 and 308 ask to send it again elsewhere. */
export const leavesOpen = (status: number) =>
	status === 408 || (status >= 300 && status < 400 && !TURNED_AWAY.has(status));

/** e.g. Lockt answered with status 408: the operation took too long */
export const listWords = (status: number, answer: Answer) =>
	[`Lockt answered with status ${status}`, errorTexts(answer).join('; ')]
		.filter(Boolean)
		.join(': ');

export const nothingSaid = (status: number) =>
	status >= 300 ? `Lockt answered with status ${status}` : 'Lockt did not say what became of it';

/** Words that the records of a batch were refused, which those with a refusal of their own explain. */
const EXPLAINED = /^validation errors? found\b/i;

/**
 * Done, unless the answer says as well that it was not, in whichever words. An error leaves that open wherever
 * it stands, but for the refusal of another record.
 */
export function unlessDoubted(
	outcome: Outcome,
	{ errors, notes, doubts }: Answer,
	{ own, others }: Pick<Refusals, 'own' | 'others'> = { own: new Map(), others: [] },
): Outcome {
	if (outcome.kind !== 'done') return outcome;
	const isExplained = (text: string) =>
		own.size > 0 && EXPLAINED.test(text) && !saysNothingDone(text);
	const open = [...[...errors, ...notes].filter((text) => !isExplained(text)), ...others];
	const against = [...open, ...doubts];
	return against.length === 0
		? outcome
		: unknown(
				`Lockt's answer contradicts itself: it says that it was done, and ${against.join('; ')}`,
			);
}

/** The other way round: refused, unless the answer says as well that it was done, or will be. Of the other records of a batch it may say so. */
export function unlessHoped(outcome: Outcome, answer: Answer, ofDoor: string[] = []): Outcome {
	const { counts } = answer;
	const hopes = [...answer.hopes, ...ofDoor];
	const isOfOthers = counts !== undefined && doneIn(counts).some((count) => count > 0);
	if (outcome.kind !== 'refused' || hopes.length === 0 || isOfOthers) return outcome;
	return unknown(
		`Lockt's answer contradicts itself: it says ${hopes.join(', ')}, and ${outcome.problems.join('; ')}`,
	);
}

/** api-readings, "Responses": what was to be created, and is counted as updated, was somebody else's. */
export function contradicted(counts: Counts, answer: Answer, becomes?: Becomes): NotDone {
	const isOfOthers = becomes === 'created' && (counts.updated ?? 0) > 0;
	const list = `${listCounts(counts)}, but ${answer.refusals.length} errors with their reasons`;
	const said = [`Lockt's answer does not add up: ${list}`, ...refusalTexts(answer)];
	return isOfOthers
		? unknown(
				`Lockt counts as updated what was to be created: what is there already may have been changed instead. ${said.join('; ')}`,
				'Look in Lockt what has the name, ID number, e-mail or card of this item, and put right what was changed',
			)
		: unknown(said.join('; '));
}
