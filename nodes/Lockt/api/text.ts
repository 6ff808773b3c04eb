/** A value as text; nothing for what is neither text nor a number. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Whether properties can be read from a value; lists count, too. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** A text of no more than so many characters: of a longer one, the beginning. */
export function shorten(text: string, most: number): string {
	return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** A value as messages name it: in quotes, and no longer than one can read. */
export function quote(value: string): string {
	return `'${shorten(value, 100)}'`;
}
