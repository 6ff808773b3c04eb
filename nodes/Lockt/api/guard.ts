import { DEFAULT_BASE_URL, parseAddress, secureAddress, withoutEndSlashes } from './address';
import { isTooDeep } from './depth';
import { LocktError } from './errors';
import { refusalOf, type Permissions } from './permissions';
import { isRecord, plainText, quote } from './text';

/** As much of the credential as decides where a request may go, and what it may do. */
export interface Allowed extends Permissions {
	baseUrl: string;
	apiUser: string;
	apiKey: string;
}

/** A request as nodes hand it over: n8n has two forms of it. What is not named here is passed on. */
export interface Given extends Record<string, unknown> {
	method?: unknown;
	/** The newer form says `url`, the older `uri`; either may stand below `baseURL`. */
	url?: unknown;
	uri?: unknown;
	baseURL?: unknown;
	qs?: unknown;
	headers?: unknown;
	body?: unknown;
}

const NOTHING_SENT = 'Nothing was sent to Lockt';

/** What makes n8n send a request by another way than straight to Lockt, or in another form than JSON. */
const CLOSED = [
	'form',
	'formData',
	'multipart',
	'proxy',
	'auth',
	'agentOptions',
	'httpAgent',
	'httpsAgent',
];

/** What is part of the address that is made anew. */
const REPLACED = new Set(['url', 'uri', 'baseURL', 'qs']);

/** Headers that n8n or we set ourselves, or that would lead elsewhere. */
const OWN_HEADERS = new Set([
	...['apiuser', 'apikey', 'content-type', 'content-length', 'transfer-encoding'],
	...['host', 'connection', 'authorization', 'proxy-authorization'],
]);

/**
 * The request that goes out instead of the one that was asked for: made anew of what was checked, so
 * that nothing else is sent. The key travels to the credential's own Base URL alone, straight, and
 * along no redirect. Reference, "Authentication", "Content-Type".
 *
 * @throws LocktError when it leads elsewhere, cannot be read for sure, or is not allowed
 */
export function guardRequest(given: Given, allowed: Allowed): Record<string, unknown> {
	const method = plainText(given.method || 'GET').toUpperCase();
	const address = addressOf(given, allowed.baseUrl);
	refuseDetours(given);
	const isRead = method === 'GET' || method === 'HEAD';
	const body = isRead ? undefined : jsonOf(given.body);
	const path = pathBelow(address, allowed.baseUrl);
	const query = address.search.slice(1);
	const refusal = refusalOf(
		{ method, path, query, body: body && (JSON.parse(body) as unknown) },
		allowed,
	);
	if (refusal) throw refusal;
	const others = Object.entries(given).filter(([name]) => !REPLACED.has(name));
	return {
		...Object.fromEntries(others),
		method,
		[given.uri === undefined ? 'url' : 'uri']: address.href,
		headers: headersOf(given.headers, allowed),
		body,
		disableFollowRedirect: true,
		followRedirect: false,
		followAllRedirects: false,
		maxRedirects: 0,
	};
}

/** The whole address, query included. @throws LocktError when it does not lie below the Base URL */
function addressOf({ url, uri, baseURL, qs }: Given, baseUrl: string): URL {
	const text = textOf(url ?? uri);
	const whole =
		baseURL === undefined || /^[a-z][a-z\d+.-]*:/i.test(text)
			? text
			: `${withoutEndSlashes(textOf(baseURL))}/${text.replace(/^\/+/, '')}`;
	const base = new URL(secureAddress(baseUrl));
	// What is not plain may be read in one way here and in another by the server.
	const isPlain = /^[\x21-\x7e]+$/.test(whole) && !/[\\#]/.test(whole);
	const address = isPlain ? parseAddress(whole) : undefined;
	const isBelow =
		address?.origin === base.origin &&
		address.username === '' &&
		address.password === '' &&
		address.pathname.startsWith(`${withoutEndSlashes(base.pathname)}/`) &&
		whole.split('?')[0]!.toLowerCase().endsWith(address.pathname.toLowerCase());
	if (!address || !isBelow) {
		throw new LocktError(
			"The Lockt credential is only for its own 'Base URL'",
			`${NOTHING_SENT}. Use an address below it, such as ${DEFAULT_BASE_URL}/door, without spaces, backslashes or dot segments`,
		);
	}
	address.search = [address.search.slice(1), ...pairsIn(qs)].filter(Boolean).join('&');
	return address;
}

/** An address, which nodes give as text or as a URL. */
function textOf(address: unknown): string {
	return address instanceof URL ? address.href : plainText(address);
}

function pairsIn(qs: unknown): string[] {
	if (qs === undefined || qs === null) return [];
	if (!isRecord(qs)) throw unreadable('query');
	return Object.entries(qs).flatMap(([name, value]) =>
		[value].flat().map((one) => {
			if (!['string', 'number', 'boolean'].includes(typeof one)) throw unreadable('query');
			return `${encodeURIComponent(name)}=${encodeURIComponent(one as string | number | boolean)}`;
		}),
	);
}

function unreadable(what: string): LocktError {
	return new LocktError(
		`The ${what} of the request cannot be read for sure`,
		`${NOTHING_SENT}. Send JSON to Lockt, and plain texts and numbers in the query`,
	);
}

function refuseDetours(given: Given): void {
	const { rejectUnauthorized, skipSslCertificateValidation } = given;
	if (skipSslCertificateValidation === true || rejectUnauthorized === false) {
		throw new LocktError(
			'The security certificate of Lockt must be checked',
			`${NOTHING_SENT}. Switch off 'Ignore SSL Issues': anyone on the way could read the API key`,
		);
	}
	const closed = CLOSED.find((name) => given[name] !== undefined && given[name] !== '');
	if (closed === undefined) return;
	throw new LocktError(
		`A request with the Lockt credential cannot have '${closed}'`,
		`${NOTHING_SENT}. It goes straight to Lockt, as JSON`,
	);
}

/**
 * The body as the text that is both checked and sent; a key that is there twice counts once in it.
 *
 * @throws LocktError when it is no JSON
 */
function jsonOf(body: unknown): string | undefined {
	if (body === undefined || body === null || body === '') return undefined;
	if (isTooDeep(body)) throw unreadable('body');
	const text =
		typeof body === 'string'
			? body
			: body instanceof Uint8Array
				? new TextDecoder().decode(body)
				: JSON.stringify(body);
	try {
		return JSON.stringify(JSON.parse(text));
	} catch {
		throw unreadable('body');
	}
}

/** The path below the Base URL, e.g. /door */
function pathBelow({ pathname }: URL, baseUrl: string): string {
	return pathname.slice(withoutEndSlashes(new URL(secureAddress(baseUrl)).pathname).length);
}

function headersOf(given: unknown, { apiUser, apiKey }: Allowed): Record<string, unknown> {
	const own = isRecord(given) ? Object.entries(given) : [];
	const overriding = own.find(([name]) => /method|original-ur|rewrite-ur/i.test(name));
	if (overriding) {
		throw new LocktError(
			`The header ${quote(overriding[0])} would change what the request does`,
			`${NOTHING_SENT}. Remove it`,
		);
	}
	return {
		...Object.fromEntries(own.filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))),
		apiuser: plainText(apiUser).trim(),
		apikey: plainText(apiKey).trim(),
		'Content-Type': 'application/json',
	};
}
