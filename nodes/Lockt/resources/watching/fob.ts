import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { recordsWithin } from '../../api/records/forms';
import { showHolders } from '../../api/records/fobs';
import { knownHoldersOf } from '../../api/records/holders';
import { plainText, quote } from '../../api/text/text';
import type { Finding, Risk, Watch } from '../../execution/plans';
import { changedFob } from '../../fields/columns/columns';
import type { Field } from '../../fields/field';
import { credential, fob as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { cameAsNumber } from '../../fields/records';
import { nameUser } from '../user/nameUser';
import { risksOfFields, soughtOf } from './fields';
import { adviseOn } from './findings';
import { readById, type Watched } from './watched';

/**
 * Compares a fob as it is before and after a change: nobody loses theirs, or keeps one, by what was not meant.
 * Reference, fob PUT: 0 takes it from who has it; of a fob whose user is not in the body nothing is said.
 */
export function watchFob(id: number): Watch {
	const read = readById(kind, id);
	return async (sent, lookups, isSeen) => {
		const watched = { kind, fields: fieldsFor(sent), read };
		if ([...soughtOfHolder(sent), ...soughtOf(watched.fields, sent)].every(isSeen)) return [];
		const before = await read(lookups);
		return [
			...(await riskOfHolder(watched, before, sent, lookups)),
			...(await risksOfFields(watched, before, sent, lookups)),
		];
	};
}

/** Nothing here switches a fob on or off. */
const SWITCH: Field = { id: 'enabled', label: 'Enabled', holds: { is: 'yesNo' } };

/** Of a fob that opens nothing any more none matters; and whoever gets one may be disabled, and the fob with them. */
function fieldsFor({ user_id }: IDataObject): Field[] {
	if (user_id === undefined) return [...changedFob.fields, SWITCH];
	return user_id === 0 ? [] : changedFob.fields;
}

/** What was the holder's already, or nobody's, does not show that others get theirs. */
const STAYS = 'the holder stays';
const COMES = 'the holder comes';
const GOES = 'the holder goes';
const CHANGES = 'the holder changes';
function soughtOfHolder({ user_id }: IDataObject): [string, ...string[]] {
	if (user_id === undefined) return [STAYS];
	return user_id === 0 ? [GOES] : [CHANGES, COMES];
}

async function riskOfHolder(
	{ read }: Watched,
	fob: IDataObject,
	sent: IDataObject,
	lookups: Lookups,
): Promise<Risk[]> {
	const before = await readHolder(fob, lookups).catch((error: unknown) => {
		if (error instanceof LocktError) return undefined;
		throw error;
	});
	const wanted = wantedHolders(sent) ?? before?.ids;
	const isHad = before !== undefined && wanted !== undefined && isSame(before.ids, wanted);
	if (isHad && wanted.length === 0) return sent.user_id === undefined ? [] : [NOBODYS];
	return [
		{
			kind: isHad ? STAYS : before?.ids.length === 0 ? COMES : soughtOfHolder(sent)[0],
			open: 'who has the fob',
			oneShows: true,
			showsNothing: !before,
			check: async (later) => {
				const after = await readHolder(await read(later), later);
				if (!wanted) throw unclearError();
				if (isSame(after.ids, wanted)) return undefined;
				if (after.ids.length === 0 && !(await showsHolders(later))) throw unclearError();
				const isLeft = before !== undefined && isSame(after.ids, before.ids);
				return findHolder(fob, after, wanted, isLeft);
			},
		},
	];
}

/** A fob that is taken from whoever has it, and seems to be nobody's. */
const NOBODYS: Risk = {
	kind: 'nobody has it',
	open: 'who has the fob',
	oneShows: true,
	check: async (later) => {
		if (!(await showsHolders(later))) throw unclearError();
		return undefined;
	},
};

function wantedHolders({ user_id }: IDataObject): string[] | undefined {
	if (user_id === undefined) return undefined;
	return user_id === 0 ? [] : [plainText(user_id)];
}

const isSame = (some: string[], others: string[]) => some.join() === others.join();

interface Holders {
	ids: string[];
	/** e.g. Toby Jones (ID 300) */
	names: string;
}

/** A fob does not show who has it: its credential does, which has the same card. @throws LocktError when that is not clear */
async function readHolder(fob: IDataObject, lookups: Lookups): Promise<Holders> {
	const card = plainText(fob.card_num).trim();
	if (card === '' || cameAsNumber('card_num', fob)) throw unclearError();
	const [found, ...others] = await lookups.find(credential, 'card_num', card);
	const ids = found && others.length === 0 ? knownHoldersOf(found) : undefined;
	if (!ids) throw unclearError();
	const names = recordsWithin(found!.user).map(nameUser).join(', ');
	return {
		ids,
		names: ids.length === 0 ? 'nobody' : names || `the user with the ID ${ids.join(', ')}`,
	};
}

/** Whether a fob is surely nobody's: then there is nothing to take from anybody. */
export async function isUnassigned(id: number, lookups: Lookups): Promise<boolean> {
	const isShown = async () => {
		const { ids } = await readHolder(await readById(kind, id)(lookups), lookups);
		return ids.length === 0 && (await showsHolders(lookups));
	};
	return isShown().catch(() => false);
}

const showsHolders = async (lookups: Lookups) => showHolders(await lookups.readAll(credential));

const unclearError = () =>
	new LocktError('Lockt does not say clearly who has the fob', 'Look in Lockt');

/** @param isLeft Lockt has left it to who had it: nobody loses anything by it */
function findHolder(
	fob: IDataObject,
	{ names }: Holders,
	wanted: string[],
	isLeft: boolean,
): Finding {
	const whose = wanted.length === 0 ? 'nobody' : `the user with the ID ${wanted.join(', ')}`;
	return {
		problem: `Not as Lockt said: it shows the fob ${quote(kind.title(fob))} (ID ${plainText(fob.id)}) with ${names}, and it was to be with ${whose}`,
		advice: adviseOn(kind.noun, isLeft),
	};
}
