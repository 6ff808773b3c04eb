import type { IDataObject } from 'n8n-workflow';
import { ask, type LocktContext, type Question } from '../client';
import { LocktError } from '../errors';
import { askList, askRecords } from './records';

/**
 * Whether Lockt heeded what narrows a list, where its records do not show it. A server that does not know
 * a part of a question answers as if it were not there, and everybody would be an installer.
 */

/**
 * Whether an answer leaves out somebody who is in the list of all. It is asked for once more after that list:
 * who has come in between would seem to be left out, too, and everybody else to be meant.
 *
 * @param records the answer to the question
 */
export async function leavesOut(
	context: LocktContext,
	question: Question,
	records: IDataObject[],
): Promise<boolean> {
	const all = await askRecords(context, { path: question.path });
	const others = without(all, records);
	if (others.length === 0) return all.length === 0;
	const again = await askList(context, question);
	// Who came without a usable ID may be anybody.
	return without(others, again.records).length > again.leftOut.length;
}

function without(records: IDataObject[], some: IDataObject[]): IDataObject[] {
	const ids = new Set(some.map(({ id }) => id));
	return records.filter(({ id }) => !ids.has(id));
}

/**
 * Asks the same of nobody. All may rightly be meant, as there are people who may open every door; but of
 * nobody there can be none.
 *
 * @param records the answer to the question
 * @throws LocktError when there are some, or when it is not said that there are none
 */
export async function refuseIfOfNobody(
	context: LocktContext,
	{ path, query = {} }: Question,
	records: IDataObject[],
): Promise<void> {
	const [name] = Object.keys(query);
	if (records.length === 0 || name === undefined) return;
	const ofNobody = askRecords(context, { path, query: { [name]: NOBODY } }, ask);
	const others = await ofNobody.catch((error: unknown) => {
		if (!(error instanceof LocktError)) throw error;
		const { saysMissing, refusesQuestion, words } = error.facts;
		if (saysMissing && words) return [];
		// A proxy may refuse it, too, or the server what is no ID of its own.
		throw refusesQuestion ? notToldError(`${path}?${name}=`, error) : error;
	});
	if (others.length > 0) throw notHeededError(`${path}?${name}=`);
}

/** No user has it for an ID, or for an ID number. */
const NOBODY = 2_147_483_645;

/** What to say where it does not. @param question e.g. /user?installers */
export function notHeededError(question: string): LocktError {
	return new LocktError(
		`Lockt does not heed what was asked for: it answers '${question}' with all there are`,
		'Nothing was put out, as everybody would seem to be meant. Ask Lockt support',
	);
}

/** What to say where that about nobody is refused without a word of there being no such user. */
function notToldError(question: string, { message, facts: { status } }: LocktError): LocktError {
	return new LocktError(
		`Lockt may not heed what was asked for: it refuses '${question}' of a user that does not exist, but does not say that there is none`,
		`Nothing was put out, as everybody may be meant. Ask Lockt support. ${message}`,
		{ status },
	);
}
