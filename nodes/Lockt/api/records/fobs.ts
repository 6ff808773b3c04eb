import type { IDataObject } from 'n8n-workflow';
import { groupBy } from '../text/groupBy';
import { bareCard, isSameCard, readCard } from './card';
import { booleanIn, recordsWithin } from './forms';
import { knownHoldersOf } from './holders';
import { nameOf } from './people';
import { isMasked } from '../text/masked';
import { sortWords } from '../text/nameWords';
import { plainText } from '../text/text';

/** Who has a fob. */
export interface Holding {
	/** The IDs of users; none where nobody has it. */
	ids: string[];
	/** Last name, first name; blank where it is not shown. */
	name: string;
}

/** Where no credential shows who has it, blank says nothing of a single one. */
export function showHolders(credentials: IDataObject[]): boolean {
	return credentials.some((one) => (knownHoldersOf(one) ?? []).length > 0);
}

/**
 * Who has a fob. Reference, /fob: it does not show it; its credential does, which has the same card.
 *
 * @param credentials those that there are
 * @param areShown whether blank says that nobody has one
 * @returns what tells it of a fob; undefined where it is not clear
 */
export function findHoldings(
	credentials: IDataObject[],
	areShown = showHolders(credentials),
): (fob: IDataObject) => Holding | undefined {
	const ofCard = groupByCard(credentials);
	return (fob) => {
		const own = holdingOf(fob);
		if (own && own.ids.length > 0) return own;
		const found = sameCards(fob, ofCard);
		const holding = found.length === 1 ? holdingOf(found[0]!) : undefined;
		return holding?.ids.length === 0 && !areShown ? undefined : holding;
	};
}

function holdingOf(record: IDataObject): Holding | undefined {
	const ids = knownHoldersOf(record);
	return ids && { ids, name: recordsWithin(record.user).map(nameOf).filter(Boolean).join('; ') };
}

/**
 * Whether a credential is a fob: one of the fobs has its card.
 *
 * @param fobs those that there are
 * @returns what tells it of a credential; undefined where it is not clear
 */
export function findFobs(fobs: IDataObject[]): (credential: IDataObject) => boolean | undefined {
	const ofCard = groupByCard(fobs);
	const ids = new Set(fobs.map(({ id }) => id));
	return (credential) => {
		const own = booleanIn(credential.fob);
		if (own !== undefined) return own;
		if (sameCards(credential, ofCard).length === 1) return true;
		const card = readCard(credential.card_num);
		const isOpen = card === '' || isMasked(card) || ids.has(credential.id);
		return isOpen || cardsLike(credential, ofCard).length > 0 ? undefined : false;
	};
}

type ByCard = Map<string, IDataObject[]>;

const groupByCard = (records: IDataObject[]): ByCard =>
	groupBy(records, ({ card_num }) => {
		const card = bareCard(card_num);
		return card === '' || isMasked(card) ? [] : [card];
	});

/** Those whose card may be the same. */
function cardsLike(record: IDataObject, ofCard: ByCard): IDataObject[] {
	const all = ofCard.get(bareCard(record.card_num)) ?? [];
	return all.filter(({ card_num }) => isSameCard(card_num, record.card_num));
}

/** The same; of one that came as a number the leading zeros are not known, so that the ID must be the same as well. */
function sameCards(record: IDataObject, ofCard: ByCard): IDataObject[] {
	const like = cardsLike(record, ofCard);
	const isSure = [record, ...like].every(({ card_num }) => typeof card_num === 'string');
	return isSure && like.length === 1 ? like : like.filter(({ id }) => id === record.id);
}

/**
 * Users without the fobs among them, as the reference's example of `GET /user` has some: by card and name. Whoever
 * was given a fob has its card alone.
 */
export function withoutFobs(users: IDataObject[], fobs: IDataObject[]): IDataObject[] {
	const known = new Set(fobs.filter(hasCard).map(keyOf));
	return users.filter((one) => !known.has(keyOf(one)));
}

const hasCard = ({ card_num }: IDataObject) => plainText(card_num).trim() !== '';

const keyOf = (one: IDataObject) =>
	JSON.stringify([plainText(one.card_num).trim(), sortWords(nameOf(one))]);
