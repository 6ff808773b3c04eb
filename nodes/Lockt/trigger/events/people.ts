import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isSameCard } from '../../api/records/card';
import { ask } from '../../api/client';
import { readTrace } from '../../api/records/eventHolder';
import type { EventRecord } from '../../api/records/events';
import { recordsWithin } from '../../api/records/forms';
import { nameOf } from '../../api/records/people';
import { sortWords } from '../../api/text/nameWords';
import { user } from '../../fields/kinds';
import type { Picked } from '../../fields/locator';
import { readRecords } from '../../fields/records';
import { findUsers } from '../findUsers';
import { warnOfStrangers } from './strangers';

/** The events of these people; of none that there is, no events. */
export async function filterByPeople(
	context: IPollFunctions,
	events: EventRecord[],
	people: Picked[],
): Promise<EventRecord[]> {
	const tests: Array<ReturnType<typeof recogniseUser>> = [];
	// Not all at once: they are asked for with each event, of a server that may take one request at a time.
	for (const person of people) {
		const found = await findUser(context, person);
		if (found) tests.push(recogniseUser(found));
	}
	const isWanted = (event: EventRecord) => tests.some((isTheirs) => isTheirs(event));
	const leftOut = events.filter((event) => !isWanted(event));
	if (leftOut.length > 0) await warnOfStrangers(context, leftOut);
	return events.filter(isWanted);
}

/** The user as Lockt has it, or undefined where there is none. */
async function findUser(context: IPollFunctions, picked: Picked): Promise<IDataObject | undefined> {
	const [found] = await findUsers(context, picked);
	if (!found) return undefined;
	const further = picked.key.property === 'id' ? undefined : user.completes?.(found);
	const whole = further ? await readRecords(context, user, further, ask) : [];
	return whole.find(({ id }) => id === found.id) ?? found;
}

/**
 * What tells the holder of an event is a card, and where there is none the name, its words in any order, or
 * an ID in its place. Rather an event too many than none: a number may be a card with leading zeros.
 *
 * @param holder a record of `GET /user`
 * @returns whether an event is of this user
 */
export function recogniseUser(holder: IDataObject): (event: EventRecord) => boolean {
	const cards = [holder, ...recordsWithin(holder.credentials)].map(({ card_num }) => card_num);
	const words = sortWords(nameOf(holder));
	return (event) => {
		const { card, name, id } = readTrace(event);
		if (card !== '') return cards.some((own) => isSameCard(own, card));
		return (name !== '' && name === words) || (id !== undefined && id === Number(holder.id));
	};
}
