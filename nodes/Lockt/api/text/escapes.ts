/** A text that was decoded, and where its characters come from. */
export interface Decoded {
	text: string;
	/** Where in the original the character at this place begins; the end for the place after the last. */
	origin: (at: number) => number;
}

/** What HTML calls the signs of which keys are made. */
const ENTITIES: Record<string, string> = {
	...{
		amp: '&',
		lt: '<',
		gt: '>',
		quot: '"',
		apos: "'",
		lowbar: '_',
		plus: '+',
		sol: '/',
		bsol: '\\',
	},
	...{
		equals: '=',
		period: '.',
		comma: ',',
		colon: ':',
		semi: ';',
		excl: '!',
		quest: '?',
		num: '#',
	},
	...{
		dollar: '$',
		percnt: '%',
		commat: '@',
		ast: '*',
		lpar: '(',
		rpar: ')',
		hat: '^',
		grave: '`',
	},
	...{
		lsqb: '[',
		lbrack: '[',
		rsqb: ']',
		rbrack: ']',
		lcub: '{',
		lbrace: '{',
		rcub: '}',
		rbrace: '}',
	},
	...{ verbar: '|', vert: '|' },
};

/**
 * A character as addresses, JSON, scripts and HTML escape it; in addresses it may be up to four bytes. Browsers
 * read the numbers of HTML, and its oldest names, without a semicolon, too.
 */
const ESCAPED =
	/%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|%u[\da-f]{4}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[bfnrt]|\\|&#\d{1,7};?|&#x[\da-f]{1,6};?|&(?:amp|lt|gt|quot);?|&[a-z]{3,6};/gi;

/** The text when its escapes are read once; undefined when there are none. */
export function decodeOnce({ text, origin }: Decoded): Decoded | undefined {
	// Where the text goes on at an escape and after it: there, and in what is decoded.
	const from = [0];
	const to = [0];
	let saved = 0;
	const decoded = text.replace(ESCAPED, (escape, at: number) => {
		const character = characterOf(escape);
		from.push(at, at + escape.length);
		to.push(at - saved, at - saved + character.length);
		saved += escape.length - character.length;
		return character;
	});
	if (from.length === 1) return undefined;
	return { text: decoded, origin: (at) => origin(placeBefore(from, to, at)) };
}

/** The place in the text before it was decoded. Of a character that was escaped, where its escape begins. */
function placeBefore(from: number[], to: number[], at: number): number {
	let low = 0;
	let high = to.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (to[middle]! < at) low = middle + 1;
		else high = middle;
	}
	return to[low] === at ? from[low]! : from[low - 1]! + at - to[low - 1]!;
}

/** What an escape stands for. A backslash alone only makes what follows it count as it is. */
function characterOf(escape: string): string {
	if (/^%u/i.test(escape)) return String.fromCharCode(parseInt(escape.slice(2), 16));
	if (escape.startsWith('%')) return decodePercent(escape);
	const inner = escape.slice(escape.startsWith('&#') ? 2 : 1).replace(';', '');
	if (escape.startsWith('\\')) {
		if (escape.length <= 2) return escape.length === 2 ? ' ' : '';
		return String.fromCharCode(parseInt(inner.slice(1), 16));
	}
	if (!escape.startsWith('&#')) return ENTITIES[inner.toLowerCase()] ?? escape;
	const code = /^x/i.test(inner) ? parseInt(inner.slice(1), 16) : Number(inner);
	return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
}

/** What servers escape that send texts as if for a page. */
const HTML = /&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);/gi;

/** A text without the escapes of HTML, read once. */
export function decodeHtml(text: string): string {
	return text.replace(HTML, characterOf);
}

/** A text without its percent-encoding; the text itself where that is broken. */
export function decodePercent(text: string): string {
	// All texts of a body are asked for, and most have none.
	if (!text.includes('%')) return text;
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** Whether percent-encoding is whole in a text; where it is not, servers read it in ways of their own. */
export function isPercentEncoded(text: string): boolean {
	try {
		decodeURIComponent(text);
		return true;
	} catch {
		return false;
	}
}
