import type { IPollFunctions } from 'n8n-workflow';
import { ask, recordsOf } from '../../api/client';
import { unlessMissing } from '../../api/errors';
import { eventsFrom, type EventRecord } from '../../api/events';
import type { Ask } from '../decisions/events';

/** All events Lockt has. */
export async function readAllEvents(context: IPollFunctions): Promise<EventRecord[]> {
	return eventsFrom(recordsOf(await ask(context, { path: '/events' })));
}

/** @returns what was asked in the end, and the events; where an ID is unknown to Lockt all are asked for */
export async function readEvents(
	context: IPollFunctions,
	asked: Ask,
): Promise<{ asked: Ask; events: EventRecord[] }> {
	if (asked !== 'everything') {
		const answer = await unlessMissing(ask(context, { path: '/events', query: { id: asked } }));
		if (answer) return { asked, events: eventsFrom(recordsOf(answer)) };
	}
	return { asked: 'everything', events: await readAllEvents(context) };
}
