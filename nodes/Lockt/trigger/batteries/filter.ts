import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { askRecords } from '../../api/records';
import { isNamed } from '../../fields/records';
import type { BatteryNews } from '../decisions/lowBattery';
import type { Settings } from '../settings';
import { classifyNews, type DoorNews } from './items';

/**
 * The news that the person wants to hear of. Lockt is asked about doors only where some is left that
 * passes the other filters.
 */
export async function filterNews(
	context: IPollFunctions,
	news: BatteryNews[],
	{ causes, doors, locations }: Settings,
): Promise<DoorNews[]> {
	const matching = news.filter(
		({ kind, battery }) => causes.has(classifyNews(kind)) && isNamed(battery.name, doors),
	);
	if (matching.length === 0) return [];
	const records = await readDoors(context);
	return matching
		.map((told) => ({ ...told, door: records.get(told.battery.id) ?? {} }))
		.filter(({ door }) => isNamed(door.location, locations));
}

async function readDoors(context: IPollFunctions): Promise<Map<number, IDataObject>> {
	const records = await askRecords(context, { path: '/door' }, ask);
	return new Map(records.map((door) => [Number(door.id), door]));
}
