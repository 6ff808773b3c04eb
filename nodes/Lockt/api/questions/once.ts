import type { Question } from '../request';
import { limited } from '../text/limited';

/** Reads may overlap, but not without bounds: this many at once. */
const AT_ONCE = 5;

/** Does some work when it is first wanted; whoever wants it again gets the same, a failure too. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
	let result: Promise<T> | undefined;
	return () => (result ??= work());
}

/** The same of work that is done once for each name. */
export function onceEach<T>(work: (name: string) => Promise<T>): (name: string) => Promise<T> {
	const results = new Map<string, () => Promise<T>>();
	return (name) => {
		const result = results.get(name) ?? once(() => work(name));
		results.set(name, result);
		return result();
	};
}

/**
 * Asks every distinct question once, however often it is put: a few at a time, in their order.
 *
 * @param ask asks Lockt; what it makes of the answer is shared
 */
export function askEachOnce<Q extends Question, T>(
	ask: (question: Q) => Promise<T>,
): (question: Q) => Promise<T> {
	const inTurn = limited(AT_ONCE);
	const answers = new Map<string, Promise<T>>();
	return (question) => {
		const key = JSON.stringify([question.path, question.query, question.flags]);
		const answer = answers.get(key) ?? inTurn(() => ask(question));
		answers.set(key, answer);
		return answer;
	};
}
