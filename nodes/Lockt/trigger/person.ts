import type { IDataObject } from 'n8n-workflow';
import { isNoDate } from '../api/records/noDates';
import { isoDate } from '../api/records/moments';
import { plainText } from '../api/text/text';
import type { Picked } from '../fields/locator';
import { comparable } from '../fields/records';

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

/** Whether somebody is among those whom a filter names; everybody is, where it was not added. */
export function isOneOf(wanted: Picked[] | undefined, person: IDataObject): boolean {
	return (
		wanted?.some(
			({ key: { property }, value }) =>
				comparable(property, person[property]) === comparable(property, value),
		) ?? true
	);
}
