import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { isSameCard, readCard } from '../../api/records/card';
import { showHolders } from '../../api/records/fobs';
import { knownHoldersOf } from '../../api/records/holders';
import { plainText } from '../../api/text/text';
import type { Call } from '../../execution/plans';
import { changedFob } from '../../fields/columns/columns';
import { dates, type Field } from '../../fields/field';
import {
	accessLevel,
	credential,
	door,
	fob,
	location,
	schedule,
	user,
	type Kind,
} from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { access } from '../../fields/validity';
import { levelsOf } from '../user/levels';
import { cardsIn, isShownAs } from './comparing';

const FOBS = endpoints.updateFobs.path;
const CREDENTIALS = endpoints.updateCredentials.path;

type IsContradictedBy = NonNullable<Call['isContradictedBy']>;

/** Where it takes a question for each, more are not looked at: they are taken to be contradicted, and waited for. */
const MOST_ASKED = 20;

/** A list that lags behind shows fobs as they were, or credentials and users as if the fobs were with who had them. */
export const isFobContradictedBy: IsContradictedBy = async (path, records, sent, lookups) => {
	// What is read alone is looked at by whoever has sent it.
	if (records.length < 2) return false;
	if (path === FOBS) {
		const isOther = await showOther(changedFob.fields, records, sent, lookups);
		return isOther || showOtherLevels(records, sent, lookups);
	}
	return anyAsked(sent, async (one) => {
		const { card_num } = await lookups.readFull(fob, Number(one.id));
		const card = readCard(card_num);
		const holder = one.user_id === undefined ? undefined : plainText(one.user_id);
		if (path !== CREDENTIALS) return isOtherUser(records, card, holder, 'card_num' in one);
		return (
			isOtherHolder(records, card, holder) ||
			isOtherCredential(records, card, one) ||
			showOtherDates(records, card_num, one, lookups)
		);
	});
};

/** Which of them were as they are before is not known: one that was so would show for none of the others. */
async function anyAsked(
	sent: IDataObject[],
	isContradicted: (one: IDataObject) => Promise<boolean>,
): Promise<boolean> {
	if (sent.length > MOST_ASKED) return true;
	const asking = sent.map((one) => isContradicted(one).catch(() => false));
	return (await Promise.all(asking)).includes(true);
}

/** The same of the dates of credentials, which are those of fobs as well. */
export const isCredentialContradictedBy: IsContradictedBy = async (
	path,
	records,
	sent,
	lookups,
) => {
	if (path === CREDENTIALS) return showOther(dates(access), records, sent, lookups);
	if (path !== FOBS || records.length < 2) return false;
	return anyAsked(sent, async (one) => {
		const { card_num } = await lookups.readFull(credential, Number(one.id));
		return showOtherDates(records, card_num, one, lookups);
	});
};

/**
 * The same of what was deleted: a list shows it still, or what was a part of it. What a list does not tell of it, it may
 * show as it was.
 */
export const isDeletionContradictedBy =
	(kind: Kind): IsContradictedBy =>
	(path, records, sent) => {
		const ids = new Set(sent.map(({ id }) => Number(id)));
		const shows = (held: Array<{ id?: unknown }> | undefined) =>
			held === undefined || held.some(({ id }) => ids.has(Number(id)));
		const isTold = () => {
			if (path === kind.path) return !shows(records);
			if (records.length < 2 || ON_THEIR_OWN.has(kind.path)) return true;
			if (kind.path === accessLevel.path) return !records.some((one) => shows(levelsOf(one)));
			if (kind.path === user.path && path === CREDENTIALS) {
				return !records.some((one) => shows(knownHoldersOf(one)?.map((id) => ({ id }))));
			}
			return false;
		};
		return Promise.resolve(!isTold());
	};

/** Nothing of them is shown of other records. */
const ON_THEIR_OWN = new Set([door.path, location.path, schedule.path]);

/** Whether the one record with a card shows other dates than were sent. */
async function showOtherDates(
	records: IDataObject[],
	card: unknown,
	sent: IDataObject,
	lookups: Lookups,
): Promise<boolean> {
	const own = readCard(card) === '' ? [] : records.filter((one) => isSameCard(one.card_num, card));
	const [shown] = own.length === 1 ? own : [];
	return shown !== undefined && isOther(dates(access), shown, sent, lookups);
}

async function showOther(
	fields: Field[],
	records: IDataObject[],
	sent: IDataObject[],
	lookups: Lookups,
): Promise<boolean> {
	const byId = new Map(records.map((one) => [Number(one.id), one]));
	for (const one of sent) {
		const shown = byId.get(Number(one.id));
		if (shown && (await isOther(fields, shown, one, lookups))) return true;
	}
	return false;
}

async function isOther(
	fields: Field[],
	shown: IDataObject,
	sent: IDataObject,
	{ zone }: Lookups,
): Promise<boolean> {
	for (const field of fields.filter(({ id }) => id in sent)) {
		if ((await isShownAs(shown, field, sent[field.id], zone)) === false) return true;
	}
	return false;
}

/** What a fob opens hangs on who has it: it is compared with what Lockt shows of each alone. */
async function showOtherLevels(
	fobs: IDataObject[],
	sent: IDataObject[],
	lookups: Lookups,
): Promise<boolean> {
	const byId = new Map(fobs.map((one) => [Number(one.id), one]));
	const handed = sent.filter(({ id, user_id }) => user_id !== undefined && byId.has(Number(id)));
	return anyAsked(handed, async ({ id }) => {
		const alone = await lookups.readFull(fob, Number(id));
		const levels = [byId.get(Number(id))!, alone].map((one) => levelsOf(one));
		const [is, was] = levels.map((held) => held?.map((level) => level.id));
		return is !== undefined && was !== undefined && is.join() !== was.join();
	});
}

/** @param id of who has the fob with the card: 0 for nobody, undefined where it is not sent */
function isOtherHolder(credentials: IDataObject[], card: string, id: string | undefined): boolean {
	if (id === undefined || card === '') return false;
	const [shown, other] = credentials.filter(({ card_num }) => isSameCard(card_num, card));
	const holders = shown && other === undefined ? knownHoldersOf(shown) : undefined;
	if (!holders || (holders.length === 0 && !showHolders(credentials))) return false;
	return holders.join() !== (id === '0' ? '' : id);
}

/** A fob is a credential with its card, and its name. */
function isOtherCredential(
	credentials: IDataObject[],
	card: string,
	{ card_num, name }: IDataObject,
): boolean {
	if (card === '') return false;
	const own = credentials.filter((one) => isSameCard(one.card_num, card));
	if (own.length === 0) return card_num !== undefined;
	return name !== undefined && !own.some((one) => plainText(one.name) === plainText(name));
}

/** Of users a list may show one card of several: that somebody has none, or that another has this one, is clear. */
function isOtherUser(
	users: IDataObject[],
	card: string,
	id: string | undefined,
	isNew: boolean,
): boolean {
	if (card === '') return false;
	const cardsOf = (user: IDataObject) =>
		cardsIn(user)
			.map(({ card_num }) => readCard(card_num))
			.filter(Boolean);
	const hasIt = (user: IDataObject) => cardsOf(user).some((one) => isSameCard(one, card));
	if (isNew && !users.some(hasIt)) return true;
	if (id === undefined) return false;
	if (users.some((user) => plainText(user.id) !== id && hasIt(user))) return true;
	const holder = users.find((user) => plainText(user.id) === id);
	return holder !== undefined && cardsOf(holder).length === 0;
}
