import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { noteLag } from './lagging';
import { isReadAt, recentChanges, USERS, waitOut, type Change } from './sent';

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
	const recent = (await recentChanges(context)).filter(isReadAt(path));
	const findOld = async (answer: T) => findContradicted(context, path, recent, recordsIn(answer));
	const open = await findOld(first);
	if (open.length === 0) return first;
	await waitOut(context, open);
	const second = await read();
	const still = await findOld(second);
	if (still.length === 0) await noteLag(context);
	// It is shown in a way of its own, for which nobody is to wait again.
	for (const change of still) change.isContradictedBy = undefined;
	return second;
}

/** Those changes that some records do not show. */
async function findContradicted(
	context: IExecuteFunctions,
	path: string,
	recent: Change[],
	records: IDataObject[],
): Promise<Change[]> {
	if (recent.length === 0) return [];
	const ofUsers = path === USERS ? records : [];
	const unshown = await Promise.all(ofUsers.map((one) => findUnshown(context, recent, one)));
	const others = await findOthers(context, path, recent, records);
	return [...new Set([...unshown.flat(), ...others])];
}

/** More changes are not compared with a list: to wait takes no longer than the questions that it may need. */
const MOST_COMPARED = 20;

/** The same of changes of other records than users. */
async function findOthers(
	context: IExecuteFunctions,
	path: string,
	recent: Change[],
	records: IDataObject[],
): Promise<Change[]> {
	const compared = recent.filter(({ isContradictedBy }) => isContradictedBy !== undefined);
	if (compared.length > MOST_COMPARED && records.length > 1) return compared;
	const isContradicted = (change: Change, n: number) => {
		const later = recent.slice(n + 1).filter((one) => one.path === change.path);
		const isLast = (id: unknown) => !later.some(({ ids }) => ids.includes(id));
		return change.isContradictedBy?.(context, path, records, isLast);
	};
	const found = await Promise.all(recent.map(async (one, n) => isContradicted(one, n)));
	return recent.filter((_, n) => found[n]);
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
