import type { IDataObject } from 'n8n-workflow';
import { isNoDate, isoDate } from '../../api/dates';
import type { EventFields } from '../../api/eventFields';
import type { readOutcome } from '../../api/events';
import { plainText } from '../../api/text';

/**
 * What an item tells of whoever an event is about; nothing where that is not known.
 *
 * @param fields what the event itself tells
 * @param holder a record of `GET /user`
 * @param zone the site's
 */
export function describeHolder(
	{ summary, cardNumber }: Pick<EventFields, 'summary' | 'cardNumber'>,
	holder: IDataObject | undefined,
	outcome: ReturnType<typeof readOutcome>,
	zone: string | undefined,
) {
	if (!holder) return {};
	const { id, id_num, email, enabled, access_expires } = holder;
	const what = cardNumber ? "A disabled person's card was tried" : 'A disabled person tried a door';
	return {
		summary: enabled === false && outcome ? `${what}: ${summary}` : summary,
		personId: Number(id),
		personIdNumber: plainText(id_num),
		personEmail: plainText(email),
		personEnabled: typeof enabled === 'boolean' ? enabled : null,
		personExpires: isNoDate(access_expires) ? '' : plainText(isoDate(access_expires, zone)),
	};
}
