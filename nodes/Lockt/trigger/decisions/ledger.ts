/**
 * IDs as a short text: what the trigger remembers travels to n8n's database with every run. Each ID
 * is the step from the one before it, to base 36; equal steps in a row are one with their count: 100 IDs
 * without a gap are "1*2s". 5,000 IDs of a busy building take about 10 kB at the most. IDs are bigints, as Lockt
 * may number beyond what a number holds.
 */

const CODED = /^([1-9a-z][0-9a-z]*(\*[0-9a-z]{1,3})?( [1-9a-z][0-9a-z]*(\*[0-9a-z]{1,3})?)*)?$/;

/** As many as Lockt keeps: reference, /events. */
const MOST = 5_000;

/** Equal steps, one after another. */
interface Run {
	step: bigint;
	count: number;
}

/** @param ids rising, all above `floor` */
export function codeIds(ids: bigint[], floor: bigint): string {
	const runs: Run[] = [];
	for (const [n, id] of ids.entries()) {
		const step = id - (n > 0 ? ids[n - 1]! : floor);
		const last = runs.at(-1);
		if (last?.step === step) last.count++;
		else runs.push({ step, count: 1 });
	}
	return runs.map(codeRun).join(' ');
}

function codeRun({ step, count }: Run): string {
	return `${step.toString(36)}${count > 1 ? `*${count.toString(36)}` : ''}`;
}

export function decodeIds(text: string, floor: bigint): bigint[] {
	let id = floor;
	return readRuns(text).flatMap(({ step, count }) =>
		Array.from({ length: count }, () => (id += step)),
	);
}

export function isCoded(value: unknown): value is string {
	if (typeof value !== 'string' || !CODED.test(value)) return false;
	return readRuns(value).reduce((total, { count }) => total + count, 0) <= 2 * MOST;
}

/**
 * The newest of these IDs, as many as fit.
 *
 * @param ids rising
 * @param characters at least as many as one ID takes: that one always stays
 */
export function fitIds(ids: bigint[], characters: number): bigint[] {
	let first = ids.length - 1;
	let room = characters;
	let run: Run = { step: 0n, count: 0 };
	for (; first > 0 && ids.length - first < MOST; first--) {
		const step = ids[first]! - ids[first - 1]!;
		if (step !== run.step) {
			room -= lengthOf(run);
			run = { step, count: 0 };
		}
		run.count++;
		if (lengthOf(run) > room) break;
	}
	return ids.slice(Math.max(0, first));
}

const lengthOf = (run: Run) => (run.count === 0 ? 0 : codeRun(run).length + 1);

function readRuns(text: string): Run[] {
	if (text === '') return [];
	return text.split(' ').map((run) => {
		const [step, count = '1'] = run.split('*') as [string, string?];
		return { step: readStep(step), count: parseInt(count, 36) };
	});
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
