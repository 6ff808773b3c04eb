import type { Account } from './account';
import { LocktError } from '../errors';
import { DOORS_OF_LOCKT } from './listedDoors';
import { enteredSwitch } from '../text/values';

/**
 * What the nodes of this package put on their requests. No parameter of a node can: n8n makes those from
 * texts and JSON. By its name, as n8n may have loaded this file more than once.
 */
export const OWN = Symbol.for('n8n-nodes-lockt.own');

/** A request as nodes hand it over: n8n has two forms of it. */
export interface Given extends Record<string, unknown> {
	method?: unknown;
	/** The newer form says `url`, the older `uri`; either may stand below `baseURL`. */
	url?: unknown;
	uri?: unknown;
	baseURL?: unknown;
	qs?: unknown;
	headers?: unknown;
	body?: unknown;
	/** The answer as a stream; `encoding` is null where the node means to read one. */
	useStream?: unknown;
	encoding?: unknown;
	[OWN]?: unknown;
	[DOORS_OF_LOCKT]?: unknown;
}

/**
 * Other nodes put the request they have sent into the error they throw, where an expression of the next
 * node finds the API key: all that is set in the credential would be got round.
 *
 * @throws LocktError for a request of another node, unless the credential's owner allows those
 */
export function refuseOthers(given: Given, { httpRequestNode }: Account): void {
	if (isOwn(given) || enteredSwitch(httpRequestNode)) return;
	throw new LocktError(
		"The Lockt credential is only for the Lockt nodes: its 'HTTP Request Node' is off",
		"Nothing was sent to Lockt. Use the Lockt node: System: API Call. Or switch on 'HTTP Request Node' in the credential",
	);
}

/** Whether it is of a node of this package, or n8n's test of the credential. */
export function isOwn(given: Given): boolean {
	return given[OWN] === true || isTest(given);
}

/** The request by which n8n tests the credential: of all its own, n8n alone gives a `baseURL` with it. */
function isTest({ method = 'GET', uri, baseURL, url, qs = {} }: Given): boolean {
	const isPing = method === 'GET' && typeof baseURL === 'string' && url === '/ping';
	return isPing && uri === undefined && Object.keys(qs as object).length === 0;
}
