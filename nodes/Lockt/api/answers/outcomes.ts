import type { IDataObject } from 'n8n-workflow';
import { mapOnce } from '../text/mapOnce';
import type { Answer } from '../transport';
import { addUp, type Becomes } from './addUp';
import { NO_REASON } from './answers';
import { doneIn } from './counts';
import { type Outcome, refused, refusedByWords, refusedFor, unknown } from './notDone';
import { assignRefusals, type Refusals } from './refusals';
import { type Counts, errorTexts } from './said';
import { contradicted, nothingSaid, unlessDoubted, unlessHoped } from './weighing';
import { outcomeOfWhole } from './wholeRequest';
import { saysNoneDone } from './words';

/** How a batch was asked for. */
export interface Asked {
	/** Whether Lockt was told to do nothing when it refuses one of the records. */
	allOrNothing?: boolean;
	/**
	 * What becomes of a record: of one that was to be created, updated means that it was somebody else's;
	 * one that was to be changed is counted as inserted only where it is known to be, as saved, and one that was
	 * to be created as updated as well where it is known to be, as createdTwice.
	 */
	becomes?: Becomes;
}

/**
 * What became of each record of a batch, in their order. Reads all the shapes of api-readings,
 * "Responses": counts, errors beside them or inside, or errors alone when the batch failed. Where
 * counts and errors do not add up, what became of the others is said to be unknown.
 */
export function outcomesOf(
	records: IDataObject[],
	answer: Answer,
	{ allOrNothing = true, becomes = 'changed' }: Asked = {},
): Outcome[] {
	const whole = outcomeOfWhole(answer, records.length);
	if (whole) return records.map(() => whole);

	const refusals = assignRefusals(records, answer.refusals);
	const left = records.length - refusals.own.size;
	const { counts } = answer;
	if (counts && Math.max(...doneIn(counts)) > left) {
		const outcome = contradicted(counts, answer, becomes);
		return records.map(() => outcome);
	}
	const others = counts
		? outcomeByCounts(counts, answer, refusals, records.length, becomes)
		: outcomeByErrors(answer, refusals, records.length, allOrNothing);
	if (others.kind === 'unknown' && saysNothing(answer)) {
		return records.map(() => ({ ...others, unsaid: true }));
	}
	const problems = records.map((_, index) => refusals.own.get(index));
	const ifDone = unlessHoped(others, answer);
	return mapOnce(problems, (own) => (own ? unlessHoped(refusedFor(own), answer) : ifDone));
}

/**
 * Whether a good answer says neither that it was done nor that it was not: it repeats the records, as the page of the
 * reference for user PUT has it, or all that it counts is 0, as databases do of what was so already.
 */
function saysNothing(answer: Answer): boolean {
	const { status, counts, doubts } = answer;
	const isNoneCounted = Object.entries(counts ?? {}).every(
		([name, count]) => count === 0 || name === 'submitted',
	);
	const isSilent = errorTexts(answer).length === 0 && doubts.length === 0;
	return status < 300 && isNoneCounted && isSilent;
}

/** What became of those that no refusal is about, where Lockt counts. */
function outcomeByCounts(
	counts: Counts,
	answer: Answer,
	refusals: Refusals,
	sent: number,
	becomes: Becomes,
): Outcome {
	const { status, errors } = answer;
	const { own, others } = refusals;
	const said = [...errors, ...others];
	const left = sent - own.size;
	// api-readings: some were refused, others done, and the status may be 400 all the same.
	const isGood = status < 300 || (status === 400 && own.size > 0);
	if (isGood && said.length === 0 && addUp(counts, sent, own.size, becomes)) {
		return unlessDoubted({ kind: 'done' }, answer, refusals);
	}
	const isForAll = said.length > others.length || others.length >= left || counts.errors === sent;
	return doneIn(counts).every((count) => count === 0) && isForAll
		? refusedFor(said.length > 0 ? said : [NO_REASON])
		: contradicted(counts, answer, becomes);
}

/** The same where Lockt does not count: the batch failed, or Lockt went on and does not say how. */
function outcomeByErrors(
	{ status, errors }: Answer,
	{ own, others, areStrange }: Refusals,
	sent: number,
	allOrNothing: boolean,
): Outcome {
	const said = [...errors, ...others];
	if (said.length === 0 && own.size === 0) return unknown(nothingSaid(status));
	if (areStrange) return unknown(`Lockt speaks of other records: ${said.join('; ')}`);
	// As many errors as records may all be about one of them.
	const isForAll = allOrNothing || sent === 1 || said.some(saysNoneDone);
	if (own.size === 0 && isForAll) return refusedByWords(said.join('; '));
	if (own.size === 0) {
		return unknown(`Lockt does not say which of the records this is about: ${said.join('; ')}`);
	}
	return allOrNothing
		? refused(
				['Not done, because another item of the same batch was refused'],
				'Correct the other item, then run this one again',
			)
		: unknown('Lockt refused other items of the same batch and does not say what became of this');
}
