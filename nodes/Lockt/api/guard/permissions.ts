import { endpointOf, reads, type Endpoint, type ReadEndpoint } from '../endpoints';
import { LocktError } from '../errors';
import { decodePercent, isPercentEncoded } from '../text/escapes';
import { isObject, isRecord, plainText, quote, shortenValue } from '../text/text';

/** What the owner of the credential lets workflows do. Values as the credential stores them. */
export interface Permissions {
	/** allExceptDelete or all; anything else, nothing as well, allows none */
	changes?: string;
	/** listed or any; anything else allows none */
	unlock?: string;
	/** IDs of the doors when `unlock` is listed, e.g. 166, 174 */
	unlockDoors?: string;
}

/** As much of a request as decides whether it is allowed. */
export interface Wanted {
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
	if (!isPercentEncoded(query)) return brokenQuery();
	if (method === 'GET' || method === 'HEAD') return readRefusal(path, query, permissions);
	const endpoint = endpointOf(method, path, query);
	if (endpoint?.needs === 'unlock') return unlockRefusal(body, permissions);

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

/** What nobody named may do more than read: it needs All, and then a plain address and query. */
function readRefusal(
	path: string,
	query: string,
	{ changes }: Permissions,
): LocktError | undefined {
	const here = reads.filter((read) => read.path === path);
	const others = query.split('&').filter((pair) => pair !== '' && !isFilterOf(here, pair));
	const acting = refuseWords(others.join('&'));
	if (acting) return acting;
	if (changes === 'all') return here.length > 0 ? undefined : actsIn(path);
	const unknown = others.find((pair) => !isPlainWordOf(here, pair));
	if (here.length > 0 && unknown === undefined) return undefined;
	const what = here.length > 0 ? `the query ${quote(decodeFully(unknown!))}` : 'unknown requests';
	return new LocktError(
		`The Lockt credential does not allow ${what}: only 'Changes' All does`,
		ASK_OWNER,
	);
}

/** A filter that a read is known by. Its value may be any text that does not go on as a query does. */
function isFilterOf(here: ReadEndpoint[], pair: string): boolean {
	const isNamed = here.some(({ filter }) => filter !== undefined && pair.startsWith(`${filter}=`));
	return isNamed && !pair.includes(';') && !/[&;][^&;]*=/.test(decodeFully(pair));
}

/** A flag that a read is known by, or which page of the answer is wanted, and in what form. */
function isPlainWordOf(here: ReadEndpoint[], pair: string): boolean {
	const isFlag = here.some(({ flag }) => flag !== undefined && pair.replace(/=$/, '') === flag);
	return isFlag || /^(?:page|per_?page|page_?size|limit|offset|format)=\w*$/i.test(pair);
}

/** Verbs of what is no reading. Lockt itself calls an unlock a Momentary Unlock. */
const VERBS =
	/unlock|open|momentary|release|anonymi[sz]|purge|delet|destroy|remov|revok|eras|wipe|reset|reassign/i;

/** Names of what says what to do. Reference: GET has low_battery, POST lowbattery. */
const ORDERS = /^(?:x?action|act|task|function|command|cmd|do|op|operation|lowbattery)$/i;

/** Whether a word does something, in a path, as a parameter or in a body. */
function acts(name: string): boolean {
	const word = bare(name);
	return VERBS.test(word) || ORDERS.test(word);
}

/** Requests that open doors name them so. */
const DOORS = /^doors$/i;

/** A read of an address that acts, or that may be read as another one. */
function actsIn(path: string): LocktError | undefined {
	const isPlain = /^(?:\/[\w-]+)+\/?$/.test(path);
	if (isPlain && !path.split('/').some(acts)) return undefined;
	return new LocktError(
		'The Lockt credential does not allow to read at an address of this form',
		'Nothing was sent to Lockt. Addresses are plain words, such as /door, and none that do something',
	);
}

/** Words by which a server may take a request for another one. */
const OVERRIDES = /method|verb|override/i;

/** The words of a query that do something: as names, as values, and as what a server may make of a value. */
function refuseWords(query: string): LocktError | undefined {
	const pairs = query
		.split(/[&;]/)
		.flatMap((pair) => decodeFully(pair).split(/[&;]/))
		.map((pair) => pair.split('='));
	const isBad = (name: string) =>
		acts(name) || OVERRIDES.test(bare(name)) || DOORS.test(bare(name));
	const word = pairs.find(([name = '', ...values]) => isBad(name) || values.some(isCommand))?.[0];
	return word === undefined
		? undefined
		: new LocktError(
				`The query ${quote(word)} would change what the request does`,
				'Nothing was sent to Lockt. Remove it',
			);
}

/** A value that says what to do, such as openDoor or deleted; Open Office and Copenhagen are names. */
function isCommand(value: string): boolean {
	if (/unlock/i.test(bare(value))) return true;
	const plain = value.normalize('NFKC').trim();
	const words = /^[\w-]{1,20}$/.test(plain) ? plain.split(/[_-]|(?<=[a-z])(?=[A-Z])/) : [];
	return words.some((word) => word.search(VERBS) === 0);
}

function brokenQuery(): LocktError {
	return new LocktError(
		'The query of the request cannot be read for sure',
		"Nothing was sent to Lockt. Write '%' as '%25' in it",
	);
}

/**
 * A body with more in it than records and processing options: unlocking has a permission of its own, and
 * deleting, too, which no word in the body of another request gets round.
 */
function refuseMore(body: unknown, endpoint?: Endpoint): LocktError | undefined {
	const own = endpoint && [endpoint.bodyKey, 'options'];
	const others = isRecord(body) ? Object.keys(body).filter((name) => !own?.includes(name)) : [];
	const name = (own && others[0]) ?? actingIn(body);
	return name === undefined
		? undefined
		: new LocktError(
				`${quote(name)} in the body may change what the request does`,
				'Nothing was sent to Lockt. Remove it',
			);
}

/** A property whose name or value does something, however deep it stands. @param of whose value it is */
function actingIn(value: unknown, of = ''): string | undefined {
	if (typeof value === 'string')
		return !FREE_TEXT.test(bare(of)) && isCommand(value) ? of : undefined;
	if (!isRecord(value)) return undefined;
	for (const [key, inner] of Object.entries(value)) {
		const name = Array.isArray(value) ? of : key;
		if (acts(name) || OVERRIDES.test(bare(name))) return name;
		const found = actingIn(inner, name);
		if (found !== undefined) return found;
	}
	return undefined;
}

/** Properties in which people write what they like: a door may well be called Open. */
const FREE_TEXT =
	/^(?:(?:first|last|middle|full|display|user|door|location|company)?name|custom|idnum|notes?|comments?|description|title|label|company|department)$/i;

/**
 * An endpoint that nobody named may be anything, but never one that unlocks: that has a permission of
 * its own, and no spelling of an address gets round it.
 */
function unlikeUnlocking(path: string, query: string): LocktError | undefined {
	const isPlain = /^(\/[\w-]+)+$/.test(path);
	const opens = path.split('/').some((word) => /unlock|open|momentary|release/i.test(bare(word)));
	if (isPlain && !opens) return refuseWords(query);
	return new LocktError(
		'The Lockt credential does not allow an address of this form',
		'Nothing was sent to Lockt. Unlock by POST to /unlock; other addresses are plain words, such as /door',
	);
}

/**
 * Whatever nobody named may open a door, by whichever words: only who may unlock any may send it.
 *
 * @param endpoint what is known of it; nothing where nobody named it
 */
function mayOpenDoors(body: unknown, endpoint?: Endpoint): LocktError | undefined {
	const name = endpoint && unnamedIn(body, endpoint);
	if (endpoint && name === undefined) return undefined;
	const what = name === undefined ? 'changes that are unknown' : `${quote(name)} in the body`;
	return new LocktError(
		`The Lockt credential does not allow ${what}: that may open doors, and its 'Unlock' is not Any Door`,
		ASK_OWNER,
	);
}

/** What is in a body beside records and options or, where they are doors, beside what doors are known to have. */
function unnamedIn(body: unknown, { bodyKey, sends }: Endpoint): string | undefined {
	if (body === undefined) return undefined;
	if (!isRecord(body)) return sends && 'body';
	const beside = Object.keys(body).find((name) => name !== bodyKey && name !== 'options');
	if (beside !== undefined || bodyKey === undefined || !sends) return beside;
	if (body.options !== undefined && !isProcessing(body.options)) return 'options';
	const records = body[bodyKey];
	if (!Array.isArray(records)) return bodyKey;
	for (const record of records as unknown[]) {
		if (!isObject(record)) return bodyKey;
		const odd = Object.entries(record).find(
			([name, value]) => !sends.includes(name) || isRecord(value),
		);
		if (odd) return odd[0];
	}
	return undefined;
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
