import { readCard } from './card';
import type { EventRecord } from './events';
import { sortWords } from '../text/nameWords';
import { saysNothing } from '../text/nothing';
import { plainText } from '../text/text';

/** What an event tells of whoever it is about. */
export interface Trace {
	/** As it came: of a number the leading zeros are not known. Blank where there is none. */
	card: string | number;
	/** Its words, to compare; blank where there is none. */
	name: string;
	/** The user's, where an event tells it in place of a name, or beside it. */
	id?: number;
}

export function readTrace({ card_num, user, user_id }: EventRecord): Trace {
	const name = readEventName(user);
	const isId = /^[1-9]\d*$/.test(name.trim());
	const id = isId ? Number(name) : Number(user_id);
	const card = readCard(card_num);
	return {
		card: typeof card_num === 'number' && card !== '' ? card_num : card,
		name: isId ? '' : sortWords(name),
		...(Number.isSafeInteger(id) && id > 0 && { id }),
	};
}

/** The name that an event has; blank where it says that there is none. */
export function readEventName(user: unknown): string {
	const name = plainText(user);
	return saysNothing(name) ? '' : name;
}
