import { readMoment } from '../../api/dates';
import type { EventRecord } from '../../api/events';

/**
 * Parts events by when they happened. One whose time cannot be read counts as recent: better a message
 * too many.
 *
 * @param since milliseconds
 * @param zone the site's; where it is not known, only times with an offset can be read
 */
export function splitByTime(
	events: EventRecord[],
	since: number,
	zone: string | undefined,
): { earlier: EventRecord[]; recent: EventRecord[] } {
	const isEarlier = ({ db_time, event_time }: EventRecord) => {
		const moment = readMoment(db_time, zone) ?? readMoment(event_time, zone);
		return moment !== undefined && moment.toMillis() < since;
	};
	return {
		earlier: events.filter(isEarlier),
		recent: events.filter((event) => !isEarlier(event)),
	};
}
