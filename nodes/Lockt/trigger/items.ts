import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask, siteZone } from '../api/client';
import { withIsoDates } from '../api/dates';
import type { EventRecord } from '../api/events';
import { plainText } from '../api/text';
import type { Gap } from './decisions/events';
import type { BatteryNews } from './decisions/lowBattery';
import { causeOf as causeOfBattery } from './batteries';
import { causeOf as causeOfEvent, gapText } from './doorEvents';

/**
 * What the workflow gets. Every item says what caused it in `trigger`, and carries a `dedupeKey`
 * that is the same whenever the same thing is put out again, and never for another.
 */

/** @param zone the site's, from `GET /time` */
export function eventItem(event: EventRecord, zone: string, site: string): IDataObject {
	const { id, db_time, event_time } = event;
	return {
		...withIsoDates(event, zone),
		trigger: causeOfEvent(event),
		// A number may be used again, when Lockt starts to number anew.
		dedupeKey: `${site}/event/${id}/${plainText(db_time) || plainText(event_time)}`,
	};
}

export function batteryItem(
	news: BatteryNews & { door: IDataObject },
	threshold: number,
	site: string,
): IDataObject {
	const { kind, battery, minute, door } = news;
	return {
		...battery,
		location: plainText(door.location),
		controller: plainText(door.controller),
		threshold,
		reminder: kind === 'reminder',
		trigger: causeOfBattery(news),
		dedupeKey: `${site}/battery/${battery.id}/${kind}/${minute}`,
	};
}

export function gapItem(gap: Gap, site: string): IDataObject {
	const { after, before } = gap;
	const text = gapText(gap);
	return {
		message: text[0]!.toUpperCase() + text.slice(1),
		after_id: after,
		before_id: before,
		trigger: 'gap',
		dedupeKey: `${site}/gap/${after}/${before}`,
	};
}

/** The events as items. The site's time zone is asked for only when there are any. */
export async function eventItems(
	context: IPollFunctions,
	events: EventRecord[],
	site: string,
): Promise<IDataObject[]> {
	if (events.length === 0) return [];
	const zone = await siteZone(context, ask);
	return events.map((event) => eventItem(event, zone, site));
}
