import { endpointOf } from '../endpoints';
import { LocktError } from '../errors';
import { isPercentEncoded } from '../text/escapes';
import { hasPlainOptions, refuseMore, removesCards } from './bodies';
import { brokenQuery, readRefusal } from './queries';
import { mayOpenDoors, unlikeUnlocking, unlockRefusal } from './unlocking';
import { ASK_OWNER, type Permissions, type Wanted } from './wanted';

/** Why the credential does not allow a request; undefined when it does. Reads that are known are always allowed. */
export function refusalOf(wanted: Wanted, permissions: Permissions): LocktError | undefined {
	const { method, path, query = '', body, doors } = wanted;
	if (!isPercentEncoded(query)) return brokenQuery();
	if (method === 'GET' || method === 'HEAD') return readRefusal(path, query, permissions);
	const endpoint = endpointOf(method, path, query);
	if (endpoint?.needs === 'unlock') return unlockRefusal(body, permissions, doors);

	const { changes, unlock } = permissions;
	if (changes === 'all') {
		const mayOpen = unlock === 'any' ? undefined : mayOpenDoors(body, endpoint);
		return mayOpen ?? (endpoint ? undefined : unlikeUnlocking(path, query)) ?? refuseMore(body);
	}
	if (changes !== 'allExceptDelete') {
		return new LocktError(
			"The Lockt credential does not allow changes: its 'Changes' is None",
			ASK_OWNER,
		);
	}
	if (!endpoint) {
		return new LocktError(
			"The Lockt credential does not allow unknown requests: its 'Changes' is All Except Delete",
			ASK_OWNER,
		);
	}
	const isPlain = hasPlainOptions(body) && !removesCards(endpoint, body);
	if (endpoint.needs === 'change' && isPlain) {
		const mayOpen = unlock === 'any' ? undefined : mayOpenDoors(body, endpoint);
		return mayOpen ?? refuseMore(body, endpoint);
	}
	return new LocktError(
		"The Lockt credential does not allow to delete: its 'Changes' is All Except Delete",
		ASK_OWNER,
	);
}
