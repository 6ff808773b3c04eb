import { saysNothing } from '../text/nothing';
import { plainText } from '../text/text';

/** A card number without outer spaces; blank where it says that there is no card. */
export function readCard(value: unknown): string {
	const text = plainText(value).trim();
	return saysNothing(text) ? '' : text;
}
