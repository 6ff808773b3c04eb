import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { addressOf, parseAddress } from './address';
import { jsonIn, readAnswer, type Said } from './answers';
import { isTooDeep } from './depth';
import { answerError, connectionError, LocktError, timeoutError, withHidden } from './errors';
import type { Permissions } from './permissions';
import { hideKeysIn, hidePinsInText, hidePinsOf, keysOf, pinsIn } from './secrets';
import { notSentError, stoppedError, unlessAborted } from './stopping';
import { isRecord, plainText } from './text';

/** Wherever n8n lets a node make requests. */
export type LocktContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

/** A request to Lockt, below the Base URL. */
export interface Request {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** e.g. /doorstate */
	path: `/${string}`;
	/** e.g. { low_battery: 20 } */
	query?: Record<string, string | number>;
	/** Words without a value, e.g. missingcreds */
	flags?: string[];
	/** Sent as JSON. */
	body?: object;
}

/** What came back, and what it says. No API key in it, should Lockt repeat it. */
export interface Answer extends Said {
	status: number;
	/** What is wrong, in words; undefined when all is well. */
	problem?: LocktError;
}

/** The values of the credential. */
export interface Account extends Permissions {
	apiUser: string;
	apiKey: string;
	baseUrl: string;
}

/** How long a request may take in all. */
const DEADLINE_MS = 30_000;

/**
 * What tells accounts apart, however they are spelt; no key is in it. Rather are two taken for one than
 * one for two: changes of one account must not overlap.
 */
export function identifyAccount({ baseUrl, apiUser }: Account): [address: string, user: string] {
	const user = plainText(apiUser).trim().toLowerCase();
	const address = parseAddress(baseUrl.trim());
	if (!address) return [baseUrl.trim(), user];
	const { protocol, host, pathname } = address;
	const path = pathname.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '');
	return [`${protocol}//${host.replace(/\.(?=:|$)/, '')}${path}`, user];
}

/** The account of the node's credential. */
export function accountOf(context: LocktContext): Promise<Account> {
	return context.getCredentials<Account>('locktApi');
}

/** An error without the keys of the node's credential: a parameter may hold them as well. */
export async function hideKeys(context: LocktContext, error: unknown): Promise<unknown> {
	if (!(error instanceof LocktError)) return error;
	return withHidden(error, keysOf(await accountOf(context)).inTexts);
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
 * Makes one request: the one place where that happens. It ends at its deadline, however slowly an
 * answer drips in, and at once when the execution is stopped; after that none is made.
 *
 * n8n's helper is told to leave bad statuses alone: on a 401 it would otherwise send the request
 * twice, and its error would hide what Lockt said. Redirects are not followed, as the API key
 * would travel along.
 *
 * @throws LocktError when no answer came, when a filter is blank, or when the execution was stopped
 */
export async function sendFor(
	account: Account,
	context: LocktContext,
	request: Request,
): Promise<Answer> {
	const keys = keysOf(account);
	const pins = pinsIn([request.query, request.body]);
	const hide = (text: string) => hidePinsInText(keys.inTexts(text), pins);
	refuseBlanks(request);
	const url = addressOf(account.baseUrl, request.path, request.query, request.flags);
	const { host } = new URL(url);
	const options: IHttpRequestOptions = {
		method: request.method,
		url,
		body: request.body,
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
	const whyNone = () => (cancel?.aborted ? stoppedError() : timeoutError(host));

	let answer: { statusCode: number; body: unknown; headers: Record<string, string> };
	try {
		answer = (await unlessAborted(asking, signal, whyNone)) as typeof answer;
	} catch (error) {
		throw withHidden(refusalIn(error) ?? connectionError(error, host), hide);
	}
	const { statusCode: status, headers } = answer;
	const parsed = jsonIn(answer.body);
	const body = isTooDeep(parsed) ? undefined : parsed;
	// In the answer to a change, PINs tell whose record it is about: they are hidden later.
	const shown = request.method === 'GET' && pins.length > 0 ? hidePinsOf(pins)(body) : body;
	const known = hideKeysIn(shown, keys, false);
	const said = readAnswer(status, known);
	const problem = answerError(status, said, host, headers['retry-after']);
	return {
		status,
		...(problem ? readAnswer(status, hideKeysIn(known, keys, true)) : said),
		problem: problem && withHidden(problem, hide),
	};
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
	for (let at = error, depth = 0; isRecord(at) && depth < 5; at = at.cause, depth++) {
		if (at instanceof LocktError) return at;
	}
	return undefined;
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
