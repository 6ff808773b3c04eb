import type { IDataObject } from 'n8n-workflow';
import { ask, type LocktContext, type Question } from '../api/client';
import { LocktError, unlessMissing } from '../api/errors';
import { warnDaily } from '../api/questions/warnings';
import { quote } from '../api/text/text';
import { keysFor } from '../api/transport';
import { refuseLookAlikes } from '../fields/digits';
import { user } from '../fields/kinds';
import type { Picked } from '../fields/locator';
import { cameAsNumber, comparable, mayHave, readListed, tellsAll } from '../fields/records';
import { refuseEmptyList } from './emptyLists';

/**
 * Whoever was picked, as Lockt shows them: several where it lists a person more than once. None, and a warning
 * each day, where there is nobody.
 *
 * @throws LocktError where Lockt does not show who has the ID number, or may mean somebody else
 */
export async function findUsers(
	context: LocktContext,
	{ key, value }: Picked,
): Promise<IDataObject[]> {
	const { property, label } = key;
	const read = (query?: Question['query']) => readListed(context, user, { query }, ask);
	const askFor = async (wanted: string) =>
		(await unlessMissing(read({ [property]: wanted }))) ?? { records: [], leftOut: [] };
	const answer = await askFor(value);
	const asked = answer.records.filter(mayHave(property, value));
	await refuseLookAlikes(user, key, value, asked, async (wanted) => (await askFor(wanted)).records);
	if (asked.length > 0) return asked;
	// Only a list of others means that they are not there: nothing may be a bad moment of Lockt's.
	const { records } = await read();
	await refuseEmptyList(context, user, records);
	const listed = records.filter((record) => shows(record, { key, value }));
	if (listed.length > 0) return listed;
	if (!tellsAll(user, property, answer)) throw unclearError(label, value);
	const { inTexts } = await keysFor(context);
	warnDaily(
		context,
		`there is no user with ${label} ${inTexts(quote(value))}. Correct the filter 'People'`,
	);
	return [];
}

/** Whether a record shows for sure that it is of whoever was picked. */
export function shows(record: IDataObject, { key: { property }, value }: Picked): boolean {
	return (
		!cameAsNumber(property, record) &&
		comparable(property, record[property]) === comparable(property, value)
	);
}

function unclearError(label: string, value: string): LocktError {
	return new LocktError(
		`It is not clear whether there is a user with ${label} ${quote(value)}: Lockt sent users that do not show it`,
		"In the filter 'People', pick the person from the list or by Lockt ID, or ask Lockt support. Until then nothing is told of anybody, and nothing counts as seen",
	);
}
