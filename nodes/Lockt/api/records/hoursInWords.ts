import type { IDataObject } from 'n8n-workflow';
import { readHours, type Hours } from './hours';

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/**
 * When a schedule holds, as people say it: Mon-Fri 07:00-19:00
 *
 * @param rows the records of it: several where Lockt lists it once for each interval
 * @returns null where one of them cannot be read
 */
export function hoursInWords(rows: IDataObject[]): string | null {
	const words = rows.map(tellHours);
	if (words.length === 0 || words.includes(undefined)) return null;
	return [...new Set(words)].join('; ');
}

function tellHours(row: IDataObject): string | undefined {
	const hours = readHours(row);
	if ('unclear' in hours) return undefined;
	const days = tellDays(hours.days);
	return days === '' ? 'Never' : `${days} ${tellTimes(hours)}`;
}

/** @returns e.g. Mon-Fri; Mon, Wed, Fri; Every day; blank for none */
function tellDays(days: boolean[]): string {
	if (days.every(Boolean)) return 'Every day';
	const runs: number[][] = [];
	days.forEach((isOn, day) => {
		if (!isOn) return;
		const run = runs.at(-1);
		if (run?.at(-1) === day - 1) run.push(day);
		else runs.push([day]);
	});
	return runs.map(tellRun).join(', ');
}

function tellRun(days: number[]): string {
	const names = days.map((day) => NAMES[day]!);
	return names.length > 2 ? `${names[0]!}-${names.at(-1)!}` : names.join(', ');
}

function tellTimes({ start, stop, isAssumed }: Hours): string {
	// Whether it is the whole day or none of it, Lockt does not say: it stays as it says it.
	if (isAssumed) return '00:00-00:00';
	const goesOn = stop < start ? ' the next day' : '';
	return `${tellTime(start)}-${tellTime(untilOf(stop))}${goesOn}`;
}

/** The last second of a minute is still within: people say the next one. */
const untilOf = (stop: number) => (stop % 60 === 59 ? stop + 1 : stop);

/** @returns e.g. 07:00, 24:00, 07:00:30 */
function tellTime(seconds: number): string {
	const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
	const shown = parts[2] === 0 ? parts.slice(0, 2) : parts;
	return shown.map((part) => String(part).padStart(2, '0')).join(':');
}
