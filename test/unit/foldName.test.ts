import { foldName } from '../../nodes/Lockt/api/text/foldName';
import { sortWords } from '../../nodes/Lockt/api/text/nameWords';
import { hasTexts } from '../../nodes/Lockt/fields/eventTexts';
import fc from '../fastCheck';

/** No two of them are the same in another case. */
const SIGNS = Array.from('aäåeéouüñçßøłжя東1²2½-–\'’"&<>;(.');
const word = fc.array(fc.constantFrom(...SIGNS), { minLength: 1, maxLength: 6 });
const name = fc
	.array(word, { minLength: 1, maxLength: 4 })
	.map((words) => words.map((signs) => signs.join('')).join(' '));

const BLANKS = [
	' ',
	'  ',
	'\u00a0',
	'\u2009',
	'\u3000',
	'\t',
	'\r\n',
	'&#160;',
	'&#xA0;',
	'&#32; ',
];
const NAMED: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
};
const numbers = (text: string, escape: (code: number) => string) =>
	Array.from(text, (sign) => escape(sign.codePointAt(0)!)).join('');
/** How servers spell one sign of a name. What could be taken for an escape is escaped itself. */
const spellings: Array<(sign: string) => string> = [
	(sign) => (sign === '&' ? '&amp;' : sign),
	(sign) => (sign === '&' ? '&AMP;' : sign.toUpperCase().length > 1 ? sign : sign.toUpperCase()),
	(sign) => (sign === '&' ? '&#38;' : sign.normalize('NFD')),
	(sign) => NAMED[sign] ?? sign,
	(sign) => numbers(sign, (code) => `&#${code};`),
	(sign) => numbers(sign.normalize('NFD'), (code) => `&#x${code.toString(16)};`),
];
const howTo = fc.infiniteStream(fc.nat());
function respell(text: string, how: fc.Stream<number>): string {
	const next = () => how.next().value as number;
	const spell = (sign: string) =>
		sign === ' ' ? BLANKS[next() % BLANKS.length]! : spellings[next() % spellings.length]!(sign);
	return ` ${Array.from(text, spell).join('')}\u00a0`;
}

describe('a name', () => {
	it('is the same however a server spells it', () => {
		fc.assert(
			fc.property(name, howTo, (text, how) => {
				const other = respell(text, how);
				expect(foldName(other)).toBe(foldName(text));
				expect(sortWords(other)).toBe(sortWords(text));
				expect(hasTexts({ user: other }, [['person', text]])).toBe(true);
				expect(hasTexts({ user: text }, [['person', other]])).toBe(true);
			}),
		);
	});

	it('is not one of which a sign is another, missing or added, however both are spelt', () => {
		const change = fc.constantFrom('other', 'missing', 'added');
		fc.assert(
			fc.property(
				name,
				howTo,
				change,
				fc.nat(),
				fc.constantFrom(...SIGNS),
				(text, how, ...rest) => {
					const [kind, place, sign] = rest;
					const signs = Array.from(text);
					const at = place % signs.length;
					fc.pre(kind === 'added' || (signs[at] !== ' ' && signs[at] !== sign));
					signs.splice(at, kind === 'added' ? 0 : 1, ...(kind === 'missing' ? [] : [sign]));
					expect(foldName(respell(signs.join(''), how))).not.toBe(foldName(respell(text, how)));
				},
			),
		);
	});

	it.each([
		['Lab 2', 'Lab ²'],
		['Lab 1', 'Lab1'],
		['Room 1½', 'Room 11⁄2'],
		["O'Brien", 'O’Brien'],
		['R&D', 'R &D'],
		['R&D', 'R&amp;amp;D'],
		['Büro', 'Buro'],
		['', '&#32;'],
	])('%s is not %s', (one, other) => {
		expect(foldName(one)).not.toBe(foldName(other));
	});

	it.each([
		'&',
		'&;',
		'&#;',
		'&#x;',
		'R&D; Lab',
		'A &nosuch; B',
		'&#9999999;',
		'100%41',
		'\\u0041',
	])('is left as it is where nothing is escaped: %s', (text) => {
		expect(foldName(text)).toBe(text.toLowerCase());
	});
});
