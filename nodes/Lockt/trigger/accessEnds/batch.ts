import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import {
	ACCESS_OF,
	codeEnds,
	decodeEnds,
	isCodedEnds,
	type AccessEnd,
	type AccessOf,
	type CodedEnds,
} from '../decisions/accessEnds';

/** What a run put out of ends of access, the oldest first. */
export type EndsBatch = ToldEnds[];

/** What one poll put out: ends or, where they were too many, how many of each. */
export interface ToldEnds {
	minute: number;
	ends?: CodedEnds;
	counts?: EndCounts;
}

export type EndCounts = Partial<Record<AccessOf, number>>;

/** More in one poll are told as one. */
const MOST_ENDS = 500;

/** Characters; what is older is left out. */
const ROOM = 8_000;

/** Whether what n8n stored can be replayed. */
export function isEndsBatch(stored: unknown): stored is EndsBatch {
	return Array.isArray(stored) && stored.every(isTold);
}

function isTold(told: unknown): boolean {
	if (!isRecord(told)) return false;
	const { minute, ends = {}, counts = {} } = told;
	return (
		isWholeNumber(minute) &&
		isCodedEnds(ends) &&
		isRecord(counts) &&
		ACCESS_OF.every((of) => counts[of] === undefined || isWholeNumber(counts[of]))
	);
}

/** What a poll puts out; nothing where there is none. */
export function tellEnds(ends: AccessEnd[], minute: number): EndsBatch {
	if (ends.length === 0) return [];
	if (ends.length <= MOST_ENDS) return [{ minute, ends: codeEnds(ends) }];
	const counts: EndCounts = {};
	for (const { of } of ends) counts[of] = (counts[of] ?? 0) + 1;
	return [{ minute, counts }];
}

/** A batch with what a further poll put out in it. */
export function addToBatch(batch: EndsBatch, further: EndsBatch): EndsBatch {
	const all = [...batch, ...further];
	while (all.length > 1 && JSON.stringify(all).length > ROOM) all.shift();
	return all;
}

/** The ends in it, one by one. */
export function endsIn({ ends = {} }: ToldEnds): AccessEnd[] {
	return decodeEnds(ends);
}
