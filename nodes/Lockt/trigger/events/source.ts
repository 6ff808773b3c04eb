import type { IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { oldestFirst, type EventRecord } from '../../api/records/events';
import { siteClockIfTold, type Clock } from '../../api/questions/site';
import { warnOnce } from '../../api/questions/warnings';
import { keysFor } from '../../api/transport';
import { findUnseen } from '../../fields/eventTexts';
import { EVENT_CAUSES } from '../causes';
import { findSeen, isLaterByLock, splitByTime } from '../decisions/bounds';
import { settle } from '../decisions/events';
import { isEventsState, seed, type EventsState } from '../decisions/eventsMemory';
import { compareNumbering } from '../decisions/numbering';
import { isDenialsState, type DenialsState } from '../decisions/repeatedDenials';
import { findBeginning, type Occasion } from '../occasion';
import type { Settings } from '../settings';
import type { LatePublishing, Source } from '../source';
import {
	addToBatch,
	emptyBatch,
	findBatch,
	isEmptyBatch,
	isEventBatch,
	keepFound,
	type EventBatch,
} from './batch';
import { beginEvents, readNewEvents } from './catchUp';
import { findEpisodes, sampleEpisodes } from './denials';
import { makeEpisodeItems } from './episodes';
import { filterEvents, isCause } from './filter';
import { describeGap, describeOld, hasEvents, identifyEvent, makeEventItems } from './items';
import { readAllEvents } from './reads';

/** Enough to see granted and denied ones side by side. */
const SAMPLES = 5;

/** The clocks of n8n and of Lockt may differ by so much, and Lockt may not tell it. */
const CLOCKS_APART_MS = 60_000;

/** A clock that says it is slower than this tells nothing. */
const MOST_SLOW_MS = 24 * 3_600_000;

/** What it remembers: events and, where they are counted, denials. */
type State = EventsState & { denials?: DenialsState };

function isState(stored: unknown): stored is State {
	if (!isEventsState(stored)) return false;
	const { denials } = stored as { denials?: unknown };
	return denials === undefined || isDenialsState(denials);
}

/** What happens at the doors. */
export const events: Source<State, EventBatch> = {
	name: 'events',
	causes: EVENT_CAUSES,
	isLasting: true,
	isState,
	isBatch: isEventBatch,
	emptyBatch,

	async poll(context, settings, known, batch, occasion, late) {
		const before = late ? await beginLate(context, known, late) : known;
		if (!before || (occasion === 'published' && !late)) {
			const { state, events: all } = await beginEvents(context, before, settings.overlapMs);
			return {
				items: [],
				state: { ...state, denials: undefined },
				batch,
				...(!isOld(state, all) && findAgainIn(all)),
				isConclusive: true,
			};
		}
		const news = await readNewEvents(context, before, settings.overlapMs);
		const { state, fresh, gaps } = news;
		if (late && late.thrownAway.size > 0 && state === before) refusePublishing();
		// They were new, and would count as seen once an answer without them is published on.
		if (late && fresh.length === 0 && hasEvents(late.thrownAway)) refusePublishing();
		// Numbers of another numbering say nothing of what is later.
		const comparable = news.renumbered ? { ...before, anchors: [] } : before;
		const { due, old } = await leaveOut(context, fresh, settings, comparable, {
			occasion,
			late,
		});
		const passing = await filterEvents(context, due, settings);
		const chosen = passing.filter((event) => isCause(event, settings.causes));
		const { episodes, denials } = await findEpisodes(context, passing, settings, before.denials);
		const again = news.renumbered && findAgainIn(news.renumbered);
		const losses = [...gaps.map(describeGap), ...(old.length > 0 ? [describeOld(old)] : [])];
		return {
			items: [
				...(await makeEventItems(context, chosen, settings, settings.reportsGaps ? losses : [])),
				...(await makeEpisodeItems(context, episodes, settings)),
			],
			state: { ...settle(state, before, Date.now()), denials },
			batch: addToBatch(again ? again.findAgain(batch) : batch, chosen, episodes),
			...again,
			// When a late publishing was, is known from now on.
			isConclusive: late !== undefined || (state !== before && state.behind === undefined),
		};
	},

	async recognises(context, { anchors }) {
		return compareNumbering(anchors, await readAllEvents(context)) === 'same';
	},

	async sample(context, settings) {
		const all = await readAllEvents(context);
		const unseen = findUnseen(all, settings.texts);
		if (unseen !== undefined) warnOnce(context, (await keysFor(context)).inTexts(unseen));
		const chosen = await filterEvents(context, all, settings);
		chosen.sort(oldestFirst);
		const newest = chosen.filter((event) => isCause(event, settings.causes)).slice(-SAMPLES);
		return [
			...(await makeEventItems(context, newest, settings)),
			...(await makeEpisodeItems(context, sampleEpisodes(chosen, settings), settings)),
		];
	},

	async replay(context, settings, batch, isSure) {
		if (isEmptyBatch(batch)) return [];
		const found = findBatch(batch, await readAllEvents(context), isSure);
		if (!found) return undefined;
		const { events: again, episodes } = found;
		return [
			...(await makeEventItems(context, again.sort(oldestFirst), settings)),
			...(await makeEpisodeItems(context, episodes, settings)),
		];
	},
};

/** Whether an answer shows less than is known, as that of a server which lags does. */
const isOld = ({ behind }: EventsState, all: EventRecord[]) =>
	behind !== undefined || all.length === 0;

/** What is gone may not be taken for what gets its ID. */
const findAgainIn = (all: EventRecord[]) => ({
	findAgain: (batch: EventBatch) => keepFound(batch, all),
});

/**
 * What is known when a publishing comes late: what happens from then on is new, though others may have
 * seen it since.
 *
 * @returns undefined where nothing was known, and nothing can have happened since
 */
async function beginLate(
	context: IPollFunctions,
	known: State | undefined,
	{ waitedSince }: LatePublishing,
): Promise<State | undefined> {
	const published = waitedSince ?? Date.now();
	if (known) return { ...known, published, denials: undefined };
	if (waitedSince === undefined) return undefined;
	const clock = await siteClockIfTold(context);
	const seen = findSeen(await readAllEvents(context), boundOf(published, clock), clock.zone);
	return { ...seed(seen, Date.now()), published };
}

/**
 * What n8n threw away is known in this process alone, and must be there when the workflow is published: once
 * the time of publishing is stored, it would count as seen after a start of n8n.
 *
 * @throws always
 */
function refusePublishing(): never {
	throw new LocktError(
		'Lockt does not list events that it did a moment ago',
		'n8n had not passed them on yet when the workflow was published. Publish it again in a minute, and nothing is lost. If Lockt has none any more, as after a backup was restored, publish it when something has happened at a door.',
	);
}

/** What happened after it, by Lockt's clock, may have happened after a moment of n8n's. */
function boundOf(moment: number, { aheadMs = 0 }: Clock): number {
	const slowMs = aheadMs < 0 && aheadMs >= -MOST_SLOW_MS ? -aheadMs : 0;
	return moment - CLOCKS_APART_MS - slowMs;
}

/**
 * Leaves out what counts as seen: what happened before the workflow was published, and what is too old
 * when n8n starts again.
 *
 * @returns what is due, and what was left out as too old
 */
async function leaveOut(
	context: IPollFunctions,
	fresh: EventRecord[],
	settings: Settings,
	known: EventsState,
	{ occasion, late }: { occasion: Occasion; late?: LatePublishing },
): Promise<{ due: EventRecord[]; old: EventRecord[] }> {
	const { catchUpMs } = settings;
	const { published } = known;
	const isBounded = occasion === 'started' && catchUpMs > 0;
	if (fresh.length === 0 || (published === undefined && !isBounded)) return { due: fresh, old: [] };
	const clock = await siteClockIfTold(context);
	const { zone } = clock;
	const isEarlier = (event: EventRecord) => !isLaterByLock(event, known);
	const since = boundOf(published ?? 0, clock);
	// Without having waited, whatever Lockt shows happened before.
	const isBefore = late && late.waitedSince === undefined;
	const earlier = isBefore
		? fresh
		: splitByTime(fresh, since, zone, known).earlier.filter(isEarlier);
	const seen = new Set(
		earlier.filter((event) => !late?.thrownAway.has(identifyEvent(event, zone, settings))),
	);
	if (seen.size > 0) context.logger.warn(describeSeen([...seen]));
	const recent = fresh.filter((event) => !seen.has(event));
	if (!isBounded) return { due: recent, old: [] };
	// Until Lockt tells what there is n8n is starting: what happened meanwhile is not too old.
	const bound = findBeginning(context) - catchUpMs;
	const { earlier: old, recent: due } = splitByTime(recent, bound, zone, known);
	if (old.length > 0) {
		context.logger.warn(
			`Lockt Trigger: ${old.length} events are older than 'Catch Up (Hours)' and count as seen`,
		);
	}
	return { due, old };
}

/** What is said of events that are left out, as their clocks may be wrong. */
function describeSeen(seen: EventRecord[]): string {
	const [first, last] = [seen[0]!.id, seen.at(-1)!.id];
	return (
		`Lockt Trigger: ${seen.length} events happened before the workflow was published, by Lockt's times, and count as seen: ` +
		`those from ID ${first} to ID ${last}. If they did not, the clocks of Lockt and of n8n differ`
	);
}
