import type { IDataObject } from 'n8n-workflow';
import { HIDDEN, type Hide, hideAll } from '../text/spelling';
import { isRecord, lettersOf, plainText } from '../text/text';
import { hideIn, onceEach } from './hiding';

/** The reference says pin; a server may have other words for it. */
const PIN = /^(?:user|card|credential|access)?(?:pin|pins|passcode)(?:code|num|number|no)?$/;

/** Whether a property holds a PIN, however its name is spelt and whatever signs it has. */
export function isPin(name: string): boolean {
	return PIN.test(lettersOf(name));
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

/** The PINs in a body, wherever they are and in whatever form: text, number, or a list of them. */
export function pinsIn(value: unknown): string[] {
	if (!isRecord(value)) return [];
	const pins = Object.entries(value).flatMap(([name, one]) =>
		isPin(name) ? readPins(one) : pinsIn(one),
	);
	return pins.filter(Boolean);
}

function readPins(value: unknown): string[] {
	return isRecord(value) ? Object.values(value).flatMap(readPins) : [plainText(value).trim()];
}

/** What hides PINs in texts, where Lockt may repeat them. What only contains their digits stays: they are short. */
export function hidePinTexts(pins: string[]): Hide {
	const isShort = (pin: string) => pin.length <= LONGEST_SPELT;
	const hideShort = hideAll(pins.filter(isShort).map((text) => ({ text, alone: true })));
	const long = pins.filter((pin) => !isShort(pin));
	return (text) => hideShort(long.reduce((rest, pin) => rest.replaceAll(pin, HIDDEN), text));
}

/** What is longer is no PIN, and no pattern could find all that it may be spelt as. */
const LONGEST_SPELT = 100;

/** A text about records without their PINs. There may be ten thousand: most have none in it. */
export function hideOwnPins(records: unknown[], text: string): string {
	const pins = records.flatMap(pinsOf).filter((pin) => pin !== '' && text.includes(pin));
	return pins.length > 0 ? hidePinTexts(pins)(text) : text;
}

/** What is deeper is no column of a row; it may be too deep to be looked through. */
function pinsOf(record: unknown): string[] {
	const entries = isRecord(record) ? Object.entries(record) : [];
	return entries.flatMap(([name, value]) => (isPin(name) ? plainText(value).trim() : []));
}

/** What hides PINs in an answer that is put out: whatever it calls so, and what was sent as one. */
export function hidePinsOf(pins: string[]): (answer: unknown) => unknown {
	const inTexts = onceEach(hidePinTexts(pins));
	// A number of fewer digits is a count more likely than a PIN.
	const elsewhere = hidePinTexts(pins.filter((pin) => /^\d{4,}$/.test(pin)));
	return (answer) =>
		hideIn(isRecord(answer) ? hidePins(answer) : answer, { inTexts, elsewhere, names: new Map() });
}
