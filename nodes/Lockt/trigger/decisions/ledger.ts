/**
 * IDs as a short text: what the trigger remembers travels to n8n's database with every run. Each ID
 * is the step from the one before it, to base 36; 5,000 IDs of a busy building take about 10 kB.
 */

const CODED = /^([1-9a-z][0-9a-z]*( [1-9a-z][0-9a-z]*)*)?$/;

/** @param ids rising, all above `floor` */
export function coded(ids: number[], floor: number): string {
	return ids.map((id, n) => (id - (n > 0 ? ids[n - 1]! : floor)).toString(36)).join(' ');
}

export function decoded(text: string, floor: number): number[] {
	let id = floor;
	return text === '' ? [] : text.split(' ').map((step) => (id += parseInt(step, 36)));
}

export function isCoded(value: unknown): value is string {
	return typeof value === 'string' && CODED.test(value);
}
