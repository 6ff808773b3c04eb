import { identifyAccount } from './guard/account';
import type { Said } from './answers/said';
import { LocktError } from './errors';
import { patiently } from './turns/patience';
import type { Question } from './request';
import { inSingleFile, queueUp } from './turns/singleFile';
import { accountOf, cancelSignalOf, send, type Answer, type LocktContext } from './transport';

export type { Question } from './request';
export type { LocktContext } from './transport';

/** How long Lockt is asked again before the question is given up. */
const PATIENCE_MS = 5_000;

/** A way to ask Lockt. @throws LocktError for every answer that does not say that all is well */
export type AskLockt = (context: LocktContext, question: Question) => Promise<Said>;

/** Asks Lockt one question: once, unless Lockt turns it away because of other requests. */
export const ask: AskLockt = async (context, question) =>
	unlessProblem(await askWhile(cameTooEarly, context, question));

/**
 * Asks as `ask` does, again where Lockt or the network only had a bad moment: a read changes
 * nothing, so that it may be repeated.
 */
export const askPatiently: AskLockt = async (context, question) =>
	unlessProblem(await answerTo(context, question));

/** Asks as `askPatiently` does, and gives whatever came. @throws LocktError when no answer came */
export const answerTo = (context: LocktContext, question: Question): Promise<Answer> =>
	askWhile(isPassing, context, question);

/** Asks until there is no problem that is worth asking again, or no time. */
async function askWhile(
	isWorthIt: (problem: LocktError) => boolean,
	context: LocktContext,
	question: Question,
): Promise<Answer> {
	const account = identifyAccount(await accountOf(context)).join(' ');
	const cancel = cancelSignalOf(context);
	const asking = async () => {
		const sending = () => send(context, { ...question, method: 'GET' });
		const result = await inSingleFile(account, sending, cancel).catch(takeAsProblem);
		const problem = result instanceof LocktError ? result : result.problem;
		if (problem && cameTooEarly(problem)) queueUp(account);
		const again = problem !== undefined && isWorthIt(problem);
		return { result, again, waitMs: problem?.facts.retryAfterMs };
	};
	const answer = await patiently(asking, PATIENCE_MS, cancel);
	if (answer instanceof LocktError) throw answer;
	return answer;
}

function unlessProblem(answer: Answer): Answer {
	if (answer.problem) throw answer.problem;
	return answer;
}

function takeAsProblem(error: unknown): LocktError {
	if (error instanceof LocktError) return error;
	throw error;
}

const cameTooEarly = ({ facts }: LocktError) => facts.cameTooEarly ?? false;

/** Whether a problem is one that passes by itself. */
function isPassing(problem: LocktError): boolean {
	const { status = 0, mayHaveArrived = false } = problem.facts;
	return mayHaveArrived || status >= 500 || cameTooEarly(problem);
}
