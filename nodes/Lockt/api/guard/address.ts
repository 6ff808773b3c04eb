import { LocktError } from '../errors';
import { plainText } from '../text/text';

/** Reference, "URL" and "API Versions": https://cloudapi.lockt.com/api/[version]. */
export const DEFAULT_BASE_URL = 'https://cloudapi.lockt.com/api/v1';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * The address of one question below the Base URL. Flags are bare words (`?missingcreds`), because
 * the reference does not say that Lockt would recognise `missingcreds=`.
 *
 * @throws LocktError when the Base URL is no web address, or not https and not this computer
 */
export function addressOf(
	baseUrl: string,
	path: string,
	query: Record<string, string | number> = {},
	flags: string[] = [],
): string {
	const base = withoutEndSlashes(secureAddress(baseUrl));
	const search = queryOf(query, flags);
	return base + path + (search && `?${search}`);
}

/** An address or path without the slashes it ends in. */
export function withoutEndSlashes(address: string): string {
	// Begins where slashes begin, not at each of them anew.
	return address.replace(/(?<!\/)\/+$/, '');
}

/** What follows the question mark, e.g. user_id=5 or purge */
export function queryOf(query: Record<string, string | number> = {}, flags: string[] = []): string {
	const pairs = Object.entries(query).map(
		([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
	);
	return [...flags, ...pairs].join('&');
}

/**
 * Returns the address, without blanks around it, when the API key may travel to it: over https, or over
 * plain http to this computer itself. Reference, "HTTPS": all other requests will be rejected.
 *
 * @throws LocktError otherwise, and when it holds more than an address: a key may be what was pasted
 */
export function secureAddress(given: string): string {
	// An expression in the credential may give anything.
	const address = plainText(given).trim();
	const url = parseAddress(address);
	if (!url || !/^https?:$/.test(url.protocol)) {
		throw new LocktError(
			"The 'Base URL' of the Lockt credential is not a web address: it must start with https://",
			`Enter an address such as ${DEFAULT_BASE_URL}`,
		);
	}
	if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname)) {
		throw new LocktError(
			"The 'Base URL' of the Lockt credential must start with https://",
			'Nothing was sent: over plain http anyone on the network could read the API key. Plain http is allowed for this computer only (http://localhost)',
		);
	}
	if (url.username || url.password || /[?#]/.test(address)) {
		throw new LocktError(
			"The 'Base URL' of the Lockt credential must be an address alone",
			`Enter an address such as ${DEFAULT_BASE_URL}, without user, password, question mark or #. Nothing was sent to Lockt`,
		);
	}
	return address;
}

/**
 * An address in its parts; undefined when it is none. URL.canParse would be shorter, but on Node 20 it
 * errs once it has been optimised and the address has letters like ü.
 */
export function parseAddress(address: string): URL | undefined {
	try {
		return new URL(address);
	} catch {
		return undefined;
	}
}
