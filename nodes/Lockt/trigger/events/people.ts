import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask, recordsOf } from '../../api/client';
import { unlessMissing } from '../../api/errors';
import type { EventRecord } from '../../api/events';
import { keysOf } from '../../api/secrets';
import { plainText, quote } from '../../api/text';
import { accountOf } from '../../api/transport';
import type { Picked } from '../../fields/locator';

/** The events of these people; of none that there is, no events. */
export async function filterByPeople(
	context: IPollFunctions,
	events: EventRecord[],
	people: Picked[],
): Promise<EventRecord[]> {
	const users = await Promise.all(people.map((person) => findUser(context, person)));
	const tests = users.flatMap((user) => (user ? [recogniseUser(user)] : []));
	return events.filter((event) => tests.some((isTheirs) => isTheirs(event)));
}

/** The user as Lockt has it, or undefined, and a warning, where there is none. */
async function findUser(
	context: IPollFunctions,
	{ key, value }: Picked,
): Promise<IDataObject | undefined> {
	const question = ask(context, { path: '/user', query: { [key.property]: value } });
	const answer = await unlessMissing(question);
	const found = answer && recordsOf(answer).find((user) => plainText(user[key.property]) === value);
	if (!found) {
		const { inTexts } = keysOf(await accountOf(context));
		context.logger.warn(
			`Lockt Trigger: there is no user with ${key.label} ${inTexts(quote(value))}. Correct the filter 'People'`,
		);
	}
	return found;
}

/**
 * Events name no user ID: what tells their holder is a card, and the name where there is none.
 *
 * @param user a record of `GET /user`
 * @returns whether an event is of this user
 */
export function recogniseUser(user: IDataObject): (event: EventRecord) => boolean {
	const credentials = Array.isArray(user.credentials) ? (user.credentials as IDataObject[]) : [];
	const cards = new Set(
		[user, ...credentials].map(({ card_num }) => plainText(card_num)).filter(Boolean),
	);
	const name = `${plainText(user.last_name)}, ${plainText(user.first_name)}`.toLowerCase();
	return (event) => {
		const card = plainText(event.card_num);
		return cards.has(card) || (card === '' && plainText(event.user).toLowerCase() === name);
	};
}
