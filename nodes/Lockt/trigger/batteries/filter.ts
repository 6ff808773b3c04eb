import type { IPollFunctions } from 'n8n-workflow';
import { ask, recordsOf } from '../../api/client';
import { plainText } from '../../api/text';
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
		({ kind, battery }) =>
			causes.has(classifyNews(kind)) && (doors?.includes(plainText(battery.name)) ?? true),
	);
	if (matching.length === 0) return [];
	const records = recordsOf(await ask(context, { path: '/door' }));
	const byId = new Map(records.map((door) => [Number(door.id), door]));
	return matching
		.map((told) => ({ ...told, door: byId.get(told.battery.id) ?? {} }))
		.filter(({ door }) => locations?.includes(plainText(door.location)) ?? true);
}
