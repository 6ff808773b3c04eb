import type { IDataObject } from 'n8n-workflow';
import { ask } from '../client';
import { endpointOf } from '../endpoints';
import { LocktError } from '../errors';
import { readListed } from '../guard/listedDoors';
import type { Permissions } from '../guard/wanted';
import type { Request } from '../request';
import type { LocktContext } from '../transport';
import { askRecords } from './records';
import { warn } from './warnings';

/** For so long a list of doors that a run has read is what Lockt has: one opens but a moment later. */
const RECENT_MS = 15_000;

/** The doors that a run has read. */
const known = new WeakMap<LocktContext, { at: number; doors: Promise<IDataObject[]> }>();

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
	return readDoors(context).catch((error: unknown) => {
		if (!(error instanceof LocktError)) throw error;
		warn(
			context,
			`the names in the credential's list of doors could not be looked up: ${error.message}`,
		);
		return undefined;
	});
}

/** The doors that Lockt has, once for a run that takes but moments. @throws LocktError where Lockt does not tell them */
export async function readDoors(context: LocktContext): Promise<IDataObject[]> {
	const last = known.get(context);
	if (last && Date.now() - last.at < RECENT_MS) return last.doors;
	const doors = askRecords(context, { path: '/door' }, ask);
	known.set(context, { at: Date.now(), doors });
	return doors;
}
