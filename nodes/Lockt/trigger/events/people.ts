import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { LocktError, unlessRefused } from '../../api/errors';
import { isSameCard, readCard } from '../../api/records/card';
import { readTrace } from '../../api/records/eventHolder';
import type { EventRecord } from '../../api/records/events';
import { recordsWithin } from '../../api/records/forms';
import { knownHoldersOf } from '../../api/records/holders';
import { nameOf } from '../../api/records/people';
import { isMasked } from '../../api/text/masked';
import { sortWords } from '../../api/text/nameWords';
import { credential, user } from '../../fields/kinds';
import type { Picked } from '../../fields/locator';
import { readRecords } from '../../fields/records';
import { findUsers } from '../findUsers';
import { findHolders } from './holders';
import { warnOfStrangers } from './strangers';

/** The events of these people; of none that there is, no events. */
export async function filterByPeople(
	context: IPollFunctions,
	events: EventRecord[],
	people: Picked[],
): Promise<EventRecord[]> {
	const tests: Array<ReturnType<typeof recogniseUser>> = [];
	const watched: IDataObject[] = [];
	// Not all at once: they are asked for with each event, of a server that may take one request at a time.
	for (const person of people) {
		const rows = await findRows(context, person);
		const shown = rows.map((row) => recogniseUser(row));
		const isOpen = (event: EventRecord) =>
			readTrace(event).card !== '' && !shown.some((isTheirs) => isTheirs(event));
		const unclear = new Set(rows.filter((row) => !showsCards(row)).map(({ id }) => Number(id)));
		const asks = unclear.size > 0 && events.some(isOpen);
		const cards = asks ? await readCards(context, [...unclear]) : undefined;
		tests.push(...rows.map((row) => recogniseUser(row, cards)));
		watched.push(...rows);
	}
	const others = events.filter((event) => !tests.some((isTheirs) => isTheirs(event)));
	const handedOn = new Set(await findHandedOn(context, others, watched));
	const leftOut = new Set(others.filter((event) => !handedOn.has(event)));
	if (leftOut.size > 0) await warnOfStrangers(context, [...leftOut]);
	return events.filter((event) => !leftOut.has(event));
}

/** Those that name one of these people, though the card is not theirs any more, and of nobody else with the name. */
async function findHandedOn(
	context: IPollFunctions,
	events: EventRecord[],
	watched: IDataObject[],
): Promise<EventRecord[]> {
	const names = new Set(watched.map((row) => sortWords(nameOf(row))).filter(Boolean));
	const ids = new Set(watched.map(({ id }) => Number(id)));
	const named = events.filter((event) => names.has(readTrace(event).name));
	const holders = await findHolders(context, named);
	return named.filter((_, n) => !holders[n] || ids.has(Number(holders[n].id)));
}

/** The user as Lockt has it: some servers list a person once for each card. */
async function findRows(context: IPollFunctions, picked: Picked): Promise<IDataObject[]> {
	const found = await findUsers(context, picked);
	const further = found.map((row) => user.completes?.(row)).find(Boolean);
	if (!further || picked.key.property === 'id') return found;
	const whole = await readRecords(context, user, further, ask);
	const ids = new Set(found.map(({ id }) => id));
	return [...found, ...whole.filter(({ id }) => ids.has(id))];
}

const showsCard = ({ card_num }: IDataObject) =>
	readCard(card_num) !== '' && !isMasked(readCard(card_num));

/** Whether a user shows all of their cards. One who shows none may have some. */
function showsCards({ credentials }: IDataObject): boolean {
	const cards = recordsWithin(credentials);
	return cards.length > 0 && cards.every(showsCard);
}

/** Cards of a user that their record does not show. */
interface Cards {
	further: unknown[];
	/** Whether they have no others. */
	areAll: boolean;
}

/** The cards that Lockt lists for users. */
async function readCards(context: IPollFunctions, ids: number[]): Promise<Cards> {
	const further: unknown[] = [];
	let areAll = true;
	for (const id of ids) {
		const query = { user_id: id };
		const listed = await unlessForbidden(readRecords(context, credential, { query }, ask));
		const isTheirs = (one: IDataObject) => knownHoldersOf(one)?.includes(`${id}`) ?? false;
		const theirs = listed?.filter(isTheirs) ?? [];
		areAll &&= listed?.every(knownHoldersOf) === true && theirs.every(showsCard);
		further.push(...theirs.map(({ card_num }) => card_num));
	}
	return { further, areAll };
}

/** Of an API user who may not see credentials, or of a server without that list, no event waits. */
function unlessForbidden<T>(answer: Promise<T>): Promise<T | undefined> {
	return unlessRefused(answer).catch((error: unknown) => {
		const isForbidden =
			error instanceof LocktError && [401, 403, 404].includes(error.facts.status ?? 0);
		if (isForbidden) return undefined;
		throw error;
	});
}

/**
 * What tells the holder of an event is a card, and where there is none, or their cards are not known, the name, its
 * words in any order, or an ID in its place. Rather an event too many than none: a number may be a card with leading zeros.
 *
 * @param holder a record of `GET /user`
 * @returns whether an event is of this user
 */
export function recogniseUser(
	holder: IDataObject,
	{ further, areAll }: Cards = { further: [], areAll: true },
): (event: EventRecord) => boolean {
	const shown = [holder, ...recordsWithin(holder.credentials)].map(({ card_num }) => card_num);
	const cards = [...shown, ...further];
	const words = sortWords(nameOf(holder));
	return (event) => {
		const { card, name, id } = readTrace(event);
		if (card !== '' && cards.some((own) => isSameCard(own, card))) return true;
		if (card !== '' && areAll) return false;
		return (name !== '' && name === words) || (id !== undefined && id === Number(holder.id));
	};
}
