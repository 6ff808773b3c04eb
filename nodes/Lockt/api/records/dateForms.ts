import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../text/text';
import { SQL, US } from './anyYear';
import { MOMENTS, unreadableDates } from './dates';
import { readMoment } from './moments';

/** How a date is written. */
export type DateForm =
	'local' | 'utc' | 'offset' | 'us' | 'slashDate' | 'seconds' | 'milliseconds' | 'unreadable';

/** The properties of a record that hold a date, with how each is written; none that is empty. */
export function dateFormsIn(record: IDataObject): Array<[name: string, form: DateForm]> {
	const unreadable = unreadableDates(record);
	return Object.entries(record).flatMap(([name, value]): Array<[string, DateForm]> => {
		if (!MOMENTS.has(name)) return [];
		if (unreadable.includes(name)) return [[name, 'unreadable']];
		return readMoment(value, 'utc') ? [[name, formOf(plainText(value).trim())]] : [];
	});
}

function formOf(text: string): Exclude<DateForm, 'unreadable'> {
	if (US.test(text)) return 'us';
	if (text.startsWith('/')) return 'slashDate';
	if (/^[\d.]+$/.test(text)) return Number(text) < 1e11 ? 'seconds' : 'milliseconds';
	const [, , sqlOffset] = SQL.exec(text) ?? [];
	if (sqlOffset !== undefined) return /^[+-]/.test(sqlOffset) ? 'offset' : 'utc';
	if (!text.toUpperCase().includes('T')) return 'local';
	if (/Z$/i.test(text)) return 'utc';
	return /[+-]\d{2}(:?\d{2})?$/.test(text.split(/T/i)[1] ?? '') ? 'offset' : 'local';
}
