import { readCard } from './card';
import { readEventName } from './eventHolder';
import { timeFields, type TimeFields } from './dates';
import { readOutcome, type EventRecord } from './events';
import { oneLine, plainText } from '../text/text';

/** What people need of an event, under plain names; blank where Lockt does not tell it. */
export interface EventFields extends TimeFields {
	/** A whole message. */
	summary: string;
	/** Last name, first name. */
	person: string;
	door: string;
	location: string;
	eventId: number | string;
	/** What happened, e.g. Access Denied */
	event: string;
	/** e.g. Battery Missing */
	reason: string;
	/** e.g. Door Access Denied */
	category: string;
	cardNumber: string;
}

/** @param event with its dates as `tellDates` tells them */
export function tellEvent(event: EventRecord): EventFields {
	const fields = {
		...timeFields(event.event_time),
		person: readEventName(event.user),
		door: plainText(event.device),
		location: plainText(event.location),
		eventId: event.id,
		event: plainText(event.code_text),
		reason: plainText(event.subcode_text),
		category: plainText(event.category_text),
		cardNumber: readCard(event.card_num),
	};
	return { ...fields, summary: summarizeEvent(readOutcome(event), fields) };
}

/** One sentence, e.g. Brown, Tabitha was turned away at Laboratory 123, South Wing: Battery Missing (...) */
function summarizeEvent(
	outcome: ReturnType<typeof readOutcome>,
	fields: Omit<EventFields, 'summary'>,
): string {
	const person = oneLine(fields.person);
	const card = oneLine(fields.cardNumber);
	const reason = oneLine(fields.reason);
	const who = person || (card && `Card ${card}`);
	const place = describePlace(fields);
	const time = fields.timeText && ` (${fields.timeText})`;

	const what = oneLine(fields.event) || oneLine(fields.category) || 'Something happened';
	const ended = outcome === 'denied' ? 'was turned away' : 'was let in';
	const happened = outcome ? `${who || 'Someone'} ${ended} at ${place}` : `${what} at ${place}`;
	const details = (outcome ? [reason] : [who, reason]).filter(Boolean).join(', ');
	return oneLine(`${happened}${details && `: ${details}`}${time}`);
}

/** A door and where it is, as a sentence names it. */
export function describePlace({ door, location }: { door: string; location: string }): string {
	return [door, location].map(oneLine).filter(Boolean).join(', ') || 'a door';
}
