import type { IDataObject } from 'n8n-workflow';
import { IANAZone } from 'luxon';
import { LocktError } from './errors';
import { patiently } from './patience';
import { isRecord } from './text';
import { cancelSignalOf, send, type Answer, type LocktContext, type Request } from './transport';

export type { LocktContext } from './transport';

/** A question to Lockt: what follows the Base URL in a GET request. */
export type Question = Omit<Request, 'method' | 'body'>;

/** How long an operation on the canvas keeps asking before it gives up. */
const PATIENCE_MS = 5_000;

/**
 * Asks Lockt one question and returns the JSON it answered with.
 *
 * @throws LocktError for every answer that is not JSON saying that all is well
 */
export async function ask(context: LocktContext, question: Question): Promise<IDataObject> {
	const { body, problem } = await send(context, { ...question, method: 'GET' });
	if (problem) throw problem;
	return body as IDataObject;
}

/**
 * Asks as `ask` does, again where Lockt or the network only had a bad moment: a read changes
 * nothing, so that it may be repeated.
 */
export async function askPatiently(
	context: LocktContext,
	question: Question,
): Promise<IDataObject> {
	const asking = async () => {
		const answer = await send(context, { ...question, method: 'GET' }).catch(takeAsProblem);
		const { problem } = answer;
		return { result: answer, again: isPassing(problem), waitMs: problem?.facts.retryAfterMs };
	};
	const { body, problem } = await patiently(asking, PATIENCE_MS, cancelSignalOf(context));
	if (problem) throw problem;
	return body as IDataObject;
}

/** Where no answer came, the problem is all there is of one. */
function takeAsProblem(error: unknown): Pick<Answer, 'body' | 'problem'> {
	if (error instanceof LocktError) return { body: undefined, problem: error };
	throw error;
}

/** Whether a problem is one that passes by itself. */
function isPassing(problem: LocktError | undefined): boolean {
	if (!problem) return false;
	const { status = 0, mayHaveArrived = false } = problem.facts;
	return mayHaveArrived || status === 429 || status >= 500;
}

/**
 * The site's time zone as an IANA name, e.g. America/New_York. Reference, /time.
 *
 * @param how a trigger asks but once: n8n itself knows when to poll again
 */
export async function siteZone(
	context: LocktContext,
	how: typeof ask = askPatiently,
): Promise<string> {
	const { timezone } = recordOf(await how(context, { path: '/time' }));
	if (typeof timezone === 'string' && IANAZone.isValidZone(timezone)) return timezone;
	throw new LocktError(
		"Lockt did not say the site's time zone, so that its dates cannot be told",
		"Add the option 'Raw Dates' to take them as they are, and ask Lockt support",
	);
}

/**
 * The records of a list answer. Reference, "GET Requests": `data` is an array.
 *
 * @throws LocktError when there is no list: an answer of another shape is not an empty list
 */
export function recordsOf(answer: IDataObject): IDataObject[] {
	if (Array.isArray(answer.data)) return answer.data as IDataObject[];
	throw new LocktError(
		'Lockt answered without a list of records',
		"Check 'Base URL' in the Lockt credential. If it is right, ask Lockt support",
	);
}

/** The record of an answer about one thing: in `data` or, as the reference shows it, a list of one. */
export function recordOf(answer: IDataObject): IDataObject {
	const record: unknown = Array.isArray(answer.data) ? answer.data[0] : answer.data;
	return isRecord(record) ? (record as IDataObject) : answer;
}
