import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../../api/text';
import type { Cause } from '../causes';
import type { BatteryNews } from '../decisions/lowBattery';
import type { Settings } from '../settings';

/** News with its door as `GET /door` shows it; no properties where Lockt does not. */
export type DoorNews = BatteryNews & { door: IDataObject };

/** Batteries as the workflow gets them. */
export function makeBatteryItems(news: DoorNews[], settings: Settings): IDataObject[] {
	return news.map((one) => makeBatteryItem(one, settings));
}

function makeBatteryItem(news: DoorNews, { site, measure }: Settings): IDataObject {
	const { kind, battery, minute, door } = news;
	return {
		...battery,
		location: plainText(door.location),
		controller: plainText(door.controller),
		threshold: measure.threshold,
		reminder: kind === 'reminder',
		trigger: classifyNews(kind),
		dedupeKey: `${site}/battery/${battery.id}/${kind}/${minute}`,
	};
}

export function classifyNews(kind: BatteryNews['kind']): Cause {
	return kind === 'recovered' ? 'batteryRecovered' : 'lowBattery';
}
