import type { Endpoint } from '../endpoints';
import { LocktError } from '../errors';
import { isObject, isRecord, plainText, quote } from '../text/text';
import { acts } from './acting';
import { bare } from './names';
import { isCommand, OVERRIDES } from './queries';

/**
 * A body with more in it than records and processing options: unlocking has a permission of its own, and
 * deleting, too, which no word in the body of another request gets round.
 */
export function refuseMore(body: unknown, endpoint?: Endpoint): LocktError | undefined {
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

/** Properties in which people write what they like: a door may well be called Open, a company Unlock. */
const FREE_TEXT =
	/^(?:(?:first|last|middle|full|display|user|door|location|company)?name|custom|idnum|email|phone|notes?|comments?|description|title|label|company|department)$/i;

/** What is in a body beside records and options or, where they are doors, beside what doors are known to have. */
export function unnamedIn(body: unknown, { bodyKey, sends }: Endpoint): string | undefined {
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

/** Reference, /unlock, "Processing Options Object Definition": validate_fails_batch alone. */
export function isProcessing(options: unknown): boolean {
	return (
		hasPlainOptions({ options }) &&
		isRecord(options) &&
		Object.keys(options).every((name) => name === 'validate_fails_batch')
	);
}

/** Reference, "Processing Options": each is true or false. */
export function hasPlainOptions(body: unknown): boolean {
	if (!isRecord(body) || body.options === undefined) return true;
	const isSwitch = (value: unknown) =>
		typeof value === 'boolean' || value === 'true' || value === 'false';
	return isObject(body.options) && Object.values(body.options).every(isSwitch);
}

/**
 * Reference, user POST and PUT, Behaviors: card number -1 removes all credentials but fobs. So may any
 * that is no card number, and a body that nobody can read.
 */
export function removesCards({ bodyKey }: Endpoint, body: unknown): boolean {
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
