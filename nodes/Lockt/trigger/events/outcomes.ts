import type { IPollFunctions } from 'n8n-workflow';
import { readOutcome, type EventRecord } from '../../api/records/events';
import { warnDaily } from '../../api/questions/warnings';
import type { Cause } from '../causes';
import { identifyTrigger } from '../identity';
import type { Settings } from '../settings';

/** In a building where so many things happen at doors, somebody is let in or turned away. */
const MANY = 20;

/** More triggers than an instance has: beyond it, they are counted anew rather than kept for ever. */
const MOST_KEPT = 200;

const JUDGED: Cause[] = ['accessDenied', 'accessGranted', 'repeatedDenials'];

/** The IDs of events since the last one that was a grant or denial, by trigger; no more than are needed. */
const others = new Map<string, Set<string>>();

/** Warns where no event is a grant or denial, though these are watched: Lockt may say so in words that are not known. */
export function warnOfOutcomes(
	context: IPollFunctions,
	events: EventRecord[],
	{ causes }: Pick<Settings, 'causes'>,
): void {
	if (!JUDGED.some((cause) => causes.has(cause))) return;
	const trigger = identifyTrigger(context);
	if (events.some((event) => readOutcome(event) !== undefined)) {
		others.delete(trigger);
		return;
	}
	const seen = [...(others.get(trigger) ?? []), ...events.map(({ id }) => String(id))];
	const ids = new Set(seen.slice(-MANY));
	if (others.size >= MOST_KEPT && !others.has(trigger)) others.clear();
	others.set(trigger, ids);
	if (ids.size < MANY) return;
	warnDaily(
		context,
		`among the last ${MANY} events of Lockt none is known as a grant or a denial, by code, category or words, though these are watched. ` +
			'See what Event: Get Many shows: Door Event with the filter Code or Category tells of them',
	);
}
