import { errorTexts, type Said } from './said';
import { LocktError } from '../errors';
import { CONTRADICTORY } from '../records/forms';
import { saysMissing as saysMissingOf, type Asked } from './none';
import { joinSentences, shortenMessage } from '../text/text';
import { saysTooEarly } from './tooEarly';
import { saysOutOfOrder } from './words';

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
			joinSentences("Open the Lockt credential and check 'API User' and 'API Key'", lockt),
			{ status },
		);
	}
	if (status === 404 && (!said || saysMissing)) {
		return new LocktError(
			`Lockt at '${host}' does not know this request`,
			joinSentences("Check 'Base URL' in the Lockt credential", lockt),
			{ status, saysMissing, refusesQuestion: true, words },
		);
	}
	if (status === 429 || saysTooEarly(texts)) {
		return new LocktError(
			'Lockt is getting too many requests at the moment',
			joinSentences('Wait a minute and try again, or let the workflow run less often', lockt),
			{ status, cameTooEarly: true, retryAfterMs: waitOf(retryAfter) },
		);
	}
	if (status >= 500) {
		return new LocktError(
			`Lockt has a problem of its own at the moment (status ${status})`,
			joinSentences('Try again in a few minutes. If it keeps happening, ask Lockt support', lockt),
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
