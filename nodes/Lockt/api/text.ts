/** A value as text; nothing for what is neither text nor a number. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
