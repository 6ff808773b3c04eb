import { isRecord, lettersOf } from '../text/text';
import { errorTexts, type Said } from './said';
import { textsIn } from './texts';

/** Numbers and words of yes under these names are of the refusal itself. */
const OF_REFUSAL =
	/code|status|number|retry|after|limit|remain|reset|time|line|column|version|error|fail|fault|denied|length|size|max|min/;

/**
 * Whether an answer that turns a request away holds something besides its reason that may be what came of it, as an
 * ID, a count, or a plain yes: words are looked at by themselves.
 */
export function holdsResult({ whole, unread }: Said): boolean {
	const came: unknown = unread ?? whole;
	return isResult(typeof came === 'string' ? parsed(came) : came, '');
}

function isResult(value: unknown, name: string): boolean {
	if (Array.isArray(value)) return value.some((one) => isResult(one, name));
	if (isRecord(value)) {
		return Object.entries(value).some(([own, one]) => isResult(one, lettersOf(own)));
	}
	const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
	const isOk = typeof number === 'number' && number >= 200 && number < 300;
	if (OF_REFUSAL.test(name)) return isOk && /code|status/.test(name);
	if (number === true) return true;
	return typeof number === 'number' && number > 0 && !(name === '' && isRefusal(number));
}

/** Alone, as a status; what has another name, as an ID, may be any number. */
const isRefusal = (number: number) => number >= 300 && number < 600;

function parsed(text: string): unknown {
	const plain = text.trim();
	return plain === 'true' ? true : /^\d+$/.test(plain) ? Number(plain) : undefined;
}

/** Whether what came is half of something: what it said of records is not known. */
export function isCutOff({ unread }: Said): boolean {
	return typeof unread === 'string' && /^\s*[[{]/.test(unread);
}

/** All that an answer says, as texts; of a web page nothing. */
export function textsOf(answer: Said): string[] {
	const { words, list = [], unread, whole } = answer;
	const isPage = typeof unread === 'string' && /^\s*</.test(unread);
	const others = [words, list, isPage ? [] : unread, Array.isArray(whole) ? whole : []];
	return [...errorTexts(answer), ...others.flatMap(textsIn)];
}
