import { LocktError } from '../errors';
import { HIDDEN, type Hide, hideAll, type Secret } from '../text/spelling';
import { isRecord, plainText, quote } from '../text/text';
import type { Account } from './account';
import { hideIn } from './hiding';

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
