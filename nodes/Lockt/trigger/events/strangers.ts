import type { IPollFunctions } from 'n8n-workflow';
import { groupBy } from '../../api/text/groupBy';
import { ask } from '../../api/client';
import { bareCard, isSameCard } from '../../api/records/card';
import { readTrace, type Trace } from '../../api/records/eventHolder';
import type { EventRecord } from '../../api/records/events';
import { nameOf } from '../../api/records/people';
import { warnDaily } from '../../api/questions/warnings';
import { sortWords } from '../../api/text/nameWords';
import { unlessAborted } from '../../api/turns/stopping';
import { LocktError } from '../../api/errors';
import { credential, user } from '../../fields/kinds';
import { readRecords } from '../../fields/records';
import { identifyTrigger } from '../identity';

/** All users and credentials are read for this: no more often. */
const LOOK_EVERY_MS = 60 * 60_000;

/** No event waits longer. */
const PATIENCE_MS = 5_000;

/** More triggers than an instance has: beyond it, they are looked at sooner rather than kept for ever. */
const MOST_KEPT = 200;

/** When it was looked at last, by trigger. */
const looked = new Map<string, number>();

/**
 * Warns where Lockt has nobody at all with the card or, where there is none, the name of an event: it may
 * write them otherwise than those of its users, and then the filter recognises nobody.
 *
 * @param leftOut events that are of none of the people in the filter
 */
export async function warnOfStrangers(
	context: IPollFunctions,
	leftOut: EventRecord[],
): Promise<void> {
	const traces = leftOut.map(readTrace).filter(({ card, name, id }) => card || name || id);
	const trigger = identifyTrigger(context);
	const age = Date.now() - (looked.get(trigger) ?? -Infinity);
	if (traces.length === 0 || (age >= 0 && age < LOOK_EVERY_MS)) return;
	if (looked.size >= MOST_KEPT) looked.clear();
	looked.set(trigger, Date.now());
	const tooLong = () => new LocktError('it takes too long', '');
	const look = () => findStrangers(context, traces);
	// A question that is only asked for a warning is asked again, whatever came of it.
	const strangers = await unlessAborted(look, AbortSignal.timeout(PATIENCE_MS), tooLong).catch(
		() => [],
	);
	if (strangers.length === 0) return;
	warnDaily(
		context,
		"the filter 'People' left out events with a card, or without one a name, that no user and no credential has. " +
			'It may be a card that was not handed out, or an administrator. Or Lockt writes cards and names of events otherwise than ' +
			'those of users, and the filter recognises nobody: compare what Event: Get Many and User: Get Many show',
	);
}

async function findStrangers(context: IPollFunctions, traces: Trace[]): Promise<Trace[]> {
	const users = await readRecords(context, user, {}, ask);
	const hasCards = traces.some(({ card }) => card !== '');
	const credentials = hasCards ? await readRecords(context, credential, {}, ask) : [];
	const cards = groupBy([...users, ...credentials], ({ card_num }) => [bareCard(card_num)]);
	const names = new Set(users.map((one) => sortWords(nameOf(one))));
	const ids = new Set(users.map(({ id }) => Number(id)));
	const isKnown = ({ card, name, id }: Trace) =>
		card === ''
			? names.has(name) || (id !== undefined && ids.has(id))
			: (cards.get(bareCard(card)) ?? []).some(({ card_num }) => isSameCard(card_num, card));
	return traces.filter((trace) => !isKnown(trace));
}
