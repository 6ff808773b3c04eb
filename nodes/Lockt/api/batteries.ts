import type { IDataObject } from 'n8n-workflow';
import { LocktError } from './errors';

/** A door as `GET /doorstate` shows it, with its level as a number. */
export interface BatteryRecord extends IDataObject {
	id: number;
	/** Percent; null where Lockt does not tell it, as for a wired door. */
	battery_level: number | null;
}

/**
 * Brings door states into one form.
 *
 * @throws LocktError for a door without a usable id: it could not be remembered
 */
export function batteriesFrom(records: IDataObject[]): BatteryRecord[] {
	return records.map((record) => {
		const id = Number(record.id);
		if (!Number.isInteger(id) || id <= 0) {
			throw new LocktError(
				"Lockt sent a door without a usable 'id'",
				'Ask Lockt support: its battery cannot be told from that of other doors',
			);
		}
		return { ...record, id, battery_level: readLevel(record.battery_level) };
	});
}

function readLevel(value: unknown): number | null {
	const level = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof level === 'number' && level >= 0 ? level : null;
}
