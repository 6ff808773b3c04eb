import { isRecord, plainText } from '../text/text';

/** Two numbers that are day and month in one order or the other, e.g. of 04/03/2027 5:00:00 PM */
const SLASHES = /^(\d{1,2})\/(\d{1,2})\/\d{4}(?!\d)/;

/**
 * The days that stood, with slashes, in an answer that writes the day first in one of its dates. Which day
 * they are is not known, wherever they come again: a user who is read alone shows the same date.
 */
const inDoubt = new Set<string>();

/** More than answers hold at once: beyond it, those of answers before are forgotten rather than kept for ever. */
const MOST_KEPT = 20_000;

/** Looks at all dates of an answer: api-readings has the month first, but none has 31 months. */
export function noteDayFirst(body: unknown, isMoment: (name: string) => boolean): void {
	const days = [...new Set(slashDaysIn(body, isMoment))];
	if (!days.some((day) => parts(day)[0]! > 12)) return;
	if (inDoubt.size >= MOST_KEPT) inDoubt.clear();
	for (const day of days) inDoubt.add(day);
}

function slashDaysIn(value: unknown, isMoment: (name: string) => boolean): string[] {
	if (Array.isArray(value)) return value.flatMap((one) => slashDaysIn(one, isMoment));
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([name, one]) =>
		isRecord(one) ? slashDaysIn(one, isMoment) : isMoment(name) ? slashDay(one) : [],
	);
}

function slashDay(value: unknown): string[] {
	const [day] = SLASHES.exec(plainText(value).trim()) ?? [];
	return day === undefined ? [] : [day];
}

const parts = (day: string) => day.split('/').map(Number);

/** Whether a date with slashes stood beside one that has the day first. */
export function isInDoubt(value: unknown): boolean {
	return slashDay(value).some((day) => inDoubt.has(day));
}

/** Whether a date with slashes, by itself, is another one with the day first. */
export function isAmbiguous(value: unknown): boolean {
	return slashDay(value).some((day) => {
		const [month = 0, date = 0] = parts(day);
		return date <= 12 && month !== date;
	});
}
