import type { IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { unlessRefused } from '../../api/errors';
import { eventsFrom, type EventRecord } from '../../api/records/events';
import { askRecords } from '../../api/questions/records';
import { warnDaily } from '../../api/questions/warnings';
import type { Ask } from '../decisions/events';
import { failsStill, noteAnswer, noteFailure, noteOutage, type Failing } from './failing';

/** What was asked in the end, and the events. */
interface Asked {
	asked: Ask;
	events: EventRecord[];
	/** Where all were asked for in place of those from an ID on. */
	failing?: Failing;
}

/** All events Lockt has. */
export async function readAllEvents(context: IPollFunctions): Promise<EventRecord[]> {
	return eventsFrom(await askRecords(context, { path: '/events' }, ask));
}

/** Where an ID is unknown to Lockt, or it keeps failing at it, all are asked for. */
export async function readEvents(context: IPollFunctions, asked: Ask): Promise<Asked> {
	const { from, pages } = asked;
	if (from === undefined) return { asked, events: await readAllEvents(context) };
	const read = failsStill(context) ?? (await readFrom(context, from));
	if (Array.isArray(read)) return { asked, events: read };
	const events = await readAllEvents(context).catch((error: unknown) => {
		if (read) noteOutage(context, read);
		throw error;
	});
	if (read) warnOfFailure(context, read);
	return { asked: { pages }, events, failing: read };
}

/** @returns undefined where Lockt does not know the ID, and how it failed where it keeps failing */
async function readFrom(
	context: IPollFunctions,
	id: string,
): Promise<EventRecord[] | Failing | undefined> {
	try {
		const answer = askRecords(context, { path: '/events', query: { id } }, ask);
		const events = await unlessRefused(answer);
		noteAnswer(context);
		return events && eventsFrom(events);
	} catch (error) {
		return noteFailure(context, error);
	}
}

function warnOfFailure(context: IPollFunctions, { error }: Failing): void {
	warnDaily(
		context,
		`where it is asked what happened since an event, Lockt keeps failing: ${error.message}. It is asked for all events instead`,
	);
}
