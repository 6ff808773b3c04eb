import type { IDataObject } from 'n8n-workflow';
import { plainText } from './text';

/** A door as `GET /doorstate` shows it, with its level as a number. */
export interface BatteryRecord extends IDataObject {
	id: number;
	/** Percent; null where Lockt does not tell it, as for a wired door. */
	battery_level: number | null;
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
	const [, digits] = /^(\d{1,3}(?:[.,]\d{1,15})?)\s*%?$/.exec(plainText(level).trim()) ?? [];
	const percent = Number(digits?.replace(',', '.') ?? NaN);
	return percent <= 100 ? percent : null;
}

/** Those at or below a level: a server may not heed the filter. */
export function lowBatteries(batteries: BatteryRecord[], level: number): BatteryRecord[] {
	return batteries.filter(({ battery_level: left }) => left !== null && left <= level);
}
