import { queryOf } from './address';
import { errorTexts, type Said } from './answers';
import { endpointOf } from './endpoints';
import { LocktError } from './errors';
import { patiently } from './patience';
import { refusalOf } from './permissions';
import { isRecord } from './text';
import { notSentError, unlessAborted } from './stopping';
import {
	accountOf,
	cancelSignalOf,
	identifyAccount,
	sendFor,
	type Answer,
	type LocktContext,
	type Request,
} from './transport';

/** A request that changes something. */
export type Change = Request & {
	method: 'POST' | 'PUT' | 'DELETE';
	/** Not to be sent any more when this moment (epoch, milliseconds) has passed in waiting. */
	notAfter?: number;
};

/** How long a change waits for its turn at Lockt, when Lockt says that it is not. */
const PATIENCE_MS = 180_000;

/**
 * Sends a change, one at a time for each account in this n8n process: POSTs must not overlap.
 * Reference, "POST Operation Rate Limit". It is repeated only where Lockt says that it did not take
 * it and it is known to be safe; what other processes send is met that way. The turn passes on when
 * there is an answer, or no hope of one any more.
 *
 * @returns the answer, whatever it says; `problem` is what is wrong with it
 * @throws LocktError when the credential does not allow it, when no answer came, or when the execution
 * was stopped
 */
export async function change(
	context: LocktContext,
	{ notAfter = Infinity, ...request }: Change,
): Promise<Answer> {
	const account = await accountOf(context);
	const { method, path, body } = request;
	const query = queryOf(request.query, request.flags);
	const refusal = refusalOf({ method, path, query, body }, account);
	if (refusal) throw refusal;
	const isRepeatable = endpointOf(method, path, query)?.repeatable ?? false;
	const cancel = cancelSignalOf(context);
	const attempt = async () => {
		if (Date.now() > notAfter) throw tooLate();
		const answer = await sendFor(account, context, request);
		const again = isRepeatable && notTaken(answer, request.body);
		return { result: answer, again, waitMs: answer.problem?.facts.retryAfterMs };
	};
	const work = () => patiently(attempt, PATIENCE_MS, cancel);
	return inTurn(identifyAccount(account).join(' '), work, cancel);
}

const tooLate = () =>
	new LocktError(
		'Too much time has passed since it was asked for',
		'Lockt was busy with other changes. Nothing was sent. Ask for it anew if it is still wanted',
	);

/**
 * api-readings: refused as overlapping or too frequent with 429, or in words with 400 or 503. What is
 * said of single records does not count, nor what was sent: a door may be called Overlap Lab.
 */
export function notTaken(answer: Said & Pick<Answer, 'status'>, sent?: unknown): boolean {
	const { status, refusals } = answer;
	if (status === 429) return true;
	if (refusals.some(({ repeatsRecord }) => repeatsRecord)) return false;
	const said = textsIn(sent).reduce(
		(rest, text) => rest.replaceAll(text, ''),
		errorTexts(answer).join(' '),
	);
	return (status === 400 || status === 503) && /overlap|simultaneous|rate limit/i.test(said);
}

/** All texts of a body. */
function textsIn(value: unknown): string[] {
	if (typeof value === 'string') return value === '' ? [] : [value];
	return isRecord(value) ? Object.values(value).flatMap(textsIn) : [];
}

/** For each account, what ends when all changes so far have ended. */
const last = new Map<string, Promise<unknown>>();

/** Whoever is cancelled while he waits leaves at once; those behind him wait for those before him all the same. */
async function inTurn<T>(
	account: string,
	work: () => Promise<T>,
	cancel?: AbortSignal,
): Promise<T> {
	const before = last.get(account) ?? Promise.resolve();
	const mine = unlessAborted(() => before, cancel, notSentError).then(work);
	const all = Promise.allSettled([before, mine]).then(() => {
		if (last.get(account) === all) last.delete(account);
	});
	last.set(account, all);
	return mine;
}
