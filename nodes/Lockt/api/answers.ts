import { isRecord } from './text';

/**
 * What an answer says, whichever of its shapes it says it in: api-readings, "Responses". What is not
 * clear counts as a problem: said to be done is only what nothing speaks against.
 */

/**
 * Reference, "Expected Outputs": Lockt cannot reach its own parts. That says nothing of records, and
 * leaves open how far it came with them.
 */
export const OUT_OF_ORDER = /unable to enumerate|unable to locate|unreachable|unexpected error/i;

/** Reference, "Expected Outputs": with one of these nothing was done. */
const NOTHING_DONE = /no data found|batch size exceeds|batch has failed/i;

export const NO_REASON = 'Lockt gives no reason';

/** All that may be meant as what was wrong, with the whole request or with records of it. */
export function errorTexts(body: unknown): string[] {
	const results = isRecord(body) ? textsIn(body.result) : [];
	return [...errorsIn(body), ...results, ...refusalsIn(body).flatMap(problemsIn)];
}

/** What is said to have been refused for sure. */
export function refusalTexts(status: number, body: unknown): string[] {
	return [...errorsOfWhole(status, body), ...refusalsIn(body).flatMap(problemsIn)];
}

/**
 * What was wrong with the whole request. Reference, "POST Requests": `result` says it as well, but with a
 * good status it may be any other result.
 */
export function errorsOfWhole(status: number, body: unknown): string[] {
	const results = isRecord(body) ? textsIn(body.result) : [];
	const areErrors = status >= 400 || NOTHING_DONE.test(results.join());
	return [...errorsIn(body), ...(areErrors ? results : [])];
}

/** `error` beside `data`, inside it, or in a list of nothing else. */
function errorsIn(body: unknown): string[] {
	if (!isRecord(body)) return [];
	const inData = [body.data].flat().map((one) => (isRecord(one) ? textsIn(one.error) : []));
	const areErrors = inData.every((texts) => texts.length > 0);
	return [...textsIn(body.error), ...(areErrors ? inData.flat() : [])];
}

/** What is said of single records: beside `data`, inside it, or both. */
export function refusalsIn(body: unknown): unknown[] {
	if (!isRecord(body)) return [];
	const inside = isRecord(body.data) ? body.data.errors : undefined;
	const lists = countOf(inside) === undefined ? [body.errors, inside] : [body.errors];
	return lists.flat().filter((one) => textsIn(one).length > 0);
}

/** What was wrong with a record: `error` may be a list or one text. */
export function problemsIn(refusal: unknown): string[] {
	const texts = textsIn(isRecord(refusal) ? refusal.error : refusal);
	return texts.length > 0 ? texts : [NO_REASON];
}

/** Problems as texts: none where it is said that there are none, in whichever way. */
export function textsIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (isRecord(value) && Object.keys(value).length === 0) return [];
	if (value === undefined || value === null || value === false || countOf(value) === 0) return [];
	if (typeof value !== 'string') return [JSON.stringify(value)];
	return value.trim() === '' ? [] : [value];
}

/** Counts by name, e.g. { submitted: 2, inserted: 2, updated: 0, errors: 0 } */
export type Counts = Record<string, number>;

const DONE = ['inserted', 'updated', 'deleted', 'processed'];

/** The counts of an answer; undefined where it counts nothing that could be done. */
export function countsIn(body: unknown): Counts | undefined {
	const data = isRecord(body) ? body.data : undefined;
	if (!isRecord(data)) return undefined;
	const counts = Object.entries(data).flatMap(([name, value]) => {
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
