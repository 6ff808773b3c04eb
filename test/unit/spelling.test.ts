import fc from '../fastCheck';
import { runs } from '../runs';
import { hideKeysIn, keysOf } from '../../nodes/Lockt/api/guard/keys';
import { quote } from '../../nodes/Lockt/api/text/text';
import { spellings } from '../spellings';

const KEY = 'Zq7/k3+y9"x7&w5v<1u2';
const USER = 'Zq7/k3+y9';

const everywhere = (text: string, { apiKey = KEY, apiUser = USER } = {}) =>
	hideKeysIn(text, keysOf({ apiKey, apiUser })) as string;

describe('a key', () => {
	it.each(Object.entries(spellings))('spelt as %s does not show', (_, spell) => {
		expect(everywhere(`a ${spell(KEY)} b`)).toBe('a *** b');
	});

	it.each(['user', 'key'])('in Base64 with others, the %s does not show', (name) => {
		const text = Buffer.from(`${USER}:${KEY}`).toString('base64');
		const shown = everywhere(`Basic ${text}`);
		expect(Buffer.from(shown, 'base64').toString()).not.toContain(name === 'key' ? KEY : USER);
		expect(shown).toMatch(/^Basic \*\*\*/);
	});

	it('that contains the user goes as a whole', () => {
		expect(everywhere(`${KEY}, ${USER}, ${KEY.toLowerCase()}`)).toBe('***, ***, ***');
	});

	it('with blanks around it in the credential does not show without them', () => {
		expect(everywhere(KEY, { apiKey: `\t ${KEY} \n` })).toBe('***');
	});

	/** Of what keys are made, and of what is escaped. */
	const secret = fc.oneof(
		fc.string({ minLength: 8, maxLength: 40 }),
		fc.string({ minLength: 8, maxLength: 40, unit: 'grapheme' }),
		fc.stringMatching(/^[A-Za-z0-9_-]{8,40}$/),
	);
	/** Long enough without blanks around it, and not of asterisks, which would not tell it from what hides it. */
	const usable = secret.filter((text) => text.trim().length >= 8 && !text.includes('*'));

	it('shows in no mix of spellings, wherever it stands', () => {
		const spell = fc.constantFrom(...Object.values(spellings));
		fc.assert(
			fc.property(usable, fc.array(spell, { minLength: 1 }), fc.string(), (key, ways, rest) => {
				const kept = key.trim();
				const mixed = Array.from(kept, (one, at) => ways[at % ways.length]!.each(one)).join('');
				const shown = everywhere(`${rest} ${mixed} ${rest}`, { apiKey: key, apiUser: '' });
				expect(shown).not.toContain(mixed);
				expect(shown).toContain('***');
			}),
		);
	});

	it.each(['&#x72;', '\\u0072', '%72', 'r'])('with a backslash before %s does not show', (r) => {
		expect(everywhere(`a k3y9\\${r}x7w5 b`, { apiKey: 'k3y9\\rx7w5' })).toBe('a *** b');
	});

	it('shows no more than three characters where a message names a value that is too long', () => {
		const before = fc.string({ maxLength: 99 });
		fc.assert(
			fc.property(usable, before, fc.integer({ min: 1, max: 5 }), (one, rest, times) => {
				const key = one.trim().repeat(times);
				const value = `${rest} ${key}`.padEnd(101, '.');
				const shown = everywhere(quote(value), { apiKey: key, apiUser: '' });
				const left = quote(value).slice(rest.length + 2, -2);
				fc.pre(left.length > 3);
				expect(shown).not.toContain(left);
			}),
			runs({ sample: 30, full: 1_000 }),
		);
	});

	it.each(['…', '...', '**', '***', '*'.repeat(16), '%2A%2A', '\\u2026'])(
		'that was cut short does not show, whatever stands for the rest: %s',
		(rest) => {
			for (let shown = 4; shown < KEY.length; shown++) {
				expect(everywhere(`a ${KEY.slice(0, shown)}${rest} b`)).toBe('a *** b');
			}
			expect(everywhere(`${KEY.slice(0, 3)}${rest}`)).toBe(KEY.slice(0, 3) + rest);
		},
	);

	it('longer than what a message names does not show', () => {
		const apiKey = KEY.repeat(10);
		const message = `No user with Email ${quote(apiKey)}`;
		expect(everywhere(message, { apiKey })).toBe("No user with Email '***'");
	});

	it('shows nowhere inside a longer Base64 text', () => {
		fc.assert(
			fc.property(usable, fc.string(), fc.string(), fc.boolean(), (key, before, after, url) => {
				const encoded = Buffer.from(before + key.trim() + after).toString(
					url ? 'base64url' : 'base64',
				);
				expect(everywhere(encoded, { apiKey: key, apiUser: '' })).toContain('***');
			}),
		);
	});
});

describe('what is no secret', () => {
	it('comes through as the very same value', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const keys = keysOf({ apiKey: 'k3y9x7w5v1u2t4s6', apiUser: '4kq8m2xw7tz5v9cd' });
				expect(hideKeysIn(value, keys)).toBe(value);
			}),
		);
	});

	it.each(['', ' ', 'a', 'e1', 'id', '123', '{'])('is a key as short as %j', (apiKey) => {
		const record = { id: 123, name: 'e1 a id 123 {' };
		expect(hideKeysIn(record, keysOf({ apiKey, apiUser: apiKey }))).toBe(record);
	});

	it.each(['admin', '4711', 'Smith'])('is a record with the word that the user is: %s', (word) => {
		const record = { last_name: word, [word]: word };
		const keys = keysOf({ apiKey: KEY, apiUser: word });
		expect(hideKeysIn(record, keys)).toBe(record);
		expect(keys.inTexts(`No user ${word}`)).toBe('No user ***');
	});

	it('is what a short one is only a part of', () => {
		expect(everywhere('s3cret s3crets "s3cret" %22s3cret%22', { apiKey: 's3cret' })).toBe(
			'*** s3crets "***" %22***%22',
		);
	});
});

describe('an answer', () => {
	it('shows a key neither in names nor in numbers', () => {
		const keys = keysOf({ apiKey: KEY, apiUser: '4000000017' });
		expect(
			hideKeysIn({ [KEY]: [1, { user: 4000000017, at: 40000000171 }], count: 4 }, keys),
		).toEqual({ '***': [1, { user: '***', at: 40000000171 }], count: 4 });
	});

	it('may have a name that means something to JavaScript', () => {
		const answer = JSON.parse(`{"__proto__": {"a": 1}, "b": "${USER}"}`) as object;
		const shown = hideKeysIn(answer, keysOf({ apiKey: KEY, apiUser: USER }));
		expect(JSON.stringify(shown)).toBe('{"__proto__":{"a":1},"b":"***"}');
	});

	it('is not touched itself', () => {
		const answer = { list: [{ name: KEY }, { name: 'x' }] };
		const shown = hideKeysIn(answer, keysOf({ apiKey: KEY, apiUser: '' })) as typeof answer;
		expect(shown.list[1]).toBe(answer.list[1]);
		expect(answer.list[0]!.name).toBe(KEY);
	});
});
