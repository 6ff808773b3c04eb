import type { IDataObject } from 'n8n-workflow';
import { isNoDate, isoDate } from '../api/dates';
import { plainText } from '../api/text';

/** What an item tells of a person. @param record of `GET /user`; @param zone the site's */
export function describePerson(
	{ id, id_num, email, enabled, access_expires }: IDataObject,
	zone: string | undefined,
) {
	return {
		personId: Number(id),
		personIdNumber: plainText(id_num),
		personEmail: plainText(email),
		personEnabled: typeof enabled === 'boolean' ? enabled : null,
		personExpires: isNoDate(access_expires) ? '' : plainText(isoDate(access_expires, zone)),
	};
}
