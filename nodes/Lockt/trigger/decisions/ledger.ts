/**
 * IDs as a short text: what the trigger remembers travels to n8n's database with every run. Each ID
 * is the step from the one before it, to base 36; 5,000 IDs of a busy building take about 10 kB. IDs
 * are bigints, as Lockt may number beyond what a number holds.
 */

const CODED = /^([1-9a-z][0-9a-z]*( [1-9a-z][0-9a-z]*)*)?$/;

/** @param ids rising, all above `floor` */
export function codeIds(ids: bigint[], floor: bigint): string {
	return ids.map((id, n) => (id - (n > 0 ? ids[n - 1]! : floor)).toString(36)).join(' ');
}

export function decodeIds(text: string, floor: bigint): bigint[] {
	let id = floor;
	return text === '' ? [] : text.split(' ').map((step) => (id += readStep(step)));
}

export function isCoded(value: unknown): value is string {
	return typeof value === 'string' && CODED.test(value);
}

/**
 * The newest of these IDs, as many as fit.
 *
 * @param ids rising
 * @param characters at least as many as one ID takes: that one always stays
 */
export function fitIds(ids: bigint[], characters: number): bigint[] {
	let first = ids.length - 1;
	for (let room = characters; first > 0; first--) {
		room -= (ids[first]! - ids[first - 1]!).toString(36).length + 1;
		if (room < 0) break;
	}
	return ids.slice(Math.max(0, first));
}

/** Eight digits to base 36 are a number; longer steps come with IDs beyond what a number holds. */
function readStep(step: string): bigint {
	let value = 0n;
	for (let at = 0; at < step.length; at += 8) {
		const digits = step.slice(at, at + 8);
		value = value * 36n ** BigInt(digits.length) + BigInt(parseInt(digits, 36));
	}
	return value;
}
