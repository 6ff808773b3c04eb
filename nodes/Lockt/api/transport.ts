import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import type { Account } from './guard/account';
import { addressOf } from './guard/address';
import { jsonIn } from './answers/texts';
import { readAnswer } from './answers/answers';
import { readQuestion } from './answers/questions';
import type { Said } from './answers/said';
import { noteDateOrder } from './records/dates';
import { isTooDeep } from './text/depth';
import { answerError } from './answers/answerErrors';
import { causesOf, LocktError, partError, withHidden } from './errors';
import { connectionError, timeoutError } from './networkErrors';
import { isPartByHeaders } from './answers/parts';
import type { Request } from './request';
import { hideApiKeyIn, keysOf, type Keys } from './guard/keys';
import { hidePinsOf, hidePinTexts, pinsIn } from './guard/pins';
import { DOORS_OF_LOCKT } from './guard/listedDoors';
import { OWN } from './guard/senders';
import type { Hide } from './text/spelling';
import { notSentError, stoppedError, unlessAborted } from './turns/stopping';

/** Wherever n8n lets a node make requests. */
export type LocktContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/**
 * What came back, and what it says. No API key is in it, should Lockt repeat it; the API user is: the node
 * compares and saves what it read, and hides in what it puts out.
 */
export interface Answer extends Said {
	status: number;
	/** What came itself, and what it was said to be: for who tells in which form Lockt answers. */
	came: unknown;
	contentType: string;
	/** What is wrong, in words; undefined when all is well. */
	problem?: LocktError;
}

/** How long a request may take in all. */
const DEADLINE_MS = 30_000;

/** The account of the node's credential. */
export function accountOf(context: LocktContext): Promise<Account> {
	return context.getCredentials<Account>('locktApi');
}

/** What hides the keys of the node's credential in what is put out. */
export async function keysFor(context: LocktContext): Promise<Keys> {
	return keysOf(await accountOf(context));
}

/** An error without the keys of the node's credential: a parameter may hold them as well. */
export async function hideKeys(context: LocktContext, error: unknown): Promise<unknown> {
	if (!(error instanceof LocktError)) return error;
	return withHidden(error, (await keysFor(context)).inTexts);
}

/** n8n's sign that the execution was stopped; triggers and the lists of the canvas have none. */
export function cancelSignalOf(context: LocktContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Makes one request for the account of the node's credential. @throws LocktError as `sendFor` does */
export async function send(context: LocktContext, request: Request): Promise<Answer> {
	return sendFor(await accountOf(context), context, request);
}

/**
 * Makes one request: the one place where that happens.
 *
 * @returns what Lockt answered, without the API key
 * @throws LocktError when no answer came, when a filter is blank, or when the execution was stopped
 */
export async function sendFor(
	account: Account,
	context: LocktContext,
	request: Request,
): Promise<Answer> {
	refuseBlanks(request);
	const url = addressOf(account.baseUrl, request.path, request.query, request.flags);
	const { host } = new URL(url);
	const keys = keysOf(account);
	const pins = pinsIn([request.query, request.body]);
	const hidePins = hidePinTexts(pins);
	const hide = (text: string) => hidePins(keys.inTexts(text));

	const response = await exchange(context, request, url, hide);
	const { statusCode: status, headers, body } = response;
	const parsed = jsonIn(body);
	const readable = isTooDeep(parsed) ? undefined : parsed;
	// In the answer to a change, PINs tell whose record it is about: they are hidden later.
	const hidesPins = request.method === 'GET' && pins.length > 0;
	const withoutPins = hidesPins ? hidePinsOf(pins)(readable) : readable;
	const came = hideApiKeyIn(withoutPins, keys);
	const answer = readAnswer(status, came);
	if (request.method === 'GET') noteDateOrder(answer.whole);
	const isGoodRead = request.method === 'GET' && status < 300;
	const said = isGoodRead ? readQuestion(answer, request.path) : answer;
	const problem =
		isGoodRead && isPartOf(request, response, said)
			? partError(request.path)
			: answerError(status, said, host, request, headers['retry-after']);
	return {
		status,
		came,
		contentType: headers['content-type'] ?? '',
		...said,
		problem: problem && withHidden(problem, hide),
	};
}

/** Whether more is to be had elsewhere. Reference, /events: there are only so many. */
function isPartOf(
	{ path, query, flags }: Request,
	{ statusCode, headers }: Response,
	said: Said,
): boolean {
	if (statusCode === 206) return path !== '/events';
	return isPartByHeaders(headers, said, { path, query, flags });
}

/** An answer as n8n's helper gives it. */
interface Response {
	statusCode: number;
	body: unknown;
	headers: Record<string, string>;
}

/**
 * Has n8n send a request. It ends at its deadline, however slowly an answer drips in, and at once when
 * the execution is stopped; after that none is made.
 *
 * n8n's helper is told to leave bad statuses alone: on a 401 it would otherwise send the request
 * twice, and its error would hide what Lockt said. Redirects are not followed, as the API key
 * would travel along.
 *
 * @param hide makes the texts of an error what may be shown
 */
async function exchange(
	context: LocktContext,
	{ method, body, doors }: Request,
	url: string,
	hide: Hide,
): Promise<Response> {
	const options: IHttpRequestOptions & { [OWN]: true; [DOORS_OF_LOCKT]?: object[] } = {
		[OWN]: true,
		[DOORS_OF_LOCKT]: doors,
		method,
		url,
		body,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: DEADLINE_MS,
	};
	const cancel = cancelSignalOf(context);
	if (cancel?.aborted) throw notSentError();
	const deadline = AbortSignal.timeout(DEADLINE_MS);
	const signal = cancel ? AbortSignal.any([cancel, deadline]) : deadline;
	const asker = withSignal(context, signal);
	const asking = () =>
		context.helpers.httpRequestWithAuthentication.call(asker, 'locktApi', options);
	const { host } = new URL(url);
	const whyNone = () => (cancel?.aborted ? stoppedError() : timeoutError(host));
	try {
		return (await unlessAborted(asking, signal, whyNone)) as Response;
	} catch (error) {
		throw withHidden(refusalIn(error) ?? connectionError(error, host), hide);
	}
}

/**
 * The same context with another signal: n8n takes the one that the context has, whatever
 * `abortSignal` says, and its `timeout` counts the silence between two bytes only.
 */
function withSignal(context: LocktContext, signal: AbortSignal): LocktContext {
	return Object.create(context, {
		getExecutionCancelSignal: { value: () => signal },
	}) as LocktContext;
}

/** What the credential itself refused while n8n asked it to sign the request: nothing was sent then. */
function refusalIn(error: unknown): LocktError | undefined {
	return causesOf(error).find((cause) => cause instanceof LocktError);
}

/** Reference, known issues: a blank filter counts as none, and the full list comes back. */
function refuseBlanks({ query = {} }: Request): void {
	for (const [name, value] of Object.entries(query)) {
		if (String(value).trim() !== '') continue;
		throw new LocktError(
			`The filter '${name}' is blank`,
			'Enter a value. With a blank one Lockt would answer with everything',
		);
	}
}
