import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { isTool } from './tool';
import { toHtml, withoutHtml } from './text/html';
import type { Hide } from './text/spelling';
import { isRecord, joinSentences, quote } from './text/text';

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
	return isTool(node)
		? errorOf(node, inOneLine(error), withoutHtml, itemIndex)
		: errorOf(node, error, toHtml, itemIndex);
}

/** The model of an AI agent is told the message alone. */
function inOneLine(error: unknown): unknown {
	if (!(error instanceof LocktError)) return error;
	const { message, description, facts } = error;
	return new LocktError(joinSentences(message, description), description, facts);
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
		joinSentences(`Check the value, or pick the ${noun} from the list`, said),
	);
}

/** An error and what caused it, five deep: n8n's helper wraps what it catches. */
export function causesOf(error: unknown): Array<Record<string, unknown>> {
	const causes: Array<Record<string, unknown>> = [];
	for (let at = error; isRecord(at) && causes.length < 5; at = at.cause) causes.push(at);
	return causes;
}
