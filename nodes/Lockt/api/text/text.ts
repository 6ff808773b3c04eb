/** A value without outer spaces: databases fill texts of a fixed length up with them. */
export function unpadded(value: unknown): unknown {
	return typeof value === 'string' ? value.trim() : value;
}

/** A value as text; nothing for what is neither text nor a number. */
export function plainText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A text on one line, with single spaces and none at its ends. */
export function oneLine(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}

/** A name by its letters alone, as servers spell them in many ways. */
export function lettersOf(name: string): string {
	return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** A noun with its article, e.g. an access level, a user. */
export function withArticle(noun: string): string {
	return `${/^[aeio]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** Whether properties can be read from a value; lists count, too. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** Whether a value is a record and no list. */
export function isObject(value: unknown): value is Record<string, unknown> {
	return isRecord(value) && !Array.isArray(value);
}

/** So much of a value goes into a message that names it. */
export const MOST_NAMED = 100;

/** So much of what Lockt says, or of what is said of one item, goes into a message. */
const MOST_SAID = 2000;

/** Stands where a text was cut. */
export const CUT = '…';

/** A value in a message, no longer than one can read. */
export function shortenValue(value: string, most = MOST_NAMED): string {
	return shorten(value, most);
}

/** The same in quotes. */
export function quote(value: string): string {
	return `'${shortenValue(value)}'`;
}

/** What is said in a message, which Lockt or an item may have made as long as they like. */
export function shortenMessage(text: string): string {
	return shorten(text, MOST_SAID);
}

/** So much of it is looked at: well beyond what is shown, so that no half of anything that is to be hidden is. */
const MOST_READ = MOST_SAID * 10;

/** As much of it as is looked at before it is shortened. */
export function shortenUnread(text: string): string {
	return shorten(text, MOST_READ);
}

/** The same of many texts, which are all said of one thing: as many as that is in all, and how many more there are. */
export function shortenAll(texts: string[]): string[] {
	const kept: string[] = [];
	let length = 0;
	for (const text of texts) {
		if (length >= MOST_READ) return [...kept, `And ${texts.length - kept.length} more`];
		kept.push(shortenUnread(text));
		length += text.length;
	}
	return kept;
}

function shorten(text: string, most: number): string {
	if (text.length <= most) return text;
	// No half of a character, such as an emoji has.
	return text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '') + CUT;
}

/** Those that there are, as one text. */
export function joinSentences(...parts: string[]): string {
	return parts.filter(Boolean).join('. ');
}
