import { answerTo, type LocktContext, type Question } from '../api/client';
import { reads, type ReadEndpoint } from '../api/endpoints';
import { LocktError } from '../api/errors';
import type { Neighbours } from '../api/compatibility/findings';
import {
	inspectAnswer,
	notAsked,
	type Asked,
	type Inspection,
} from '../api/compatibility/inspection';
import { askEachOnce } from '../api/questions/once';
import { isUsable } from '../api/questions/records';
import { isRecord, plainText } from '../api/text/text';

/**
 * Asks each endpoint that reads once, those that name a record with one that a list has shown, and says
 * of each which form its answer has.
 *
 * @throws LocktError when no endpoint can be asked: the key is not accepted, or nobody answers
 */
export async function checkCompatibility(context: LocktContext): Promise<Inspection[]> {
	const ask = askEachOnce(async (question) => askTimed(context, question));
	const asked = new Map<ReadEndpoint, Asked>();
	for (const endpoint of reads.slice(0, SURE)) await askOne(endpoint);
	refuseUnreachable([...asked.values()]);
	const isFirst = ({ from }: ReadEndpoint) => from === undefined;
	await Promise.all(reads.filter(isFirst).map(askOne));
	await Promise.all(reads.filter((endpoint) => !isFirst(endpoint)).map(askOne));

	const neighbours = neighboursOf([...asked.values()]);
	return reads.map((endpoint) => {
		const one = asked.get(endpoint);
		return one ? inspectAnswer(one, neighbours) : notAsked(endpoint);
	});

	async function askOne(endpoint: ReadEndpoint): Promise<void> {
		const { path, flag, filter } = endpoint;
		const value = filter === undefined ? undefined : valueFor(endpoint, [...asked.values()]);
		if (filter !== undefined && value === undefined) return;
		const query = filter !== undefined && value !== undefined ? { [filter]: value } : undefined;
		const answer = await ask({ path, query, flags: flag ? [flag] : undefined });
		asked.set(endpoint, { endpoint, value, ...answer });
	}
}

/** So many that do not get through tell that none will. */
const SURE = 2;

async function askTimed(
	context: LocktContext,
	question: Question,
): Promise<Pick<Asked, 'answer' | 'milliseconds'>> {
	const start = Date.now();
	const answer = await answerTo(context, question).catch((error: unknown) => {
		if (error instanceof LocktError) return error;
		throw error;
	});
	return { answer, milliseconds: Date.now() - start };
}

/** Whoever guesses keys may be locked out: none is tried on all endpoints. @throws LocktError */
function refuseUnreachable(asked: Asked[]): void {
	const problems = asked.map(({ answer }) =>
		answer instanceof LocktError ? answer : answer.problem,
	);
	const [problem] = problems;
	const isGeneral = (one: LocktError | undefined) =>
		one !== undefined && [undefined, 401, 403].includes(one.facts.status);
	if (problem && problems.every(isGeneral)) throw problem;
}

/** A value for the filter of an endpoint: of a record that was listed. Of events a late one, as there are thousands. */
function valueFor(
	{ value, from, holds }: ReadEndpoint,
	asked: Asked[],
): string | number | undefined {
	if (!from) return value;
	const list = recordsOf(asked, from.path);
	const values = list
		.map((record) => record[from.property])
		.filter((one): one is string | number => plainText(one).trim() !== '');
	if (holds !== 'event') return values[0];
	return values
		.toSorted((a, b) => Number(b) - Number(a))
		.slice(0, LATE_EVENTS)
		.at(-1);
}

const LATE_EVENTS = 10;

/** The usable records of a whole list. */
function recordsOf(asked: Asked[], path: ReadEndpoint['path']) {
	const found = asked.find(
		({ endpoint }) => endpoint.path === path && !endpoint.filter && !endpoint.flag,
	);
	if (!found || found.answer instanceof LocktError || found.answer.problem) return [];
	return (found.answer.list ?? []).filter((one) => isUsable(one, { path }));
}

function neighboursOf(asked: Asked[]): Neighbours {
	let words: Set<string> | undefined;
	return {
		doors: recordsOf(asked, '/door').map(({ name }) => plainText(name)),
		users: recordsOf(asked, '/user').map(({ id }) => id),
		words: () => (words ??= wordsIn(asked)),
	};
}

function wordsIn(asked: Asked[]): Set<string> {
	const words = new Set<string>();
	for (const { answer } of asked) {
		if (!(answer instanceof LocktError)) addWords(answer.came, words);
	}
	return words;
}

/** Adds the words of all values, in small letters; numbers as well. */
function addWords(value: unknown, words: Set<string>): void {
	if (isRecord(value)) for (const one of Object.values(value)) addWords(one, words);
	else
		for (const word of plainText(value)
			.toLowerCase()
			.match(/[\p{L}\p{M}\d]+/gu) ?? [])
			words.add(word);
}
