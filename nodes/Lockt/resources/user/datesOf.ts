import type { IDataObject } from 'n8n-workflow';
import { isLocalDate } from '../../api/records/enteredDates';
import { isNoDate, isOpenDate } from '../../api/records/noDates';
import { localDateOf, VALIDITY } from '../../api/records/dates';
import { plainText } from '../../api/text/text';
import type { Lookups } from '../../fields/lookups';

/**
 * The dates of a user as they are sent: Lockt shows them in local time or in UTC. What is in local time
 * already stays to the letter: an hour that the clock skips in spring would become another one. So does an end that may
 * be none or one long past: it differs from both.
 */
export async function datesOf(user: IDataObject, { zone }: Lookups): Promise<IDataObject> {
	const entries = VALIDITY.filter((name) => user[name] !== undefined).map(async (name) => {
		const text = plainText(user[name]).trim();
		if (name === 'access_expires' && isOpenDate(text)) return [name, text];
		if (isNoDate(text)) return [name, ''];
		return [name, isLocalDate(text) ? text : localDateOf(text, await zone())];
	});
	return Object.fromEntries(await Promise.all(entries)) as IDataObject;
}
