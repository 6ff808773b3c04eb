import type { IDataObject } from 'n8n-workflow';
import { readMoment } from '../../api/dates';
import { plainText } from '../../api/text';

/**
 * Whether a moment lies outside a schedule, by the clock of the site. Reference, /schedule: `d0` is
 * Monday, and `stop` is the last second of it. One that stops before it starts goes on into the next day.
 *
 * @param schedule a record of `GET /schedule`
 * @param moment a date of Lockt's; one that cannot be read counts as outside
 * @param zone the site's; where it is not known, every moment counts as outside
 */
export function isOutside(
	schedule: IDataObject,
	moment: unknown,
	zone: string | undefined,
): boolean {
	const local = zone === undefined ? undefined : readMoment(moment, zone);
	if (!local) return true;
	const time = local.toFormat('HH:mm:ss');
	const start = plainText(schedule.start);
	const stop = plainText(schedule.stop);
	const on = (day: number) => Number(schedule[`d${(day + 7) % 7}`]) === 1;
	const today = local.weekday - 1;
	if (start <= stop) return !(on(today) && time >= start && time <= stop);
	return !((on(today) && time >= start) || (on(today - 1) && time <= stop));
}
