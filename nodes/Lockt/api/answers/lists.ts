import { isObject, isRecord, lettersOf } from '../text/text';
import { countsIn } from './counts';
import type { Said } from './said';

/** A bare list says nothing unless there are records in it. */
export function recordsOf(list: unknown[]): unknown[] | undefined {
	return list.some((one) => isRecord(one) && 'id' in one) ? list : undefined;
}

/** What may stand beside `data` or without it: an answer of nothing else has none. */
const FRAME = new Set(['data', 'error', 'errors', 'result']);

/**
 * What `data` holds. Reference, "GET Requests": an array; api-readings: one record may be there itself,
 * and of none there may be `{}`, null or nothing. As in the body of a change, the array may stand under
 * a name of its own, e.g. { users: [] }
 */
export function listIn(body: Record<string, unknown>): unknown[] | undefined {
	const { data } = body;
	if (Array.isArray(data)) return data as unknown[];
	if (isRecord(data))
		return Object.keys(data).length === 0 ? [] : (namedList(data)?.list ?? [data]);
	if (data === null || data === '') return [];
	const isOfLockt = data === undefined && Object.keys(body).every((name) => FRAME.has(name));
	return isOfLockt ? [] : undefined;
}

/** An answer without its list: what stands beside that within `data` is said of the whole, too. */
export function frameOf(body: Record<string, unknown>): Record<string, unknown> {
	const { data } = body;
	if (!isRecord(data) || Array.isArray(data)) return body;
	const named = namedList(data);
	if (!named) return body;
	const beside = Object.entries(data).filter(([, value]) => value !== named.list);
	return { ...Object.fromEntries(beside), ...body };
}

/** Under which a list of records stands, within `data`: of a kind, or of whatever was asked for. */
const NAMES_KIND =
	/^(?:accesslevel|credential|delegate|door|doorstate|event|fob|location|locationtype|maintenance|object|objecttype|property|schedule|user)$/;

const NAMES_ANY = /^(?:data|entries|items|list|records|results|rows)$/;

/** The only list among what else is but numbers, texts, and the like, or errors. */
function namedList(data: Record<string, unknown>): { name: string; list: unknown[] } | undefined {
	const lists = Object.entries(data).filter(
		([name, value]) => Array.isArray(value) && name !== 'errors',
	);
	const [[given, list] = ['']] = lists;
	const name = lettersOf(given);
	const isNamed = NAMES_KIND.test(singularOf(name)) || NAMES_ANY.test(name);
	return lists.length === 1 && isNamed && !isOfRecord(data) && !countsIn(data)
		? { name, list: list as unknown[] }
		: undefined;
}

/** The name of a kind of records under which the list of an answer stands. */
export function kindIn({ whole: { data } }: Said): string | undefined {
	const { name = '' } = (isObject(data) && namedList(data)) || {};
	return NAMES_KIND.test(singularOf(name)) ? name : undefined;
}

/**
 * What a list is called that is of another kind than was asked for; undefined where it is not.
 *
 * @param path e.g. /door, which cannot be answered with schedules
 */
export function otherKindIn(said: Said, path: string): string | undefined {
	const name = kindIn(said);
	// What a record of whichever kind has may be listed under the name of that kind.
	if (name === undefined || path === '/object') return undefined;
	const own = [singularOf(lettersOf(path)), ...(path === '/doorstate' ? ['door'] : [])];
	return own.includes(singularOf(name)) ? undefined : name;
}

/** A noun by its letters, be it one or several, or a list of them: some paths have several themselves, as /events. */
function singularOf(name: string): string {
	return name.replace(/list$/, '').replace(/ies$/, 'y').replace(/s$/, '');
}

/** Whether an entry of `data` is, or speaks of, one record, and not of the whole request. */
export function isOfRecord(entry: Record<string, unknown>): boolean {
	return 'id' in entry || 'input_data' in entry;
}
