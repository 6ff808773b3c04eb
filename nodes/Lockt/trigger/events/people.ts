import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isSameCard } from '../../api/records/card';
import { ask, type Question } from '../../api/client';
import { unlessMissing } from '../../api/errors';
import { readTrace } from '../../api/records/eventHolder';
import type { EventRecord } from '../../api/records/events';
import { recordsWithin } from '../../api/records/forms';
import { nameOf } from '../../api/records/people';
import { sortWords } from '../../api/text/nameWords';
import { quote } from '../../api/text/text';
import { keysFor } from '../../api/transport';
import { user } from '../../fields/kinds';
import type { Picked } from '../../fields/locator';
import { comparable, readRecords } from '../../fields/records';
import { refuseEmptyList } from '../emptyLists';
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

/** The user as Lockt has it, or undefined, and a warning, where there is none. */
async function findUser(
	context: IPollFunctions,
	{ key, value }: Picked,
): Promise<IDataObject | undefined> {
	const wanted = comparable(key.property, value);
	const read = async (query?: Question['query']) => readRecords(context, user, { query }, ask);
	const find = (list: IDataObject[]) =>
		list.find((one) => comparable(key.property, one[key.property]) === wanted);
	const asked = find((await unlessMissing(read({ [key.property]: value }))) ?? []);
	// Only a list of others means that they are not there: nothing may be a bad moment of Lockt's.
	const all = asked ? [] : await read();
	if (!asked) await refuseEmptyList(context, user, all);
	const found = asked ?? find(all);
	if (!found) {
		const { inTexts } = await keysFor(context);
		context.logger.warn(
			`Lockt Trigger: there is no user with ${key.label} ${inTexts(quote(value))}. Correct the filter 'People'`,
		);
		return undefined;
	}
	const further = user.completes?.(found);
	const whole = further && key.property !== 'id' ? await read(further.query) : [];
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
