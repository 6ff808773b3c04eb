/** A value as text; nothing for what is neither text nor a number. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether properties can be read from a value; lists count, too. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** More than this nobody reads of a text of Lockt's; n8n would keep all of it with every item. */
const LONGEST = 2_000;

/** A text as it may be shown, once its secrets are hidden: cut before, half of one could stay. */
export function shorten(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)} ...` : text;
}
