import type { IDataObject } from 'n8n-workflow';
import { plainText, shortenValue } from '../../api/text/text';
import { credential, user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { cardCut, sayAlike } from '../cutCards';
import { nameUser } from './nameUser';

/** By what Lockt finds whom a POST changes, whatever ID it has. Reference, "Processing Options", update_existing. */
const FOUND_BY = [
	{ property: 'id_num', label: 'ID Number' },
	{ property: 'email', label: 'Email' },
];

/**
 * What of a user who is to be changed by POST somebody else has: Lockt may find them by it, and change them instead.
 * Who is to get an ID number is asked for by it as well, as a list may leave one out.
 *
 * @param sent the whole user
 * @param given what of it is new
 */
export async function takenProblems(
	sent: IDataObject,
	given: IDataObject,
	lookups: Lookups,
): Promise<string[]> {
	const problems = FOUND_BY.map(async ({ property, label }) => {
		const value = plainText(sent[property]);
		if (value.trim() === '') return [];
		const isNew = property in given;
		const { records, tellsAll } = await lookups.findHolders(kind, property, value, isNew);
		const other = records.find(({ id }) => Number(id) !== Number(sent.id));
		if (other) return [`${sayTaken(label, value, other)}, whom Lockt could change instead`];
		return tellsAll || !isNew ? [] : [`'${label}' ${shortenValue(value)}: ${OPEN}`];
	});
	return (await Promise.all(problems)).flat();
}

/**
 * What of somebody new another user has, as far as the list shows it. Lockt refuses it as well, but without saying whose
 * it is; and one who is refused may be refused with all others of the request.
 */
export async function knownProblems(fields: IDataObject, lookups: Lookups): Promise<string[]> {
	const problems = FOUND_BY.map(async ({ property, label }) => {
		const value = plainText(fields[property]);
		if (value.trim() === '') return [];
		const [other] = await lookups.findListed(kind, property, value);
		return other ? [sayTaken(label, value, other)] : [];
	});
	const all = [...problems, idNumberCut(fields, lookups), cardTaken(fields, lookups)];
	return (await Promise.all(all)).flat();
}

const sayTaken = (label: string, value: string, other: IDataObject) =>
	`'${label}' ${shortenValue(value)} is that of ${nameUser(other)} already`;

/**
 * Whether a card is there already, whoever has it. Reference, user POST and PUT, Behaviors: it is ignored then; and a
 * POST may take whoever has it for the user who is meant ("Used for update determination").
 */
export async function cardTaken({ card_num }: IDataObject, lookups: Lookups): Promise<string[]> {
	const number = plainText(card_num);
	if (number.trim() === '') return [];
	const [taken] = await lookups.find(credential, 'card_num', number);
	if (!taken) return cardCut({ card_num: number }, lookups);
	const holder = shortenValue(credential.title(taken));
	return [
		`'Card Number': ${number} is there already (${holder}), and Lockt would not give it to the user. Give another one, or delete that credential first`,
	];
}

/** Whether somebody has the ID number of somebody new but for zeros at its start: they would be there twice. */
async function idNumberCut({ id_num }: IDataObject, lookups: Lookups): Promise<string[]> {
	const number = plainText(id_num);
	const [other] = /^\d/.test(number) ? await lookups.findCut(kind, 'id_num', number) : [];
	if (!other) return [];
	const held = shortenValue(plainText(other.id_num));
	return [`'ID Number' ${sayAlike(number, `${held} of ${nameUser(other)}`)}`];
}

const OPEN =
	'whether somebody has it already, administrators included, is not clear: Lockt did not list them all, or not with it. Whoever has it could be changed instead';
