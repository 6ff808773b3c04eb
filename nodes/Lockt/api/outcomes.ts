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
	if (
		problem &&
		(notTaken({ status, body }) || [401, 403, 404].includes(status) || isMove(status))
	) {
		return refused([problem.message], problem.description);
	}
	if (status >= 500) return unknown(problem?.message ?? `Lockt answered with status ${status}`);
	if (!isRecord(body)) return unknown(problem?.message ?? "Lockt's answer cannot be read");
	return undefined;
}

const isMove = (status: number) => status >= 300 && status < 400;

/**
 * What became of each record of a batch, in their order. Reads all the shapes of api-readings,
 * "Responses": counts, errors beside them or inside, or errors alone when the batch failed. Where
 * counts and errors do not add up, what became of the others is said to be unknown.
 */
export function outcomesOf(records: IDataObject[], answer: Answer): Outcome[] {
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
		return records.map((_, index) => outcome(index, withoutCounts(answer.body, others)));
	}
	const rest = records.length - own.size;
	if (others.length === 0 && addUp(counts, records.length, own.size)) {
		return records.map((_, index) => outcome(index, { kind: 'done' }));
	}
	if (others.length === rest && doneIn(counts).every((count) => count === 0)) {
		return records.map((_, index) => outcome(index, refused(others)));
	}
	const said = [`Lockt's answer does not add up: ${inWords(counts, refusals.length)}`, ...others];
	return records.map((_, index) => outcome(index, unknown(said.join('; '))));
}

/** What became of a request that carries no records of its own: all that Lockt says of it. */
export function outcomeOfAct(answer: Answer): Outcome {
	const whole = outcomeOfWhole(answer);
	if (whole) return whole;
	const said = errorTexts(answer.body).join('; ');
	if (said !== '') {
		return OUT_OF_ORDER.test(said)
			? unknown(`Lockt says: ${said}`)
			: refused([`Lockt refused it: ${said}`]);
	}
	const record = recordOf(answer.body as IDataObject);
	if (typeof record.errors === 'number' && record.errors > 0) {
		return unknown(`Lockt reports ${record.errors} errors and does not say which`);
	}
	return { kind: 'done', answer: record };
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
function addUp(counts: Counts, sent: number, refusals: number): boolean {
	const done = doneIn(counts);
	const sum = done.reduce((total, count) => total + count, 0);
	return (
		[sum, ...done].includes(sent - refusals) &&
		(counts.submitted ?? sent) === sent &&
		(counts.errors ?? refusals) === refusals
	);
}

function inWords(counts: Counts, named: number): string {
	const list = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
	return `${list.join(', ')}, but ${named} errors with their reasons`;
}

/** The batch failed as a whole. A record without a problem of its own was not done either. */
function withoutCounts(body: unknown, others: string[]): Outcome {
	const said = others.length > 0 ? others : errorTexts(body);
	if (said.length === 0) return unknown('Lockt did not say what became of it');
	const text = said.join('; ');
	if (OUT_OF_ORDER.test(text)) return unknown(`Lockt says: ${text}`);
	const named = refusalsIn(body).length > 0;
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
	return texts.length > 0 ? texts : ['Lockt gives no reason'];
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
