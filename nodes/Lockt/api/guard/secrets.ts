import type { IDataObject } from 'n8n-workflow';
import type { Account } from './account';
import { LocktError } from '../errors';
import { hideAll, HIDDEN, type Hide, type Secret } from '../text/spelling';
import { isRecord, lettersOf, plainText, quote } from '../text/text';

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
	return hideAll(pins.map((text) => ({ text, alone: true })));
}

/** What hides PINs in an answer that is put out: whatever it calls so, and what was sent as one. */
export function hidePinsOf(pins: string[]): (answer: unknown) => unknown {
	const inTexts = onceEach(hidePinTexts(pins));
	// A number of fewer digits is a count more likely than a PIN.
	const elsewhere = hidePinTexts(pins.filter((pin) => /^\d{4,}$/.test(pin)));
	return (answer) =>
		hideIn(isRecord(answer) ? hidePins(answer) : answer, { inTexts, elsewhere, names: new Map() });
}

/** Looks into no text twice: what Lockt says of a whole request is said again of each of its records. */
function onceEach(hide: Hide): Hide {
	const known = new Map<string, string>();
	return (text) => {
		const shown = known.get(text) ?? hide(text);
		known.set(text, shown);
		return shown;
	};
}

/** What hides the key and the user of the API, which Lockt or an item may repeat. */
export interface Keys {
	/** In what is said of a failure. */
	inTexts: Hide;
	/** In records: a user that is called like a common word or a number stays there. */
	inData: Hide;
	/** The key alone, in records: nobody works with it, so that it is hidden as soon as an answer comes. */
	keyInData: Hide;
}

/** Below this it is no secret: to hide it would make answers unreadable. */
const SHORTEST = 4;
/** From this on it is one wherever it stands. */
const LONG = 8;

/** What hides the keys of a credential. */
export function keysOf({ apiKey, apiUser }: Pick<Account, 'apiKey' | 'apiUser'>): Keys {
	const key = secretsIn(apiKey);
	const both = [...key, ...secretsIn(apiUser)];
	const isRare = (one: Secret) => !isCommon(one);
	return {
		inTexts: hideAll(both),
		inData: hideAll(both.filter(isRare)),
		keyInData: hideAll(key.filter(isRare)),
	};
}

function secretsIn(value: string): Secret[] {
	const text = plainText(value).trim();
	return text.length < SHORTEST ? [] : [{ text, alone: text.length < LONG }];
}

/** Whether records may well hold the same by chance, e.g. admin or 4711 */
function isCommon({ text, alone }: Secret): boolean {
	return alone && /^(?:\p{L}+|\d+)$/u.test(text);
}

/** An answer without the API key, for the node to work with: all else in it is real. */
export function hideApiKeyIn(answer: unknown, { keyInData }: Keys): unknown {
	return hideIn(answer, { inTexts: keyInData, elsewhere: keyInData, names: new Map() });
}

/** What is put out, without the keys in its texts and names; the very same where there are none. */
export function hideKeysIn(answer: unknown, { inData }: Keys): unknown {
	return hideIn(answer, { inTexts: inData, elsewhere: inData, names: new Map() });
}

/** How a value is gone through. */
interface Hiding {
	inTexts: Hide;
	/** In names and numbers: they tell how to read it. */
	elsewhere: Hide;
	/** What became of the names so far: records of a list have the same ones. */
	names: Map<string, string>;
}

/** Hides in all of a value. What holds nothing to hide is given back as it is, not as a copy. */
function hideIn(value: unknown, hiding: Hiding): unknown {
	if (typeof value === 'string') return hiding.inTexts(value);
	if (typeof value === 'number') {
		return value > 999 && hiding.elsewhere(String(value)) === HIDDEN ? HIDDEN : value;
	}
	if (!isRecord(value)) return value;
	return Array.isArray(value) ? hideInList(value, hiding) : hideInRecord(value, hiding);
}

function hideInList(list: unknown[], hiding: Hiding): unknown[] {
	let changed: unknown[] | undefined;
	for (let at = 0; at < list.length; at++) {
		const shown = hideIn(list[at], hiding);
		if (shown !== list[at]) (changed ??= [...list])[at] = shown;
	}
	return changed ?? list;
}

function hideInRecord(record: Record<string, unknown>, hiding: Hiding): Record<string, unknown> {
	let changed: Array<[string, unknown]> | undefined;
	const names = Object.keys(record);
	for (let at = 0; at < names.length; at++) {
		const name = names[at]!;
		const value = record[name];
		const shown = hideIn(value, hiding);
		const shownName = hideName(name, hiding);
		if (shown === value && shownName === name) continue;
		(changed ??= Object.entries(record))[at] = [shownName, shown];
	}
	return changed ? Object.fromEntries(changed) : record;
}

function hideName(name: string, { elsewhere, names }: Hiding): string {
	const known = names.get(name);
	if (known !== undefined) return known;
	const shown = elsewhere(name);
	names.set(name, shown);
	return shown;
}

/** What stands for a secret, and no longer row of asterisks that somebody drew. */
const STANDS_FOR = /(?<!\*)\*{3}(?!\*)/;

/**
 * Nothing goes to Lockt in which something was hidden: it would be written over what is there.
 *
 * @returns undefined where nothing was
 */
export function hiddenIn(sent: unknown, name = ''): LocktError | undefined {
	if (typeof sent === 'string' && STANDS_FOR.test(sent)) {
		return new LocktError(
			`${quote(name)} holds '${HIDDEN}', which stands for something that was hidden`,
			'Give the real value. Nothing was sent to Lockt',
		);
	}
	if (!isRecord(sent)) return undefined;
	const isList = Array.isArray(sent);
	for (const [property, value] of Object.entries(sent)) {
		const found =
			hiddenIn(value, isList ? name : property) ??
			(isList ? undefined : hiddenIn(property, property));
		if (found) return found;
	}
	return undefined;
}
