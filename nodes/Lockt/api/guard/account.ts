import { parseAddress } from './address';
import type { Permissions } from './wanted';
import { plainText } from '../text/text';

/** The values of the credential. */
export interface Account extends Permissions {
	apiUser: string;
	apiKey: string;
	baseUrl: string;
	/** Whether other nodes may use it as well, as n8n's HTTP Request node does. */
	httpRequestNode?: boolean;
}

/**
 * What tells accounts apart, however they are spelt; no key is in it. Rather are two taken for one than
 * one for two: changes of one account must not overlap.
 */
export function identifyAccount({ baseUrl, apiUser }: Account): [address: string, user: string] {
	const user = plainText(apiUser).trim().toLowerCase();
	const base = plainText(baseUrl).trim();
	const address = parseAddress(base);
	if (!address) return [base, user];
	const { protocol, host, pathname } = address;
	const path = pathname.toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '');
	return [`${protocol}//${host.replace(/\.(?=:|$)/, '')}${path}`, user];
}
