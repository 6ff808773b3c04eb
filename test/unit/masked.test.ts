import { isMasked } from '../../nodes/Lockt/api/text/masked';

describe('a text that Lockt shows', () => {
	const names = [
		...[
			'Müller',
			'Łukasz',
			'Wałęsa',
			'Erdős',
			'João Simões',
			'SÃO JOÃO',
			'CONCEIÇÃO',
			'Ærøskøbing',
		],
		...[
			'Ångström',
			'Ñíguez',
			'José',
			'ANDRÉ’S',
			'Åse–Marie',
			'Đỗ',
			'Παπάς',
			'Пётр',
			'王小明',
			'محمد',
		],
		...["O'Brien", 'Gal·la', 'Jr.', 'D’Angelo', 'Groß–Gerau', 'Île', 'Ðorđe'],
	];

	const hide = (name: string, from: number, to: number, sign: string) =>
		name.slice(0, from) + sign.repeat(to - from) + name.slice(to);

	it('is masked where signs stand for some of it', () => {
		for (const name of ['Parisi', '8184365134', 'rhea@people.example', '0986']) {
			for (const sign of ['*', '•', '●', '#', 'x', 'X']) {
				for (const hidden of [
					hide(name, 0, name.length, sign),
					hide(name, 0, 4, sign),
					hide(name, name.length - 4, name.length, sign),
				]) {
					const isName = /^x+\p{Ll}+$/iu.test(hidden) && !/x{4}/i.test(hidden);
					expect([hidden, isMasked(hidden)]).toEqual([hidden, !isName]);
				}
			}
		}
	});

	it('is masked where a part of it was cut away', () => {
		for (const name of [...names, 'Parisi', 'Night shift']) {
			expect(isMasked(`${name}…`)).toBe(true);
			expect(isMasked(`${name}...`)).toBe(true);
		}
	});

	it('is masked where it was written for a web page', () => {
		for (const sign of '\'&<>"éü') {
			const code = sign.codePointAt(0)!;
			expect(isMasked(`O&#${code};Brien`)).toBe(true);
			expect(isMasked(`O&#x${code.toString(16)};Brien`)).toBe(true);
		}
		for (const name of ['amp', 'apos', 'quot', 'lt', 'eacute']) {
			expect(isMasked(`O&${name};Brien`)).toBe(true);
		}
	});

	it.each(['latin1', 'windows-1252'])('is masked where UTF-8 was read as %s', (encoding) => {
		const decode = (bytes: Buffer) =>
			encoding === 'latin1' ? bytes.toString(encoding) : new TextDecoder(encoding).decode(bytes);
		const letters =
			'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿąćčęěğłńňőřśşšůűźżž’–';
		for (const letter of letters) {
			// é beside others; the two halves of some letters are letters themselves, or a quote or a dash.
			const spoilt = decode(Buffer.from(`M${letter}rkéz`));
			expect([spoilt, isMasked(spoilt)]).toEqual([spoilt, true]);
		}
	});

	it.each([
		...[
			'xxx-xxx-4365',
			'xx-xx-4365',
			'(xxx) xxx-4365',
			'******4365',
			'XXXX4365',
			'b****@people.example',
		],
		...[
			'P*r*s*',
			'Jos\uFFFD',
			'jo...@people.example',
			'Rh\u0082a',
			'MÃ¼ller',
			'KovÃ¡cs',
			'Ð\u009fÐµÑ‚Ñ€',
		],
		...[
			'[hidden]',
			'<hidden>',
			'(hidden)',
			'[email protected]',
			'[Name removed]',
			'REDACTED',
			'[REDACTED]',
		],
	])('is masked: %s', (text) => {
		expect(isMasked(text)).toBe(true);
	});

	it.each([
		...names,
		...['Xxavier', 'Foxx', 'Exxon', 'Maxx', 'foxx@people.example', 'Louis XXIII', 'XXXL', 'Max X'],
		...[
			'AT&T',
			'R&D; Sales',
			'Smith & Sons',
			'Hidden',
			'Robin Hidden',
			'Private Ryan',
			'(Rhea)',
			'[blue]',
		],
		...[
			'St. John',
			'Sammy Davis, Jr.',
			'C# team',
			'*VIP*',
			'No. #1',
			'+1 (818) 436-5134 x12',
			'x',
			'#',
			'',
		],
		...[
			'818.436.5134',
			'anna-marie.o@people.example',
			'first... then',
			'00042',
			'10 × 20',
			'Â',
			'Ã',
		],
	])('is as it says: %s', (text) => {
		expect(isMasked(text)).toBe(false);
	});
});
