import type { IDataObject } from 'n8n-workflow';
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
	return longestPadded(await lookups.readAll(credential)) > text.length
		? 'text: there are cards in Lockt with zeros at their start, which this number may have lost'
		: undefined;
}

/** Found once for each list: it is the same one for all rows of a run. */
const padded = new WeakMap<IDataObject[], number>();

/** How many digits the longest card has that begins with a zero. */
function longestPadded(credentials: IDataObject[]): number {
	const known = padded.get(credentials);
	if (known !== undefined) return known;
	const cards = credentials.map(({ card_num }) => readCard(card_num));
	const lengths = cards.filter((card) => card.startsWith('0')).map(({ length }) => length);
	const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
	padded.set(credentials, longest);
	return longest;
}
