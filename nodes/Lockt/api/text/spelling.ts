import { decodeOnce, type Decoded } from './escapes';
import { MOST_NAMED } from './text';

/** What stands in place of a secret. */
export const HIDDEN = '***';

/** Gives a text back without the secrets in it; the very same text where there are none. */
export type Hide = (text: string) => string;

/** Something that must not show. */
export interface Secret {
	/** Without blanks around it, and never empty. */
	text: string;
	/** Whether it counts only where nothing is written on to it: it is short, or a word. */
	alone: boolean;
}

/** What stands for the rest of a text: our own sign for it, and those of others. */
const REST = String.raw`(?:…|\.{3}|\*{2,})`;

/** The same where it is only looked for. */
const SOME_REST = /…|\.\.\.|\*\*/;

/** How every escape begins: without one, a character is spelt as itself. */
const ESCAPE = /%u?[\da-f]{2}|\\|&[#a-z]/i;

/** So many times over a text may have been escaped. */
const MOST_LAYERS = 4;

/**
 * Finds secrets in any case, escaped as addresses, JSON and HTML do it, each character in its own way,
 * in hex, and in Base64, also amid a longer text. Most texts are too short to hold one, or one search tells that
 * they do not, so that an answer of 50,000 records costs little.
 */
export function hideAll(secrets: Secret[]): Hide {
	if (secrets.length === 0) return (text) => text;
	const shortest = Math.min(...secrets.map(({ text }) => text.length));
	// Made when a text first needs it: most of what might hide something is never asked to.
	let pattern: RegExp | undefined;
	return (text) => {
		if (text.length < shortest && !SOME_REST.test(text)) return text;
		pattern ??= patternOf(secrets);
		return ESCAPE.test(text)
			? cutOut(text, placesOf(text, pattern))
			: text.replace(pattern, HIDDEN);
	};
}

/** What is left of a secret that was cut off, or of one of nothing but escapes, says nothing when it is shorter. */
const SHORTEST = 4;

/** Where a text begins and ends inside another. */
type Place = [from: number, to: number];

/** Where a pattern is found in a text, or in what is left when its escapes are read, layer by layer. */
function placesOf(text: string, pattern: RegExp): Place[] {
	const places: Place[] = [];
	for (const { text: read, origin } of layersOf(text)) {
		for (const { 0: found, index } of read.matchAll(pattern)) {
			places.push([origin(index), origin(index + found.length)]);
		}
	}
	return places;
}

/** A text, and what is left each time when its escapes are read. */
function layersOf(text: string): Decoded[] {
	const layers: Decoded[] = [];
	let layer: Decoded | undefined = { text, origin: (at) => at };
	while (layer && layers.length <= MOST_LAYERS) {
		layers.push(layer);
		layer = decodeOnce(layer);
	}
	return layers;
}

function cutOut(text: string, places: Place[]): string {
	let shown = '';
	let end = 0;
	for (const [from, to] of places.toSorted(([a], [b]) => a - b)) {
		if (from >= end) shown += text.slice(end, from) + HIDDEN;
		end = Math.max(end, to);
	}
	return places.length > 0 ? shown + text.slice(end) : text;
}

function patternOf(secrets: Secret[]): RegExp {
	// Of two that begin alike, the longer one is to be found.
	const longestFirst = secrets.toSorted((a, b) => b.text.length - a.text.length);
	const parts = longestFirst
		.filter(({ alone }) => !alone)
		.flatMap(({ text }) => [
			...literals(text),
			...cutOff(text),
			...inBase64(text, [0, 1, 2]),
			inHex(text),
		]);
	const words = longestFirst
		.filter(({ alone }) => alone)
		.flatMap(({ text }) => [
			...literals(text),
			...cutOff(text),
			...inBase64(text, [0]),
			inHex(text),
		]);
	if (words.length > 0)
		parts.push(String.raw`(?<![\p{L}\p{N}_])(?:${words.join('|')})(?![\p{L}\p{N}_])`);
	return new RegExp(parts.join('|'), 'giu');
}

/** As it is, and as it is when its own escapes are read with those of the text. */
function literals(text: string): string[] {
	const texts = new Set([text]);
	for (const layer of layersOf(text)) if (layer.text.length >= SHORTEST) texts.add(layer.text);
	return [...texts].map((one) => patternsOf(one).join(''));
}

/** Each character of a secret. A backslash before it may be lost: alone, it is taken for an escape. */
function patternsOf(text: string): string[] {
	if (text.replaceAll('\\', '').length < SHORTEST) return Array.from(text, toPattern);
	return [...text.matchAll(/(\\*)([^\\])|\\+$/gu)].map(([all, slashes = all, character = '']) => {
		const itself = toPattern(character);
		if (slashes === '') return itself;
		const read = /[bfnrt]/i.test(character) ? `(?:${itself}| )` : itself;
		return String.raw`\\{0,${slashes.length}}` + read;
	});
}

function toPattern(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replaceAll(' ', '[ +]');
}

/** What is left of it where a value was too long, or half hidden: its beginning, and a sign for the rest. */
function cutOff(text: string): string[] {
	const characters = patternsOf(text.slice(0, MOST_NAMED));
	if (characters.length <= SHORTEST) return [];
	const further = characters
		.slice(SHORTEST)
		.reduceRight((rest, character) => `(?:${character}${rest})?`, '');
	return [characters.slice(0, SHORTEST).join('') + further + REST];
}

/** Its bytes as digits, which may stand apart. */
function inHex(text: string): string {
	return Buffer.from(text)
		.toString('hex')
		.replace(/..(?!$)/g, '$&[ :-]?');
}

/**
 * A secret as a part of what was encoded: it may begin at any of three places of a group of bytes, and a
 * character that it shares with its neighbours goes with it.
 */
function inBase64(text: string, places: number[]): string[] {
	const cases = [text, text.toLowerCase(), text.toUpperCase()];
	return [...new Set(cases.flatMap((one) => places.map((place) => base64At(place, one))))];
}

function base64At(place: number, text: string): string {
	const bytes = Buffer.concat([Buffer.alloc(place), Buffer.from(text)]);
	const sixths = (bytes.length * 8) / 6;
	const own = bytes.toString('base64').slice(Math.ceil((place * 8) / 6), Math.floor(sixths));
	const shared = '[a-z0-9+/_-]?';
	const before = place > 0 ? shared : '';
	const after = Number.isInteger(sixths) ? '' : shared;
	// Mail breaks it into lines, which by now may be blanks.
	const broken = Array.from(own, (one) => ({ '+': '[+-]', '/': '[/_]' })[one] ?? one).join(
		String.raw`\s*`,
	);
	return `${before}${broken}${after}={0,2}`;
}
