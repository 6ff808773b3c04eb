import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isoDate } from '../../api/records/moments';
import { timeFields } from '../../api/records/dates';
import { describePlace } from '../../api/records/eventFields';
import { siteZoneIfTold } from '../../api/questions/site';
import { plainText } from '../../api/text/text';
import type { Cause } from '../causes';
import type { BatteryNews } from '../decisions/lowBattery';
import type { Settings } from '../settings';
import { makeItem } from '../shape';

/** News with its door as `GET /door` shows it; no properties where Lockt does not. */
export type DoorNews = BatteryNews & {
	door: IDataObject;
	/** Why it is no news, but shown as if it were. */
	sample?: string;
};

/** Batteries as the workflow gets them. The site's time zone is asked for only when there are any. */
export async function makeBatteryItems(
	context: IPollFunctions,
	news: DoorNews[],
	settings: Settings,
): Promise<IDataObject[]> {
	if (news.length === 0) return [];
	const zone = await siteZoneIfTold(context);
	return news.map((one) => makeBatteryItem(one, zone, settings));
}

function makeBatteryItem(
	news: DoorNews,
	zone: string | undefined,
	settings: Settings,
): IDataObject {
	const { kind, battery, minute, door } = news;
	const place = {
		door: plainText(battery.name) || plainText(door.name),
		location: plainText(door.location),
	};
	const known = {
		...timeFields(isoDate(minute * 60_000, zone)),
		...place,
		trigger: classifyNews(kind),
		summary: summarizeBattery(news, describePlace(place)),
		doorId: battery.id,
		batteryLevel: battery.battery_level,
		threshold: settings.measure.threshold,
		reminder: kind === 'reminder',
		dedupeKey: `${settings.site}/battery/${battery.id}/${kind}/${minute}`,
	};
	return makeItem(known, { ...door, ...battery }, settings);
}

/** One sentence, e.g. Battery of Entrance 3, South Wing is at 8 % */
function summarizeBattery({ kind, battery, sample }: DoorNews, place: string): string {
	const { battery_level: level } = battery;
	const at = level === null ? 'at a level that Lockt does not tell' : `at ${level} %`;
	if (sample !== undefined) return `Sample, as ${sample}: battery of ${place} is ${at}`;
	if (kind === 'recovered') return `Battery of ${place} was changed: it is ${at}`;
	return `Battery of ${place} is ${kind === 'reminder' ? 'still ' : ''}${at}`;
}

export function classifyNews(kind: BatteryNews['kind']): Cause {
	return kind === 'recovered' ? 'batteryRecovered' : 'lowBattery';
}
