import type { IDataObject } from 'n8n-workflow';
import type { EventFields } from '../../api/records/eventFields';
import type { readOutcome } from '../../api/records/events';
import { describePerson } from '../person';

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
	const what = cardNumber ? "A disabled person's card was tried" : 'A disabled person tried a door';
	return {
		summary: holder.enabled === false && outcome ? `${what}: ${summary}` : summary,
		...describePerson(holder, zone),
	};
}
