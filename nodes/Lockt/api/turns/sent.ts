import { sleep, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { endpoints } from '../endpoints';
import { accountOf, cancelSignalOf } from '../transport';
import { addressOf, LONGEST_LAG_MS } from './lagging';
import { accountName } from './overtaken';
import { stoppedError, unlessAborted } from './stopping';

/** What was sent in one request: Lockt has said that it is done, or may have done it. */
export interface Sent {
	/** Of which kind of record, e.g. /user */
	path: string;
	/** The IDs of the records that were changed. */
	ids: unknown[];
	/** Of users: looks whether Lockt shows it; undefined where that cannot be told. It does not fail. */
	isShown?: (context: IExecuteFunctions) => Promise<boolean | undefined>;
	/** What becomes of a record of a user by it. */
	fieldsOf?: (id: unknown) => IDataObject | undefined;
	/** Whether a record shows some fields of it; undefined where that cannot be told. It does not fail. */
	isShownBy?: (
		context: IExecuteFunctions,
		shown: IDataObject,
		fields: IDataObject,
	) => Promise<boolean | undefined>;
	/**
	 * Of others: whether records that were read show something else. It does not fail.
	 *
	 * @param isLast whether what was sent of an ID has not been changed since
	 */
	isContradictedBy?: (
		context: IExecuteFunctions,
		path: string,
		records: IDataObject[],
		isLast: (id: unknown) => boolean,
	) => Promise<boolean>;
}

/** The same, noted: reads may not show it yet. */
export interface Change extends Sent {
	by: WeakRef<IExecuteFunctions>;
	account: string;
	at: number;
	/** Reads have been seen to show it. */
	isSeen: boolean;
}

/** By address, oldest first. */
const changes = new Map<string, Change[]>();

/** After what is waited for a list may be from a cache all the same. */
const KEPT_MS = 2 * LONGEST_LAG_MS;

/** Where users are, and all that is a part of them. */
export const USERS = endpoints.saveUsers.path;

const CARDS: string[] = [endpoints.updateFobs.path, endpoints.updateCredentials.path];

/** Whether what is read there shows a change: fobs are credentials, which users have, and all of it is a part of users. */
export const isReadAt =
	(path: string) =>
	({ path: changed }: Change) =>
		changed === path ||
		path === USERS ||
		(CARDS.includes(path) && (CARDS.includes(changed) || changed === USERS));

/** Whether it is looked at for a change before something is read there. */
export const isLookedAt =
	(path: string) =>
	({ path: changed }: Change) =>
		path === USERS || (CARDS.includes(path) && CARDS.includes(changed));

/** No change of anything else shows in these. */
const ON_THEIR_OWN: string[] = [endpoints.createDoors.path, endpoints.createLocations.path];

/** Whether what is read there may show a change. */
export const mayBeReadAt = (path: string) => (change: Change) =>
	!ON_THEIR_OWN.includes(path) || change.path === path;

/** Notes that a change has ended. */
export async function noteSent(context: IExecuteFunctions, sent: Sent): Promise<void> {
	const account = accountName(await accountOf(context));
	const address = await addressOf(context);
	const change = { ...sent, by: new WeakRef(context), account, at: Date.now(), isSeen: false };
	// At once, as another API user may have ended one in the same moment.
	changes.set(address, [...keptOf(address), change]);
}

/** Those that even a list from a cache may not show. */
export async function keptChanges(context: IExecuteFunctions): Promise<Change[]> {
	return keptOf(await addressOf(context));
}

const keptOf = (address: string) =>
	(changes.get(address) ?? []).filter(({ at }) => Date.now() < at + KEPT_MS);

/** Those that a read may not show. */
export const recentChanges = async (context: IExecuteFunctions) =>
	(await keptChanges(context)).filter(isRecent);

export const isRecent = ({ at }: Change) => Date.now() < at + LONGEST_LAG_MS;

export const isOfAnother =
	(context: IExecuteFunctions) =>
	({ by }: Change) =>
		by.deref() !== context;

/** How long a read may lag behind one of these. */
export const leftMs = (open: Change[]) =>
	Math.max(0, ...open.map(({ at }) => at + LONGEST_LAG_MS - Date.now()));

/** Waits until every read shows them. @throws LocktError when the execution was stopped meanwhile */
export async function waitOut(context: IExecuteFunctions, open: Change[]): Promise<void> {
	const ms = leftMs(open);
	if (ms > 0) await unlessAborted(() => sleep(ms), cancelSignalOf(context), stoppedError);
}
