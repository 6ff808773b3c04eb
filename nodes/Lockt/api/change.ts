import { queryOf } from './guard/address';
import { endpointOf } from './endpoints';
import { LocktError } from './errors';
import { doorsFor } from './questions/unlockable';
import { accountName, noteChange } from './turns/overtaken';
import { patiently } from './turns/patience';
import { refusalOf } from './guard/permissions';
import type { Permissions } from './guard/wanted';
import { hiddenIn } from './guard/keys';
import { notSentError, unlessAborted } from './turns/stopping';
import { notTaken } from './answers/tooEarly';
import type { Request } from './request';
import { accountOf, cancelSignalOf, sendFor, type Answer, type LocktContext } from './transport';

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
 * @param renew makes the request anew, when the turn has come, of what Lockt has then
 * @param look looks at what became of it, before anybody else may change that
 * @returns the answer, whatever it says; `problem` is what is wrong with it
 * @throws LocktError when the credential does not allow it, when no answer came, or when the execution
 * was stopped
 */
export async function change(
	context: LocktContext,
	request: Change,
	renew: () => Promise<Change> = () => Promise.resolve(request),
	look: (answer: Answer) => Promise<void> = () => Promise.resolve(),
): Promise<Answer> {
	const account = await accountOf(context);
	const isRepeatable = checkChange(
		{ ...request, doors: await doorsFor(context, request, account) },
		account,
	);
	const cancel = cancelSignalOf(context);
	const name = accountName(account);
	const attempt = async () => {
		const doors = await doorsFor(context, request, account);
		const { notAfter = Infinity, ...renewed } = await renew();
		checkChange({ ...renewed, doors }, account);
		if (Date.now() > notAfter) throw tooLateError();
		const answer = await sendFor(account, context, { ...renewed, doors }).finally(() => {
			noteChange(name, context);
		});
		const again = isRepeatable && notTaken(answer);
		return { result: answer, again, waitMs: answer.problem?.facts.retryAfterMs };
	};
	const work = async () => {
		const answer = await patiently(attempt, PATIENCE_MS, cancel);
		await look(answer);
		return answer;
	};
	return inTurn(name, work, cancel);
}

/**
 * @returns whether it may be sent again
 * @throws LocktError when the credential does not allow it, or something in it was hidden
 */
function checkChange(
	{ method, path, body, query, flags, doors }: Request,
	account: Permissions,
): boolean {
	const asked = queryOf(query, flags);
	const refusal =
		refusalOf({ method, path, query: asked, body, doors }, account) ?? hiddenIn([query, body]);
	if (refusal) throw refusal;
	return endpointOf(method, path, asked)?.repeatable ?? false;
}

/** Of what came to its turn, or was looked up, too late. */
export const tooLateError = () =>
	new LocktError(
		'Too much time has passed since it was asked for',
		'Lockt was slow, or busy with other changes. Nothing was sent. Ask for it anew if it is still wanted',
	);

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
