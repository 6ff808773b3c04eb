/** A way to write a text, and each of its characters alone. */
interface Spelling {
	(text: string): string;
	each: (character: string) => string;
}

const byCharacter = (each: (character: string) => string): Spelling =>
	Object.assign((text: string) => Array.from(text, each).join(''), { each });

/** In which other programs read a text back by decoding it once as a whole. */
const asWhole = (spell: (text: string) => string): Spelling =>
	Object.assign(spell, { each: (character: string) => character });

const bytesOf = (character: string) => [...new TextEncoder().encode(character)];
const unitsOf = (text: string) =>
	Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');

const percent = (character: string) =>
	bytesOf(character)
		.map((byte) => `%${hex(byte, 2)}`)
		.join('');
const named: Record<string, string> = { '<': '&lt;', '>': '&gt;', '"': '&quot;', '&': '&amp;' };
const names: Record<string, string> = {
	...named,
	...{
		_: '&lowbar;',
		'+': '&plus;',
		'/': '&sol;',
		'=': '&equals;',
		'.': '&period;',
		$: '&dollar;',
	},
	...{
		'!': '&excl;',
		'#': '&num;',
		'%': '&percnt;',
		'@': '&commat;',
		':': '&colon;',
		';': '&semi;',
	},
	...{
		"'": '&apos;',
		'(': '&lpar;',
		')': '&rpar;',
		'?': '&quest;',
		',': '&comma;',
		'\\': '&bsol;',
	},
};
const ascii = (text: string, change: (text: string) => string) => text.replace(/[a-z]/gi, change);

/** How a secret may come back. */
export const spellings = {
	itself: byCharacter((character) => character),
	'upper case': byCharacter((character) => ascii(character, (one) => one.toUpperCase())),
	'lower case': byCharacter((character) => ascii(character, (one) => one.toLowerCase())),
	'a part of an address': byCharacter((character) => percent(character)),
	'a part of an address in capitals': byCharacter((character) => percent(character).toUpperCase()),
	'a part of an address, special characters only': byCharacter((character) =>
		/[\w.~-]/.test(character) ? character : percent(character),
	),
	'a part of an address in an address': byCharacter((character) =>
		percent(character).replaceAll('%', '%25'),
	),
	'JSON with all escaped': byCharacter((character) =>
		unitsOf(character)
			.map((unit) => `\\u${hex(unit, 4)}`)
			.join(''),
	),
	JSON: byCharacter((character) => JSON.stringify(character).slice(1, -1)),
	'JSON with slashes escaped': byCharacter((character) =>
		character === '/' ? '\\/' : JSON.stringify(character).slice(1, -1),
	),
	'JSON in JSON': byCharacter((character) =>
		JSON.stringify(JSON.stringify(character).slice(1, -1)).slice(1, -1),
	),
	HTML: byCharacter((character) => named[character] ?? character),
	'HTML in HTML': byCharacter((character) =>
		(named[character] ?? character).replaceAll('&', '&amp;'),
	),
	'HTML with decimal numbers': byCharacter((character) => `&#${character.codePointAt(0)};`),
	'HTML with hexadecimal numbers': byCharacter(
		(character) => `&#x${hex(character.codePointAt(0)!, 4)};`,
	),
	'HTML with decimal numbers without semicolons': asWhole((text) =>
		Array.from(text, (character) => `&#${character.codePointAt(0)}`).join(''),
	),
	'HTML with hexadecimal numbers without semicolons': asWhole((text) =>
		Array.from(text, (character) => `&#X${hex(character.codePointAt(0)!, 2)}`).join(''),
	),
	'HTML with all names there are': byCharacter((character) => names[character] ?? character),
	'a part of an address of old scripts': byCharacter((character) =>
		unitsOf(character)
			.map((unit) => `%u${hex(unit, 4)}`)
			.join(''),
	),
	'hexadecimal digits': asWhole((text) => Buffer.from(text).toString('hex')),
	'hexadecimal digits apart': asWhole((text) =>
		Buffer.from(text)
			.toString('hex')
			.toUpperCase()
			.replace(/..(?!$)/g, '$& '),
	),
	'Base64 in lines': asWhole((text) =>
		Buffer.from(text)
			.toString('base64')
			.replace(/.{4}(?!$)/g, '$&\n'),
	),
	Base64: asWhole((text) => Buffer.from(text).toString('base64')),
	'Base64 without padding': asWhole((text) =>
		Buffer.from(text).toString('base64').replace(/=/g, ''),
	),
	'Base64 for addresses': asWhole((text) => Buffer.from(text).toString('base64url')),
	'Base64 in an address': asWhole((text) =>
		encodeURIComponent(Buffer.from(text).toString('base64')),
	),
} satisfies Record<string, Spelling>;
