import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { noteLag } from './lagging';
import { recentChanges, USERS, waitOut, type Change } from './sent';

/**
 * Reads again where what came is not as this process itself has sent it just now: one server of several may lag behind,
 * whatever another one has shown.
 *
 * @param path where it is read
 * @param read asks Lockt anew each time
 * @throws LocktError when the execution was stopped meanwhile
 */
export async function readCurrent<T>(
	context: IExecuteFunctions,
	path: string,
	read: () => Promise<T>,
	recordsIn: (answer: T) => IDataObject[],
): Promise<T> {
	const first = await read();
	if (path !== USERS) return first;
	const recent = await recentChanges(context);
	const findOld = async (answer: T) => findContradicted(context, recent, recordsIn(answer));
	const open = await findOld(first);
	if (open.length === 0) return first;
	await waitOut(context, open);
	const second = await read();
	if ((await findOld(second)).length === 0) await noteLag(context);
	return second;
}

/** Those changes that some records do not show. */
async function findContradicted(
	context: IExecuteFunctions,
	recent: Change[],
	records: IDataObject[],
): Promise<Change[]> {
	if (recent.length === 0) return [];
	const found = await Promise.all(records.map((one) => findUnshown(context, recent, one)));
	return [...new Set(found.flat())];
}

/** What was sent last of a field is what counts. */
async function findUnshown(
	context: IExecuteFunctions,
	recent: Change[],
	shown: IDataObject,
): Promise<Change[]> {
	const found: Change[] = [];
	const later = new Set<string>();
	for (const change of recent.toReversed()) {
		const sent = Object.entries(change.fieldsOf?.(shown.id) ?? {});
		const fields = Object.fromEntries(sent.filter(([name]) => !later.has(name)));
		for (const [name] of sent) later.add(name);
		if (Object.keys(fields).length === 0) continue;
		if ((await change.isShownBy?.(context, shown, fields)) === false) found.push(change);
	}
	return found;
}
