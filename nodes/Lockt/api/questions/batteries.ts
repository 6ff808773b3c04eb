import type { IDataObject } from 'n8n-workflow';
import { askRecords } from './records';
import { plainText, quote } from '../text/text';
import type { AskLockt, LocktContext, Question } from '../client';
import { warnOnce } from './warnings';

/** A door as `GET /doorstate` shows it, with its level as a number. */
export interface BatteryRecord extends IDataObject {
	id: number;
	/** Percent; null where Lockt does not tell it, as for a wired door. */
	battery_level: number | null;
}

/** Asks for door states; n8n's log is told of levels that may be no percentage. @throws as `askRecords` does */
export async function askBatteries(
	context: LocktContext,
	question: Question,
	how?: AskLockt,
): Promise<BatteryRecord[]> {
	const records = await askRecords(context, question, how);
	const unread = records.find(({ battery_level: level }) => isNoNumber(level));
	if (unread) {
		const level = quote(plainText(unread.battery_level) || JSON.stringify(unread.battery_level));
		warnOnce(
			context,
			`Lockt told the battery level of a door as ${level}, which is no percentage: such doors count as neither low nor full`,
		);
	}
	const batteries = batteriesFrom(records);
	if (!isSmall(records)) return batteries;
	// Of those below a level all may be below one percent: how levels are told the list of all doors shows.
	const isOfAll = question.query === undefined;
	const all = isOfAll ? records : await askRecords(context, { path: '/doorstate' }, how);
	if (arePartsOfOne(all)) {
		warnOnce(
			context,
			'Lockt told no battery level above 1: they are taken for parts of 1, so that 0.64 is 64 percent. If they are percent, all these batteries are empty',
		);
		return batteries.map((battery) => ({ ...battery, battery_level: inPercent(battery) }));
	}
	if (!maySayEither(all)) return batteries;
	warnOnce(
		context,
		'Lockt told the battery levels of all doors as 1 or 0. Those with 1 may be full or empty: they count as neither. Look at the doors in Lockt',
	);
	return batteries.map((battery) =>
		battery.battery_level === 1 ? { ...battery, battery_level: null } : battery,
	);
}

const levelsIn = (records: IDataObject[]) =>
	records.flatMap(({ battery_level: level }) => readLevel(level) ?? []);

/** Whether levels may be parts of 1, as none is above that. Not so where any is said to be percent. */
function isSmall(records: IDataObject[]): boolean {
	if (records.some(({ battery_level: level }) => plainText(level).includes('%'))) return false;
	const levels = levelsIn(records);
	return levels.some((level) => level > 0) && levels.every((level) => level <= 1);
}

/** Whether levels are parts of 1: where one is between. Reference, "/doorstate": "expressed as a decimal". */
export function arePartsOfOne(records: IDataObject[]): boolean {
	return isSmall(records) && levelsIn(records).some((level) => !Number.isInteger(level));
}

/** Whether many doors all have 1 or 0: as parts of 1 they are full, and as percent it would be all of them that are low. */
function maySayEither(records: IDataObject[]): boolean {
	return isSmall(records) && levelsIn(records).length >= MANY;
}

const MANY = 5;

/** Without what the multiplication adds, as in 56.99999999999999. */
function inPercent({ battery_level: part }: BatteryRecord): number | null {
	return part === null ? null : Number((part * 100).toFixed(9));
}

/** Something is said, and nothing like a number, as of a wired door it may be -1. */
function isNoNumber(level: unknown): boolean {
	if (level === undefined || level === null) return false;
	const text = plainText(level).trim();
	return typeof level === 'object' || (text !== '' && !/^-?\d+(?:[.,]\d+)?\s*%?$/.test(text));
}

/** Brings door states into one form. @param records from `askRecords`, which sees to their IDs */
export function batteriesFrom(records: IDataObject[]): BatteryRecord[] {
	return records.map((record) => ({
		...record,
		id: Number(record.id),
		battery_level: readLevel(record.battery_level),
	}));
}

/**
 * Percent, also from a text such as `8 %`. Whatever is none, as -1 or 255 may be, is taken for not told:
 * neither low nor full.
 */
function readLevel(level: unknown): number | null {
	const [, digits] = /^(\d{1,3}(?:[.,]\d{1,20})?)\s*%?$/.exec(plainText(level).trim()) ?? [];
	const percent = Number(digits?.replace(',', '.') ?? NaN);
	return percent <= 100 ? percent : null;
}

/** The doors at or below a level, each once: a server may not heed the filter. */
export function lowBatteries(batteries: BatteryRecord[], level: number): BatteryRecord[] {
	return lowestOfEach(batteries).filter(
		({ battery_level: left }) => left !== null && left <= level,
	);
}

/** Each door once: of one with several batteries, as of two leaves, the emptiest counts. */
export function lowestOfEach(batteries: BatteryRecord[]): BatteryRecord[] {
	const lowest = new Map<number, BatteryRecord>();
	for (const battery of batteries) {
		const other = lowest.get(battery.id);
		if (!other || levelOf(battery) < levelOf(other)) lowest.set(battery.id, battery);
	}
	return [...lowest.values()];
}

/** What Lockt does not tell is not lower than what it does. */
const levelOf = ({ battery_level: level }: BatteryRecord) => level ?? Infinity;
