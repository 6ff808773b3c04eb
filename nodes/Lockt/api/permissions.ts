import { endpointAt, type Endpoint } from './endpoints';
import { LocktError } from './errors';
import { isRecord, plainText } from './text';

/** What the owner of the credential lets workflows do. Values as the credential stores them. */
export interface Permissions {
	/** none, allExceptDelete (the default) or all */
	changes?: string;
	/** none (the default), listed or any */
	unlock?: string;
	/** IDs of the doors when `unlock` is listed, e.g. 166, 174 */
	unlockDoors?: string;
}

/** As much of a request as decides whether it is allowed. */
interface Wanted {
	/** e.g. POST */
	method: string;
	/** Path below the Base URL, or a whole address: its end is what counts. */
	path: string;
	body?: unknown;
}

const ASK_OWNER = 'Nothing was sent to Lockt. Whoever owns the Lockt credential can allow it there';

/** Why the credential does not allow a request; undefined when it does. Reads are always allowed. */
export function refusalOf(wanted: Wanted, permissions: Permissions): LocktError | undefined {
	const method = wanted.method.toUpperCase();
	if (method === 'GET' || method === 'HEAD') return undefined;
	if (leadsToUnlock(wanted.path)) return unlockRefusal(wanted.body, permissions);

	const { changes = 'allExceptDelete' } = permissions;
	if (changes === 'all') return undefined;
	if (changes !== 'allExceptDelete') {
		return new LocktError(
			"The Lockt credential does not allow changes: its 'Changes' is None",
			ASK_OWNER,
		);
	}
	const endpoint = endpointAt(method, wanted.path);
	if (!endpoint) {
		return new LocktError(
			"The Lockt credential does not allow unknown requests: its 'Changes' is All Except Delete",
			ASK_OWNER,
		);
	}
	if (endpoint.needs === 'change' && !removesCards(endpoint, wanted.body)) return undefined;
	return new LocktError(
		"The Lockt credential does not allow to delete: its 'Changes' is All Except Delete",
		ASK_OWNER,
	);
}

function unlockRefusal(
	body: unknown,
	{ unlock = 'none', unlockDoors = '' }: Permissions,
): LocktError | undefined {
	if (unlock === 'any') return undefined;
	if (unlock !== 'listed') {
		return new LocktError(
			"The Lockt credential does not allow to unlock doors: its 'Unlock' is None",
			ASK_OWNER,
		);
	}
	const listed = plainText(unlockDoors).split(/[\s,;]+/);
	const { doors } = contentOf(body);
	const ids = Array.isArray(doors) ? doors.map((door) => plainText(contentOf(door).id)) : [''];
	const other = ids.find((id) => id === '' || !listed.includes(id));
	if (other === undefined) return undefined;
	return new LocktError(
		`The Lockt credential does not allow to unlock the door ${other}: it is not in its list of doors`,
		ASK_OWNER,
	);
}

/**
 * Reference, user POST and PUT, Behaviors: card number -1 removes all credentials but fobs. So may a
 * body that nobody can read.
 */
function removesCards({ bodyKey }: Endpoint, body: unknown): boolean {
	if (bodyKey !== 'users' || body === undefined) return false;
	const { users } = contentOf(body);
	if (!Array.isArray(users)) return true;
	return users.some((user) => plainText(contentOf(user).card_num).trim() === '-1');
}

/** However it is written: no spelling of an address may open a door that another would not. */
function leadsToUnlock(path: string): boolean {
	const [bare = ''] = decoded(path).toLowerCase().split(/[?#]/);
	return bare.split(/[^a-z]+/).includes('unlock');
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Another node may hand the body over as text or bytes; nothing for what is no JSON. */
function contentOf(value: unknown): Record<string, unknown> {
	const text = value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
	const content = typeof text === 'string' ? parsed(text) : text;
	return isRecord(content) ? content : {};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
