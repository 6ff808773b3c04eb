import type { IDataObject } from 'n8n-workflow';

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

const readLevel = (level: unknown) => (typeof level === 'number' && level >= 0 ? level : null);

/** Those at or below a level: a server may not heed the filter. */
export function lowBatteries(batteries: BatteryRecord[], level: number): BatteryRecord[] {
	return batteries.filter(({ battery_level: left }) => left !== null && left <= level);
}
