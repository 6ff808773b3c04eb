import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { isSameCard, readCard } from '../../api/records/card';
import { showHolders } from '../../api/records/fobs';
import { knownHoldersOf } from '../../api/records/holders';
import { plainText } from '../../api/text/text';
import type { Call } from '../../execution/plans';
import { changedFob } from '../../fields/columns/columns';
import { dates, type Field } from '../../fields/field';
import { credential, fob } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { access } from '../../fields/validity';
import { levelsOf } from '../user/levels';
import { cardsIn, isShownAs } from './comparing';

const FOBS = endpoints.updateFobs.path;
const CREDENTIALS = endpoints.updateCredentials.path;

type IsContradictedBy = NonNullable<Call['isContradictedBy']>;

/**
 * A list that lags behind shows fobs as they were, or credentials and users as if the fobs were with who had them. Where it
 * takes a question more, the last one shows for all.
 */
export const isFobContradictedBy: IsContradictedBy = async (path, records, sent, lookups) => {
	// What is read alone is looked at by whoever has sent it.
	if (records.length < 2) return false;
	if (path === FOBS) {
		const isOther = await showOther(changedFob.fields, records, sent, lookups);
		return isOther || showOtherLevels(records, sent, lookups);
	}
	const last = sent.at(-1);
	if (!last) return false;
	const { card_num } = await lookups.readFull(fob, Number(last.id));
	const holder = last.user_id === undefined ? undefined : plainText(last.user_id);
	if (path !== CREDENTIALS) return isOtherUser(records, readCard(card_num), holder);
	return (
		isOtherHolder(records, readCard(card_num), holder) ||
		showOtherDates(records, card_num, last, lookups)
	);
};

/** The same of the dates of credentials, which are those of fobs as well. */
export const isCredentialContradictedBy: IsContradictedBy = async (
	path,
	records,
	sent,
	lookups,
) => {
	if (path === CREDENTIALS) return showOther(dates(access), records, sent, lookups);
	const last = sent.at(-1);
	if (path !== FOBS || !last || records.length < 2) return false;
	const { card_num } = await lookups.readFull(credential, Number(last.id));
	return showOtherDates(records, card_num, last, lookups);
};

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

/** What a fob opens hangs on who has it: it is compared with what Lockt shows of one alone. */
async function showOtherLevels(
	fobs: IDataObject[],
	sent: IDataObject[],
	lookups: Lookups,
): Promise<boolean> {
	const last = sent.findLast(({ user_id }) => user_id !== undefined);
	const shown = fobs.find(({ id }) => Number(id) === Number(last?.id));
	if (!shown) return false;
	const alone = await lookups.readFull(fob, Number(shown.id));
	const [is, was] = [shown, alone].map((one) => levelsOf(one)?.map(({ id }) => id));
	return is !== undefined && was !== undefined && is.join() !== was.join();
}

/** @param id of who has the fob with the card: 0 for nobody, undefined where it is not sent */
function isOtherHolder(credentials: IDataObject[], card: string, id: string | undefined): boolean {
	if (id === undefined || card === '') return false;
	const [shown, other] = credentials.filter(({ card_num }) => isSameCard(card_num, card));
	const holders = shown && other === undefined ? knownHoldersOf(shown) : undefined;
	if (!holders || (holders.length === 0 && !showHolders(credentials))) return false;
	return holders.join() !== (id === '0' ? '' : id);
}

/** Of users a list may show one card of several: that somebody has none, or that another has this one, is clear. */
function isOtherUser(users: IDataObject[], card: string, id: string | undefined): boolean {
	if (id === undefined || card === '') return false;
	const cardsOf = (user: IDataObject) =>
		cardsIn(user)
			.map(({ card_num }) => readCard(card_num))
			.filter(Boolean);
	const hasIt = (user: IDataObject) => cardsOf(user).some((one) => isSameCard(one, card));
	if (users.some((user) => plainText(user.id) !== id && hasIt(user))) return true;
	const holder = users.find((user) => plainText(user.id) === id);
	return holder !== undefined && cardsOf(holder).length === 0;
}
