import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { readCard } from '../../api/records/card';
import { ask, type Question } from '../../api/client';
import { unlessMissing } from '../../api/errors';
import type { EventRecord } from '../../api/records/events';
import { recordsWithin } from '../../api/records/forms';
import { plainText, quote } from '../../api/text/text';
import { keysFor } from '../../api/transport';
import { user } from '../../fields/kinds';
import type { Picked } from '../../fields/locator';
import { comparable, readRecords } from '../../fields/records';
import { refuseEmptyList } from '../emptyLists';

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
	return events.filter((event) => tests.some((isTheirs) => isTheirs(event)));
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
 * Events name no user ID: what tells their holder is a card, and the name where there is none.
 *
 * @param holder a record of `GET /user`
 * @returns whether an event is of this user
 */
export function recogniseUser(holder: IDataObject): (event: EventRecord) => boolean {
	const cards = new Set(
		[holder, ...recordsWithin(holder.credentials)]
			.map(({ card_num }) => readCard(card_num))
			.filter(Boolean),
	);
	const name = comparable(
		'name',
		`${plainText(holder.last_name)}, ${plainText(holder.first_name)}`,
	);
	return (event) => {
		const card = readCard(event.card_num);
		return cards.has(card) || (card === '' && comparable('name', event.user) === name);
	};
}
