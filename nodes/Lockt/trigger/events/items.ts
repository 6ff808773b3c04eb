import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { readOutcome, type EventRecord } from '../../api/events';
import { siteZone, tellDates } from '../../api/site';
import { plainText } from '../../api/text';
import type { Cause } from '../causes';
import type { Gap } from '../decisions/events';

/**
 * Events as the workflow gets them. The site's time zone is asked for only when there are any.
 *
 * @param site fingerprint of the Lockt account
 */
export async function makeEventItems(
	context: IPollFunctions,
	events: EventRecord[],
	site: string,
): Promise<IDataObject[]> {
	if (events.length === 0) return [];
	const zone = await siteZone(context, ask);
	const told = tellDates(context, events, zone);
	return events.map((event, n) => ({ ...told[n], ...markEvent(event, site) }));
}

function markEvent(event: EventRecord, site: string): IDataObject {
	const { id, db_time, event_time } = event;
	return {
		trigger: classifyEvent(event),
		// A number may be used again, when Lockt starts to number anew.
		dedupeKey: `${site}/event/${id}/${plainText(db_time) || plainText(event_time)}`,
	};
}

/** The most telling of the causes that an event is. */
export function classifyEvent(event: EventRecord): Cause {
	const outcome = readOutcome(event);
	if (outcome === undefined) return 'doorEvent';
	return outcome === 'denied' ? 'accessDenied' : 'accessGranted';
}

export function makeGapItem(gap: Gap, site: string): IDataObject {
	const { after, before } = gap;
	const text = describeGap(gap);
	return {
		message: text[0]!.toUpperCase() + text.slice(1),
		after_id: after,
		before_id: before,
		trigger: 'gap',
		dedupeKey: `${site}/gap/${after}/${before}`,
	};
}

/** What is too old to be put out when n8n starts again. */
export function makeOldItem(old: EventRecord[], site: string): IDataObject {
	const [first, last] = [old[0]!, old.at(-1)!];
	return {
		message: `${old.length} events happened while n8n was down, too long ago to be put out: those with the IDs ${first.id} to ${last.id}`,
		after_id: String(first.id),
		before_id: String(last.id),
		trigger: 'gap',
		dedupeKey: `${site}/old/${first.id}/${last.id}`,
	};
}

/** Events that Lockt may have had and no longer has. */
export function describeGap({ after, before }: Gap): string {
	return `events between ID ${after} and ID ${before} may be missing, as Lockt no longer has them`;
}
