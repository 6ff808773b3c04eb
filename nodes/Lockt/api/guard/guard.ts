import type { Account } from './account';
import { DEFAULT_BASE_URL, parseAddress, secureAddress, withoutEndSlashes } from './address';
import { isTooDeep } from '../text/depth';
import { LocktError } from '../errors';
import { DOORS_OF_LOCKT } from './listedDoors';
import { readJson, writeJson } from '../text/json';
import { refusalOf } from './permissions';
import { isOwn, OWN, refuseOthers, type Given } from './senders';
import { isRecord, plainText, quote } from '../text/text';

const NOTHING_SENT = 'Nothing was sent to Lockt';

const SEND_JSON = "Choose JSON as 'Body Content Type'";
const SEND_STRAIGHT = 'Remove it: a request with the API key goes straight to Lockt';

/** What makes n8n send a request by another way, or in another form than JSON, and what to do then. */
const CLOSED: Record<string, string> = {
	form: SEND_JSON,
	formData: SEND_JSON,
	multipart: SEND_JSON,
	proxy: SEND_STRAIGHT,
	auth: SEND_STRAIGHT,
	agentOptions: SEND_STRAIGHT,
	httpAgent: SEND_STRAIGHT,
	httpsAgent: SEND_STRAIGHT,
};

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What is passed on: how to read the answer, and when to give up. All else is made anew or left out. */
const PASSED = new Set([
	...['json', 'encoding', 'gzip', 'timeout', 'abortSignal', 'allowedDomains', 'simple'],
	...['returnFullResponse', 'resolveWithFullResponse', 'ignoreHttpStatusErrors'],
]);

/** Headers that say nothing but how to answer. All others are left out, save those of Lockt. */
const HEADERS = new Set([
	...['accept', 'accept-charset', 'accept-encoding', 'accept-language'],
	...['cache-control', 'pragma', 'user-agent'],
]);

/**
 * The request that goes out instead of the one that was asked for: made anew of what was checked, so
 * that nothing else is sent. The key travels to the credential's own Base URL alone, straight, and
 * along no redirect. Reference, "Authentication", "Content-Type".
 *
 * @throws LocktError when it leads elsewhere, cannot be read for sure, or is not allowed
 */
export function guardRequest(given: Given, account: Account): Record<string, unknown> {
	refuseOthers(given, account);
	const method = readMethod(given.method);
	const address = readAddress(given, account.baseUrl);
	refuseDetours(given);
	const isRead = method === 'GET' || method === 'HEAD';
	const body = isRead ? undefined : readBody(given.body);
	const path = pathBelow(address, account.baseUrl);
	const query = address.search.slice(1);
	const refusal = refusalOf(
		{
			...{ method, path, query },
			body: body && (JSON.parse(body) as unknown),
			doors: isOwn(given) ? given[DOORS_OF_LOCKT] : undefined,
		},
		account,
	);
	if (refusal) throw refusal;
	const passed = Object.entries(given).filter(([name]) => PASSED.has(name));
	return {
		...Object.fromEntries(passed),
		// After status 401 n8n lets it be signed once more, as it went out.
		...(isOwn(given) && { [OWN]: true, [DOORS_OF_LOCKT]: given[DOORS_OF_LOCKT] }),
		method,
		[given.uri === undefined ? 'url' : 'uri']: address.href,
		headers: signedHeaders(given.headers, account),
		body,
		// As an item, a stream would be written out with the request in it, API key included.
		useStream: given.useStream === true && given.encoding === null,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
	};
}

function readMethod(given: unknown): string {
	const method = plainText(given || 'GET').toUpperCase();
	if (METHODS.includes(method)) return method;
	throw new LocktError(
		`A request with the Lockt credential cannot have the method '${method}'`,
		`${NOTHING_SENT}. Use one of ${METHODS.join(', ')}`,
	);
}

/** The whole address, query included. @throws LocktError when it does not lie below the Base URL */
function readAddress({ url, uri, baseURL, qs }: Given, baseUrl: string): URL {
	const text = addressText(url ?? uri);
	const whole =
		baseURL === undefined || /^[a-z][a-z\d+.-]*:/i.test(text)
			? text
			: `${addressText(baseURL).replace(/\/$/, '')}/${text.replace(/^\//, '')}`;
	const base = new URL(secureAddress(baseUrl));
	// What is not plain may be read in one way here and in another by the server.
	const isPlain = /^[\x21-\x7e]+$/.test(whole) && !/[\\#]/.test(whole);
	const address = isPlain ? parseAddress(whole) : undefined;
	const isBelow =
		address?.origin === base.origin &&
		address.username === '' &&
		address.password === '' &&
		address.pathname.startsWith(`${withoutEndSlashes(base.pathname)}/`) &&
		/^https?:\/\/[^/?]+([^?]*)/i.exec(whole)?.[1] === address.pathname;
	if (!address || !isBelow) {
		throw new LocktError(
			"The Lockt credential is only for its own 'Base URL'",
			`${NOTHING_SENT}. Use an address below it, such as ${DEFAULT_BASE_URL}/door, without spaces, backslashes or dot segments`,
		);
	}
	address.search = [address.search.slice(1), ...readQuery(qs)].filter(Boolean).join('&');
	return address;
}

/** An address, which nodes give as text or as a URL. */
function addressText(address: unknown): string {
	return address instanceof URL ? address.href : plainText(address);
}

function readQuery(qs: unknown): string[] {
	if (qs === undefined || qs === null) return [];
	if (!isRecord(qs)) throw unreadableError('query');
	return Object.entries(qs).flatMap(([name, value]) =>
		[value].flat().map((one) => {
			const isPlain = ['string', 'number', 'boolean'].includes(typeof one);
			if (!isPlain || one === Infinity || one === -Infinity || Number.isNaN(one)) {
				throw unreadableError('query');
			}
			return `${encodeURIComponent(name)}=${encodeURIComponent(one as string | number | boolean)}`;
		}),
	);
}

function unreadableError(what: string): LocktError {
	return new LocktError(
		`The ${what} of the request cannot be read for sure`,
		`${NOTHING_SENT}. Send JSON to Lockt, and plain texts and numbers in the query`,
	);
}

function refuseDetours(given: Given): void {
	const { rejectUnauthorized, skipSslCertificateValidation } = given;
	// Only what plainly says that they are checked: n8n may take 'true' or 0 in its own way.
	if (
		![undefined, false].includes(skipSslCertificateValidation as undefined) ||
		![undefined, true].includes(rejectUnauthorized as undefined)
	) {
		throw new LocktError(
			'The security certificate of Lockt must be checked',
			`${NOTHING_SENT}. Switch off 'Ignore SSL Issues': anyone on the way could read the API key`,
		);
	}
	for (const [name, whatToDo] of Object.entries(CLOSED)) {
		if (given[name] === undefined || given[name] === '') continue;
		throw new LocktError(
			`A request with the Lockt credential cannot have '${name}'`,
			`${NOTHING_SENT}. ${whatToDo}`,
		);
	}
}

/**
 * The body as the text that is both checked and sent; a key that is there twice counts once in it.
 *
 * @throws LocktError when it is no JSON, or something in it would be sent as something else
 */
function readBody(body: unknown): string | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	if (isTooDeep(body)) throw unreadableError('body');
	try {
		return JSON.stringify(readJson(bodyText(body)));
	} catch (error) {
		throw error instanceof LocktError ? error : unreadableError('body');
	}
}

/** The text of a body. @throws when it is something that n8n would send in a way of its own */
function bodyText(body: unknown): string {
	if (typeof body === 'string') return body;
	if (body instanceof Uint8Array) return new TextDecoder().decode(body);
	if (Array.isArray(body) || isPlainObject(body)) return writeJson(body);
	throw new TypeError('A stream, a form, or nothing that can be sent');
}

/** Whether it is `{}`: of whichever of n8n's sandboxes, and no stream or form. */
function isPlainObject(value: unknown): boolean {
	if (!isRecord(value)) return false;
	const parent: unknown = Object.getPrototypeOf(value);
	return parent === null || Object.getPrototypeOf(parent) === null;
}

/** The path below the Base URL, e.g. /door */
function pathBelow({ pathname }: URL, baseUrl: string): string {
	return pathname.slice(withoutEndSlashes(new URL(secureAddress(baseUrl)).pathname).length);
}

function signedHeaders(given: unknown, { apiUser, apiKey }: Account): Record<string, unknown> {
	const asked = isRecord(given) ? Object.entries(given) : [];
	const overriding = asked.find(([name]) => /method|original-ur|rewrite-ur/i.test(name));
	if (overriding) {
		throw new LocktError(
			`The header ${quote(overriding[0])} would change what the request does`,
			`${NOTHING_SENT}. Remove it`,
		);
	}
	return {
		...Object.fromEntries(asked.filter(([name]) => HEADERS.has(name.toLowerCase()))),
		apiuser: headerOf('API User', apiUser),
		apikey: headerOf('API Key', apiKey),
		'Content-Type': 'application/json',
	};
}

/**
 * A field of the credential as it is sent. n8n would leave out what a header cannot carry, and Lockt take
 * the rest: that is then not what is hidden in its answers.
 *
 * @throws LocktError when it is blank, or cannot be sent as it is
 */
function headerOf(field: string, value: unknown): string {
	const text = plainText(value).trim();
	if (text === '') {
		throw new LocktError(
			`The '${field}' of the Lockt credential is blank`,
			`Enter what Lockt gave you. ${NOTHING_SENT}`,
		);
	}
	if (/^[\x21-\x7e]+$/.test(text)) return text;
	throw new LocktError(
		`The '${field}' of the Lockt credential has a character that cannot be sent`,
		`It cannot be seen, or a word processor changed it: a blank, a line break, a curly quote. Copy the '${field}' anew from what Lockt gave you. ${NOTHING_SENT}`,
	);
}
