import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../text/text';

/**
 * The one doorway: what an answer says, whichever of its forms it says it in. api-readings, "Responses".
 * Nothing behind it looks at how Lockt wrote it. What is not clear counts as a problem: said to be done
 * is only what nothing speaks against.
 */
export interface Said {
	/** What was wrong with the whole request, for sure. */
	errors: string[];
	/** What else is said of the whole request, and may mean that something was wrong. */
	notes: string[];
	/** What speaks against success in properties that the reference does not name, e.g. success: false */
	doubts: string[];
	/** What speaks for success, or for something that is still to come, besides counts, e.g. status: queued */
	hopes: string[];
	/** What was refused of single records. */
	refusals: Refusal[];
	/** Undefined where nothing is counted that could be done. */
	counts?: Counts;
	/** What it says in words that the reference does not name, e.g. in `message`. */
	words: string[];
	/** What `data` holds, as it came; a single thing is a list of one. Undefined where it holds no such thing. */
	list?: unknown[];
	/** The answer as a whole, for what nobody here knows the form of. */
	whole: IDataObject;
	/** What came, where that was no JSON object. */
	unread?: unknown;
}

/** What was wrong with a record. */
export interface Refusal {
	problems: string[];
	/** The record as Lockt repeats it. */
	input?: unknown;
	/** Whether it says whose it is. */
	repeatsRecord: boolean;
}

/** Counts by name, e.g. { submitted: 2, inserted: 2, updated: 0, errors: 0 } */
export type Counts = Record<string, number>;

/** All that may be meant as what was wrong, with the whole request or with records of it. */
export function errorTexts({ errors, notes, refusals }: Said): string[] {
	return [...errors, ...notes, ...refusals.flatMap(({ problems }) => problems)];
}

/** What is said to have been refused for sure. */
export function refusalTexts({ errors, refusals }: Said): string[] {
	return [...errors, ...refusals.flatMap(({ problems }) => problems)];
}

/** The first thing in `data`; the whole answer where there is none. */
export function firstOf({ list = [], whole }: Said): IDataObject {
	const first = list.find((one) => isRecord(one));
	return first ? (first as IDataObject) : whole;
}
