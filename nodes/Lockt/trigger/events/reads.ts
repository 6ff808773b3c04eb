import type { IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { unlessRefused } from '../../api/errors';
import { eventsFrom, type EventRecord } from '../../api/events';
import { askRecords } from '../../api/records';
import type { Ask } from '../decisions/events';

/** All events Lockt has. */
export async function readAllEvents(context: IPollFunctions): Promise<EventRecord[]> {
	return eventsFrom(await askRecords(context, { path: '/events' }, ask));
}

/** @returns what was asked in the end, and the events; where an ID is unknown to Lockt all are asked for */
export async function readEvents(
	context: IPollFunctions,
	asked: Ask,
): Promise<{ asked: Ask; events: EventRecord[] }> {
	if (asked.from !== undefined) {
		const question = { path: '/events', query: { id: asked.from } } as const;
		const events = await unlessRefused(askRecords(context, question, ask));
		if (events) return { asked, events: eventsFrom(events) };
	}
	const { pages } = asked;
	return { asked: { pages }, events: await readAllEvents(context) };
}
