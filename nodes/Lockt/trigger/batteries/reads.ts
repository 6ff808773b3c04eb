import type { IPollFunctions } from 'n8n-workflow';
import {
	askBatteries,
	lowBatteries,
	lowestOfEach,
	type BatteryRecord,
} from '../../api/questions/batteries';
import { ask } from '../../api/client';
import { unlessRefused } from '../../api/errors';
import { warnDaily } from '../../api/questions/warnings';
import {
	judge,
	level,
	mustLookUp,
	type BatteriesState,
	type BatteryNews,
	type Measure,
} from '../decisions/lowBattery';

/** Which batteries are to be told: see `judge`. */
export async function readBatteryNews(
	context: IPollFunctions,
	before: BatteriesState | undefined,
	measure: Measure,
	isPublished: boolean,
): Promise<{ state: BatteriesState; news: BatteryNews[]; isConclusive: boolean }> {
	const low = await readLowBatteries(context, level(measure));
	const now = Date.now();
	if (low !== undefined && !mustLookUp(before, low, now)) {
		return { ...judge(before, { low }, measure, isPublished, now), isConclusive: true };
	}
	const all = await readAllBatteries(context);
	// Where no door is shown at all, the answer tells nothing: no door is missing by it.
	const isConclusive = all.length > 0;
	const told = isConclusive ? { all } : { low: low ?? [] };
	return { ...judge(before, told, measure, isPublished, now), isConclusive };
}

/** The battery level of every door. */
export async function readAllBatteries(context: IPollFunctions): Promise<BatteryRecord[]> {
	return lowestOfEach(await askBatteries(context, { path: '/doorstate' }, ask));
}

/**
 * The doors whose battery is at or below a level.
 *
 * @returns undefined where Lockt refused: it may say so where no battery is low
 */
async function readLowBatteries(
	context: IPollFunctions,
	atOrBelow: number,
): Promise<BatteryRecord[] | undefined> {
	const question = { path: '/doorstate', query: { low_battery: atOrBelow } } as const;
	const low = await unlessRefused(askBatteries(context, question, ask));
	if (low && low.length > 0 && low.every(({ battery_level }) => battery_level === null)) {
		warnDaily(
			context,
			`Lockt listed ${low.length} doors when it was asked whose battery is low, and of none a level that can be read: ` +
				"'Low Battery' cannot tell of them. Run Check Compatibility of the Lockt node, which says how Lockt answers",
		);
	}
	return low && lowBatteries(low, atOrBelow);
}
