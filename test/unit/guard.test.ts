import { Readable } from 'node:stream';
import { DateTime } from 'luxon';
import { guardRequest } from '../../nodes/Lockt/api/guard/guard';
import type { Given } from '../../nodes/Lockt/api/guard/senders';
import { OWN } from '../../nodes/Lockt/api/guard/senders';
import fc from '../fastCheck';

const BASE = 'https://lockt.example/api/v1';
const account = {
	baseUrl: BASE,
	apiUser: 'somebody',
	apiKey: 'key-5b1c77',
	httpRequestNode: true,
};
const ALL = { changes: 'all', unlock: 'any' };

const guard = (given: Given, permissions: object = ALL) =>
	guardRequest(given, { ...account, changes: 'allExceptDelete', ...permissions });

/** Lists within lists. */
function nested(depth: number): unknown[] {
	let list: unknown[] = [];
	for (let n = 0; n < depth; n++) list = [list];
	return list;
}

describe('a request with the credential', () => {
	it('goes out as what was checked: address, method, JSON, and the headers of Lockt', () => {
		const sent = guard({
			method: 'post',
			url: `${BASE}/door`,
			headers: { accept: 'application/json', ApiKey: 'stolen', Host: 'evil.example' },
			body: { doors: [{ name: 'Dock' }] },
			timeout: 30_000,
		});
		expect(sent).toEqual({
			method: 'POST',
			url: `${BASE}/door`,
			headers: {
				accept: 'application/json',
				apiuser: 'somebody',
				apikey: 'key-5b1c77',
				'Content-Type': 'application/json',
			},
			body: '{"doors":[{"name":"Dock"}]}',
			timeout: 30_000,
			useStream: false,
			disableFollowRedirect: true,
			followRedirect: false,
			followAllRedirects: false,
			maxRedirects: 0,
		});
	});

	it('carries the keys without the blanks around them that were pasted along', () => {
		const pasted = { ...ALL, apiUser: ' somebody\n', apiKey: '\tkey-5b1c77 ' };
		expect(guard({ url: `${BASE}/door` }, pasted).headers).toMatchObject({
			apiuser: 'somebody',
			apikey: 'key-5b1c77',
		});
	});

	/** One character that no header carries as it is, or that was not typed by whoever made the key. */
	const odd = fc.oneof(
		fc.constantFrom(
			...Array.from('\u200b\u00ad\u2060\ufeff\u00a0\u201c\u2019\u2013\u0000\u007fé日 \t\n\r'),
		),
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((one) => !/[!-~]/.test(one)),
	);

	it.each([
		['apiUser', 'API User'],
		['apiKey', 'API Key'],
	])('is not signed with what would go out as something else: %s', (name, field) => {
		const shown = fc.stringMatching(/^[!-~]{1,20}$/);
		fc.assert(
			fc.property(shown, odd, shown, (before, one, after) => {
				expect(() => guard({ url: `${BASE}/door` }, { [name]: before + one + after })).toThrow(
					`The '${field}' of the Lockt credential has a character that cannot be sent`,
				);
			}),
		);
	});

	it.each([undefined, null, '', ' \t', {}, [], true])('is not signed with %j', (value) => {
		const given = { url: `${BASE}/door` };
		expect(() => guard(given, { apiUser: value })).toThrow(
			"'API User' of the Lockt credential is blank",
		);
		expect(() => guard(given, { apiKey: value })).toThrow(
			"'API Key' of the Lockt credential is blank",
		);
	});

	it.each(['apiUser', 'apiKey'])('is signed with all that a header carries: %s', (name) => {
		fc.assert(
			fc.property(fc.stringMatching(/^[!-~]{1,40}$/), (text) => {
				const { headers } = guard({ url: `${BASE}/door` }, { [name]: text });
				expect(headers).toMatchObject({ [name.toLowerCase()]: text });
			}),
		);
	});

	it.each([
		['in the newer form', { url: `${BASE}/user?missingcreds` }, '/user?missingcreds'],
		['in the older form', { uri: `${BASE}/user` }, '/user'],
		['below a base', { baseURL: `${BASE}/`, url: '/ping' }, '/ping'],
		['with a query', { url: `${BASE}/user`, qs: { id: 5 } }, '/user?id=5'],
		[
			'with a flag and a query',
			{ url: `${BASE}/user?installers`, qs: { id_num: 'b c' } },
			'/user?installers&id_num=b%20c',
		],
		['in capitals', { url: 'HTTPS://LOCKT.example/api/v1/door' }, '/door'],
	])('may read %s', (_, given, expected) => {
		const { url, uri, method } = guard(given, { changes: 'none' });
		expect([method, url ?? uri]).toEqual(['GET', BASE + expected]);
	});

	it.each([
		'https://evil.example/api/v1/door',
		'https://lockt.example.evil.example/api/v1/door',
		'https://lockt.example@evil.example/api/v1/door',
		'https://user:pass@lockt.example/api/v1/door',
		'https://lockt.example:8443/api/v1/door',
		'http://lockt.example/api/v1/door',
		'https://lockt.example/api/v2/door',
		'https://lockt.example/api/v10/door',
		'https://lockt.example/door',
		'https://lockt.example/api/v1',
		`${BASE}/../../evil`,
		`${BASE}/x/../door`,
		`${BASE}/./door`,
		`${BASE}/%2e%2e/door`,
		'https://lockt.example/x/../api/v1/door',
		'https:///lockt.example/api/v1/door',
		'https:lockt.example/api/v1/door',
		`${BASE}/door#part`,
		`${BASE}\\door`,
		`${BASE}/do\tor`,
		`${BASE}/door\n`,
		` ${BASE}/door`,
		`${BASE}/dóor`,
		'//evil.example/api/v1/door',
		'/door',
		'door',
		'',
		'file:///etc/passwd',
		'javascript:alert(1)',
	])('goes nowhere but below the Base URL: %j', (url) => {
		for (const given of [{ url }, { uri: url }, { url, method: 'POST' }]) {
			expect(() => guard(given)).toThrow('Base URL');
		}
	});

	it('does not go where `baseURL` and `url` lead together', () => {
		expect(() => guard({ baseURL: BASE, url: 'https://evil.example/door' })).toThrow('Base URL');
		expect(() => guard({ baseURL: 'https://evil.example', url: '/api/v1/door' })).toThrow(
			'Base URL',
		);
		expect(() => guard({ baseURL: BASE, url: '../../door' })).toThrow('Base URL');
	});

	it.each([
		['a proxy', { proxy: { host: 'evil.example', port: 80 } }],
		['a proxy as text', { proxy: 'http://evil.example' }],
		['ignored certificates', { skipSslCertificateValidation: true }],
		['ignored certificates, older form', { rejectUnauthorized: false }],
		['agents', { agentOptions: { rejectUnauthorized: false } }],
		['another login', { auth: { username: 'a', password: 'b' } }],
		['a form', { form: { doors: 1 } }],
		['form data', { formData: { doors: 1 } }],
		['another method by header', { headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
		['another method by header, shorter', { headers: { 'x-method': 'DELETE' } }],
		['another address by header', { headers: { 'X-Original-URL': '/api/v1/unlock' } }],
		['another method by query', { qs: { _method: 'DELETE' } }],
		...['_METHOD', '%255fmethod', '_method[]', '+_method', 'httpMethod', '_verb', 'X_Override'].map(
			(name): [string, object] => [`the query ${name}`, { url: `${BASE}/door?${name}=DELETE` }],
		),
		['another method after a semicolon', { url: `${BASE}/door?x=1;_method=DELETE` }],
		['another method after a filter', { url: `${BASE}/door?user_id=5;_method=DELETE` }],
		['another method within a filter', { qs: { user_id: '5&_method=DELETE' } }],
		['percent-encoding that is broken', { url: `${BASE}/door?user_id=%u0035` }],
		['a query that is nested', { qs: { a: { b: 1 } } }],
		['a query that is text', { qs: 'a=b' }],
	])('is not sent with %s', (_, more) => {
		for (const method of ['GET', 'POST']) {
			expect(() => guard({ method, url: `${BASE}/door`, ...more })).toThrow();
		}
	});

	it.each(['TRACE', 'CONNECT', 'DELETE / HTTP/1.1\r\nx:', ' POST', '*', {}])(
		'is not sent with the method %j',
		(method) => {
			expect(() => guard({ method, url: `${BASE}/door` })).toThrow('cannot have the method');
		},
	);

	it('takes along no header but those that say how to answer', () => {
		const headers = {
			...{ Accept: 'text/*', 'User-Agent': 'n8n', Cookie: 'a=b', 'Content-Encoding': 'gzip' },
			...{ 'X-Forwarded-Host': 'evil.example', Expect: '100-continue', API_KEY: 'x', '': 'x' },
		};
		const sent = guard({ url: `${BASE}/door`, headers }).headers as object;
		expect(Object.keys(sent)).toEqual([
			...['Accept', 'User-Agent', 'apiuser', 'apikey', 'Content-Type'],
		]);
	});

	it('takes no stream for an item, as the API key would be in it', () => {
		const url = `${BASE}/door`;
		expect(guard({ url, useStream: true, json: false }).useStream).toBe(false);
		expect(guard({ url, useStream: true, encoding: null }).useStream).toBe(true);
	});

	it.each([
		'doors=1',
		'{"doors":',
		'{"doors":[{"id":9007199254740993}]}',
		'{"doors":[{"id":-1e400}]}',
		'\ufeff{}',
		Readable.from(['{}']),
		new URLSearchParams({ doors: '1' }),
		new Map([['doors', 1]]),
		{ doors: [{ id: Number.MAX_SAFE_INTEGER + 1 }] },
		nested(20_000),
		() => ({}),
		5,
		new URLSearchParams({ doors: '1' }).toString(),
		new Uint8Array([255, 254]),
	])('is not sent with a body that is no JSON: %#', (body) => {
		expect(() => guard({ method: 'POST', url: `${BASE}/door`, body })).toThrow('cannot be read');
	});

	/** In a record, and in one within it. */
	const places = (value: unknown): unknown[] => [
		{ users: [{ id: 5, access_expires: value }] },
		{ users: [{ id: 5, more: { access_expires: value } }] },
	];

	it.each([
		...[
			undefined,
			NaN,
			Infinity,
			-Infinity,
			Object(NaN) as unknown,
			new Date('x'),
			() => 5,
			Symbol('x'),
		],
		...[{ toJSON: () => undefined }, { toJSON: () => null }, DateTime.invalid('x')],
	])('is not sent with what came to nothing: %p', (value) => {
		for (const body of places(value)) {
			expect(() => guard({ method: 'PUT', url: `${BASE}/user`, body })).toThrow(
				/'access_expires' in the body is (undefined|NaN|-?Infinity|an invalid date|function|symbol)/,
			);
		}
		const body = { users: [{ id: 5, doors: [6, value] }] };
		expect(() => guard({ method: 'PUT', url: `${BASE}/user`, body })).toThrow('An entry of a list');
	});

	it.each([NaN, Infinity, -Infinity, undefined, null, new Date('x')])(
		'is not sent with a query that came to nothing: %p',
		(value) => {
			for (const id of [value, [5, value]]) {
				expect(() => guard({ url: `${BASE}/user`, qs: { id } })).toThrow('query');
			}
		},
	);

	it.each([null, '', 0, false, -0.5, '2027-01-01', new Date(0), DateTime.fromMillis(0)])(
		'is sent with what says something: %p',
		(value) => {
			for (const body of places(value)) {
				const sent = guard({ method: 'PUT', url: `${BASE}/user`, body }).body;
				expect(sent).toBe(JSON.stringify(body));
			}
		},
	);

	it.each([
		...['304.99999999999999999999', '342.9999999999999999', '9007199254740993', '1e400', '-1e400'],
		...['9007199254740993.0', '1e-400', '0.1000000000000000000001', '9.007199254740993e15'],
		...['305.00000000000000000000001', '-304.99999999999999999999', '90071992547409930e-1'],
	])('is not sent with a number that JavaScript would make another of: %s', (number) => {
		for (const body of [
			`{"users":[{"id":${number}}]}`,
			`{"users":[{ "id" : 5, "x":"\\\\", "id"\n:\t${number} , "y": "1"}]}`,
			`{"users":[{"id":[5,"a\\"b",${number}]}]}`,
			new TextEncoder().encode(`{"users":[{"id":${number}}]}`),
		]) {
			expect(() => guard({ method: 'PUT', url: `${BASE}/user`, body })).toThrow(
				"The number in 'id' cannot be read",
			);
		}
		const inText = `{"users":[{"id":5,"name":"a \\" ${number}","x${number}":"${number}"}]}`;
		expect(guard({ method: 'PUT', url: `${BASE}/user`, body: inText }).body).toBe(inText);
	});

	it.each(['305', '305.0', '3050e-1', '3.05E+2', '-1', '0', '0.0', '0e9', '0.1', '12.50'])(
		'is sent with a number that stays the same: %s',
		(number) => {
			const body = `{"users":[{"id":${number}}]}`;
			expect(guard({ method: 'PUT', url: `${BASE}/user`, body }).body).toBe(
				`{"users":[{"id":${Number(number)}}]}`,
			);
		},
	);

	it('names no number that it refuses, as that may be a PIN', () => {
		const body = '{"users":[{"id":5,"pin":90071992547409930001}]}';
		expect(() => guard({ method: 'PUT', url: `${BASE}/user`, body })).toThrow(/^(?!.*9007).*'pin'/);
	});

	it('has no body when it reads', () => {
		expect(guard({ url: `${BASE}/door`, body: { doors: [] } }).body).toBeUndefined();
	});

	it('is checked by what its body says when it is sent', () => {
		const listed = { unlock: 'listed', unlockDoors: '5' };
		const unlock = (body: unknown) =>
			guard({ method: 'POST', url: `${BASE}/unlock`, body }, listed).body;
		expect(unlock({ doors: [{ id: 5 }] })).toBe('{"doors":[{"id":5}]}');
		expect(unlock({ doors: { toJSON: () => [{ id: 5 }] } })).toBe('{"doors":[{"id":5}]}');
		for (const body of [
			{ doors: [{ id: 5, toJSON: () => ({ id: 6 }) }] },
			'{"doors":[{"id":5}],"doors":[{"id":6}]}',
			'{"doors":[{"id":5,"id":6}]}',
			new TextEncoder().encode('{"doors":[{"id":6}]}'),
			{ doors: [{ id: Object(6) as unknown }] },
			'{"doors":[{"id":5}],"options":{"all":true}}',
			'{"doors":[{"id":5}],"options":"all"}',
			'{"doors":[{"id":"5"},{"\\u0069d":6}]}',
		]) {
			expect(() => unlock(body)).toThrow('does not allow to unlock');
		}
	});

	it('needs All for what nobody named, and never unlocks by another name', () => {
		for (const [method, path] of [
			['POST', '/nobodyknows'],
			['PUT', '/door'],
			['POST', '/door?x=1'],
			['PATCH', '/user'],
		] as const) {
			const given = { method, url: BASE + path };
			expect(() => guard(given, {})).toThrow('unknown requests');
			expect(guard(given).method).toBe(method);
		}
		for (const path of ['/unlock/', '/UNLOCK', '/unl%6fck', '/unlock;a', '//unlock', '/a//b']) {
			const given = { method: 'POST', url: BASE + path, body: { doors: [{ id: 5 }] } };
			expect(() => guard(given)).toThrow();
		}
	});

	it('takes along no option but those that say how to read the answer', () => {
		const odd = Object.fromEntries(
			[
				...['agent', 'socketPath', 'lookup', 'transport', 'adapter', 'host', 'hostname'],
				...['beforeRedirect', 'sendCredentialsOnCrossOriginRedirect', 'localAddress', 'x'],
			].map((name) => [name, 'evil.example']),
		);
		const plain = guard({ url: `${BASE}/door`, json: true, timeout: 5 });
		expect(guard({ url: `${BASE}/door`, json: true, timeout: 5, ...odd })).toEqual(plain);
	});

	it.each([
		...['true', 1, null, 'no', {}].map((value) => ({ skipSslCertificateValidation: value })),
		...['false', 0, null, '', {}].map((value) => ({ rejectUnauthorized: value })),
	])('is not sent where certificates may go unchecked: %j', (more) => {
		expect(() => guard({ url: `${BASE}/door`, ...more })).toThrow('certificate');
	});

	it.each(['__proto__', 'constructor', 'prototype'])('is not sent with %s in its body', (name) => {
		const body = `{"users":[{"id":5,"${name}":{"card_num":-1}}]}`;
		expect(() => guard({ method: 'PUT', url: `${BASE}/user`, body })).toThrow('cannot be read');
	});

	it.each([
		...['/unlock?doors=5', '/unlock', '/anonymize?user_id=5', '/delegate?purge', '/purge'],
		...['/door?action=delete', '/user?delete=5', '/doorstate?lowbattery=5', '/door?%64elete'],
		...['/x%2f..%2fadmin', '//evil.example/x', '/a//b', '/door;unlock', '/%75nlock', '/'],
	])('does not read where that would do something, or leads elsewhere: %s', (address) => {
		for (const method of ['GET', 'HEAD']) {
			expect(() => guard({ method, url: BASE + address })).toThrow(/credential|query/);
		}
	});

	it.each([
		...['/door', '/user?missingcreds', '/user?id=5', '/doorstate?low_battery=20', '/events?id=5'],
		...['/object?type=door_create', '/door?user_id=5', '/credential?card_num=5'],
		...['/accesslevel?name=Open%20Office', '/accesslevel?name=Open', '/fob?name=R%26D%20Open'],
		...['/user?missingcreds=', '/user?page=2&pageSize=50', '/user?id_num=unlock%3B1', '/door?'],
	])('reads what there is to read: %s', (address) => {
		const { url } = guard({ url: BASE + address }, { changes: 'none' });
		expect(url).toBe(BASE + address.replace(/\?$/, ''));
	});
});

describe("with 'HTTP Request Node' off", () => {
	const url = `${BASE}/door`;
	const test = { baseURL: BASE, url: '/ping', headers: {}, qs: {}, returnFullResponse: true };
	const off = (given: Given, httpRequestNode?: unknown) =>
		guard(given, { ...ALL, httpRequestNode: httpRequestNode as boolean });

	it('the test of the credential is signed, and once more after status 401', () => {
		const signed = off(test) as Given;
		expect(off(signed)).toEqual(signed);
		expect(signed.headers).toMatchObject({ apikey: expect.any(String) as string });
	});

	it.each([
		...['GET', 'HEAD', 'POST', 'DELETE'].flatMap((method) => [
			{ method, uri: url },
			{ method, url },
		]),
		...[{ uri: `${BASE}/ping` }, { url: `${BASE}/ping` }, { baseURL: BASE, uri: '/ping' }],
		...[
			{ baseURL: BASE, url: '/door' },
			{ baseURL: BASE, url: '/ping?x' },
		],
		...[
			{ ...test, uri: url },
			{ ...test, method: 'POST' },
			{ ...test, qs: { id: 5 } },
		],
		...['n8n-nodes-lockt.own', 'own', 'OWN'].map((name) => ({ url, [name]: true })),
		{ url, [OWN]: 'true' },
	])('no request of another node is signed: %p', (given) => {
		for (const value of [false, undefined, null, '', ' ', 'false', 'yes', 'on', 1, '1', {}, []]) {
			expect(() => off(given, value)).toThrow("its 'HTTP Request Node' is off");
		}
	});

	it('that is refused before anything else, and says what to do', () => {
		const elsewhere = { method: 'TRACE', uri: 'https://evil.example', proxy: 'x' };
		const description =
			"Nothing was sent to Lockt. Use the Lockt node: System: API Call. Or switch on 'HTTP Request Node' in the credential";
		expect(() => off(elsewhere)).toThrow(expect.objectContaining({ description }) as Error);
	});

	it('the nodes of this package ask, and n8n tests the credential', () => {
		expect(off({ method: 'POST', url, [OWN]: true }).url).toBe(url);
		expect(off(test).url).toBe(`${BASE}/ping`);
	});

	it.each([true, 'true', ' TRUE '])('on is %j', (on) => {
		expect(off({ uri: url }, on).uri).toBe(url);
	});
});
