import type { IDataObject } from 'n8n-workflow';
import { notTaken } from './change';
import { recordOf } from './client';
import { errorTexts, OUT_OF_ORDER, refusalsIn, type LocktError } from './errors';
import { isPin } from './secrets';
import { isRecord, plainText } from './text';
import type { Answer } from './transport';

/** What became of one record of a change. */
export type Outcome =
	/** Lockt did it. `answer` is what it says besides counts. */
	{ kind: 'done'; answer?: IDataObject } | NotDone;

/** Lockt did not do it, or it is unknown whether it did. */
export interface NotDone {
	kind: 'refused' | 'unknown';
	problems: string[];
	advice: string;
}

const CORRECT = 'Correct the values and run it again';
const NO_REASON = 'Lockt gives no reason';
const LOOK = 'Look in Lockt whether it was done, before you run it again';

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

/** What became of a change that no answer came to. */
export function outcomeWithoutAnswer(error: LocktError): NotDone {
	return error.facts.mayHaveArrived
		? unknown(error.message)
		: refused([error.message], error.description);
}

/**
 * What became of a change that Lockt did not look into: it was turned away at the door, or something
 * else than Lockt answered. Undefined when the answer is about the records themselves.
 */
export function outcomeOfWhole({ status, body, problem }: Answer): Outcome | undefined {
	if (problem && (notTaken({ status, body }) || TURNED_AWAY.has(status) || isMove(status))) {
		return refused([problem.message], problem.description);
	}
	if (status >= 500) return unknown(problem?.message ?? `Lockt answered with status ${status}`);
	if (!isRecord(body)) return unknown(problem?.message ?? "Lockt's answer cannot be read");
	return undefined;
}

/** With these a server does not look at what was sent. Other errors must say themselves what they mean. */
const TURNED_AWAY = new Set([401, 403, 404, 405, 410, 411, 413, 414, 415, 431]);

const isMove = (status: number) => status >= 300 && status < 400;

/** How a batch was asked for. */
export interface Asked {
	/** Whether Lockt was told to do nothing when it refuses one of the records. */
	allOrNothing?: boolean;
	/** Whether only new records are meant: one that was updated was somebody else's. */
	creates?: boolean;
}

/**
 * What became of each record of a batch, in their order. Reads all the shapes of api-readings,
 * "Responses": counts, errors beside them or inside, or errors alone when the batch failed. Where
 * counts and errors do not add up, what became of the others is said to be unknown.
 */
export function outcomesOf(
	records: IDataObject[],
	answer: Answer,
	{ allOrNothing = true, creates = false }: Asked = {},
): Outcome[] {
	const whole = outcomeOfWhole(answer);
	if (whole) return records.map(() => whole);

	const refusals = refusalsIn(answer.body);
	const { own, others } = assigned(records, refusals);
	const outcome = (index: number, otherwise: Outcome): Outcome => {
		const problems = own.get(index);
		return problems ? refused(problems) : otherwise;
	};
	const counts = countsIn(answer.body);
	if (!counts) {
		return records.map((_, index) =>
			outcome(index, withoutCounts(answer.body, others, allOrNothing)),
		);
	}
	const rest = records.length - own.size;
	if (others.length === 0 && addUp(counts, records.length, own.size, creates)) {
		return records.map((_, index) => outcome(index, { kind: 'done' }));
	}
	if (doneIn(counts).every((count) => count === 0)) {
		if (others.length === rest) return records.map((_, index) => outcome(index, refused(others)));
		if (records.length === 1 && counts.errors === 1) return [refused([NO_REASON])];
	}
	const said = [`Lockt's answer does not add up: ${inWords(counts, refusals.length)}`, ...others];
	return records.map((_, index) => outcome(index, unknown(said.join('; '))));
}

/**
 * What became of a request that carries no records of its own. It is done only when Lockt counts it.
 *
 * @param least how many it must have been done to
 */
export function outcomeOfAct(answer: Answer, least: number): Outcome {
	const notDone = whyNotDone(answer);
	if (notDone) return notDone;
	const record = recordOf(answer.body as IDataObject);
	const counts = countsIn(answer.body);
	if (!counts) return unknown('Lockt did not say whether it did it');
	if ((counts.errors ?? 0) > 0) {
		return unknown(`Lockt reports ${counts.errors} errors and does not say which`);
	}
	const done = doneIn(counts).reduce((sum, count) => sum + count, 0);
	if (done < least) return unknown(`Lockt counts nothing that was done: ${listCounts(counts)}`);
	return { kind: 'done', answer: record };
}

/** What became of a request that nobody here knows: that Lockt answered, as far as it did not refuse. */
export function outcomeOfCall(answer: Answer): Outcome {
	const notDone = whyNotDone(answer);
	if (notDone) return notDone;
	const { data } = answer.body as IDataObject;
	const isList = Array.isArray(data) && data.length !== 1;
	return { kind: 'done', answer: isList ? { data } : recordOf(answer.body as IDataObject) };
}

/** A status of 400 and more is never done, whatever comes with it. */
function whyNotDone(answer: Answer): Outcome | undefined {
	const whole = outcomeOfWhole(answer);
	if (whole) return whole;
	const said = errorTexts(answer.body).join('; ');
	if (said === '') {
		return answer.status >= 400
			? unknown(`Lockt answered with status ${answer.status}`)
			: undefined;
	}
	return OUT_OF_ORDER.test(said)
		? unknown(`Lockt says: ${said}`)
		: refused([`Lockt refused it: ${said}`]);
}

/** Counts by name, e.g. { submitted: 2, inserted: 2, updated: 0, errors: 0 } */
type Counts = Record<string, number>;

const DONE = ['inserted', 'updated', 'deleted', 'processed'];

function countsIn(body: unknown): Counts | undefined {
	const data = isRecord(body) ? body.data : undefined;
	if (!isRecord(data)) return undefined;
	const numbers = Object.entries(data).filter(([, value]) => typeof value === 'number');
	const counts = Object.fromEntries(numbers) as Counts;
	return doneIn(counts).length > 0 ? counts : undefined;
}

function doneIn(counts: Counts): number[] {
	return DONE.flatMap((name) => counts[name] ?? []);
}

/** The sum of what was done, or one count alone: the example of door POST counts one door twice. */
function addUp(counts: Counts, sent: number, refusals: number, creates: boolean): boolean {
	if (creates && counts.inserted !== undefined && counts.inserted !== sent - refusals) return false;
	const done = doneIn(counts);
	const sum = done.reduce((total, count) => total + count, 0);
	return (
		[sum, ...done].includes(sent - refusals) &&
		(counts.submitted ?? sent) === sent &&
		(counts.errors ?? refusals) === refusals
	);
}

function inWords(counts: Counts, named: number): string {
	return `${listCounts(counts)}, but ${named} errors with their reasons`;
}

/** e.g. submitted 2, inserted 1 */
function listCounts(counts: Counts): string {
	return Object.entries(counts)
		.map(([name, count]) => `${name} ${count}`)
		.join(', ');
}

/**
 * The batch failed as a whole: a record without a problem of its own was not done either. Where Lockt was
 * to go on with the others, it does not say so.
 */
function withoutCounts(body: unknown, others: string[], allOrNothing: boolean): Outcome {
	const said = others.length > 0 ? others : errorTexts(body);
	if (said.length === 0) return unknown('Lockt did not say what became of it');
	const text = said.join('; ');
	if (OUT_OF_ORDER.test(text)) return unknown(`Lockt says: ${text}`);
	const named = refusalsIn(body).length > 0;
	if (named && others.length === 0 && !allOrNothing) {
		return unknown(
			'Lockt refused other items of the same batch and does not say what became of this',
		);
	}
	return named && others.length === 0
		? refused(
				['Not done, because another item of the same batch was refused'],
				'Correct the other item, then run this one again',
			)
		: refused([`Lockt refused it: ${text}`]);
}

/** Problems by the record they are about, and those that could not be told whose they are. */
function assigned(records: IDataObject[], refusals: unknown[]) {
	const own = new Map<number, string[]>();
	const others: string[] = [];
	const exact = new Map(records.map((record, index) => [canonical(record), index]));
	for (const refusal of refusals) {
		const problems = problemsIn(refusal);
		const input = isRecord(refusal) ? refusal.input_data : undefined;
		const index = exact.get(canonical(input)) ?? alike(records, input);
		if (index === undefined) others.push(problems.join('; '));
		else own.set(index, [...(own.get(index) ?? []), ...problems]);
	}
	return { own, others };
}

/** `error` may be a list or one text. */
function problemsIn(refusal: unknown): string[] {
	const error = isRecord(refusal) ? refusal.error : refusal;
	const texts = [error].flat().filter((text): text is string => typeof text === 'string');
	return texts.length > 0 ? texts : [NO_REASON];
}

/** The only record that has nothing else than the input Lockt repeats, e.g. with the PIN hidden. */
function alike(records: IDataObject[], input: unknown): number | undefined {
	if (records.length === 1) return 0;
	if (!isRecord(input)) return undefined;
	const shared = Object.entries(input).filter(
		([name, value]) => !isPin(name) && plainText(value) !== '',
	);
	const found = records.flatMap((record, index) =>
		shared.length > 0 && shared.every(([name, value]) => same(record[name], value)) ? index : [],
	);
	return found.length === 1 ? found[0] : undefined;
}

function same(a: unknown, b: unknown): boolean {
	return a === undefined || canonical(a) === canonical(b);
}

/** As text, whatever the order of properties, and whether numbers came as text. */
function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
	if (!isRecord(value)) return JSON.stringify(String(value));
	const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([name, one]) => `${name}:${canonical(one)}`).join()}}`;
}
