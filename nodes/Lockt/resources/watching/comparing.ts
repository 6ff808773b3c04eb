import type { IDataObject } from 'n8n-workflow';
import { canSendBack, hasOpenOrder } from '../../api/records/dates';
import { booleanIn, recordsWithin } from '../../api/records/forms';
import { readMoment } from '../../api/records/moments';
import { isNoDate, isOpenDate } from '../../api/records/noDates';
import { isMasked } from '../../api/text/masked';
import { saysNothing } from '../../api/text/nothing';
import { isRecord, plainText } from '../../api/text/text';
import type { Field } from '../../fields/field';
import type { Lookups } from '../../fields/lookups';
import { NEVER_BLANK } from '../../fields/userFields';

/** What may be lost of a date on its way through a database: seconds. */
const MINUTE_MS = 60_000;

/** No two clocks on earth are further apart. */
const FURTHEST_ZONES_MS = 26 * 3_600_000;

/**
 * Whether a record shows a value as it was to be; undefined where that cannot be told, as it is shown in another form,
 * or not at all.
 */
export async function isShownAs(
	record: IDataObject,
	{ id, holds }: Field,
	wanted: unknown,
	zone: Lookups['zone'],
): Promise<boolean | undefined> {
	if (holds.is === 'date') return isSameDate(record[id], wanted, zone);
	if (holds.is === 'yesNo') return isSameSwitch(record[id], wanted);
	if (id === 'card_num') return hasCard(record, wanted);
	// What nobody is without is not shown, where it is shown as blank.
	if (NEVER_BLANK.has(id) && plainText(record[id]).trim() === '') return undefined;
	const isSame = isSameText(record[id], wanted);
	return isSame === false && id === 'phone' ? mayBeSamePhone(record[id], wanted) : isSame;
}

/** Whether two dates of Lockt's, or one of them and one as it is sent, are the same moment. */
export async function isSameDate(
	shown: unknown,
	wanted: unknown,
	zone: Lookups['zone'],
): Promise<boolean | undefined> {
	if (shown === undefined || isRecord(shown)) return undefined;
	const dates = [shown, wanted];
	const [text, other] = dates.map((date) => plainText(date).trim());
	if (text === other) return true;
	if (hasOpenOrder({ access_expires: text })) return undefined;
	if (dates.some(isOpenDate)) {
		// It may stand for none, or for long ago, but for no other date.
		const clear = dates.find((date) => !isOpenDate(date) && !isNoDate(date));
		return readMoment(clear, 'utc') ? false : undefined;
	}
	if (dates.every(isNoDate)) return true;
	const areClear = dates.every((date) => canSendBack(date, undefined));
	const known = await zone();
	// Without the zone of the site they are the same at most a day apart.
	const moments = dates.map((date) => readMoment(date, known ?? 'utc')?.toMillis());
	if (dates.some(isNoDate))
		return moments.some((moment) => moment !== undefined) ? false : undefined;
	const [is, was] = moments;
	if (is === undefined || was === undefined) return undefined;
	const apart = Math.abs(is - was);
	const isSure = areClear || dates.every((date) => canSendBack(date, known));
	return isSure ? apart < MINUTE_MS : apart > FURTHEST_ZONES_MS ? false : undefined;
}

function isSameSwitch(shown: unknown, wanted: unknown): boolean | undefined {
	const [is, was] = [booleanIn(shown), booleanIn(wanted)];
	return is === undefined || was === undefined ? undefined : is === was;
}

/** A number may stand for several texts; letters of other alphabets may be shown in another encoding. */
function isSameText(shown: unknown, wanted: unknown): boolean | undefined {
	if (typeof shown !== 'string') return undefined;
	const texts = [shown, plainText(wanted)];
	const [is, was] = texts.map(signsOf) as [string, string];
	if (is === was) return true;
	if (is === '' || was === '') return isMasked(shown) ? undefined : false;
	return texts.some((text) => isMasked(text) || /[^ -~]/.test(text)) ? undefined : false;
}

/** A phone number may be shown with the code of its country, or without. */
function mayBeSamePhone(shown: unknown, wanted: unknown): false | undefined {
	const [is, was] = [shown, wanted].map((text) => signsOf(plainText(text))) as [string, string];
	const isOtherForm = is !== '' && was !== '' && (is.endsWith(was) || was.endsWith(is));
	return isOtherForm ? undefined : false;
}

/** What counts of a text, whatever stands between: (818) 436-5134 is 8184365134. */
function signsOf(text: string): string {
	return saysNothing(text) ? '' : text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** The card numbers that a record shows, its own and those of its credentials. */
export function cardsIn(record: IDataObject): IDataObject[] {
	return [record, ...recordsWithin(record.credentials)].filter(
		({ card_num }) => card_num !== undefined,
	);
}

function hasCard(record: IDataObject, wanted: unknown): boolean | undefined {
	const cards = cardsIn(record);
	const found = cards.map(({ card_num }) => isSameText(card_num, wanted));
	if (found.includes(true)) return true;
	return cards.length === 0 || found.includes(undefined) ? undefined : false;
}
