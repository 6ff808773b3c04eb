import type { IPollFunctions } from 'n8n-workflow';
import { readCard } from '../../api/records/card';
import { readEventName } from '../../api/records/eventHolder';
import { readMoment } from '../../api/records/moments';
import { idOf, oldestFirst, readOutcome, type EventRecord } from '../../api/records/events';
import { comparable } from '../../fields/records';
import { countDenials, type Denial, type DenialsState } from '../decisions/repeatedDenials';
import { fingerprint } from '../../api/text/fingerprint';
import type { Settings } from '../settings';
import { readEvents } from './reads';

/** Denials of one card, or at one door, that are put out as one item. */
export interface Episode {
	/** How many they are. */
	count: number;
	/** Oldest first: the first, and the latest ones. Of one that Lockt no longer shows the ID alone. */
	events: EventRecord[];
	/** Why it is none, but shown as if it were. */
	sample?: string;
}

/** Whether Lockt still shows an event of an episode: its ID may be another's by now, otherwise. */
export const isShown = (event: EventRecord): boolean => Object.keys(event).length > 1;

/** An item has so many denials in it. */
const MOST_LISTED = 100;

/** Episodes among the events that pass the filters, and what to remember. */
export async function findEpisodes(
	context: IPollFunctions,
	chosen: EventRecord[],
	{ causes, denials: rule }: Settings,
	before: DenialsState = '',
): Promise<{ episodes: Episode[]; denials?: DenialsState }> {
	if (!causes.has('repeatedDenials')) return { episodes: [] };
	const now = Date.now() / 1000;
	const { told, state } = countDenials(before, toDenials(chosen, rule.by), rule, now);
	const listed = told.map(listDenials);
	const findEvent = await readMissing(context, listed.flat(), chosen);
	const episodes = listed.map((list, n) => ({
		count: told[n]!.length,
		events: list.map((one) => findEvent(one) ?? { id: one.id }),
	}));
	return { episodes, denials: state };
}

/** The latest episode that there was or, where there was none, the latest denial as a sample. */
export function sampleEpisodes(
	chosen: EventRecord[],
	{ causes, denials: rule }: Settings,
): Episode[] {
	if (!causes.has('repeatedDenials')) return [];
	const denials = toDenials(chosen, rule.by);
	const byId = new Map(chosen.map((event) => [String(event.id), event]));
	const last = countDenials('', denials, rule, 0).told.at(-1);
	if (last)
		return [{ count: last.length, events: listDenials(last).map(({ id }) => byId.get(id)!) }];
	const { id } = denials.at(-1) ?? {};
	if (id === undefined) return [];
	return [{ count: 1, events: [byId.get(id)!], sample: 'none were as many and as close' }];
}

/** When an event happened, as the clock there showed it: only how far apart two are counts. */
export function readWhen({ event_time, db_time }: EventRecord): number | undefined {
	const moment = readMoment(event_time, 'utc') ?? readMoment(db_time, 'utc');
	return moment && Math.floor(moment.toSeconds());
}

/** Oldest first; those at the same time in the order of their IDs. */
export function sortByTime(events: EventRecord[]): EventRecord[] {
	return [...events].sort((a, b) => (readWhen(a) ?? 0) - (readWhen(b) ?? 0) || oldestFirst(a, b));
}

/** The denials among events. One whose time cannot be read counts as one right after the one before. */
function toDenials(events: EventRecord[], by: Settings['denials']['by']): Denial[] {
	let latest = Math.floor(Date.now() / 1000);
	return events.flatMap((event) => {
		const what = by === 'card' ? nameHolder(event) : nameDoor(event);
		if (readOutcome(event) !== 'denied' || what === undefined) return [];
		latest = readWhen(event) ?? latest;
		return [{ of: fingerprint(what).slice(0, 8), id: String(event.id), seconds: latest }];
	});
}

/** A card or, where there is none, the name; nobody can tell who has neither. */
function nameHolder({ card_num, user }: EventRecord): string | undefined {
	const card = readCard(card_num);
	const name = comparable('name', readEventName(user));
	if (card) return `card/${card}`;
	return name ? `name/${name}` : undefined;
}

function nameDoor({ device, location }: EventRecord): string | undefined {
	const name = comparable('name', device);
	return name ? JSON.stringify([name, comparable('name', location)]) : undefined;
}

function listDenials(denials: Denial[]): Denial[] {
	return denials.length > MOST_LISTED ? [denials[0]!, ...denials.slice(1 - MOST_LISTED)] : denials;
}

/** Which event a denial is, where it is known. */
type FindEvent = (denial: Denial) => EventRecord | undefined;

/** The events of denials: what earlier polls have seen is not remembered, but asked for once more. */
async function readMissing(
	context: IPollFunctions,
	denials: Denial[],
	chosen: EventRecord[],
): Promise<FindEvent> {
	const findChosen = findIn(chosen);
	const missing = denials.filter((denial) => !findChosen(denial)).map(({ id }) => idOf({ id }));
	if (missing.length === 0) return findChosen;
	const first = missing.reduce((a, b) => (b < a ? b : a));
	const { events } = await readEvents(context, { from: String(first - 1n), pages: 0 });
	const findAsked = findIn(events);
	return (denial) => findChosen(denial) ?? findAsked(denial);
}

/** After a backup was restored, the same ID at another time is that of another event. */
function findIn(events: EventRecord[]): FindEvent {
	const byId = new Map(events.map((event) => [String(event.id), event]));
	return ({ id, seconds }) => {
		const event = byId.get(id);
		return event && [undefined, seconds].includes(readWhen(event)) ? event : undefined;
	};
}
