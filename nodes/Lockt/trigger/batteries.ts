import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { batteriesFrom, type BatteryRecord } from '../api/batteries';
import { ask, recordsOf } from '../api/client';
import { unlessMissing } from '../api/errors';
import { plainText } from '../api/text';
import {
	judge,
	level,
	mustLookUp,
	type BatteriesState,
	type BatteryNews,
} from './decisions/lowBattery';
import type { Cause } from './causes';
import type { Settings } from './settings';

/** Which batteries ran low or recovered since the last poll. */
export async function newBatteries(
	context: IPollFunctions,
	before: BatteriesState | undefined,
	{ measure }: Settings,
): Promise<{ state: BatteriesState; news: BatteryNews[] }> {
	// Where no battery is low, Lockt may answer that there is nothing.
	const answer = await unlessMissing(
		ask(context, { path: '/doorstate', query: { low_battery: level(measure) } }),
	);
	const low = answer && batteriesFrom(recordsOf(answer));
	const now = Date.now();
	const batteries =
		low === undefined || mustLookUp(before, low, now)
			? { all: await allBatteries(context) }
			: { low };
	return judge(before, batteries, measure, now);
}

/** The battery level of every door. */
export async function allBatteries(context: IPollFunctions): Promise<BatteryRecord[]> {
	return batteriesFrom(recordsOf(await ask(context, { path: '/doorstate' })));
}

export function causeOf({ kind }: BatteryNews): Cause {
	return kind === 'recovered' ? 'batteryRecovered' : 'lowBattery';
}

/** The news that the person wants to hear of, each with its door as `GET /door` shows it. */
export async function wantedOf(
	context: IPollFunctions,
	news: BatteryNews[],
	{ causes, doors, locations }: Settings,
): Promise<Array<BatteryNews & { door: IDataObject }>> {
	const wanted = news.filter(
		(one) => causes.has(causeOf(one)) && (doors?.includes(plainText(one.battery.name)) ?? true),
	);
	if (wanted.length === 0) return [];
	const known = new Map(
		recordsOf(await ask(context, { path: '/door' })).map((door) => [Number(door.id), door]),
	);
	return wanted
		.map((one) => ({ ...one, door: known.get(one.battery.id) ?? {} }))
		.filter(({ door }) => locations?.includes(plainText(door.location)) ?? true);
}
