import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { hasDates } from '../api/records/dates';
import { dropPins } from '../api/guard/pins';
import { tellDates } from '../api/questions/site';
import type { Lookups } from '../fields/lookups';

/** A record as it may be put out: without PINs, and with its dates in the site's time. */
export async function makeShowable(
	context: IExecuteFunctions,
	record: IDataObject,
	lookups: Lookups,
): Promise<IDataObject> {
	const safe = dropPins(record);
	const zone = hasDates(safe) ? await lookups.zone() : 'utc';
	return tellDates(context, [safe], zone)[0]!;
}
