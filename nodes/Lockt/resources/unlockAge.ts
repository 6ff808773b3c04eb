import { DateTime, Duration } from 'luxon';
import { LocktError } from '../api/errors';
import { quote } from '../api/text/text';
import { enteredSwitch, isBlank } from '../api/text/values';
import type { Plan } from '../execution/plans';
import type { Row } from '../fields/row';

/** How old a request may be unless its item says otherwise. */
export const DEFAULT_AGE_S = 60;

/** How long ago an event may be whose item opens a door by itself: more than a poll takes, less than n8n is down. */
const EVENT_AGE_S = 300;

/** The clocks of n8n and of whoever asks may differ by so much. */
const CLOCKS_APART_S = 60;

/** When it was asked for, and how old that may be, in seconds. */
interface Age {
	requestedAt?: string;
	maximumAge?: number;
}

/** What this package puts out of an event: the trigger; Get Many; Get Many as Lockt has it. */
interface EventItem {
	time?: unknown;
	event_time?: unknown;
	dedupeKey?: unknown;
	eventId?: unknown;
	redelivered?: unknown;
}

/**
 * The moment after which the door must not open any more, and why it must not now. An item that tells of an event, or
 * comes from one of the Lockt Trigger, is as old as that, as n8n hands out after hours what happened while it was down.
 *
 * @throws LocktError for a bad value
 */
export function boundAge(row: Row): Pick<Plan, 'notAfter' | 'refusal'> {
	const { requestedAt, maximumAge } = row.parameter('options', {}) as Age;
	if (requestedAt === undefined && maximumAge !== undefined) {
		throw new LocktError(
			"'Maximum Age (Seconds)' needs 'Requested At'",
			'Add that option, or remove this one. Nothing was sent to Lockt',
		);
	}
	const events = [row.input as EventItem, ...row.origins()].filter(isOfEvent);
	if (events.some(isRedelivered)) return { refusal: secondTimeError() };
	if (requestedAt !== undefined) {
		const asked = momentOf(requestedAt);
		const seconds = maximumAge ?? DEFAULT_AGE_S;
		return { notAfter: asked + seconds * 1000, refusal: findMistimed(asked, seconds) };
	}
	if (events.length === 0) return { notAfter: Date.now() + DEFAULT_AGE_S * 1000 };
	const moments = events.map(({ time, event_time }) => readMoment(time ?? event_time) ?? NaN);
	const happened = Math.min(...moments);
	if (Number.isNaN(happened)) return { refusal: timelessError() };
	return { notAfter: happened + EVENT_AGE_S * 1000, refusal: findPast(happened) };
}

const isOfEvent = ({ dedupeKey, eventId, event_time, redelivered }: EventItem): boolean =>
	[dedupeKey, eventId, event_time, redelivered].some((value) => !isBlank(value));

/** What is not plainly false may have been put out before. */
const isRedelivered = ({ redelivered }: EventItem): boolean =>
	!isBlank(redelivered) && enteredSwitch(redelivered) !== false;

function secondTimeError(): LocktError {
	return new LocktError(
		"The item is 'redelivered': it may have opened the door before n8n was started again",
		'The door was left as it is. Unlock it by hand if it is still wanted',
	);
}

function timelessError(): LocktError {
	return new LocktError(
		"The event of the item has no 'time', so that nothing says how long ago it was",
		"The door was left as it is. Add 'Requested At' with the time when somebody asked for it",
	);
}

/** Why the door must not open for an event of a moment; undefined when it may. */
function findPast(happened: number): LocktError | undefined {
	const age = ageOf(happened);
	if (age > EVENT_AGE_S) {
		return new LocktError(
			`The event of the item was ${tellAge(age)} ago, which is too long to open a door for it`,
			"The door was left as it is. To open it for older events as well, add 'Requested At' with the time when somebody asked for it, and 'Maximum Age (Seconds)' if need be",
		);
	}
	return -age > CLOCKS_APART_S
		? new LocktError(
				`The event of the item is ${-age} seconds in the future`,
				'The door was left as it is. Check the clock of n8n, and the time zone of the site',
			)
		: undefined;
}

/** Why a request of a moment must not be followed now; undefined when it may. @param seconds how old it may be */
function findMistimed(asked: number, seconds: number): LocktError | undefined {
	const age = ageOf(asked);
	if (age > seconds) {
		return new LocktError(
			`The request to unlock is ${tellAge(age)} old, more than the ${seconds} seconds of 'Maximum Age (Seconds)'`,
			'The door was left as it is. Ask for it anew if it is still wanted',
		);
	}
	if (-age > CLOCKS_APART_S) {
		return new LocktError(
			`'Requested At' is ${-age} seconds in the future`,
			'The door was left as it is. Check the time zone of the value',
		);
	}
	return undefined;
}

/** @returns e.g. 4 hours, 38 minutes */
function tellAge(seconds: number): string {
	const parts = Duration.fromObject({ days: 0, hours: 0, minutes: 0, seconds: 0 })
		.plus({ seconds })
		.normalize();
	const [first, second] = (['days', 'hours', 'minutes', 'seconds'] as const).flatMap((unit) =>
		parts[unit] > 0 ? [`${parts[unit]} ${parts[unit] === 1 ? unit.slice(0, -1) : unit}`] : [],
	);
	return [first, second].filter(Boolean).join(', ');
}

function momentOf(text: string): number {
	const moment = readMoment(text);
	if (moment !== undefined) return moment;
	throw new LocktError(
		`'Requested At' must be a time with a time zone at its end, such as Z or -05:00: it is ${quote(text)}`,
		'Drag in the time of the message that asked for it; the date picker leaves the time zone out. Nothing was sent to Lockt',
	);
}

/** A moment (epoch, milliseconds); undefined for what is none, or has no time zone. */
function readMoment(text: unknown): number | undefined {
	if (typeof text !== 'string') return undefined;
	const moment = DateTime.fromISO(text, { setZone: true });
	const hasZone = /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(text) && text.includes('T');
	return moment.isValid && hasZone ? moment.toMillis() : undefined;
}

/** How many seconds ago a moment was. */
const ageOf = (moment: number) => Math.round((Date.now() - moment) / 1000);
