import type { Said } from './answers';
import { LocktError } from './errors';
import { patiently } from './patience';
import { cancelSignalOf, send, type Answer, type LocktContext, type Request } from './transport';

export type { LocktContext } from './transport';

/** A question to Lockt: what follows the Base URL in a GET request. */
export type Question = Omit<Request, 'method' | 'body'>;

/** How long an operation on the canvas keeps asking before it gives up. */
const PATIENCE_MS = 5_000;

/** A way to ask Lockt. @throws LocktError for every answer that does not say that all is well */
export type AskLockt = (context: LocktContext, question: Question) => Promise<Said>;

/** Asks Lockt one question, once. */
export const ask: AskLockt = async (context, question) =>
	unlessProblem(await sendQuestion(context, question));

/**
 * Asks as `ask` does, again where Lockt or the network only had a bad moment: a read changes
 * nothing, so that it may be repeated.
 */
export const askPatiently: AskLockt = async (context, question) =>
	unlessProblem(await answerTo(context, question));

/** Asks as `askPatiently` does, and gives whatever came. @throws LocktError when no answer came */
export async function answerTo(context: LocktContext, question: Question): Promise<Answer> {
	const asking = async () => {
		const result = await sendQuestion(context, question).catch(takeAsProblem);
		const problem = result instanceof LocktError ? result : result.problem;
		return { result, again: isPassing(problem), waitMs: problem?.facts.retryAfterMs };
	};
	const answer = await patiently(asking, PATIENCE_MS, cancelSignalOf(context));
	if (answer instanceof LocktError) throw answer;
	return answer;
}

function sendQuestion(context: LocktContext, question: Question): Promise<Answer> {
	return send(context, { ...question, method: 'GET' });
}

function unlessProblem(answer: Answer): Answer {
	if (answer.problem) throw answer.problem;
	return answer;
}

function takeAsProblem(error: unknown): LocktError {
	if (error instanceof LocktError) return error;
	throw error;
}

/** Whether a problem is one that passes by itself. */
function isPassing(problem: LocktError | undefined): boolean {
	if (!problem) return false;
	const { status = 0, mayHaveArrived = false } = problem.facts;
	return mayHaveArrived || status === 429 || status >= 500;
}
