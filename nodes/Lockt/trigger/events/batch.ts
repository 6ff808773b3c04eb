import { idOf, type EventRecord } from '../../api/events';
import { isRecord } from '../../api/text';
import { areAnchors } from '../decisions/events';
import { codeIds, decodeIds, fitIds, isCoded } from '../decisions/ledger';
import { chooseAnchors, compareNumbering, type Anchor } from '../decisions/numbering';

/** The events that a run puts out, by which they can be found again in Lockt. */
export interface EventBatch {
	/** As ledger.ts writes them. */
	ids: string;
	/** Some of them with their times: IDs alone may be given anew. */
	anchors: Anchor[];
}

/** Characters: 2,000 events of a busy building. */
const BATCH = 4_000;

export const emptyBatch: EventBatch = { ids: '', anchors: [] };

export function isEventBatch(stored: unknown): stored is EventBatch {
	return isRecord(stored) && isCoded(stored.ids) && areAnchors(stored.anchors);
}

/** A batch with further events in it: the newest ones, as many as fit. */
export function addToBatch({ ids, anchors }: EventBatch, further: EventRecord[]): EventBatch {
	const all = [...new Set([...decodeIds(ids, 0n), ...further.map(idOf)])];
	const rising = all.sort((a, b) => (a < b ? -1 : 1));
	return {
		ids: codeIds(fitIds(rising, BATCH), 0n),
		anchors: chooseAnchors(anchors, further),
	};
}

/** The events of a batch among those Lockt has; none, when Lockt has given their IDs to others. */
export function findBatch({ ids, anchors }: EventBatch, events: EventRecord[]): EventRecord[] {
	if (compareNumbering(anchors, events) === 'other') return [];
	const wanted = new Set(decodeIds(ids, 0n));
	return events.filter((event) => wanted.has(idOf(event)));
}
