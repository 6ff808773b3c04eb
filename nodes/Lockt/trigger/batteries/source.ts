import type { BatteryRecord } from '../../api/questions/batteries';
import { BATTERY_CAUSES } from '../causes';
import {
	isBatteriesState,
	recordTold,
	toMinute,
	type BatteriesState,
	type BatteryNews,
} from '../decisions/lowBattery';
import type { Settings } from '../settings';
import type { Source } from '../source';
import { addToBatch, isBatteryBatch, readBatch, type BatteryBatch } from './batch';
import { filterNews } from './filter';
import { makeBatteryItems, type DoorNews } from './items';
import { readAllBatteries, readBatteryNews } from './reads';

/** Which batteries run low and recover. */
export const batteries: Source<BatteriesState, BatteryBatch> = {
	name: 'batteries',
	causes: BATTERY_CAUSES,
	isLasting: false,
	isState: isBatteriesState,
	isBatch: isBatteryBatch,
	emptyBatch: [],

	async poll(context, settings, before, batch, occasion) {
		const isPublished = before === undefined || occasion === 'published';
		const { state, news, isConclusive } = await readBatteryNews(
			context,
			before,
			settings.measure,
			isPublished,
		);
		const chosen = await filterNews(context, news, settings);
		return {
			items: await makeBatteryItems(context, chosen, settings),
			state: recordTold(state, chosen),
			batch: addToBatch(batch, chosen),
			isConclusive,
		};
	},

	/** Other sites have doors with the same IDs. */
	recognises: () => Promise.resolve(false),

	async sample(context, settings) {
		const news = inventNews(await readAllBatteries(context), toMinute(Date.now()));
		const chosen = await filterNews(context, news, settings);
		const firstOfEach = (['low', 'recovered'] as const).flatMap(
			(kind) => chosen.find((door) => door.kind === kind) ?? [],
		);
		return makeBatteryItems(context, firstOfEach.map(markSample(settings)), settings);
	},

	async replay(context, settings, batch) {
		if (batch.length === 0) return [];
		const all = await readAllBatteries(context);
		if (all.length === 0) return undefined;
		const byId = new Map(all.map((battery) => [battery.id, battery]));
		const news = readBatch(batch).flatMap(({ kind, minute, id }) => {
			const battery = byId.get(id);
			return battery ? [{ kind, battery, minute }] : [];
		});
		return makeBatteryItems(context, await filterNews(context, news, settings), settings);
	},
};

/**
 * News of every door with a battery, as if there were some: low, the emptiest first, and recovered, the
 * fullest first. So a door can be shown where no battery is low, or none full.
 */
export function inventNews(all: BatteryRecord[], minute: number): BatteryNews[] {
	const rising = all
		.filter(({ battery_level }) => battery_level !== null)
		.sort((a, b) => a.battery_level! - b.battery_level!);
	return [
		...rising.map((battery) => ({ kind: 'low' as const, battery, minute })),
		...rising.reverse().map((battery) => ({ kind: 'recovered' as const, battery, minute })),
	];
}

/** Says of invented news that it is a sample. A battery that is low is told as it will be. */
const markSample =
	({ measure }: Pick<Settings, 'measure'>) =>
	(news: DoorNews): DoorNews => {
		if (news.kind === 'recovered') {
			return { ...news, sample: 'no battery is known to have been changed' };
		}
		const isLow = news.battery.battery_level! <= measure.threshold;
		return isLow ? news : { ...news, sample: 'no battery that fits is low now' };
	};
