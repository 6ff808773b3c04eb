import type { IDataObject } from 'n8n-workflow';
import { ask } from '../client';
import { endpointOf } from '../endpoints';
import { LocktError } from '../errors';
import { readListed } from '../guard/listedDoors';
import type { Permissions } from '../guard/wanted';
import type { Request } from '../request';
import type { LocktContext } from '../transport';
import { askList, type Listed } from './records';
import { warn } from './warnings';

/** For so long a list of doors that a run has read is what Lockt has: one opens but a moment later. */
const RECENT_MS = 15_000;

/** The doors that a run has read. */
const known = new WeakMap<LocktContext, { at: number; doors: Promise<Listed> }>();

/**
 * The doors that Lockt has, where a credential lists some by name and one is to be unlocked.
 *
 * @returns undefined where nobody needs them, and where Lockt does not tell them: no name counts then
 */
export async function doorsFor(
	context: LocktContext,
	{ method, path }: Pick<Request, 'method' | 'path'>,
	{ unlock, unlockDoors }: Permissions,
): Promise<IDataObject[] | undefined> {
	const isUnlock = endpointOf(method, path, '')?.needs === 'unlock';
	if (!isUnlock || unlock !== 'listed' || readListed(unlockDoors).names.length === 0)
		return undefined;
	const listed = await listDoors(context).catch((error: unknown) => {
		if (!(error instanceof LocktError)) throw error;
		return error;
	});
	const isError = listed instanceof LocktError;
	// One that cannot be told may have any name.
	if (!isError && listed.leftOut.length === 0) return listed.records;
	const why = isError ? listed.message : 'Lockt shows doors without a usable ID';
	warn(context, `the names in the credential's list of doors could not be looked up: ${why}`);
	return undefined;
}

/** The doors that Lockt has, once for a run that takes but moments. @throws LocktError where Lockt does not tell them */
export async function readDoors(context: LocktContext): Promise<IDataObject[]> {
	return (await listDoors(context)).records;
}

async function listDoors(context: LocktContext): Promise<Listed> {
	const last = known.get(context);
	if (last && Date.now() - last.at < RECENT_MS) return last.doors;
	const doors = askList(context, { path: '/door' }, ask);
	known.set(context, { at: Date.now(), doors });
	return doors;
}
