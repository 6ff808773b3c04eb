import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { isSameCard, readCard } from '../../api/records/card';
import { showHolders } from '../../api/records/fobs';
import { knownHoldersOf } from '../../api/records/holders';
import { plainText } from '../../api/text/text';
import type { Call } from '../../execution/plans';
import { changedFob } from '../../fields/columns/columns';
import { dates, type Field } from '../../fields/field';
import { fob } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { access } from '../../fields/validity';
import { levelsOf } from '../user/levels';
import { cardsIn, isShownAs } from './comparing';

type IsContradictedBy = NonNullable<Call['isContradictedBy']>;

/** A list that lags behind shows fobs as they were, or credentials and users as if the fobs were with who had them. */
export const isFobContradictedBy: IsContradictedBy = async (path, records, sent, lookups) => {
	// What is read alone is looked at by whoever has sent it.
	if (records.length < 2) return false;
	if (path === endpoints.updateFobs.path) {
		const isOther = await showOther(changedFob.fields, records, sent, lookups);
		return isOther || showOtherLevels(records, sent, lookups);
	}
	for (const one of sent.filter(({ user_id }) => user_id !== undefined)) {
		const card = readCard((await lookups.readFull(fob, Number(one.id))).card_num);
		if (card === '') continue;
		const isOther = path === endpoints.updateCredentials.path ? isOtherHolder : isOtherUser;
		if (isOther(records, card, plainText(one.user_id))) return true;
	}
	return false;
};

/** The same of the dates of credentials. */
export const isCredentialContradictedBy: IsContradictedBy = async (path, records, sent, lookups) =>
	path === endpoints.updateCredentials.path && showOther(dates(access), records, sent, lookups);

async function showOther(
	fields: Field[],
	records: IDataObject[],
	sent: IDataObject[],
	{ zone }: Lookups,
): Promise<boolean> {
	const byId = new Map(records.map((one) => [Number(one.id), one]));
	for (const one of sent) {
		const shown = byId.get(Number(one.id));
		for (const field of shown ? fields.filter(({ id }) => id in one) : []) {
			if ((await isShownAs(shown!, field, one[field.id], zone)) === false) return true;
		}
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

/** @param id of who has the fob with the card: 0 for nobody */
function isOtherHolder(credentials: IDataObject[], card: string, id: string): boolean {
	const [shown, other] = credentials.filter(({ card_num }) => isSameCard(card_num, card));
	const holders = shown && other === undefined ? knownHoldersOf(shown) : undefined;
	if (!holders || (holders.length === 0 && !showHolders(credentials))) return false;
	return holders.join() !== (id === '0' ? '' : id);
}

/** Of users a list may show one card of several: that somebody has none, or that another has this one, is clear. */
function isOtherUser(users: IDataObject[], card: string, id: string): boolean {
	const cardsOf = (user: IDataObject) =>
		cardsIn(user)
			.map(({ card_num }) => readCard(card_num))
			.filter(Boolean);
	const hasIt = (user: IDataObject) => cardsOf(user).some((one) => isSameCard(one, card));
	if (users.some((user) => plainText(user.id) !== id && hasIt(user))) return true;
	const holder = users.find((user) => plainText(user.id) === id);
	return holder !== undefined && cardsOf(holder).length === 0;
}
