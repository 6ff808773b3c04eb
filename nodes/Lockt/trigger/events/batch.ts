import { idOf, type EventRecord } from '../../api/records/events';
import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { codeIds, decodeIds, fitIds, isCoded } from '../decisions/ledger';
import {
	areAnchors,
	chooseAnchors,
	compareNumbering,
	hasNewest,
	isSurelyLater,
	type Anchor,
} from '../decisions/numbering';
import { isShown, sortByTime, type Episode } from './denials';

/** The events that a run puts out, by which they can be found again in Lockt. */
export interface EventBatch {
	/** As ledger.ts writes them. */
	ids: string;
	/** Some of them with their times: IDs alone may be given anew. */
	anchors: Anchor[];
	/** Repeated denials: how many they are, and the IDs of those in the item. */
	episodes?: Array<[count: number, ids: string]>;
}

/** Characters: 2,000 events here and there, and all that Lockt keeps where they follow one another. */
const BATCH = 4_000;

/** More than an attack on a building makes at once. */
const EPISODES = 20;

export const emptyBatch: EventBatch = { ids: '', anchors: [] };

export function isEventBatch(stored: unknown): stored is EventBatch {
	if (!isRecord(stored)) return false;
	const { ids, anchors, episodes } = stored;
	return (
		isCoded(ids) &&
		areAnchors(anchors) &&
		(episodes === undefined || (Array.isArray(episodes) && episodes.every(isEpisode)))
	);
}

const isEpisode = (one: unknown) =>
	Array.isArray(one) && one.length === 2 && isWholeNumber(one[0]) && isCoded(one[1]);

export function isEmptyBatch({ ids, episodes = [] }: EventBatch): boolean {
	return ids === '' && episodes.length === 0;
}

/** A batch with further events and episodes in it: the newest ones, as many as fit. */
export function addToBatch(
	{ ids, anchors, episodes = [] }: EventBatch,
	further: EventRecord[],
	repeated: Episode[] = [],
): EventBatch {
	const all = sortIds([...decodeIds(ids, 0n), ...further.map(idOf)]);
	const added = repeated.map(({ count, events }): [number, string] => [
		count,
		codeIds(sortIds(events.filter(isShown).map(idOf)), 0n),
	]);
	const kept = [...episodes, ...added].slice(-EPISODES);
	return {
		ids: codeIds(fitIds(all, BATCH), 0n),
		anchors: chooseAnchors(anchors, [...further, ...repeated.flatMap(({ events }) => events)]),
		...(kept.length > 0 && { episodes: kept }),
	};
}

const sortIds = (ids: bigint[]) => [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1));

/** What of a batch Lockt has. */
interface Found {
	events: EventRecord[];
	episodes: Episode[];
}

/**
 * What of a batch is among the events Lockt has, and not of those to which it has given their IDs.
 *
 * @param isSure whether what Lockt shows is all that there is
 * @returns undefined where Lockt does not show as much as it did: its answer is empty or old
 */
export function findBatch(
	batch: EventBatch,
	events: EventRecord[],
	isSure = false,
): Found | undefined {
	return isBehind(batch, events) && !isSure ? undefined : findSame(batch, events);
}

/** What of a batch can be found in all that Lockt has now: IDs of two numberings would be waited for in vain. */
export function keepFound(batch: EventBatch, all: EventRecord[]): EventBatch {
	const { events, episodes } = findSame(batch, all);
	return addToBatch(emptyBatch, events, episodes);
}

function isBehind({ anchors }: EventBatch, events: EventRecord[]): boolean {
	const [newest] = anchors;
	if (!newest || compareNumbering(anchors, events) === 'other') return false;
	const [id, seconds] = newest;
	return !events.some((event) => idOf(event) >= BigInt(id) || isSurelyLater(event, seconds));
}

/** A backup has the same events up to some ID: up to the newest one known that is there. */
function findSame({ ids, anchors, episodes = [] }: EventBatch, events: EventRecord[]): Found {
	const newest = anchors.find((anchor) => hasNewest([anchor], events));
	// Of what is newer than all of them no time is known.
	const isSame = (id: bigint) =>
		newest === anchors[0] || (newest !== undefined && id <= BigInt(newest[0]));
	const find = (coded: string) => {
		const wanted = new Set(decodeIds(coded, 0n).filter(isSame));
		return events.filter((event) => wanted.has(idOf(event)));
	};
	return {
		events: find(ids),
		episodes: episodes.flatMap(([count, coded]) => {
			const found = sortByTime(find(coded));
			return found.length > 0 ? [{ count, events: found }] : [];
		}),
	};
}
