import type { Hours } from '../../api/records/hours';
import { readMoment } from '../../api/records/moments';

/**
 * Whether a moment lies outside these hours, by the clock of the site. Those that stop before they start
 * go on into the next day.
 *
 * @param moment a date of Lockt's; one that cannot be read counts as outside
 * @param zone the site's; where it is not known, every moment counts as outside
 */
export function isOutside(
	{ days, start, stop }: Hours,
	moment: unknown,
	zone: string | undefined,
): boolean {
	const local = zone === undefined ? undefined : readMoment(moment, zone);
	if (!local) return true;
	const time = local.hour * 3600 + local.minute * 60 + local.second;
	const on = (day: number) => days[(day + 7) % 7] === true;
	const today = local.weekday - 1;
	if (start <= stop) return !(on(today) && time >= start && time <= stop);
	return !((on(today) && time >= start) || (on(today - 1) && time <= stop));
}
