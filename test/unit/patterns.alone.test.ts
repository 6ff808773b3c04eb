import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { decodeOnce } from '../../nodes/Lockt/api/text/escapes';
import { keysOf } from '../../nodes/Lockt/api/guard/keys';
import { runs } from '../runs';

/**
 * No pattern takes time that grows with the square of a text: items and answers may hold texts of any
 * length. What "too long" is, a pattern known to be bad says on the same machine, at the same time.
 */
const ROOT = path.join(__dirname, '../..');
const LENGTH = 4_000;
/** How many characters of a pattern its texts are made of. */
const BREADTH = 6;

const KNOWN_BAD = [
	...[/^[^\s@]+@[^\s@]+\.[^\s@]+$/, /\/+$/, /\s+x/, /(\w+,)*\w+;/],
	/\b(?:some|rest)\b.*\b(?:saved|done)\b/,
];

/** The pattern that is most quickly done among the bad ones sets the measure. */
const measure = () => timeOf(/\/+$/g, `${'/'.repeat(LENGTH)}x`);
/** What is worth a second look: only that is compared with what the measure takes at the same time. */
const suspicious = leastOf(5, measure) / 10;

/** All patterns in the files of a folder, those in the texts of expressions included. */
function patternsIn(folder: string): Array<[name: string, pattern: RegExp]> {
	const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
	return files
		.filter((file) => file.endsWith('.ts'))
		.flatMap((file) => {
			const at = path.join(folder, file);
			return literalsIn(at, readFileSync(path.join(ROOT, at), 'utf8'));
		});
}

function literalsIn(file: string, text: string): Array<[name: string, pattern: RegExp]> {
	const found: Array<[string, RegExp]> = [];
	const add = (literal: string) => {
		const end = literal.lastIndexOf('/');
		found.push([`${file} ${literal}`, new RegExp(literal.slice(1, end), literal.slice(end + 1))]);
	};
	const visit = (node: ts.Node): void => {
		if (ts.isRegularExpressionLiteral(node)) add(node.text);
		if (
			ts.isStringLiteralLike(node) ||
			ts.isTemplateHead(node) ||
			ts.isTemplateMiddleOrTemplateTail(node)
		) {
			for (const [, literal] of node.text.matchAll(
				/\.(?:replace|match|test|split)\((\/(?:[^/\\]|\\.)+\/[a-z]*)/g,
			)) {
				add(literal!);
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
	return found;
}

/** The characters that a pattern speaks of, and some that it may mean. */
function charactersFor({ source }: RegExp, breadth: number): string[] {
	const own = source.replace(/\\[a-zA-Z](?:\{[^}]*\})?/g, '').match(/[^\\()[\]{}?*|^$]/g) ?? [];
	const others = [/\\d/.test(source) ? '7' : 'a', 'a', ...(/\\s/.test(source) ? [' '] : [])];
	return [...new Set([...others, ...own])].slice(0, breadth);
}

/** Texts on which patterns go wrong: something, the same over and over, and what does not fit. */
function* worstCases(pattern: RegExp, breadth: number): Generator<string> {
	// Whatever begins with a word is tried anew at each.
	for (const word of wordsIn(pattern)) {
		yield `${word} `.repeat(LENGTH / word.length) + '\0';
	}

	const characters = charactersFor(pattern, breadth);
	const pairs = characters.flatMap((one) => characters.map((other) => one + other));
	const pumps = [...characters, ...pairs.slice(1, 4)];
	for (const begin of ['', ...characters, ...pairs]) {
		for (const pump of pumps) {
			for (const end of ['\0', '\n', ...characters.slice(-3)]) {
				yield begin + pump.repeat(LENGTH / pump.length) + end;
			}
		}
	}
}

/** The words that a pattern spells out. */
function wordsIn({ source }: RegExp): string[] {
	return [...new Set(source.replace(/\\[a-zA-Z]/g, ' ').match(/[a-z]{2,}/gi) ?? [])];
}

function timeOf(pattern: RegExp, text: string): number {
	return workOf(() => text.replace(pattern, ''));
}

/** Milliseconds of the processor's, which other programs do not add to as they do to those of the clock. */
function workOf(work: () => void): number {
	const begin = process.cpuUsage();
	work();
	const { user, system } = process.cpuUsage(begin);
	return (user + system) / 1000;
}

/** The shortest of some: whatever else the machine does only adds to it. */
function leastOf(tries: number, time: () => number): number {
	return Math.min(...Array.from({ length: tries }, time));
}

/** How many times as long a text takes as its first half. */
function growthOf(pattern: RegExp, half: string, text: string): number {
	const time = (some: string) => leastOf(5, () => timeOf(pattern, some));
	return time(text) / time(half);
}

/** A text that takes far longer than one step for each character; undefined when there is none. */
function badTextFor({ source, flags }: RegExp, breadth = BREADTH): string | undefined {
	const pattern = new RegExp(source, flags.includes('g') ? flags : `${flags}g`);
	for (const text of worstCases(pattern, breadth)) {
		if (timeOf(pattern, text) < suspicious) continue;
		// Once more: it may have been the machine. What is only slow takes twice as long for twice the text.
		const half = text.slice(0, text.length / 2);
		const isSlow = leastOf(7, () => timeOf(pattern, text)) > leastOf(5, measure) / 10;
		if (isSlow && growthOf(pattern, half, text) > 3) return text;
	}
	return undefined;
}

describe('a pattern', () => {
	it.each(KNOWN_BAD)('that is known to be bad is found: %s', (pattern) => {
		// Whatever else the machine does may hide it once.
		const isFound = [1, 2, 3].some(() => badTextFor(pattern) !== undefined);
		expect(isFound).toBe(true);
	});

	const patterns = [...patternsIn('nodes'), ...patternsIn('credentials')];

	it('is found wherever it is', () => {
		expect(patterns.length).toBeGreaterThan(30);
		expect(patterns.map(([name]) => name).join('\n')).toMatch(/LocktApi\.credentials\.ts .*\+\$/);
	});

	it.each(patterns)('takes a long text as it comes: %s', (_, pattern) => {
		expect(badTextFor(pattern, runs({ sample: 1, full: BREADTH }).numRuns)).toBeUndefined();
	});

	it('is made of other texts in one place alone', () => {
		const makers = readdirSync(path.join(ROOT, 'nodes'), { recursive: true, encoding: 'utf8' })
			.filter((file) => file.endsWith('.ts'))
			.filter((file) => /\bRegExp\(/.test(readFileSync(path.join(ROOT, 'nodes', file), 'utf8')));
		expect(makers).toEqual([path.join('Lockt', 'api', 'text', 'spelling.ts')]);
	});
});

describe('what looks for keys', () => {
	const hide = keysOf({ apiKey: 'aaaaaaaaaaaaaaaaaaab', apiUser: 'a&a\\a%41a' }).inTexts;
	let texts = 0;
	/** Of a text that it has not seen, which the engine would know by heart. */
	const timeOfHiding = (pump: string, length: number) => {
		const text = `${(texts += 1)} ${pump.repeat(length / pump.length)}`;
		return workOf(() => hide(text));
	};

	it.each([
		...['a', 'aaaab', '\\', '%', '%25', '%2525', '%41', '&', '&amp;', '&#', '&#0', '\\u00'],
		...['YWFh', '=', '%c3'],
	])('takes as much longer as a text is: %s', (pump) => {
		const [few, many] = [10_000, 160_000].map((length) =>
			leastOf(runs({ sample: 2, full: 4 }).numRuns, () => timeOfHiding(pump, length)),
		);
		// The square of sixteen is 256. What takes less than a millisecond tells nothing.
		expect(many!).toBeLessThan(Math.max(few!, 1) * 128);
	});

	it('reads all layers of an escape, one at a time', () => {
		const origin = (at: number) => at;
		const once = decodeOnce({ text: '%252541 &amp;lt;', origin })!;
		expect(once.text).toBe('%2541 &lt;');
		expect(decodeOnce(once)!.text).toBe('%41 <');
		expect(decodeOnce({ text: '100 % & more', origin })).toBeUndefined();
	});
});
