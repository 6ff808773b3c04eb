import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { errorTexts, type Said } from './answers';
import { CONTRADICTORY } from './forms';
import { toHtml, withoutHtml } from './html';
import { saysMissing as saysMissingOf, type Asked } from './none';
import type { Hide } from './spelling';
import { isRecord, quote, shortenMessage } from './text';
import { saysTooEarly } from './tooEarly';
import { saysOutOfOrder } from './words';

/**
 * What went wrong, in words for the person at the canvas: `message` says what happened,
 * `description` what to do now. Knows nothing of nodes and items; `toNodeError` adds those.
 */
export class LocktError extends Error {
	constructor(
		message: string,
		readonly description: string,
		readonly facts: Facts = {},
	) {
		super(message);
		this.name = 'LocktError';
	}
}

/** What is known of a failure besides its words. */
export interface Facts {
	/** The HTTP status, where Lockt answered. n8n's own back-off reads it. */
	status?: number;
	/** Lockt says that there is nothing of what was asked for. */
	saysMissing?: boolean;
	/** It was this question that Lockt refused: another one may be answered. */
	refusesQuestion?: boolean;
	/** What Lockt said, as it said it. */
	words?: string;
	/** No answer came, but the request may have reached Lockt all the same. */
	mayHaveArrived?: boolean;
	/** Lockt turned it away because of other requests: a moment later it may be taken. */
	cameTooEarly?: boolean;
	/** How long Lockt asks to wait. */
	retryAfterMs?: number;
}

/**
 * The error n8n shows: names the item, and carries the status where Lockt answered. n8n shows the
 * description as HTML, and the message as text or, in a pop-up, as HTML, too.
 */
export function toNodeError(node: INode, error: unknown, itemIndex?: number): Error {
	return errorOf(node, error, toHtml, itemIndex);
}

/** The same for the fields of a node: there n8n shows both as text. */
export function toFieldError(node: INode, error: unknown): Error {
	return errorOf(node, error, withoutHtml);
}

function errorOf(
	node: INode,
	error: unknown,
	describe: (text: string) => string,
	itemIndex?: number,
): Error {
	if (!(error instanceof LocktError)) {
		return error instanceof Error ? error : new Error(String(error));
	}
	const message = withoutHtml(error.message);
	const description = describe(error.description);
	const { status } = error.facts;
	if (status === undefined) {
		return new NodeOperationError(node, message, { description, itemIndex });
	}
	const httpCode = String(status);
	const failure = failureOf(error.facts);
	return new NodeApiError(node, {}, { message, description, httpCode, itemIndex, failure });
}

/** Why it failed, in n8n's terms: its back-off of triggers goes by that. */
function failureOf({ status = 0, cameTooEarly, retryAfterMs }: Facts): NodeApiError['failure'] {
	if (status === 401 || status === 403) return { cause: 'credential-invalid' };
	if (cameTooEarly && status !== 503) return { cause: 'rate-limited', retryAfterMs };
	return status >= 500 ? { cause: 'temporarily-unavailable', retryAfterMs } : undefined;
}

/** The answer, or undefined where Lockt says that there is nothing of what was asked for. */
export function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
	return unless(answer, ({ saysMissing }) => saysMissing);
}

/** The answer, or undefined where Lockt refused the question, for those who then ask another one. */
export function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
	return unless(answer, ({ refusesQuestion }) => refusesQuestion);
}

async function unless<T>(
	answer: Promise<T>,
	isNone: (facts: Facts) => boolean | undefined,
): Promise<T | undefined> {
	return answer.catch((error: unknown) => {
		if (error instanceof LocktError && isNone(error.facts)) return undefined;
		throw error;
	});
}

/** The same error with its texts as they may be shown: Lockt may repeat what it was sent. */
export function withHidden(error: LocktError, hide: Hide): LocktError {
	const { message, description, facts } = error;
	return new LocktError(hide(message), hide(description), facts);
}

/** No answer came in time. */
export function timeoutError(host: string): LocktError {
	return new LocktError(
		`Lockt at '${host}' took too long to answer`,
		'Try again in a few minutes. If it keeps happening, ask Lockt support',
		{ mayHaveArrived: true },
	);
}

/**
 * No answer came. Reads the network error's code wherever n8n's HTTP helper put it. That nothing was sent
 * is sure only of what goes wrong before there is a connection that could carry it.
 *
 * @param host the host of the Base URL, to be named
 */
export function connectionError(error: unknown, host: string): LocktError {
	const code = networkCode(error);
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new LocktError(
				`No server was found at '${host}'`,
				"Check 'Base URL' in the Lockt credential for typing errors, and that n8n can reach the internet",
			);
		case 'ECONNREFUSED':
			return unreachableError(host);
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return isOfConnecting(error) ? unreachableError(host) : brokenError(host);
		case 'ETIMEDOUT':
		case 'ECONNABORTED':
			return timeoutError(host);
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ERR_BAD_RESPONSE':
			return brokenError(host);
		default:
			if (OF_CERTIFICATE.test(code)) {
				return new LocktError(
					`The security certificate of '${host}' is not trusted`,
					"Check 'Base URL' in the Lockt credential. If it is right, ask whoever runs n8n to add the certificate authority",
				);
			}
			if (/TLS|SSL|EPROTO/.test(code)) {
				return new LocktError(
					`The secure connection to '${host}' failed`,
					`Check that 'Base URL' in the Lockt credential names a server that speaks https, and the network between n8n and Lockt (${code})`,
					{ mayHaveArrived: true },
				);
			}
			return new LocktError(
				`The request to '${host}' failed`,
				`Check 'Base URL' in the Lockt credential and the network${code && ` (${code})`}`,
				{ mayHaveArrived: true },
			);
	}
}

/**
 * What Node.js calls a certificate that it does not accept, which it looks at before it sends anything. Other
 * trouble of a secure connection may come when the request has arrived.
 */
const OF_CERTIFICATE =
	/^(?:CERT_\w+|CRL_\w+|UNABLE_TO_\w+|\w*SELF_SIGNED\w*|ERR_TLS_CERT_\w+|ERROR_IN_C\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/;

/** Whether it was in connecting that it went wrong: several addresses may have been tried, each with its own error. */
function isOfConnecting(error: unknown): boolean {
	return causesOf(error).some(
		({ syscall, errors }) =>
			syscall === 'connect' ||
			(Array.isArray(errors) &&
				errors.length > 0 &&
				errors.every((one: unknown) => isRecord(one) && one.syscall === 'connect')),
	);
}

function unreachableError(host: string): LocktError {
	return new LocktError(
		`The server '${host}' could not be reached`,
		"Nothing was sent. Lockt or the internet may be down: try again later. If it never worked, check 'Base URL' in the Lockt credential and the firewall",
	);
}

function brokenError(host: string): LocktError {
	return new LocktError(
		`The connection to '${host}' broke before Lockt had answered in full`,
		'Try again in a few minutes. If it keeps happening, check the network between n8n and Lockt',
		{ mayHaveArrived: true },
	);
}

/**
 * Lockt answered with something other than what was asked for. Reference, "Response Codes" and
 * "Response Format"; api-readings, "Responses": errors come in several shapes, with 200 or 400.
 *
 * @param asked what the answer is to
 * @param retryAfter the header of that name, if there was one
 * @returns undefined when the answer is fine
 */
export function answerError(
	status: number,
	answer: Said,
	host: string,
	asked: Asked,
	retryAfter?: string,
): LocktError | undefined {
	const texts = errorTexts(answer);
	const words = (texts.length === 0 && status >= 400 ? answer.words : texts).join('; ');
	const said = shortenMessage(words);
	const lockt = said && `Lockt says: ${said}`;
	const saysMissing = status < 500 && saysNothingThere(status, words, answer, asked);
	if (status === 403 && said) {
		return new LocktError(
			`Lockt does not allow this: ${said}`,
			"Check 'API User' and 'API Key' in the Lockt credential. If they are right, ask Lockt support",
			{ status },
		);
	}
	if (status === 401 || status === 403) {
		return new LocktError(
			'Lockt did not accept the API user and API key',
			sentences("Open the Lockt credential and check 'API User' and 'API Key'", lockt),
			{ status },
		);
	}
	if (status === 404 && (!said || saysMissing)) {
		return new LocktError(
			`Lockt at '${host}' does not know this request`,
			sentences("Check 'Base URL' in the Lockt credential", lockt),
			{ status, saysMissing, refusesQuestion: true, words },
		);
	}
	if (status === 429 || saysTooEarly(texts)) {
		return new LocktError(
			'Lockt is getting too many requests at the moment',
			sentences('Wait a minute and try again, or let the workflow run less often', lockt),
			{ status, cameTooEarly: true, retryAfterMs: waitOf(retryAfter) },
		);
	}
	if (status >= 500) {
		return new LocktError(
			`Lockt has a problem of its own at the moment (status ${status})`,
			sentences('Try again in a few minutes. If it keeps happening, ask Lockt support', lockt),
			{ status, cameTooEarly: status === 503, retryAfterMs: waitOf(retryAfter) },
		);
	}
	if (status >= 300 && status < 400) {
		return new LocktError(
			`'${host}' sends requests on to another address`,
			"Enter the address of the Lockt API itself as 'Base URL' in the Lockt credential",
			{ status },
		);
	}
	if (status >= 400 || said) {
		return new LocktError(
			said ? `Lockt refused the request: ${said}` : `Lockt refused the request (status ${status})`,
			'Check the values of this node',
			{ status, saysMissing, refusesQuestion: !saysOutOfOrder(words), words },
		);
	}
	return 'unread' in answer ? unreadable(answer.unread, host, status) : undefined;
}

/** A status of its own says so where there are no words; a web page is not Lockt's. */
function saysNothingThere(status: number, words: string, answer: Said, asked: Asked): boolean {
	if (words === '') return status === 404 && (!('unread' in answer) || answer.unread === '');
	return saysMissingOf(words, asked);
}

/** What a Retry-After header says, seconds or a date, in milliseconds. */
function waitOf(retryAfter = ''): number | undefined {
	const seconds = Number(retryAfter.trim() || NaN);
	const wait = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000;
	return wait > 0 ? wait : undefined;
}

function unreadable(body: unknown, host: string, status: number): LocktError {
	if (typeof body === 'string' && /^\s*</.test(body)) {
		return new LocktError(
			`'${host}' answered with a web page instead of data`,
			"Check 'Base URL' in the Lockt credential. A sign-in page or a proxy between n8n and Lockt can be the reason too",
			{ status },
		);
	}
	return new LocktError(
		`The answer of '${host}' cannot be read: it is ${nameForm(body)}`,
		"Try again in a few minutes. If it keeps happening, check 'Base URL' in the Lockt credential",
		{ status },
	);
}

/** What an answer is that holds nothing of Lockt's. */
function nameForm(body: unknown): string {
	if (body === undefined) return 'nested too deeply';
	if (body === '') return 'empty';
	if (body === CONTRADICTORY) return CONTRADICTORY;
	return typeof body === 'string' ? 'not complete JSON' : `just ${JSON.stringify(body)}`;
}

/** What a question was answered with is not all. */
export function partError(path: string): LocktError {
	return new LocktError(
		`Lockt sent only a part of the list ${path}`,
		`What is not in it could be taken for not there. Ask Lockt support how to get all of it at once`,
	);
}

/** A question was answered with a list of something else, e.g. schedules. */
export function otherKindError(name: string, path: string): LocktError {
	return new LocktError(
		`Lockt answered with ${name} where ${path} was asked for`,
		"Check 'Base URL' in the Lockt credential. If it is right, ask Lockt support",
	);
}

/** There is no such record. @param said what Lockt said of it, if anything */
export function missingError(noun: string, label: string, value: string, said = ''): LocktError {
	return new LocktError(
		`No ${noun} with ${label} ${quote(value)}`,
		sentences(`Check the value, or pick the ${noun} from the list`, said),
	);
}

function networkCode(error: unknown): string {
	const codes = causesOf(error).map(({ code }) => code);
	return codes.find((code) => typeof code === 'string') ?? '';
}

/** An error and what caused it, five deep: n8n's helper wraps what it catches. */
export function causesOf(error: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let at = error; isRecord(at) && causes.length < 5; at = at.cause) causes.push(at);
	return causes;
}

function sentences(...parts: string[]): string {
	return parts.filter(Boolean).join('. ');
}
