import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { askRecords } from '../../api/questions/records';
import type { BatteryNews } from '../decisions/lowBattery';
import { door as kind } from '../../fields/kinds';
import { refuseEmptyList } from '../emptyLists';
import { readPlaces } from '../places';
import type { Settings } from '../settings';
import { classifyNews, type DoorNews } from './items';

/**
 * The news that the person wants to hear of. Lockt is asked about doors only where some is left that
 * passes the other filters.
 */
export async function filterNews(
	context: IPollFunctions,
	news: BatteryNews[],
	settings: Settings,
): Promise<DoorNews[]> {
	const matching = news.filter(({ kind }) => settings.causes.has(classifyNews(kind)));
	if (matching.length === 0) return [];
	const records = await readDoors(context, settings);
	const told = matching.map((one) => ({ ...one, door: records.get(one.battery.id) ?? {} }));
	const placeOf = ({ battery: { id, name }, door: { location } }: DoorNews) => {
		return { doorId: id, door: name, location };
	};
	const isWanted = await readPlaces(context, settings, told.map(placeOf));
	return told.filter((one) => isWanted(placeOf(one)));
}

/** @throws LocktError where no door has a location, as none is listed: what has recovered would be told never */
async function readDoors(
	context: IPollFunctions,
	{ locations }: Settings,
): Promise<Map<number, IDataObject>> {
	const records = await askRecords(context, { path: '/door' }, ask);
	if (locations) await refuseEmptyList(context, kind, records);
	return new Map(records.map((door) => [Number(door.id), door]));
}
