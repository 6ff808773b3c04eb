/** An input item as people count and call it; n8n counts from 0. */
export interface Numbered {
	index: number;
	/** e.g. Nora Lindqvist */
	name?: string;
}

/** @returns e.g. 3 (Nora Lindqvist) */
export function labelRow({ index, name = '' }: Numbered): string {
	return name === '' ? String(index + 1) : `${index + 1} (${name})`;
}
