import { identifyAccount } from './account';
import { queryOf } from './address';
import { errorTexts, type Said } from './answers';
import { endpointOf } from './endpoints';
import { LocktError } from './errors';
import { patiently } from './patience';
import { refusalOf, type Permissions } from './permissions';
import { hiddenIn } from './secrets';
import { isRecord } from './text';
import { notSentError, unlessAborted } from './stopping';
import {
	accountOf,
	cancelSignalOf,
	sendFor,
	type Answer,
	type LocktContext,
	type Request,
} from './transport';
import { speaksOfDoing } from './words';

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
	{ notAfter = Infinity, ...request }: Change,
	renew: () => Promise<Request> = () => Promise.resolve(request),
	look: (answer: Answer) => Promise<void> = () => Promise.resolve(),
): Promise<Answer> {
	const account = await accountOf(context);
	const isRepeatable = checkChange(request, account);
	const cancel = cancelSignalOf(context);
	const attempt = async () => {
		if (Date.now() > notAfter) throw tooLate();
		const renewed = await renew();
		checkChange(renewed, account);
		const answer = await sendFor(account, context, renewed);
		const again = isRepeatable && notTaken(answer);
		return { result: answer, again, waitMs: answer.problem?.facts.retryAfterMs };
	};
	const work = async () => {
		const answer = await patiently(attempt, PATIENCE_MS, cancel);
		await look(answer);
		return answer;
	};
	return inTurn(identifyAccount(account).join(' '), work, cancel);
}

/**
 * @returns whether it may be sent again
 * @throws LocktError when the credential does not allow it, or something in it was hidden
 */
function checkChange({ method, path, body, query, flags }: Request, account: Permissions): boolean {
	const asked = queryOf(query, flags);
	const refusal =
		refusalOf({ method, path, query: asked, body }, account) ?? hiddenIn([query, body]);
	if (refusal) throw refusal;
	return endpointOf(method, path, asked)?.repeatable ?? false;
}

const tooLate = () =>
	new LocktError(
		'Too much time has passed since it was asked for',
		'Lockt was busy with other changes. Nothing was sent. Ask for it anew if it is still wanted',
	);

/**
 * Ways to say that a request came too early: of requests, not of things that may be called Overlap Lab.
 * The reference names no words for it.
 */
const TOO_EARLY = [
	/^(?:\w+ ){0,3}(?:posts?|requests?|calls?|operations?) (?:\w+ ){0,3}(?:overlap|simultaneous)\w*$/i,
	/^(?:\w+ ){0,3}(?:posts?|requests?|calls?|operations?) overlaps? with (?:another|a) (?:one|\w+)(?:: \w+)?$/i,
	/^(?:overlapping|simultaneous|too many) (?:\w+ )?(?:posts?|requests?|calls?|operations)(?: (?:are|is) not (?:allowed|permitted|possible|supported))?$/i,
	/^(?:\w+ ){0,3}rate limit (?:was |is )?(?:exceeded|reached)$/i,
];

/** What may stand beside them: what to do, and nothing of what was done. */
const ADVICE = /^(?:please )?(?:try (?:it )?again|retry|wait)\b/i;

/**
 * api-readings: refused as overlapping or too frequent with 429, or in words with 400 or 503: words that
 * are all the answer says. What speaks of records may have been done in part.
 */
export function notTaken(answer: Said & Pick<Answer, 'status'>): boolean {
	const { status } = answer;
	if ((status !== 400 && status !== 429 && status !== 503) || speaksOfRecords(answer)) return false;
	const texts = errorTexts(answer);
	if (status === 429) return !texts.some(speaksOfDoing);
	return texts.length > 0 && texts.every(saysTooEarly);
}

function saysTooEarly(text: string): boolean {
	if (speaksOfDoing(text)) return false;
	const parts = text
		.split(/[.,;!]/)
		.map((part) => part.trim())
		.filter((part) => part !== '' && !ADVICE.test(part));
	return parts.length > 0 && parts.every((part) => TOO_EARLY.some((way) => way.test(part)));
}

/** Whether an answer speaks of records, or counts them: of what nobody looked into it would not. */
export function speaksOfRecords({ counts, list = [], refusals }: Said): boolean {
	return (
		counts !== undefined ||
		refusals.some(({ repeatsRecord }) => repeatsRecord) ||
		list.some((one) => isRecord(one) && Object.keys(one).some((name) => !SAYS_WHY.has(name)))
	);
}

const SAYS_WHY = new Set(['error', 'errors']);

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
