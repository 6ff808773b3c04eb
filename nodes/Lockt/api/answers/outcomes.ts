import type { IDataObject } from 'n8n-workflow';
import { doneIn, errorTexts, firstOf, refusalTexts, NO_REASON, type Counts } from './answers';
import { notTaken, speaksOfRecords } from './tooEarly';
import type { LocktError } from '../errors';
import { mapOnce } from '../text/mapOnce';
import { assignRefusals, type Refusals } from './refusals';
import { isRecord, lettersOf, plainText } from '../text/text';
import type { Answer } from '../transport';
import {
	saysDone,
	saysNobodyKnown,
	saysNothingDone,
	saysOutOfOrder,
	saysRefused,
	refusesRecord,
} from './words';

/** What became of one record of a change. */
export type Outcome =
	/** Lockt did it. `answer` is what it says besides counts. */
	{ kind: 'done'; answer?: IDataObject } | NotDone;

/** Lockt did not do it, it is unknown whether it did, or it is seen that Lockt did something else. */
export interface NotDone {
	kind: 'refused' | 'unknown' | 'different';
	problems: string[];
	advice: string;
	/** Nothing speaks for it or against it: what Lockt shows of the record can tell. */
	unsaid?: true;
}

const CORRECT = 'Correct the values and run it again';
/** What to do about an outcome that is not known. */
export const LOOK = 'Look in Lockt whether it was done, before you run it again';

export const refused = (problems: string[], advice = CORRECT): NotDone => ({
	kind: 'refused',
	problems,
	advice,
});

export const unknown = (problem: string, advice = LOOK): NotDone => ({
	kind: 'unknown',
	problems: [problem],
	advice,
});

export const different = (problems: string[], advice: string): NotDone => ({
	kind: 'different',
	problems,
	advice,
});

/** What became of a change that no answer came to. */
export function outcomeWithoutAnswer(error: LocktError): NotDone {
	return error.facts.mayHaveArrived
		? unknown(error.message)
		: refused([error.message], error.description);
}

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

/** With these a server does not look at what was sent, unless it speaks of it. Other errors must say what they mean. */
const TURNED_AWAY = new Set([307, 308, 401, 403, 404, 405, 410, 411, 413, 414, 415, 431]);

/** With these it may be a single record that is not there, or may not be changed. */
const MAY_BE_OF_ONE = new Set([401, 403, 404, 405, 410]);

/** How servers turn a request away that they did not look into. */
const TURNS_AWAY =
	/^\W*(?:not found|forbidden|unauthori[sz]ed|method not allowed|gone|(?:payload|request entity|uri) too (?:large|long)|length required|unsupported media type|moved(?: permanently| temporarily)?|(?:permanent|temporary) redirect|redirect(?:ing)?|no such (?:page|route|endpoint|method)|cannot (?:get|post|put|delete) \S+|no (?:http )?resource was found .*|the (?:requested )?(?:url|page|path|method) .{0,80})\W*$/i;

function saysTurnedAway(text: string): boolean {
	if (saysDone(text) || saysOutOfOrder(text)) return false;
	return TURNS_AWAY.test(text) || saysRefused(text) || saysNobodyKnown(text);
}

/** Accepted, and a part of it. */
const SAYS_LATER = new Set([202, 206]);

/** Time was up, or where to look for the answer, as a rule once it was done; 307 and 308 ask to send it again elsewhere. */
const leavesOpen = (status: number) =>
	status === 408 || (status >= 300 && status < 400 && !TURNED_AWAY.has(status));

/** e.g. Lockt answered with status 408: the operation took too long */
const listWords = (status: number, answer: Answer) =>
	[`Lockt answered with status ${status}`, errorTexts(answer).join('; ')]
		.filter(Boolean)
		.join(': ');

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

export type Becomes = 'created' | 'createdTwice' | 'changed' | 'saved' | 'deleted';

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
		const outcome = contradicted(counts, answer);
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
		: contradicted(counts, answer);
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
	const isForAll = allOrNothing || sent === 1 || said.some(saysNothingDone);
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

const nothingSaid = (status: number) =>
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

/** Refused for what Lockt says of a record, or where it counts none, unless that says that Lockt broke down, or did some. */
function refusedFor(problems: string[], advice?: string): NotDone {
	const said = problems.join('; ');
	return saysOutOfOrder(said) || problems.some(saysDone)
		? unknown(`Lockt says: ${said}`)
		: refused(problems, advice);
}

/** The same where there are but words: refused only if they are of a refusal. */
export function refusedByWords(said: string, advice?: string): NotDone {
	return saysRefused(said)
		? refusedFor([`Lockt refused it: ${said}`], advice)
		: unknown(`Lockt says: ${said}`);
}

function contradicted(counts: Counts, answer: Answer): NotDone {
	const list = `${listCounts(counts)}, but ${answer.refusals.length} errors with their reasons`;
	const said = [`Lockt's answer does not add up: ${list}`, ...refusalTexts(answer)];
	return unknown(said.join('; '));
}

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

const sumOf = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

/** Whether as many are counted as were not refused, and as what they were to become. */
function addUp(counts: Counts, sent: number, refusals: number, becomes: Becomes): boolean {
	const { submitted = sent, errors = refusals } = counts;
	const isAll = submitted === sent && errors === refusals;
	return isAll && countDone(counts, becomes) === sent - refusals;
}

/** As what each is counted. */
const COUNTED: Record<Becomes, string[]> = {
	created: ['inserted'],
	createdTwice: ['inserted'],
	changed: ['updated'],
	saved: ['inserted', 'updated'],
	deleted: ['deleted'],
};

/**
 * How many are counted as what they were to become; undefined where any are counted as something else.
 * What was processed is the same once more, and counts by itself only where nothing else is counted.
 */
function countDone({ ...counts }: Counts, becomes: Becomes): number | undefined {
	if (becomes === 'createdTwice' && counts.updated === counts.inserted) delete counts.updated;
	const { processed, ...named } = counts;
	const all = doneIn(named);
	if (all.length === 0) return processed;
	const done = sumOf(COUNTED[becomes].map((name) => named[name] ?? 0));
	return sumOf(all) === done && (processed ?? done) === done ? done : undefined;
}

/** e.g. submitted 2, inserted 1 */
function listCounts(counts: Counts): string {
	return Object.entries(counts)
		.map(([name, count]) => `${name} ${count}`)
		.join(', ');
}
