import { saysNothing } from '../text/nothing';
import { plainText } from '../text/text';

/** A card number without outer spaces; blank where it says that there is no card. */
export function readCard(value: unknown): string {
	const text = plainText(value).trim();
	return saysNothing(text) ? '' : text;
}

/** Whether two values are of one card: one that came as a number has lost its leading zeros. */
export function isSameCard(one: unknown, other: unknown): boolean {
	const isNumber = [one, other].some((value) => typeof value === 'number');
	const [first, second] = [one, other].map(isNumber ? bareCard : readCard);
	return first !== '' && first === second;
}

/** A card number without its leading zeros: the same for all that may be the same card. */
export const bareCard = (value: unknown) => readCard(value).replace(/^0+(?=\d)/, '');
