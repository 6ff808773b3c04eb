import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';
import { IANAZone } from 'luxon';
import { addressOf } from './address';
import { answerError, connectionError, LocktError, withoutSecrets } from './errors';

/** A question to Lockt: what follows the Base URL in a GET request. */
export interface Question {
	/** e.g. /doorstate */
	path: `/${string}`;
	/** e.g. { low_battery: 20 } */
	query?: Record<string, string | number>;
	/** Words without a value, e.g. missingcreds */
	flags?: string[];
}

/** Wherever n8n lets a node make requests. */
export type LocktContext = IExecuteFunctions | IPollFunctions | ILoadOptionsFunctions;

const TIMEOUT_MS = 30_000;

/**
 * Asks Lockt one question and returns the JSON it answered with: the one place where requests are
 * made.
 *
 * n8n's helper is told to leave bad statuses alone: on a 401 it would otherwise send the request
 * twice, and its error would hide what Lockt said. Redirects are not followed, as the API key
 * would travel along.
 *
 * @throws LocktError for every answer that is not JSON saying that all is well
 */
export async function ask(context: LocktContext, question: Question): Promise<IDataObject> {
	const { apiUser, apiKey, baseUrl } = await context.getCredentials<{
		apiUser: string;
		apiKey: string;
		baseUrl: string;
	}>('locktApi');
	refuseBlanks(question);
	const url = addressOf(baseUrl, question.path, question.query, question.flags);
	const { host } = new URL(url);
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};

	let answer: { statusCode: number; headers: Record<string, string>; body: unknown };
	try {
		answer = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			'locktApi',
			options,
		)) as typeof answer;
	} catch (error) {
		throw connectionError(error, host);
	}
	const { statusCode, headers, body } = answer;
	const problem = answerError(statusCode, body, host, headers['retry-after']);
	if (problem) throw withoutSecrets(problem, [apiKey, apiUser]);
	return body as IDataObject;
}

/** The site's time zone as an IANA name, e.g. America/New_York. Reference, /time. */
export async function siteZone(context: LocktContext): Promise<string> {
	const { timezone } = recordOf(await ask(context, { path: '/time' }));
	if (typeof timezone === 'string' && IANAZone.isValidZone(timezone)) return timezone;
	throw new LocktError(
		"Lockt did not say the site's time zone, so that its dates cannot be told",
		"Add the option 'Raw Dates' to take them as they are, and ask Lockt support",
	);
}

/** Reference, known issues: a blank filter counts as none, and the full list comes back. */
function refuseBlanks({ query = {} }: Question): void {
	for (const [name, value] of Object.entries(query)) {
		if (String(value).trim() !== '') continue;
		throw new LocktError(
			`The filter '${name}' is blank`,
			'Enter a value. With a blank one Lockt would answer with everything',
		);
	}
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
	return typeof record === 'object' && record !== null ? (record as IDataObject) : answer;
}
