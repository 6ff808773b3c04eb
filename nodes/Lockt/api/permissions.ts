import { endpointOf, reads, type Endpoint } from './endpoints';
import { LocktError } from './errors';
import { decodePercent } from './escapes';
import { isObject, isRecord, plainText, quote, shortenValue } from './text';

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
	/** Path below the Base URL, e.g. /door */
	path: string;
	/** What follows the question mark, e.g. user_id=5 */
	query?: string;
	body?: unknown;
}

const ASK_OWNER = 'Nothing was sent to Lockt. Whoever owns the Lockt credential can allow it there';

/** Why the credential does not allow a request; undefined when it does. Reads that are known are always allowed. */
export function refusalOf(wanted: Wanted, permissions: Permissions): LocktError | undefined {
	const { method, path, query = '', body } = wanted;
	if (method === 'GET' || method === 'HEAD') return readRefusal(path, query, permissions);
	const endpoint = endpointOf(method, path, query);
	if (endpoint?.needs === 'unlock') return unlockRefusal(body, permissions);

	const { changes = 'allExceptDelete' } = permissions;
	if (changes === 'all') {
		return (endpoint ? undefined : unlikeUnlocking(path, query)) ?? refuseMore(body);
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
	if (endpoint.needs === 'change' && isPlain) return refuseMore(body, endpoint);
	return new LocktError(
		"The Lockt credential does not allow to delete: its 'Changes' is All Except Delete",
		ASK_OWNER,
	);
}

/** What nobody named may do more than read: it needs All, and then a plain address. */
function readRefusal(
	path: string,
	query: string,
	{ changes = 'allExceptDelete' }: Permissions,
): LocktError | undefined {
	const here = reads.filter((read) => read.path === path);
	const isFilter = (pair: string) => here.some(({ filter }) => pair.split('=')[0] === filter);
	if (here.length > 0) {
		const others = query.split('&').filter((pair) => !isFilter(pair));
		return refuseWords(others.join('&'), OVERRIDES, ACTS, DOORS);
	}
	if (changes === 'all') return actsIn(path) ?? refuseWords(query, OVERRIDES, ACTS, DOORS);
	return new LocktError(
		"The Lockt credential does not allow unknown requests: only 'Changes' All does",
		ASK_OWNER,
	);
}

/** Words that do something, in a path, as a parameter or in a body. Reference: GET has low_battery. */
const ACTS =
	/unlock|open|release|anonymi[sz]|purge|delet|destroy|remov|revok|eras|wipe|reset|reassign|^(?:x?action|act|task|function|command|cmd|do|op|operation|lowbattery)$/i;

/** Reads that open doors name them so. */
const DOORS = /^doors$/i;

/** A read of an address that acts, or that may be read as another one. */
function actsIn(path: string): LocktError | undefined {
	const isPlain = /^(?:\/[\w-]+)+\/?$/.test(path);
	if (isPlain && !path.split('/').some((word) => ACTS.test(bare(word)))) return undefined;
	return new LocktError(
		'The Lockt credential does not allow to read at an address of this form',
		'Nothing was sent to Lockt. Addresses are plain words, such as /door, and none that do something',
	);
}

/** Words by which a server may take a request for another one. */
const OVERRIDES = /method|verb|override/i;

/** A value that is a word, and no name or address that has one in it. */
const ONE_WORD = /^\w{1,20}$/;

function refuseWords(query: string, ...words: RegExp[]): LocktError | undefined {
	const pairs = query.split(/[&;]/).map((pair) => pair.split('=').map(decodeFully));
	const acts = (text = '') => words.some((one) => one.test(bare(text)));
	const word = pairs.find(
		([name, value]) => acts(name) || (ONE_WORD.test(value ?? '') && acts(value)),
	)?.[0];
	return word === undefined
		? undefined
		: new LocktError(
				`The query ${quote(word)} would change what the request does`,
				'Nothing was sent to Lockt. Remove it',
			);
}

/**
 * A body with more in it than records and processing options: unlocking has a permission of its own, and
 * deleting, too, which no word in the body of another request gets round.
 */
function refuseMore(body: unknown, endpoint?: Endpoint): LocktError | undefined {
	const own = endpoint && [endpoint.bodyKey, 'options'];
	const others = isRecord(body) ? Object.keys(body).filter((name) => !own?.includes(name)) : [];
	const name = (own && others[0]) ?? actingNameIn(body);
	return name === undefined
		? undefined
		: new LocktError(
				`${quote(name)} in the body may change what the request does`,
				'Nothing was sent to Lockt. Remove it',
			);
}

/** However deep it stands. */
function actingNameIn(value: unknown): string | undefined {
	if (!isRecord(value)) return undefined;
	for (const [name, inner] of Object.entries(value)) {
		if (OVERRIDES.test(bare(name)) || ACTS.test(bare(name))) return name;
		const found = actingNameIn(inner);
		if (found !== undefined) return found;
	}
	return undefined;
}

/**
 * An endpoint that nobody named may be anything, but never one that unlocks: that has a permission of
 * its own, and no spelling of an address gets round it.
 */
function unlikeUnlocking(path: string, query: string): LocktError | undefined {
	const isPlain = /^(\/[\w-]+)+$/.test(path);
	const opens = path.split('/').some((word) => /unlock|open|release/i.test(bare(word)));
	if (isPlain && !opens) return refuseWords(query, OVERRIDES);
	return new LocktError(
		'The Lockt credential does not allow an address of this form',
		'Nothing was sent to Lockt. Unlock by POST to /unlock; other addresses are plain words, such as /door',
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
	const other = doorsIn(body).find((id) => id === '' || !listed.includes(id));
	if (other === undefined) return undefined;
	if (other === '') {
		return new LocktError(
			"The Lockt credential does not allow to unlock but by the IDs of doors: its 'Unlock' is Listed Doors",
			'Nothing was sent to Lockt. Send {"doors": [{"id": 166}]}, with one id for each door and nothing beside it',
		);
	}
	return new LocktError(
		`The Lockt credential does not allow to unlock the door ${shortenValue(other)}: it is not in its list of doors`,
		ASK_OWNER,
	);
}

/** The IDs of the doors that a body names; a blank one for whatever else it may name them by. */
function doorsIn(body: unknown): string[] {
	if (!isRecord(body)) return [''];
	const { doors, options = {}, ...others } = body;
	const isKnown = Object.keys(others).length === 0 && isProcessing(options);
	if (!isKnown || !Array.isArray(doors) || doors.length === 0) return [''];
	return doors.map((door: unknown) =>
		isRecord(door) && Object.keys(door).join() === 'id' ? plainText(door.id) : '',
	);
}

/** Reference, /unlock, "Processing Options Object Definition": validate_fails_batch alone. */
function isProcessing(options: unknown): boolean {
	return (
		hasPlainOptions({ options }) &&
		isRecord(options) &&
		Object.keys(options).every((name) => name === 'validate_fails_batch')
	);
}

/** Reference, "Processing Options": each is true or false. */
function hasPlainOptions(body: unknown): boolean {
	if (!isRecord(body) || body.options === undefined) return true;
	const isSwitch = (value: unknown) =>
		typeof value === 'boolean' || value === 'true' || value === 'false';
	return isObject(body.options) && Object.values(body.options).every(isSwitch);
}

/**
 * Reference, user POST and PUT, Behaviors: card number -1 removes all credentials but fobs. So may any
 * that is no card number, and a body that nobody can read.
 */
function removesCards({ bodyKey }: Endpoint, body: unknown): boolean {
	if (bodyKey !== 'users' || body === undefined) return false;
	if (!isRecord(body) || !Array.isArray(body.users)) return true;
	const others = Object.keys(body).filter((name) => name !== 'users' && name !== 'options');
	return others.length > 0 || body.users.some(hasCardSignal);
}

/** Whether a user has a card number that is none, or a property that could be taken for one, however deep. */
function hasCardSignal(user: unknown): boolean {
	if (!isObject(user)) return true;
	return Object.entries(user).some(([name, value]) =>
		name === 'card_num'
			? !isCardNumber(value)
			: /card/i.test(bare(name)) ||
				[value].flat(Infinity).some((one) => isObject(one) && hasCardSignal(one)),
	);
}

/** Digits, or nothing: a blank one is none, and what a server may wrap round to -1 is none either. */
function isCardNumber(value: unknown): boolean {
	if (value === null || value === '') return true;
	const text = plainText(value);
	if (!/^\d{1,19}$/.test(text)) return false;
	const number = BigInt(text);
	return number < 2n ** 63n - 1n && number !== 2n ** 32n - 1n;
}

/** A name with nothing but its letters, in whichever spelling it came. */
function bare(name: string): string {
	return decodeFully(name)
		.normalize('NFKC')
		.replace(/[^a-z]/gi, '');
}

/** Without percent-encoding, should a server take it off more than once. */
function decodeFully(text: string): string {
	return decodePercent(decodePercent(decodePercent(text)));
}
