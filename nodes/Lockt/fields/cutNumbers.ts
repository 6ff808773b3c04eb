import { isPin } from '../api/guard/pins';
import { readCard } from '../api/records/card';
import { credential } from './kinds';
import type { Lookups } from './lookups';

/** Reference, user: every PIN that it shows has four digits. */
const SHORTEST_PIN = 4;

/**
 * What is wrong with digits at whose start a spreadsheet has dropped zeros; undefined where that cannot be seen. As a text
 * may be cut as well as a number, cards are compared with those that Lockt has before they are sent, too.
 *
 * @param value as it came @param text the same as digits
 */
export async function sayCut(
	property: string,
	value: unknown,
	text: string,
	lookups: Lookups,
): Promise<string | undefined> {
	if (isPin(property)) {
		if (/^0+$/.test(text)) return 'a number of its own: zeros alone stand for none';
		if (text.length >= SHORTEST_PIN) return undefined;
		return `of ${SHORTEST_PIN} digits at least: zeros at its start may have got lost in a spreadsheet`;
	}
	if (property !== 'card_num' || typeof value !== 'number') return undefined;
	const cards = (await lookups.readAll(credential)).map(({ card_num }) => readCard(card_num));
	return cards.some((card) => card.startsWith('0') && card.length > text.length)
		? 'text: there are cards in Lockt with zeros at their start, which this number may have lost'
		: undefined;
}
