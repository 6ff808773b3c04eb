import type { IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { askRecords } from '../../api/records';
import { isNamed } from '../../fields/records';
import type { BatteryNews } from '../decisions/lowBattery';
import type { Settings } from '../settings';
import { classifyNews, type DoorNews } from './items';

/** The news that the person wants to hear of. Lockt is asked about doors only where there is some. */
export async function filterNews(
	context: IPollFunctions,
	news: BatteryNews[],
	{ causes, doors, locations }: Settings,
): Promise<DoorNews[]> {
	const matching = news.filter(
		({ kind, battery }) => causes.has(classifyNews(kind)) && isNamed(battery.name, doors),
	);
	if (matching.length === 0) return [];
	const records = await askRecords(context, { path: '/door' }, ask);
	const byId = new Map(records.map((door) => [Number(door.id), door]));
	return matching
		.map((told) => ({ ...told, door: byId.get(told.battery.id) ?? {} }))
		.filter(({ door }) => isNamed(door.location, locations));
}
