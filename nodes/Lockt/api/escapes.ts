/** A text that was decoded, and where its characters come from. */
export interface Decoded {
	text: string;
	/** Where in the original the character at this place begins; the end for the place after the last. */
	origin: (at: number) => number;
}

/** A character as addresses, JSON, scripts and HTML escape it; in addresses it may be up to four bytes. */
const ESCAPED =
	/%[0-7][\da-f]|%[cd][\da-f]%[89ab][\da-f]|%e[\da-f](?:%[89ab][\da-f]){2}|%f[0-7](?:%[89ab][\da-f]){3}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\[bfnrt]|\\|&#\d{1,7};|&#x[\da-f]{1,6};|&(?:amp|lt|gt|quot|apos);/gi;

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** The text when its escapes are read once; undefined when there are none. */
export function decodeOnce({ text, origin }: Decoded): Decoded | undefined {
	/** Where the text goes on after an escape: there, and in what was decoded. */
	const steps: Array<{ from: number; to: number }> = [{ from: 0, to: 0 }];
	let decoded = '';
	let end = 0;
	for (const { 0: escape, index } of text.matchAll(ESCAPED)) {
		decoded += text.slice(end, index);
		steps.push({ from: index, to: decoded.length });
		decoded += characterOf(escape);
		end = index + escape.length;
		steps.push({ from: end, to: decoded.length });
	}
	if (end === 0) return undefined;
	decoded += text.slice(end);
	return { text: decoded, origin: (at) => origin(placeBefore(steps, at)) };
}

/** The place in the text before it was decoded. Of a character that was escaped, where its escape begins. */
function placeBefore(steps: Array<{ from: number; to: number }>, at: number): number {
	let low = 0;
	let high = steps.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (steps[middle]!.to < at) low = middle + 1;
		else high = middle;
	}
	const reached = steps[low];
	if (reached?.to === at) return reached.from;
	const { from, to } = steps[low - 1]!;
	return from + at - to;
}

/** What an escape stands for. A backslash alone only makes what follows it count as it is. */
function characterOf(escape: string): string {
	if (escape.startsWith('%')) return decodedPercent(escape);
	const inner = escape.slice(escape.startsWith('&#') ? 2 : 1).replace(';', '');
	if (escape.startsWith('\\')) {
		if (escape.length <= 2) return escape.length === 2 ? ' ' : '';
		return String.fromCharCode(parseInt(inner.slice(1), 16));
	}
	if (!escape.startsWith('&#')) return ENTITIES[inner.toLowerCase()]!;
	const code = /^x/i.test(inner) ? parseInt(inner.slice(1), 16) : Number(inner);
	return code <= 0x10ffff ? String.fromCodePoint(code) : escape;
}

function decodedPercent(escape: string): string {
	try {
		return decodeURIComponent(escape);
	} catch {
		return escape;
	}
}
