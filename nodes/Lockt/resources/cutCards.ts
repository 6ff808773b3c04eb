import type { IDataObject } from 'n8n-workflow';
import { plainText, shortenValue } from '../api/text/text';
import { credential } from '../fields/kinds';
import type { Lookups } from '../fields/lookups';

/** Whether a new card is one that Lockt has but for zeros at its start: it would open nothing. */
export async function cardCut({ card_num }: IDataObject, lookups: Lookups): Promise<string[]> {
	const number = plainText(card_num);
	if (number === '') return [];
	const [alike] = await lookups.findCut(credential, 'card_num', number);
	if (!alike) return [];
	const held = shortenValue(plainText(alike.card_num));
	const holder = shortenValue(credential.title(alike));
	return [`'Card Number' ${sayAlike(number, `${held} (${holder})`)}`];
}

/** @param other what it may be instead */
export const sayAlike = (number: string, other: string) =>
	`${shortenValue(number)} may be ${other}, with zeros at its start that a spreadsheet has dropped: make its column text`;
