import { plainText } from './text';

/** With what servers say that there is no card: zeros alone are none either. */
const NONE = /^(?:0+|-1|-+|n\/?a|none|null|nil|undefined|unknown|no card)$/i;

/** A card number without outer spaces; blank where it says that there is no card. */
export function readCard(value: unknown): string {
	const text = plainText(value).trim();
	return NONE.test(text) ? '' : text;
}
