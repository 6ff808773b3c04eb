import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { describePlace, tellEvent, type EventFields } from '../../api/records/eventFields';
import { eventsFrom, type EventRecord } from '../../api/records/events';
import { siteZoneIfTold, tellDates } from '../../api/questions/site';
import { oneLine } from '../../api/text/text';
import { findDoorIds } from '../doors';
import type { Settings } from '../settings';
import { makeItem } from '../shape';
import { readWhen, type Episode } from './denials';
import { describeHolder } from './holder';
import { findHolders } from './holders';
import { identifyEvent } from './items';

type How = Pick<Settings, 'addsPerson' | 'denials' | 'site' | 'simplifies'>;

/** Repeated denials as the workflow gets them, an item each. */
export async function makeEpisodeItems(
	context: IPollFunctions,
	episodes: Episode[],
	how: How,
): Promise<IDataObject[]> {
	if (episodes.length === 0) return [];
	const zone = await siteZoneIfTold(context);
	const lasts = eventsFrom(episodes.map(({ events }) => events.at(-1)!));
	const people = how.addsPerson ? await findHolders(context, lasts) : [];
	const items: IDataObject[] = [];
	for (const [n, episode] of episodes.entries()) {
		const told = tellDates(context, eventsFrom(episode.events), zone) as EventRecord[];
		const denials = told.map(tellEvent);
		const doorIds = await findDoorIds(context, denials);
		const last = denials.at(-1)!;
		const common = keepCommon(denials);
		const isOne = common.cardNumber !== '' || common.person !== '';
		const fields = { ...last, ...common, summary: summarize(episode, denials, how) };
		const known = {
			...fields,
			...describeHolder(fields, isOne ? people[n] : undefined, 'denied', zone),
			doorId: new Set(doorIds).size === 1 ? doorIds[0]! : null,
			trigger: 'repeatedDenials' as const,
			denialCount: episode.count,
			firstTime: denials[0]!.time,
			denials: denials.map((one, at) => listDenial(one, doorIds[at]!)),
			dedupeKey: `${identifyEvent(episode.events[0]!, zone, how)}/repeated/${how.denials.by}`,
		};
		items.push(makeItem(known, { events: told }, how));
	}
	return items;
}

const COMMON = ['door', 'location', 'person', 'event', 'reason', 'category', 'cardNumber'] as const;

/** What all of them have in common; the rest is blank. */
function keepCommon(denials: EventFields[]): Pick<EventFields, (typeof COMMON)[number]> {
	const common = COMMON.map((name) => {
		const values = new Set(denials.map((one) => one[name]));
		return [name, values.size === 1 ? denials[0]![name] : ''];
	});
	return Object.fromEntries(common) as Pick<EventFields, (typeof COMMON)[number]>;
}

function listDenial(fields: EventFields, doorId: number | null): IDataObject {
	const { time, timeText, door, location, person, eventId, reason, cardNumber } = fields;
	return { time, timeText, door, doorId, location, person, eventId, reason, cardNumber };
}

/** e.g. Brown, Tabitha was turned away 3 times within 2 minutes, last at Laboratory 123, South Wing: ... */
function summarize(
	{ count, events, sample }: Episode,
	denials: EventFields[],
	{ denials: { by } }: How,
): string {
	const last = denials.at(-1)!;
	const card = oneLine(last.cardNumber);
	const who = oneLine(last.person) || (card && `Card ${card}`) || 'Someone';
	const often = `${count === 1 ? 'once' : `${count} times`}${describeSpan(events)}`;
	const place = describePlace(last);
	const reason = oneLine(last.reason);
	const happened =
		by === 'card'
			? `${who} was turned away ${often}, last at ${place}`
			: `Somebody was turned away ${often} at ${place}, last ${who}`;
	const details = `${reason && `: ${reason}`}${last.timeText && ` (${last.timeText})`}`;
	const why = sample === undefined ? '' : `Sample, as ${sample}: `;
	return oneLine(`${why}${happened}${details}`);
}

function describeSpan(events: EventRecord[]): string {
	const [first, last] = [readWhen(events[0]!), readWhen(events.at(-1)!)];
	if (events.length < 2 || first === undefined || last === undefined) return '';
	const minutes = Math.max(1, Math.ceil((last - first) / 60));
	return ` within ${minutes === 1 ? 'a minute' : `${minutes} minutes`}`;
}
