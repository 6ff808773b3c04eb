import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask, recordsOf, siteZone } from '../api/client';
import { isoDate } from '../api/dates';
import { missingError, unlessMissing } from '../api/errors';
import { eventsFrom, readOutcome, type EventRecord } from '../api/events';
import { plainText } from '../api/text';
import { hasTexts } from '../fields/eventTexts';
import type { Picked } from '../fields/locator';
import { isOutside } from './decisions/afterHours';
import {
	ask as firstAsk,
	seed,
	take,
	type Ask,
	type EventsState,
	type Gap,
} from './decisions/events';
import type { Cause } from './causes';
import type { Settings } from './settings';

/** In one poll Lockt is asked so often for events; what is left comes with the next one. */
const ASKS = 8;

/** n8n's default engine tells no budget in older versions. */
const DEFAULT_BUDGET_MS = 60_000;

/** What happened since the last poll. On the first one everything counts as seen. */
export async function newEvents(
	context: IPollFunctions,
	before: EventsState | undefined,
	{ overlapMs }: Settings,
): Promise<{ state: EventsState; fresh: EventRecord[]; gaps: Gap[] }> {
	const fresh: EventRecord[] = [];
	const gaps: Gap[] = [];
	if (!before) {
		const [, events] = await answerTo(context, 'everything');
		return { state: seed(events, Date.now()), fresh, gaps };
	}

	const budget = (context.getPollBudgetMs as (() => number) | undefined)?.() ?? DEFAULT_BUDGET_MS;
	const until = Date.now() + budget / 2;
	let state = before;
	let next: Ask | undefined = firstAsk(state);
	for (let asks = 0; next !== undefined && asks < ASKS; asks++) {
		if (asks > 0 && Date.now() >= until) break;
		const now = Date.now();
		const [asked, events] = await answerTo(context, next);
		const step = take(state, asked, events, now, { overlap: overlapMs });
		({ state, next } = step);
		fresh.push(...step.fresh);
		if (step.gap) {
			gaps.push(step.gap);
			context.logger.warn(`Lockt Trigger: ${gapText(step.gap)}`);
		}
		if (step.reset) {
			context.logger.warn(
				'Lockt Trigger: Lockt numbers its events anew. What was there when that showed counts as seen',
			);
		}
	}
	return { state, fresh, gaps };
}

/** All events Lockt has. */
export async function allEvents(context: IPollFunctions): Promise<EventRecord[]> {
	return (await answerTo(context, 'everything'))[1];
}

/** Events that Lockt may have had and no longer has. */
export function gapText({ after, before }: Gap): string {
	return `events between ID ${after} and ID ${before} may be missing, as Lockt no longer has them`;
}

/** The most telling of the causes that an event is. */
export function causeOf(event: EventRecord): Cause {
	const outcome = readOutcome(event);
	if (outcome === undefined) return 'doorEvent';
	return outcome === 'denied' ? 'accessDenied' : 'accessGranted';
}

/** The events that the person wants to hear of. Lockt is asked about people and schedules only for those. */
export async function wantedOf(
	context: IPollFunctions,
	events: EventRecord[],
	{ causes, doors, locations, people, texts, outsideSchedule }: Settings,
): Promise<EventRecord[]> {
	let wanted = events.filter(
		(event) =>
			(causes.has('doorEvent') || causes.has(causeOf(event))) &&
			(doors?.includes(plainText(event.device)) ?? true) &&
			(locations?.includes(plainText(event.location)) ?? true) &&
			hasTexts(event, texts),
	);
	if (people && wanted.length > 0) {
		const holders = await Promise.all(people.map((person) => holderOf(context, person)));
		wanted = wanted.filter((event) => holders.some((holder) => holder?.(event)));
	}
	if (outsideSchedule && wanted.length > 0) {
		const schedule = await scheduleOf(context, outsideSchedule);
		const zone = await siteZone(context, ask);
		wanted = wanted.filter(({ event_time }) =>
			isOutside(schedule, isoDate(plainText(event_time), zone), zone),
		);
	}
	return wanted;
}

/** @returns what was asked in the end, and the events; where an ID is unknown to Lockt all are asked for */
async function answerTo(context: IPollFunctions, asked: Ask): Promise<[Ask, EventRecord[]]> {
	if (asked !== 'everything') {
		const since = ask(context, { path: '/events', query: { id: asked } });
		const answer = await unlessMissing(since);
		if (answer) return [asked, eventsFrom(recordsOf(answer))];
	}
	return ['everything', eventsFrom(recordsOf(await ask(context, { path: '/events' })))];
}

/**
 * Events name no user ID: what tells their holder is a card, and the name where there is none.
 *
 * @returns whether an event is of this person; undefined when there is nobody
 */
async function holderOf(context: IPollFunctions, { key, value }: Picked) {
	const question = ask(context, { path: '/user', query: { [key.property]: value } });
	const answer = await unlessMissing(question);
	const user = answer && recordsOf(answer).find((one) => plainText(one[key.property]) === value);
	if (!user) {
		context.logger.warn(
			`Lockt Trigger: there is no user with ${key.label} '${value}'. Correct the filter 'People'`,
		);
		return undefined;
	}
	const cards = new Set(
		[user, ...(Array.isArray(user.credentials) ? (user.credentials as IDataObject[]) : [])]
			.map(({ card_num }) => plainText(card_num))
			.filter(Boolean),
	);
	const name = `${plainText(user.last_name)}, ${plainText(user.first_name)}`.toLowerCase();
	return ({ card_num, user: holder }: EventRecord) => {
		const card = plainText(card_num);
		return cards.has(card) || (card === '' && plainText(holder).toLowerCase() === name);
	};
}

async function scheduleOf(context: IPollFunctions, id: string): Promise<IDataObject> {
	const schedules = recordsOf(await ask(context, { path: '/schedule' }));
	const found = schedules.find((schedule) => plainText(schedule.id) === id);
	if (found) return found;
	throw missingError('schedule', 'ID', id, "Correct the filter 'Outside Schedule'");
}
