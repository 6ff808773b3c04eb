import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isNoDate } from '../../api/records/noDates';
import { isoDate } from '../../api/records/moments';
import { localDateOf, timeFields } from '../../api/records/dates';
import { tellEvent } from '../../api/records/eventFields';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { siteZoneIfTold, tellDates } from '../../api/questions/site';
import type { Cause } from '../causes';
import type { Gap } from '../decisions/events';
import { findDoorIds } from '../doors';
import type { Settings } from '../settings';
import { makeItem } from '../shape';
import { describeHolder } from './holder';
import { findHolders } from './holders';

type How = Pick<Settings, 'addsPerson' | 'site' | 'simplifies'>;

/** Losses, and events as the workflow gets them. The site's time zone is asked for only when there are any. */
export async function makeEventItems(
	context: IPollFunctions,
	events: EventRecord[],
	how: How,
	losses: Loss[] = [],
): Promise<IDataObject[]> {
	if (events.length + losses.length === 0) return [];
	const zone = await siteZoneIfTold(context);
	const told = tellDates(context, events, zone) as EventRecord[];
	const fields = told.map(tellEvent);
	const doorIds = await findDoorIds(context, fields);
	const people = how.addsPerson ? await findHolders(context, events) : [];
	return [
		...losses.map((loss) => makeLossItem(loss, zone, how)),
		...events.map((event, n) =>
			makeItem(
				{
					...fields[n]!,
					...describeHolder(fields[n]!, people[n], readOutcome(event), zone),
					doorId: doorIds[n]!,
					trigger: classifyEvent(event),
					dedupeKey: identifyEvent(event, zone, how),
				},
				told[n]!,
				how,
			),
		),
	];
}

/**
 * A number may be used again, when Lockt starts to number anew; a moment is the same in any form of dates. What
 * the lock says is known from the start, and stays.
 */
export function identifyEvent(
	{ id, db_time, event_time }: EventRecord,
	zone: string | undefined,
	{ site }: How,
): string {
	const moment = isNoDate(event_time) ? db_time : event_time;
	return `${site}/event/${id}/${localDateOf(moment, zone)}`;
}

/** Whether there are events among dedupe keys. */
export const hasEvents = (keys: Set<string>) => [...keys].some((key) => key.includes('/event/'));

/** The most telling of the causes that an event is. */
export function classifyEvent(event: EventRecord): Cause {
	const outcome = readOutcome(event);
	if (outcome === undefined) return 'doorEvent';
	return outcome === 'denied' ? 'accessDenied' : 'accessGranted';
}

/** Events that the workflow does not get, though they may have happened. */
export interface Loss {
	/** A whole message. */
	summary: string;
	/** Tells it from other losses. */
	key: string;
}

/** A loss happens when it is noticed. */
function makeLossItem({ summary, key }: Loss, zone: string | undefined, how: How): IDataObject {
	const known = {
		...timeFields(isoDate(Date.now(), zone)),
		trigger: 'gap' as const,
		summary,
		dedupeKey: `${how.site}/gap/${key}`,
	};
	return makeItem(known, {}, how);
}

/** Events that Lockt may have had and no longer has. */
export function describeGap({ after, before }: Gap): Loss {
	return {
		summary: `Lockt no longer has the events between ID ${after} and ID ${before}: some may be missing`,
		key: `${after}/${before}`,
	};
}

/** Events that are too old to be put out when n8n starts again. @param old oldest first, one at least */
export function describeOld(old: EventRecord[]): Loss {
	const [first, last] = [old[0]!.id, old.at(-1)!.id];
	return {
		summary: `${old.length} events happened too long ago, while n8n was down, and are left out: those from ID ${first} to ID ${last}`,
		key: `old/${first}/${last}`,
	};
}
