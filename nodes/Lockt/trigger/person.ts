import type { IDataObject } from 'n8n-workflow';
import type { LocktContext } from '../api/client';
import { isNoDate } from '../api/records/noDates';
import { isoDate } from '../api/records/moments';
import { plainText } from '../api/text/text';
import type { Picked } from '../fields/locator';
import { findUsers, shows } from './findUsers';

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

/** Whom a filter names. */
export interface Chosen {
	has: (id: number) => boolean;
	/** The ID numbers of those of whom only a question told it, by ID. */
	numbers: Map<number, string>;
}

/**
 * Whom a filter names; everybody, where it was not added. They are known by their IDs: a list need not show the
 * ID number of anybody, and then whoever has it is asked for alone.
 *
 * @param listed everybody, as they are known; of nobody nothing is asked
 * @throws LocktError where it is not clear who has an ID number
 */
export async function readChosen(
	context: LocktContext,
	wanted: Picked[] | undefined,
	listed: IDataObject[],
): Promise<Chosen> {
	const ids = new Set<number>();
	const numbers = new Map<number, string>();
	for (const picked of wanted ?? []) {
		const { key, value } = picked;
		const shown = listed.filter((person) => shows(person, picked));
		if (key.property === 'id') ids.add(Number(value));
		else if (shown.length > 0) shown.forEach(({ id }) => ids.add(Number(id)));
		else if (listed.length > 0) {
			const found = await findUsers(context, picked);
			found.forEach(({ id }) => numbers.set(Number(id), value));
		}
	}
	return { has: (id) => !wanted || ids.has(id) || numbers.has(id), numbers };
}
