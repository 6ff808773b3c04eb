import type { IDataObject } from 'n8n-workflow';
import { isNoDate } from './noDates';
import { nameOf } from './people';
import { isObject, lettersOf, plainText } from '../text/text';

/** Reference, /events: the codes of its examples. */
const GRANTED = 48;
const DENIED = 49;

/** And their categories: the same in all of them. */
const GRANTED_CATEGORY = 1;
const DENIED_CATEGORY = 2;

/** An event as the nodes put it out: always with `id`, as text beyond what a number holds, and with `event_time`. */
export interface EventRecord extends IDataObject {
	id: number | string;
}

/** The ID of an event, to compare. */
export const idOf = ({ id }: EventRecord) => BigInt(id);

/**
 * Brings events into one form, whichever way Lockt sent them. The reference defines `event_time`
 * but shows `hw_time` in every example; nothing Lockt sent is dropped.
 *
 * @param records from `askRecords`, which leaves out those without a usable ID
 */
export function eventsFrom(records: IDataObject[]): EventRecord[] {
	return records.map((record) => ({
		...record,
		...namesIn(record),
		id: record.id as number | string,
		event_time: timeOf(record),
	}));
}

/** Reference, /events: names. What comes as a record is its name, with its ID beside. */
function namesIn(record: IDataObject): IDataObject {
	const found = ['device', 'location', 'user'].flatMap((property) => {
		const value = record[property];
		const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
		if (!isObject(one)) return [];
		const name = plainText(one.name) || nameOf(one as IDataObject);
		if (name === '') return [];
		const beside = `${property}_id`;
		const isNew = plainText(one.id) !== '' && !(beside in record);
		return [[property, name] as const, ...(isNew ? [[beside, one.id] as const] : [])];
	});
	return Object.fromEntries(found) as IDataObject;
}

/** One that says nothing stands for itself only where there is no other. */
function timeOf({ event_time, hw_time }: IDataObject) {
	return isNoDate(event_time) && !isNoDate(hw_time) ? hw_time : (event_time ?? hw_time ?? '');
}

/** The order in which they happened. Lockt's own order is newest first, but it does not promise it. */
export function oldestFirst(a: EventRecord, b: EventRecord): number {
	const [first, second] = [idOf(a), idOf(b)];
	return first < second ? -1 : first > second ? 1 : 0;
}

/** How an attempt at a door ended, by code, words or category; undefined for whatever else happens there. */
export function readOutcome({
	code,
	code_text,
	category,
	category_text,
}: EventRecord): 'granted' | 'denied' | undefined {
	const text = lettersOf(`${plainText(code_text)} ${plainText(category_text)}`);
	if (text.includes('accessdenied') || Number(code) === DENIED) return 'denied';
	if (text.includes('accessgranted') || Number(code) === GRANTED) return 'granted';
	const kind = Number(plainText(category));
	if (kind === DENIED_CATEGORY) return 'denied';
	if (kind === GRANTED_CATEGORY) return 'granted';
	return undefined;
}
