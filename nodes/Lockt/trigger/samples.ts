import { NodeOperationError, type IDataObject, type IPollFunctions } from 'n8n-workflow';
import { oldestFirst } from '../api/events';
import type { BatteryRecord } from '../api/batteries';
import { toMinute, type BatteryNews } from './decisions/lowBattery';
import { allBatteries, wantedOf as wantedBatteries } from './batteries';
import { allEvents, wantedOf as wantedEvents } from './doorEvents';
import { batteryItem, eventItems } from './items';
import type { Settings } from './settings';

/** Enough to see granted and denied ones side by side. */
const SAMPLES = 5;

/**
 * What a person sees who fetches a test event: real events and real doors, as the workflow will get
 * them, and nothing is remembered. A door stands in where no battery is low, or none full.
 */
export async function sampleSources(
	context: IPollFunctions,
	settings: Settings,
): Promise<IDataObject[]> {
	const { site } = settings;
	const shown: IDataObject[] = [];
	if (settings.watchesEvents) {
		const events = await wantedEvents(context, await allEvents(context), settings);
		const newest = events.sort(oldestFirst).slice(-SAMPLES);
		shown.push(...(await eventItems(context, newest, site)));
	}
	if (settings.watchesBatteries) {
		const news = await wantedBatteries(context, sampleNews(await allBatteries(context)), settings);
		for (const cause of ['low', 'recovered'] as const) {
			const [first] = news.filter(({ kind }) => kind === cause);
			if (first) shown.push(batteryItem(first, settings.measure.threshold, site));
		}
	}
	if (shown.length > 0) return shown;
	throw new NodeOperationError(context.getNode(), 'Lockt has nothing to show yet that fits', {
		description:
			'Open a door and try again, or remove filters. The workflow can be published without a sample',
	});
}

/** Every door with a battery: as low, the emptiest first, and as recovered, the fullest first. */
function sampleNews(batteries: BatteryRecord[]): BatteryNews[] {
	const minute = toMinute(Date.now());
	const rising = batteries
		.filter(({ battery_level }) => battery_level !== null)
		.sort((a, b) => a.battery_level! - b.battery_level!);
	return [
		...rising.map((battery) => ({ kind: 'low' as const, battery, minute })),
		...rising.reverse().map((battery) => ({ kind: 'recovered' as const, battery, minute })),
	];
}
