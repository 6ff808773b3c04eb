import type { IDataObject } from 'n8n-workflow';
import { firstOf, type Said } from './answers';
import { askPatiently, type AskLockt, type Question } from './client';
import { LocktError } from './errors';
import { isRecord } from './text';
import type { LocktContext } from './transport';
import { warnOnce } from './warnings';

/** Reference, "/object" and "/maintenance": what they list has no ID. */
const WITHOUT_IDS = new Set<Question['path']>(['/object', '/maintenance']);

/**
 * The records of a list, those alone that can be told apart: what has no usable ID is left out, with a
 * warning in n8n's log.
 *
 * @param how a trigger asks but once: n8n itself knows when to poll again
 * @throws LocktError when there is no list: an answer of another shape is not an empty list
 */
export async function askRecords(
	context: LocktContext,
	question: Question,
	how: AskLockt = askPatiently,
): Promise<IDataObject[]> {
	const answer = await how(context, question).catch((error: unknown) =>
		confirmNone(context, question, how, error),
	);
	if (!answer) return [];
	const { list } = answer;
	const records = list?.filter((one) => isUsable(one, question));
	if (!list || !records || (records.length === 0 && list.length > 0)) {
		throw new LocktError(
			'Lockt answered without a list of records',
			"Check 'Base URL' in the Lockt credential. If it is right, ask Lockt support",
		);
	}
	const others = list.length - records.length;
	if (others > 0) {
		warnOnce(
			context,
			`of ${question.path}, Lockt sent ${others} of ${list.length} records without a usable ID. They are left out`,
		);
	}
	return records;
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
	const { status, saysMissing } = error instanceof LocktError ? error.facts : {};
	if (status !== 404 || !saysMissing || isAboutOne(question)) throw error;
	await how(context, { path: '/time' }).catch(() => {
		throw error;
	});
}

/** Reference: `low_battery` and the `id` of events ask for many, all other filters name one. */
function isAboutOne({ path, query = {} }: Question): boolean {
	return path !== '/events' && Object.keys(query).some((name) => name !== 'low_battery');
}

/** The one thing that an answer is about. @throws LocktError as `ask` does */
export async function askThing(context: LocktContext, question: Question): Promise<IDataObject> {
	return firstOf(await askPatiently(context, question));
}

/** Whatever an answer holds: a list of things, or one. @throws LocktError as `ask` does */
export async function askAnything(
	context: LocktContext,
	question: Question,
): Promise<IDataObject[]> {
	const { list, whole }: Said = await askPatiently(context, question);
	return (list ?? [whole]) as IDataObject[];
}
