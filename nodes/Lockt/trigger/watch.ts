import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { coded } from './decisions/ledger';
import { LEDGER } from './decisions/events';
import { allBatteries, newBatteries, wantedOf as wantedBatteries } from './batteries';
import { allEvents, newEvents, wantedOf as wantedEvents } from './doorEvents';
import { batteryItem, eventItems, gapItem } from './items';
import {
	idsOf,
	isBehind,
	isFirstSinceStart,
	recall,
	remember,
	type Batch,
	type Memory,
} from './memory';
import type { Settings } from './settings';

/**
 * What happened since the last poll, as items. What is remembered changes at the very end and only
 * when all went well: a poll that fails is as if it had not been.
 */
export async function watchSources(
	context: IPollFunctions,
	settings: Settings,
): Promise<IDataObject[]> {
	if (isBehind(context)) return [];
	const { site, view } = settings;
	const memory = recall(context, site, view);
	const again =
		settings.replays && memory?.last && isFirstSinceStart(context)
			? await lastBatch(context, memory.last, settings, site)
			: [];
	const items: IDataObject[] = [...again];
	const batch: Batch =
		again.length > 0 && memory?.last ? { ...memory.last } : { events: '', batteries: [] };
	const next: Memory = { version: 1, site, view, batch: memory?.batch ?? Date.now() };

	if (settings.watchesEvents) {
		const { state, fresh, gaps } = await newEvents(context, memory?.events, settings);
		const wanted = await wantedEvents(context, fresh, settings);
		next.events = state;
		if (settings.reportsGaps) items.push(...gaps.map((gap) => gapItem(gap, site)));
		items.push(...(await eventItems(context, wanted, site)));
		const ids = new Set([...idsOf(batch), ...wanted.map(({ id }) => id)]);
		batch.events = coded([...ids].sort((a, b) => a - b).slice(-LEDGER), 0);
	}
	if (settings.watchesBatteries) {
		const { state, news } = await newBatteries(context, memory?.batteries, settings);
		const wanted = await wantedBatteries(context, news, settings);
		next.batteries = state;
		items.push(...wanted.map((one) => batteryItem(one, settings.measure.threshold, site)));
		batch.batteries = [
			...batch.batteries,
			...wanted.map(({ battery, kind, minute }): Batch['batteries'][number] => [
				battery.id,
				kind,
				minute,
			]),
		];
	}

	if (items.length > 0) next.batch = Math.max(next.batch + 1, Date.now());
	if (settings.replays) next.last = items.length > 0 ? batch : memory?.last;
	remember(context, next, items.length > 0);
	return items;
}

/** What was put out last, once more, as far as Lockt still has it. */
async function lastBatch(
	context: IPollFunctions,
	last: Batch,
	settings: Settings,
	site: string,
): Promise<IDataObject[]> {
	const ids = new Set(idsOf(last));
	const events = ids.size > 0 ? await allEvents(context) : [];
	const items = await eventItems(
		context,
		events.filter(({ id }) => ids.has(id)).sort((a, b) => a.id - b.id),
		site,
	);
	if (last.batteries.length > 0) {
		const byId = new Map((await allBatteries(context)).map((battery) => [battery.id, battery]));
		const news = last.batteries.flatMap(([id, kind, minute]) => {
			const battery = byId.get(id);
			return battery ? [{ kind, battery, minute }] : [];
		});
		const wanted = await wantedBatteries(context, news, settings);
		items.push(...wanted.map((one) => batteryItem(one, settings.measure.threshold, site)));
	}
	return items.map((item) => ({ ...item, redelivered: true }));
}
