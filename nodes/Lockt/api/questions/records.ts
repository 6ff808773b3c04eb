import type { IDataObject } from 'n8n-workflow';
import { otherKindIn } from '../answers/lists';
import type { Said } from '../answers/said';
import { askPatiently, type AskLockt, type Question } from '../client';
import { reads } from '../endpoints';
import { LocktError, otherKindError, partError } from '../errors';
import { saysNone } from '../answers/none';
import { isPart } from '../answers/parts';
import { propertiesOf } from '../records/properties';
import { isObject, isRecord, shortenMessage } from '../text/text';
import type { LocktContext } from '../transport';
import { warnOnce } from './warnings';

/** Reference, "/object" and "/maintenance": what they list has no ID. */
const WITHOUT_IDS = new Set<Question['path']>(['/object', '/maintenance']);

/** A list as it came. */
export interface Listed {
	records: IDataObject[];
	/** What else stood in it: what is no record, or has no usable ID. */
	leftOut: unknown[];
}

/** The records of a list. @throws LocktError as `askList` does */
export async function askRecords(
	context: LocktContext,
	question: Question,
	how?: AskLockt,
): Promise<IDataObject[]> {
	return (await askList(context, question, how)).records;
}

/**
 * A list, and of its records those alone that can be told apart: what has no usable ID is left out, with a
 * warning in n8n's log.
 *
 * @param how a trigger asks but once: n8n itself knows when to poll again
 * @throws LocktError when there is no list: an answer of another shape is not an empty list
 */
export async function askList(
	context: LocktContext,
	question: Question,
	how: AskLockt = askPatiently,
): Promise<Listed> {
	const answer = await how(context, question).catch((error: unknown) =>
		confirmNone(context, question, how, error),
	);
	if (!answer) return { records: [], leftOut: [] };
	const other = otherKindIn(answer, question.path);
	if (other) throw otherKindError(other, question.path);
	const { list } = answer;
	const records = list?.filter((one) => isUsable(one, question));
	if (!list || !records || (records.length === 0 && list.length > 0)) {
		throw withoutError('a list of records', answer);
	}
	if (isPart(answer, question)) {
		throw partError(question.path);
	}
	const leftOut = list.filter((one) => !isUsable(one, question));
	if (leftOut.length > 0) {
		warnOnce(
			context,
			`of ${question.path}, Lockt sent ${leftOut.length} of ${list.length} records without a usable ID. They are left out`,
		);
	}
	return { records: withoutCopies(records), leftOut };
}

/** An answer that lacks what was asked for. */
function withoutError(what: string, { words }: Said): LocktError {
	const said = shortenMessage(words.join('; '));
	return new LocktError(
		`Lockt answered without ${what}${said && `: ${said}`}`,
		"Check 'Base URL' in the Lockt credential. If it is right, ask Lockt support",
	);
}

/** Each record once: some servers join them with others, and repeat those with several. */
function withoutCopies(records: IDataObject[]): IDataObject[] {
	const seen = new Map<unknown, Set<string>>();
	return records.filter((record) => {
		const { id } = record;
		if (id === undefined) return true;
		const same = seen.get(id);
		if (!same) {
			seen.set(id, new Set());
			return true;
		}
		// What a record holds is looked at only where its ID comes again.
		if (same.size === 0) {
			same.add(JSON.stringify(records.find((one) => one.id === id)));
		}
		const text = JSON.stringify(record);
		const isNew = !same.has(text);
		same.add(text);
		return isNew;
	});
}

/** Whether an entry of a list is a record that can be told apart. */
export function isUsable(one: unknown, { path }: Pick<Question, 'path'>): one is IDataObject {
	if (!isRecord(one) || Array.isArray(one)) return false;
	if (WITHOUT_IDS.has(path)) return true;
	// Events alone are counted on and on; beyond what a number holds their IDs come as text.
	if (path === '/events' && typeof one.id === 'string') return /^[1-9]\d{0,30}$/.test(one.id);
	return Number.isSafeInteger(one.id) && Number(one.id) > 0;
}

/**
 * A list that is not there may be one that is empty: of none, a server may say 404. That the address is
 * right another question must show; and one about a certain record has been answered with it.
 *
 * @throws the error, if it means something else
 */
async function confirmNone(
	context: LocktContext,
	question: Question,
	how: AskLockt,
	error: unknown,
): Promise<undefined> {
	const { status, saysMissing, words = '' } = error instanceof LocktError ? error.facts : {};
	if (saysNone(words, question.path)) return;
	if (status !== 404 || !saysMissing || isAboutOne(question)) throw error;
	// Some servers have the one of them, some the other.
	const answered = (path: '/time' | '/ping') =>
		how(context, { path }).then(
			() => true,
			() => false,
		);
	if (!(await answered('/time')) && !(await answered('/ping'))) throw error;
}

/** Reference: `low_battery` and the `id` of events ask for many, all other filters name one. */
function isAboutOne({ path, query = {} }: Question): boolean {
	return path !== '/events' && Object.keys(query).some((name) => name !== 'low_battery');
}

/**
 * The one thing that an answer is about; of what the reference shows no properties, whatever came.
 *
 * @throws LocktError as `ask` does, and when nothing is there that the reference shows
 */
export async function askThing(context: LocktContext, question: Question): Promise<IDataObject> {
	const answer = await askPatiently(context, question);
	const known = knownOf(question);
	const things = [...(answer.list ?? []), answer.whole].filter((one) => isObject(one));
	const thing = things.find((one) => !known || Object.keys(one).some((name) => known.has(name)));
	if (!thing) throw withoutError('what was asked for', answer);
	return thing as IDataObject;
}

function knownOf({ path }: Question): Map<string, boolean> | undefined {
	const holds = reads.find((endpoint) => endpoint.path === path)?.holds ?? 'anything';
	return propertiesOf(holds)?.own;
}

/**
 * Whatever an answer holds: a list of things, or one. What is no record is left out.
 *
 * @throws LocktError as `ask` does, and when there is none
 */
export async function askAnything(
	context: LocktContext,
	question: Question,
): Promise<IDataObject[]> {
	const answer = await askPatiently(context, question);
	const { list = [answer.whole] } = answer;
	const things = list.filter((one): one is IDataObject => isObject(one));
	if (things.length === 0 && list.length > 0) throw withoutError('what was asked for', answer);
	return things;
}
