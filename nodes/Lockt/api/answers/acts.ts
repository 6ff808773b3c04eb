import { isRecord, lettersOf, plainText } from '../text/text';
import type { Answer } from '../transport';
import { countDone, listCounts, sumOf } from './addUp';
import { NO_REASON } from './answers';
import { doneIn } from './counts';
import { type Outcome, refused, refusedByWords, unknown } from './notDone';
import { firstOf, refusalTexts } from './said';
import { contradicted, nothingSaid, unlessDoubted, unlessHoped } from './weighing';
import { outcomeOfWhole } from './wholeRequest';

/** What an act was to do. */
export interface AskedAct {
	becomes: 'changed' | 'deleted';
	/** The one thing that it is about, as the query names it; without it, as many as there are. */
	about?: { name: string; value: number };
}

/** What became of a request that carries no records of its own. It is done only when Lockt counts just that. */
export function outcomeOfAct(answer: Answer, { becomes, about }: AskedAct): Outcome {
	const whole = outcomeOfWhole(answer, 1);
	if (whole) return whole;
	const { status, counts } = answer;
	const done = counts ? countDone(counts, becomes) : undefined;
	const isNone = counts !== undefined && sumOf(doneIn(counts)) === 0;
	const said = refusalTexts(answer);
	if (said.length > 0 && (isNone || !counts)) {
		return unlessHoped(refusedByWords(said.join('; ')), answer);
	}
	if (counts && said.length > 0) return contradicted(counts, answer);
	if (counts?.errors) {
		return isNone
			? unlessHoped(refused([NO_REASON]), answer)
			: unknown(`Lockt reports ${counts.errors} errors and does not say which`);
	}
	if (status >= 300) return unknown(nothingSaid(status));
	if (!counts) return unknown('Lockt did not say whether it did it');
	const { submitted = done } = counts;
	const most = about ? 1 : submitted;
	// Where there was nothing to delete, that has to be said.
	const least = about ? 1 : counts.deleted === undefined ? 1 : 0;
	if (isNone && least > 0) {
		return unknown(`Lockt counts nothing that was done: ${listCounts(counts)}`);
	}
	if (done === undefined || done < least || done > most! || (about && submitted !== done)) {
		return unknown(`Lockt counts something else than what was to be done: ${listCounts(counts)}`);
	}
	const others = about ? othersIn(answer.whole, about.name, String(about.value)) : [];
	if (others.length > 0) {
		return unknown(`Lockt speaks of another '${about!.name}': ${others.join(', ')}`);
	}
	return unlessDoubted({ kind: 'done', answer: firstOf(answer) }, answer);
}

/** Other values of what was asked for by one, wherever they stand: of an ID, those of an inner record, too. */
function othersIn(value: unknown, name: string, own: string): string[] {
	if (!isRecord(value)) return [];
	const names = [lettersOf(name), ...(name.endsWith('_id') ? ['id'] : [])];
	return Object.entries(value).flatMap(([given, one]) => {
		const said = names.includes(lettersOf(given)) ? plainText(one) : '';
		return said !== '' && said !== own ? [said] : othersIn(one, name, own);
	});
}

/**
 * What became of a request that nobody here knows: that Lockt answered, as far as it did not refuse. It
 * may hold several records: refused is only what Lockt refused as a whole.
 */
export function outcomeOfCall(answer: Answer): Outcome {
	const ofWhole = outcomeOfWhole(answer, 1);
	if (ofWhole) return ofWhole;
	const { status, counts, errors, list, whole } = answer;
	const said = refusalTexts(answer).join('; ');
	if (said !== '') {
		const isWhole = counts ? sumOf(doneIn(counts)) === 0 : errors.length > 0;
		return isWhole ? unlessHoped(refusedByWords(said), answer) : unknown(`Lockt says: ${said}`);
	}
	if (status >= 300) return unknown(nothingSaid(status));
	return { kind: 'done', answer: list?.length === 1 ? firstOf(answer) : whole };
}
