import type { IDataObject } from 'n8n-workflow';
import { ask, type LocktContext, type Question } from './client';
import { LocktError } from './errors';
import { askRecords } from './records';

/**
 * Whether Lockt heeded what narrows a list, where its records do not show it. A server that does not know
 * a part of a question answers as if it were not there, and everybody would be an installer.
 */

/**
 * Compares with the list of all.
 *
 * @param records the answer to the question
 * @throws LocktError when all are among them
 */
export async function refuseIfAll(
	context: LocktContext,
	{ path, flags = [] }: Question,
	records: IDataObject[],
): Promise<void> {
	if (records.length === 0) return;
	const ids = new Set(records.map(({ id }) => id));
	const all = await askRecords(context, { path });
	if (all.length > 0 && all.every(({ id }) => ids.has(id))) {
		throw notHeeded(`${path}?${flags.join('&')}`);
	}
}

/**
 * Asks the same of nobody. All may rightly be meant, as there are people who may open every door; but of
 * nobody there can be none.
 *
 * @param records the answer to the question
 * @throws LocktError when there are some
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
		if (error instanceof LocktError) return [];
		throw error;
	});
	if (others.length > 0) throw notHeeded(`${path}?${name}=`);
}

/** No user has it for an ID, or for an ID number. */
const NOBODY = 2_147_483_645;

function notHeeded(question: string): LocktError {
	return new LocktError(
		`Lockt does not heed what was asked for: it answers '${question}' with all there are`,
		'Nothing was put out, as everybody would seem to be meant. Ask Lockt support',
	);
}
