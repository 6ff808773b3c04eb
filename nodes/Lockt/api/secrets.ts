import type { IDataObject } from 'n8n-workflow';
import { isRecord, plainText } from './text';

/** What stands in place of a secret. */
const HIDDEN = '***';

/** Whether a property holds a PIN, however its name is spelt. */
export function isPin(name: string): boolean {
	return name.trim().toLowerCase() === 'pin';
}

/** A record without its PINs, wherever in it they are. */
export function dropPins(record: IDataObject): IDataObject {
	return withoutPins(record) as IDataObject;
}

function withoutPins(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPins);
	if (!isRecord(value)) return value;
	const entries = Object.entries(value).filter(([name]) => !isPin(name));
	return Object.fromEntries(entries.map(([name, one]) => [name, withoutPins(one)]));
}

/** A body as it may be shown: with its PINs hidden. */
export function hidePins(body: object): IDataObject {
	const text = JSON.stringify(body, (name, value: unknown) => (isPin(name) ? HIDDEN : value));
	return JSON.parse(text) as IDataObject;
}

/** The PINs in a body, wherever they are. */
export function pinsIn(value: unknown): string[] {
	if (!isRecord(value)) return [];
	const pins = Object.entries(value).flatMap(([name, one]) =>
		isPin(name) ? plainText(one) : pinsIn(one),
	);
	return pins.filter(Boolean);
}

/** A text in which Lockt may repeat a PIN. What only contains its digits stays: they are short. */
export function hidePinsInText(text: string, pins: string[]): string {
	if (pins.length === 0) return text;
	const literal = pins.map((pin) => pin.replace(/\W/g, '\\$&'));
	return text.replace(new RegExp(`(?<!\\w)(?:${literal.join('|')})(?!\\w)`, 'g'), HIDDEN);
}

/** A text in which Lockt may repeat the key or the user of the API. */
export function hideKeys(text: string, keys: string[]): string {
	return keys.filter(Boolean).reduce((rest, key) => rest.replaceAll(key, HIDDEN), text);
}

/** The same for all texts of an answer. Names and numbers stay: they tell how to read it. */
export function hideKeysIn(body: unknown, keys: string[]): unknown {
	if (typeof body === 'string') return hideKeys(body, keys);
	if (Array.isArray(body)) return body.map((one) => hideKeysIn(one, keys));
	if (!isRecord(body)) return body;
	const entries = Object.entries(body).map(([name, value]) => [name, hideKeysIn(value, keys)]);
	return Object.fromEntries(entries);
}
