import type { INodeParameters } from 'n8n-workflow';

/** What there is to aim at. */
export interface Aims {
	/** The Base URL of the credential, e.g. http://127.0.0.1:4711/api/v1 */
	base: string;
	port: string;
	/** Addresses of two servers that have no business with the credential. */
	elsewhere: string;
	proxy: string;
	/** IDs of two wired doors: the one that is listed in the credential, and another. */
	listed: string;
	other: string;
	/** ID of a user who has credentials. */
	user: string;
}

/** What must have been allowed for a request to go out; `never` goes out under no permission. */
export type Needs =
	'never' | 'read' | 'change' | 'delete' | 'anything' | 'unlockListed' | 'unlockAny';

export interface Attack {
	name: string;
	/** Version of the HTTP Request node. Version 1 can have no credential of a package. */
	version: number;
	/** The node's parameters, the credential aside. */
	parameters: (aims: Aims) => INodeParameters;
	needs: Needs;
	/** All that reaches Lockt where it is allowed, e.g. POST /door */
	sends: string[];
	/** What is sent first, and refused or not by itself, where a node sends several. */
	first?: { needs: Needs; sends: string };
	/** Part of what n8n itself says, where it does not even ask the credential. */
	refusedByN8n?: string;
}

type Parameters = Record<string, unknown>;

/** A node's parameters from what it asks and what else it is told. {base} and its like are filled in. */
const ask =
	(request: string, ...more: Parameters[]) =>
	(aims: Aims): INodeParameters => {
		const [, method, url] = /^(\S*) ([^]*)$/.exec(request)!;
		const options = Object.assign({}, ...more.map((one) => one.options)) as Parameters;
		const all = Object.assign({ method, requestMethod: method, url }, ...more, {
			options,
		}) as object;
		const filled = JSON.stringify(all).replace(/\{(\w+)\}/g, (whole, name: string) =>
			name in aims ? aims[name as keyof Aims] : whole,
		);
		return JSON.parse(filled) as INodeParameters;
	};

/** Bodies as the node takes them. */
const json = (body: unknown) => ({
	sendBody: true,
	contentType: 'json',
	specifyBody: 'json',
	jsonBody: typeof body === 'string' ? body : JSON.stringify(body),
});
const raw = (body: string, rawContentType = 'application/json') => ({
	sendBody: true,
	contentType: 'raw',
	rawContentType,
	body,
});
const fields = (values: Parameters) => ({
	parameters: Object.entries(values).map(([name, value]) => ({ name, value })),
});
const byFields = (contentType: string, values: Parameters) => ({
	sendBody: true,
	contentType,
	specifyBody: 'keypair',
	bodyParameters: fields(values),
});
/** The file that comes with the item: OTHER_TEXT. */
const FILE = { sendBody: true, contentType: 'binaryData', inputDataFieldName: 'file' };

const headers = (values: Parameters) => ({
	sendHeaders: true,
	specifyHeaders: 'json',
	jsonHeaders: JSON.stringify(values),
});
const query = (values: Parameters) => ({
	sendQuery: true,
	specifyQuery: 'json',
	jsonQuery: JSON.stringify(values),
});
const options = (values: Parameters) => ({ options: values });
const answer = (values: Parameters) => options({ response: { response: values } });
const pages = (values: Parameters) =>
	options({
		pagination: {
			pagination: {
				paginationCompleteWhen: 'other',
				completeExpression: '={{ false }}',
				limitPagesFetched: true,
				maxRequests: 2,
				requestInterval: 0,
				...values,
			},
		},
	});
const nextPage = (nextURL: string) => pages({ paginationMode: 'responseContainsNextURL', nextURL });
const eachPage = (type: string, name: string, value: string) =>
	pages({
		paginationMode: 'updateAParameterInEachRequest',
		parameters: { parameters: [{ type, name, value }] },
	});

const OTHER_TEXT = '{"doors":[{"id":{other}}]}';
const OTHER = json(OTHER_TEXT);
const LISTED = json('{"doors":[{"id":{listed}}]}');
const NEW_DOOR = json({ doors: [{ name: 'Side Door' }] });

type Table = Record<string, (aims: Aims) => INodeParameters>;

/** A table as attacks that have the rest in common. */
const attacks = (title: string, table: Table, rest: Partial<Attack> = {}): Attack[] =>
	Object.entries(table).map(([name, parameters]) => ({
		name: `${title}: ${name}`,
		version: 4.5,
		parameters,
		needs: 'never',
		sends: [],
		...rest,
	}));

/** A table of one text each, which names the attack as well. */
const each = (texts: string[], build: (text: string) => Table[string]): Table =>
	Object.fromEntries(texts.map((text) => [text, build(text)]));

/** Without these, all that follows could be refused for a wrong reason. */
const plain = [
	...attacks(
		'plain',
		{
			'a list': ask('GET {base}/door'),
			'with a header': ask('GET {base}/door', headers({ 'Accept-Language': 'de' })),
			'with headers that are replaced': ask(
				'GET {base}/door',
				headers({ apikey: 'x', apiuser: 'x', Host: 'x.example', 'Content-Type': 'text/plain' }),
			),
			'with headers as they are spelt': ask(
				'GET {base}/door',
				headers({ APIKEY: 'x', ApiUser: 'x', 'CONTENT-TYPE': 'text/plain', Cookie: 'x' }),
				options({ lowercaseHeaders: false }),
			),
			'as JSON': ask('GET {base}/door', answer({ responseFormat: 'json', fullResponse: true })),
			'as text': ask('GET {base}/door', answer({ responseFormat: 'text', neverError: true })),
			'as a file': ask('GET {base}/door', answer({ responseFormat: 'file' })),
			'with a time-out and batches': ask(
				'GET {base}/door',
				options({ timeout: 10_000, batching: { batch: { batchSize: 1, batchInterval: 0 } } }),
			),
			'with a body, which stays here': ask('GET {base}/door', OTHER),
			'with spaces around it': ask('GET  {base}/door '),
			'whose host is a number': ask('GET http://2130706433:{port}/api/v1/door'),
			'whose host is octal': ask('GET http://0177.0.0.1:{port}/api/v1/door'),
		},
		{ needs: 'read', sends: ['GET /door'] },
	),
	...attacks(
		'plain',
		{
			'a query': ask('GET {base}/user', query({ id: 5 })),
			'a query in the address': ask('GET {base}/user?id=5'),
			'a query by fields': ask('GET {base}/user', {
				sendQuery: true,
				queryParameters: fields({ id: '5' }),
			}),
			'a query in brackets': ask(
				'GET {base}/user',
				query({ id: 5 }),
				options({ queryParameterArrays: 'brackets' }),
			),
		},
		{ needs: 'read', sends: ['GET /user?id=5'] },
	),
	...attacks(
		'plain',
		{ 'a flag': ask('GET {base}/user?missingcreds') },
		{
			needs: 'read',
			sends: ['GET /user?missingcreds'],
		},
	),
	...attacks(
		'plain',
		{ HEAD: ask('HEAD {base}/door', OTHER) },
		{
			needs: 'read',
			sends: ['HEAD /door'],
		},
	),
	...attacks(
		'plain',
		{
			'a page more': ask('GET {base}/door', nextPage('={{ "{base}/door?page=" + $pageCount }}')),
		},
		{ needs: 'read', sends: ['GET /door?page=0', 'GET /door?page=1'] },
	),
	...[2, 3, 4, 4.1, 4.2, 4.3, 4.4].flatMap((version) => [
		...attacks(
			`plain ${version}`,
			{ 'a list': ask('GET {base}/door') },
			{
				version,
				needs: 'read',
				sends: ['GET /door'],
			},
		),
		...attacks(
			`plain ${version}`,
			{
				change: ask('POST {base}/door', json({ doors: [{ name: `Door of ${version}` }] }), {
					jsonParameters: true,
					bodyParametersJson: JSON.stringify({ doors: [{ name: `Door of ${version}` }] }),
				}),
			},
			{ version, needs: 'change', sends: ['POST /door'] },
		),
	]),
	...attacks(
		'plain',
		{
			'a change': ask('POST {base}/door', json({ doors: [{ name: 'Front Door' }] })),
			'a change as text': ask('POST {base}/door', raw('{"doors":[{"name":"Back Door"}]}')),
			'a change as text, answered as JSON': ask(
				'POST {base}/door',
				raw('{"doors":[{"name":"Garden Door"}]}'),
				answer({ responseFormat: 'json' }),
			),
			'a change as text, answered as text': ask(
				'POST {base}/door',
				raw('{"doors":[{"name":"Stage Door"}]}'),
				answer({ responseFormat: 'text', fullResponse: true }),
			),
			'a change of another type': ask(
				'POST {base}/door',
				raw('{"doors":[{"name":"Trap Door"}]}', 'text/plain'),
			),
			'a change with a header': ask(
				'POST {base}/door',
				json({ doors: [{ name: 'Roof Door' }] }),
				headers({ 'Content-Encoding': 'gzip', 'Transfer-Encoding': 'x', Expect: '100-continue' }),
			),
			'a change by fields': ask(
				'POST {base}/door',
				byFields('json', { doors: '={{ [{ name: "Cellar Door" }] }}' }),
			),
		},
		{ needs: 'change', sends: ['POST /door'] },
	),
	...attacks(
		'plain',
		{
			'a read at an address that nobody named': ask('GET {base}/report'),
		},
		{ needs: 'delete', sends: ['GET /report'] },
	),
	...attacks(
		'plain',
		{ 'a read with a query of its own': ask('GET {base}/report', query({ month: 11 })) },
		{ needs: 'delete', sends: ['GET /report?month=11'] },
	),
	...attacks('plain', {
		'a read at an address that acts': ask('GET {base}/report/purge'),
		'a read at one that opens': ask('GET {base}/door-open'),
		'a read whose query acts': ask('GET {base}/report', query({ action: 'delete' })),
		'a read whose query names doors': ask('GET {base}/report', query({ doors: '{other}' })),
	}),
	...attacks(
		'query of a read',
		each(['grant=5', 'user_id=5;x=1', 'user_id=5&x', 'id%5B%5D=5', 'page=a.b'], (words) =>
			ask(`GET {base}/door?${words}`),
		),
		{ needs: 'delete' },
	).map((one) => ({ ...one, sends: [`GET /door?${one.name.split(': ')[1]}`] })),
	...attacks(
		'query of a read that acts',
		each(
			[
				...['door?user_id=5;unlock=1', 'user?id=5;_method=DELETE', 'user?id=5%3B_method=DELETE'],
				...['user?id=5%26_method=DELETE', 'door?%u0075nlock=5', 'user?_%u006dethod=DELETE'],
				...['door?x=%ff_method&y', 'door?id=5&x=momentary', 'user?x=un%2500lock'],
			],
			(address) => ask(`GET {base}/${address}`),
		),
	),
	...attacks(
		'query of a change that unlocks',
		each(
			[
				...['POST door?unlock=5', 'POST door?command=open&id=5', 'POST doorstate?action=unlock'],
				...['POST doorstate?state=unlocked&id=5', 'PUT door?mode=openDoor', 'POST visitor?doors=5'],
				...['POST door?x=1;unlock=5', 'PATCH door?x=1%26unlock=5', 'DELETE door?x=un%2500lock'],
			],
			(request) => ask(request.replace(' ', ' {base}/'), NEW_DOOR),
		),
	),
	...attacks(
		'body of a change that unlocks',
		each(
			[
				...['"state":"unlocked"', '"mode":"open"', '"Befehl":"unlock"', '"state":["openDoor"]'],
				...['"x":"door_open"', '"x":"momentary"', '"x":"\\u0075nlock"'],
			],
			(pair) => ask('PUT {base}/door', raw(`{"doors":[{"id":{other},${pair}}]}`)),
		),
	),
	...attacks(
		'plain',
		{ 'expired delegates': ask('POST {base}/delegate?purge') },
		{
			needs: 'change',
			sends: ['POST /delegate?purge'],
		},
	),
	...attacks(
		'plain',
		{
			'the alert': ask('POST {base}/doorstate?lowbattery=30'),
			'the alert by a query': ask('POST {base}/doorstate', query({ lowbattery: 30 })),
		},
		{ needs: 'change', sends: ['POST /doorstate?lowbattery=30'] },
	),
	...attacks(
		'plain',
		{
			'one field of a user': ask(
				'PUT {base}/user',
				json('{"users":[{"id":{user},"enabled":true}]}'),
			),
		},
		{ needs: 'change', sends: ['PUT /user'] },
	),
	...attacks(
		'plain',
		{
			'the listed door': ask('POST {base}/unlock', LISTED),
			'the listed door, ID as text': ask(
				'POST {base}/unlock',
				json('{"doors":[{"id":"{listed}"}]}'),
			),
			'the listed door, ID with a fraction': ask(
				'POST {base}/unlock',
				raw('{"doors":[{"id":{listed}.0}]}'),
			),
			'the listed door twice': ask(
				'POST {base}/unlock',
				json('{"doors":[{"id":{listed}},{"id":{listed}}]}'),
			),
			'the listed door with options': ask(
				'POST {base}/unlock',
				json('{"doors":[{"id":{listed}}],"options":{"validate_fails_batch":"false"}}'),
			),
		},
		{ needs: 'unlockListed', sends: ['POST /unlock'] },
	),
	...attacks(
		'plain',
		{
			'another door': ask('POST {base}/unlock', OTHER),
			'another door, a question mark with nothing': ask('POST {base}/unlock?', OTHER),
		},
		{ needs: 'unlockAny', sends: ['POST /unlock'] },
	),
];

const addresses = [
	...attacks('address', {
		...each(
			[
				'{base}/unl%6fck',
				'{base}/%75nlock',
				'{base}/%2575nlock',
				'{base}/UNLOCK',
				'{base}/Unlock',
				'{base}/unlock/',
				'{base}//unlock',
				'{base}/unlock//',
				'{base}/unlock/.',
				'{base}/./unlock',
				'{base}/door/../unlock',
				'{base}/door/%2e%2e/unlock',
				'{base}/door/.%2E/unlock',
				'{base}/door/..%2funlock',
				'{base}/door/..;/unlock',
				'{base}/door%2funlock',
				'{base}/door/..\\unlock',
				'{base}\\unlock',
				'{base}/\\unlock',
				'{base}/unlock;x=1',
				'{base}/unlock?x=1',
				'{base}/unlock?&',
				'{base}/unlock#x',
				'{base}/unlock%23',
				'{base}/unlock%3F',
				'{base}/unlock%20',
				'{base}/unlock%00',
				'{base}/unlock%0d%0a',
				'{base}/un\tlock',
				'{base}/un\nlock',
				'{base}/un\r\nlock',
				'{base}/\u200bunlock',
				'{base}/unlock\u00a0x',
				'{base}/ｕnlock',
				'{base}/unlock.json',
				'{base}/unlock2',
				'{base}/v1/unlock',
				'{base}/../v1/unlock',
				'{base}/x%3F/../unlock',
				'http://127.0.0.1:{port}/api/v2/unlock',
				'http://127.0.0.1:{port}/unlock',
				'http://127.0.0.1:{port}/api/v1unlock',
				'http://127.0.0.1:{port}/API/v1/unlock',
				'http://127.0.0.1:{port}/api/v1/../v1/unlock',
				'http://127.0.0.1:{port}/x/../api/v1/unlock',
				'http:///127.0.0.1:{port}/api/v1/unlock',
				'http://\\127.0.0.1:{port}/api/v1/unlock',
			],
			(url) => ask(`POST ${url}`, OTHER),
		),
		...each(
			[
				'{base}/x/../anonymize?user_id={user}',
				'{base}/x%3F/../anonymize?user_id={user}',
				'{base}/doorstate/..%2fanonymize?user_id={user}',
				'{base}/anonym%69ze?user_id={user}',
				'{base}/anonymize/?user_id={user}',
				'{base}//anonymize?user_id={user}',
				'{base}/anonymize;?user_id={user}',
				'{base}/anonymize?user_id={user}#x',
			],
			(url) => ask(`POST ${url}`),
		),
		...each(
			[
				'{base}/unlock/../user',
				'{base}/unlock/%2e%2e/user',
				'{base}/unlock%2f..%2fuser',
				'{base}/unlock?/../user',
				'{base}/us%65r',
				'{base}/user/',
				'{base}//user',
				'{base}/us\ter',
			],
			(url) => ask(`DELETE ${url}`, json('{"users":[{"id":{user}}]}')),
		),
	}),
	...attacks(
		'address that n8n refuses',
		each(
			[
				'/unlock',
				'//127.0.0.1:{port}/api/v1/unlock',
				'HTTP://127.0.0.1:{port}/api/v1/unlock',
				'file:///etc/passwd',
				'ftp://127.0.0.1/unlock',
				'javascript:alert(1)',
				'\u2060{base}/unlock',
			],
			(url) => ask(`POST ${url}`, OTHER),
		),
		{ refusedByN8n: 'URL' },
	),
	...attacks(
		'another server',
		each(
			[
				'{elsewhere}/api/v1/door',
				'{elsewhere}',
				'{elsewhere}/?{base}/door',
				'{elsewhere}#{base}/door',
				'{elsewhere}\\@127.0.0.1:{port}/api/v1/door',
				'http://127.0.0.1:{port}@evil.example/api/v1/door',
				'http://evil.example@127.0.0.1:{port}/api/v1/door',
				'http://user:pass@127.0.0.1:{port}/api/v1/door',
				'http://@127.0.0.1:{port}x/api/v1/door',
				'http://127.0.0.1.nip.example:{port}/api/v1/door',
				'http://127.0.0.1.:{port}x/api/v1/door',
				'http://localhost:{port}/api/v1/door',
				'http://[::1]:{port}/api/v1/door',
				'http://[::ffff:127.0.0.1]:{port}/api/v1/door',
				'http://127.0.0.2:{port}/api/v1/door',
				'http://0.0.0.0:{port}/api/v1/door',
				'http://127.0.0.1/api/v1/door',
				'http://127.0.0.1:80{port}/api/v1/door',
				'http://127.0.0.1:{port}0/api/v1/door',
				'https://127.0.0.1:{port}/api/v1/door',
				'https://cloudapi.lockt.com/api/v1/door',
				'http://127。0。0。1:{port}\u3002/api/v1/door',
				'http://ⓛocalhost:{port}/api/v1/door',
			],
			(url) => ask(`GET ${url}`),
		),
	),
];

const overriding = [
	...attacks(
		'header',
		each(
			[
				'X-HTTP-Method-Override',
				'X-HTTP-Method',
				'X-Method-Override',
				'x-method',
				'_method',
				'X_HTTP_METHOD_OVERRIDE',
				'X-Original-URL',
				'X-Rewrite-URL',
				'X-Original-URI',
			],
			(name) => ask('GET {base}/door', headers({ [name]: 'DELETE' })),
		),
	),
	...attacks(
		'header on a change',
		each(['X-HTTP-Method-Override', 'X-Original-URL'], (name) =>
			ask('POST {base}/door', NEW_DOOR, headers({ [name]: 'DELETE' })),
		),
	),
	...attacks('header by fields', {
		'X-HTTP-Method-Override': ask('GET {base}/door', {
			sendHeaders: true,
			specifyHeaders: 'keypair',
			headerParameters: fields({ 'X-HTTP-Method-Override': 'DELETE' }),
		}),
	}),
	...attacks(
		'query',
		each(
			[
				'_method=DELETE',
				'_METHOD=DELETE',
				'method=DELETE',
				'%5fmethod=DELETE',
				'%255fmethod=DELETE',
				'_method[]=DELETE',
				'x=1;_method=DELETE',
				'+_method=DELETE',
				'id=5&_method=DELETE',
				'X-HTTP-Method-Override=DELETE',
				'x_http_method_override=DELETE',
				'_verb=DELETE',
				'httpMethod=DELETE',
			],
			(words) => ask(`GET {base}/user?${words}`),
		),
	),
	...attacks('query by JSON', {
		_method: ask('GET {base}/user', query({ _method: 'DELETE' })),
		'a list of them': ask('GET {base}/user', query({ _method: ['GET', 'DELETE'] })),
		nested: ask('GET {base}/user', query({ id: { gt: 0 } })),
		'nested in a list': ask('GET {base}/user', query({ id: [[5]] })),
		nothing: ask('GET {base}/user', query({ id: null })),
	}),
	...attacks('query on an act', {
		'a door': ask('POST {base}/unlock', OTHER, query({ door: '{listed}' })),
		purge: ask('POST {base}/unlock?purge', OTHER),
	}),
];

const detours = [
	...attacks('option', {
		proxy: ask('GET {base}/door', options({ proxy: '{proxy}' })),
		'proxy without a scheme': ask('GET {base}/door', options({ proxy: '127.0.0.1:1' })),
		'proxy on a change': ask('POST {base}/door', NEW_DOOR, options({ proxy: '{proxy}' })),
		'ignored certificates': ask('GET {base}/door', options({ allowUnauthorizedCerts: true })),
		'ignored certificates on a change': ask(
			'POST {base}/door',
			NEW_DOOR,
			options({ allowUnauthorizedCerts: true }),
		),
	}),
	...[301, 302, 303, 307, 308].flatMap((status) => [
		...attacks(
			`redirect ${status}`,
			{
				'by default': ask(`GET {base}/location?page=${status}`),
				'when told to follow': ask(
					`GET {base}/location?page=${status}`,
					options({
						redirect: { redirect: { followRedirects: true, maxRedirects: 21 } },
						sendCredentialsOnCrossOriginRedirect: true,
					}),
				),
			},
			{ needs: 'read', sends: [`GET /location?page=${status}`] },
		),
		...attacks(
			`redirect ${status} of a change`,
			{
				'when told to follow': ask(
					`POST {base}/location?page=${status}`,
					json({ locations: [] }),
					options({ redirect: { redirect: { followRedirects: true, maxRedirects: 21 } } }),
				),
			},
			{ version: 4, needs: 'anything', sends: [`POST /location?page=${status}`] },
		),
	]),
	...attacks(
		'redirect 302',
		{
			'in version 2': ask(
				'GET {base}/location?page=302',
				options({ followAllRedirects: true, followRedirect: true }),
			),
		},
		{ version: 2, needs: 'read', sends: ['GET /location?page=302'] },
	),
	...attacks(
		'next page',
		each(
			[
				'{elsewhere}/door',
				'http://user@127.0.0.1:{port}/api/v1/door',
				'http://localhost:{port}/api/v1/door',
				'{base}/../../door',
				'{base}/door?_method=DELETE',
			],
			(url) =>
				ask('GET {base}/door', nextPage(`={{ $pageCount === 0 ? $request.uri : "${url}" }}`)),
		),
		{ first: { needs: 'read', sends: 'GET /door' } },
	),
	...attacks('each page', {
		'a header': ask(
			'GET {base}/door',
			eachPage('headers', 'X-HTTP-Method-Override', '={{ "DELETE" }}'),
		),
		'a query word': ask('GET {base}/door', eachPage('qs', '_method', '={{ "DELETE" }}')),
	}),
	...attacks(
		'each page',
		{ 'another key': ask('GET {base}/door', eachPage('headers', 'apikey', '={{ "stolen" }}')) },
		{ needs: 'read', sends: ['GET /door', 'GET /door'] },
	),
	...attacks(
		'each page',
		{
			'another door': ask(
				'POST {base}/unlock',
				LISTED,
				eachPage('body', 'doors', '={{ [{ id: $pageCount === 0 ? {listed} : {other} }] }}'),
			),
		},
		{
			needs: 'unlockAny',
			sends: ['POST /unlock'],
			first: { needs: 'unlockListed', sends: 'POST /unlock' },
		},
	),
];

const methods = [
	...attacks(
		'method on /unlock',
		each(
			['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'UNLOCK', 'POST\t', '*'],
			(method) => ask(`POST {base}/unlock`, OTHER, { method }),
		),
	),
	...attacks(
		'method',
		{
			PATCH: ask('PATCH {base}/user', json('{"users":[{"id":{user}}]}')),
		},
		{ needs: 'anything', sends: ['PATCH /user'] },
	),
	...attacks(
		'method',
		{ OPTIONS: ask('OPTIONS {base}/user', OTHER) },
		{
			needs: 'anything',
			sends: ['OPTIONS /user'],
		},
	),
	...attacks(
		'method',
		each(
			[
				'TRACE',
				'CONNECT',
				'PURGE',
				'DELETE /api/v1/user HTTP/1.1\r\nx: ',
				'\u0130',
				'ＤＥＬＥＴＥ',
			],
			(method) => ask(`GET {base}/user`, json('{"users":[{"id":{user}}]}'), { method }),
		),
	),
	...attacks(
		'method',
		{ 'in small letters': ask('delete {base}/user', json('{"users":[{"id":{user}}]}')) },
		{
			needs: 'delete',
			sends: ['DELETE /user'],
		},
	),
	...attacks(
		'method',
		{ 'none at all': ask('{method} {base}/door', { method: '' }) },
		{
			needs: 'read',
			sends: ['GET /door'],
		},
	),
	...attacks(
		'method',
		{ 'unlock in small letters': ask('post {base}/unlock', OTHER) },
		{
			needs: 'unlockAny',
			sends: ['POST /unlock'],
		},
	),
	...attacks(
		'not known',
		{
			'a path': ask('POST {base}/nobodyknows', NEW_DOOR),
		},
		{ needs: 'anything', sends: ['POST /nobodyknows'] },
	),
	...attacks(
		'not known',
		{ 'a method': ask('PUT {base}/door', NEW_DOOR) },
		{
			needs: 'anything',
			sends: ['PUT /door'],
		},
	),
	...attacks(
		'not known',
		{ 'a query': ask('POST {base}/door?x=1', NEW_DOOR) },
		{
			needs: 'anything',
			sends: ['POST /door?x=1'],
		},
	),
	...attacks('not known', {
		'a flag by fields': ask('POST {base}/delegate', query({ purge: '' })),
	}),
	...attacks(
		'not known',
		{ 'two users': ask('POST {base}/anonymize?user_id=0', query({ user_id: 0 })) },
		{
			needs: 'anything',
			sends: ['POST /anonymize?user_id=0&user_id=0'],
		},
	),
	...attacks(
		'delete',
		{ 'a user': ask('DELETE {base}/user', json('{"users":[{"id":0}]}')) },
		{
			needs: 'delete',
			sends: ['DELETE /user'],
		},
	),
	...attacks(
		'delete',
		{ anonymize: ask('POST {base}/anonymize', query({ user_id: 0 })) },
		{
			needs: 'delete',
			sends: ['POST /anonymize?user_id=0'],
		},
	),
];

const forms = [
	...attacks('form', {
		'by fields': ask('POST {base}/unlock', byFields('form-urlencoded', { doors: '{other}' })),
		'as text': ask('POST {base}/unlock', {
			sendBody: true,
			contentType: 'form-urlencoded',
			specifyBody: 'string',
			body: 'doors[0][id]={other}',
		}),
		'on a read': ask('GET {base}/door', byFields('form-urlencoded', { _method: 'DELETE' })),
		'of several parts': ask('POST {base}/door', {
			...byFields('multipart-form-data', {}),
			bodyParameters: { parameters: [{ parameterType: 'formData', name: 'doors', value: 'x' }] },
		}),
		'of a file': ask('POST {base}/unlock', {
			...byFields('multipart-form-data', {}),
			bodyParameters: {
				parameters: [
					{ parameterType: 'formBinaryData', name: 'doors', inputDataFieldName: 'file' },
				],
			},
		}),
		'of text that is none': ask(
			'POST {base}/door',
			raw('doors=1', 'application/x-www-form-urlencoded'),
		),
		'as XML': ask('POST {base}/unlock', raw('<doors><id>{other}</id></doors>', 'text/xml')),
	}),
	...attacks(
		'form in version 4.1',
		{
			'of several parts': ask('POST {base}/door', {
				...byFields('multipart-form-data', {}),
				bodyParameters: { parameters: [{ parameterType: 'formData', name: 'doors', value: 'x' }] },
			}),
		},
		{ version: 4.1 },
	),
	...attacks('file', {
		'of the other door': ask('POST {base}/unlock', FILE),
		'of a change': ask('POST {base}/door', FILE),
	}),
	...attacks(
		'type',
		each(
			['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'],
			(type) => ask('POST {base}/unlock', raw(OTHER_TEXT, type)),
		),
		{ needs: 'unlockAny', sends: ['POST /unlock'] },
	),
	...attacks(
		'type by header',
		{
			form: ask(
				'POST {base}/unlock',
				OTHER,
				headers({ 'Content-Type': 'application/x-www-form-urlencoded' }),
			),
		},
		{ needs: 'unlockAny', sends: ['POST /unlock'] },
	),
	...attacks(
		'version 2',
		{
			'a form': ask('POST {base}/unlock', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
				options: { bodyContentType: 'form-urlencoded' },
			}),
			'a form of parts': ask('POST {base}/unlock', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
				options: { bodyContentType: 'multipart-form-data' },
			}),
			'a proxy': ask('GET {base}/door', options({ proxy: '{proxy}' })),
			'ignored certificates': ask('GET {base}/door', { allowUnauthorizedCerts: true }),
			'a header': ask('GET {base}/door', {
				headerParametersUi: { parameter: [{ name: 'X-HTTP-Method-Override', value: 'DELETE' }] },
			}),
			'a query word': ask('GET {base}/door', {
				queryParametersUi: { parameter: [{ name: '_method', value: 'DELETE' }] },
			}),
			'another server': ask('GET {elsewhere}/api/v1/door'),
			'an encoded address': ask('POST {base}/unl%6fck', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
			}),
		},
		{ version: 2 },
	),
	...attacks(
		'version 2',
		{
			'another door': ask('POST {base}/unlock', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
			}),
			'another door as text': ask('POST {base}/unlock', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
				options: { bodyContentType: 'raw' },
			}),
			'another door, answer as a file': ask('POST {base}/unlock', {
				jsonParameters: true,
				bodyParametersJson: OTHER_TEXT,
				responseFormat: 'file',
			}),
			'another door in a file': ask('POST {base}/unlock', {
				jsonParameters: true,
				sendBinaryData: true,
				binaryPropertyName: 'file',
				options: { bodyContentType: 'raw' },
			}),
		},
		{ version: 2, needs: 'unlockAny', sends: ['POST /unlock'] },
	),
];

const bodies = [
	...attacks(
		'unlock body',
		each(
			[
				'{"doors":[{"id":{listed}},{"id":{other}}]}',
				'{"doors":[{"id":{listed}}],"doors":[{"id":{other}}]}',
				'{"doors":[{"id":{listed},"id":{other}}]}',
				'{"doors":[{"id":{listed},"\\u0069d":{other}}]}',
				'{"doors":[{"id":{listed}}],"Doors":[{"id":{other}}]}',
				'{"doors":[{"id":{listed}}],"door":{other}}',
				'{"doors":[{"id":{listed}}],"id":{other}}',
				'{"doors":[{"id":{listed}}],"all":true}',
				'{"doors":[{"id":{listed}}],"options":{"all":true}}',
				'{"doors":[{"id":{listed}}],"options":[{"id":{other}}]}',
				'{"doors":[{"id":{listed}}],"options":"all"}',
				'{"doors":[{"id":{listed},"name":"Entrance 1"}]}',
				'{"doors":[{"id":{listed},"door_id":{other}}]}',
				'{"doors":[{"id":{listed},"ID":{other}}]}',
				'{"doors":[{"id":{listed},"doors":[{"id":{other}}]}]}',
				'{"doors":[{"name":"Entrance 2"}]}',
				'{"doors":[{"ID":{listed}}]}',
				'{"doors":[{"id":[{listed},{other}]}]}',
				'{"doors":[{"id":[{listed}]}]}',
				'{"doors":[{"id":{"$ne":0}}]}',
				'{"doors":[{"id":"{listed} "}]}',
				'{"doors":[{"id":" {listed}"}]}',
				'{"doors":[{"id":"0{listed}"}]}',
				'{"doors":[{"id":"{listed},{other}"}]}',
				'{"doors":[{"id":"{listed} OR 1=1"}]}',
				'{"doors":[{"id":"{listed}.0"}]}',
				'{"doors":[{"id":{listed}.5}]}',
				'{"doors":[{"id":-{listed}}]}',
				'{"doors":[{"id":"*"}]}',
				'{"doors":[{"id":""}]}',
				'{"doors":[{"id":null}]}',
				'{"doors":[{"id":true}]}',
				'{"doors":[{"id":0}]}',
				'{"doors":[{}]}',
				'{"doors":[]}',
				'{"doors":[{listed}]}',
				'{"doors":[[{"id":{other}}]]}',
				'{"doors":{"id":{other}}}',
				'{"doors":{"0":{"id":{listed}}}}',
				'{"doors":"{other}"}',
				'{"doors":null}',
				'{"door":[{"id":{listed}}]}',
				'[{"id":{other}}]',
				'{}',
				'null',
				'"{other}"',
				'{other}',
			],
			(body) => ask('POST {base}/unlock', raw(body)),
		),
		{ needs: 'unlockAny', sends: ['POST /unlock'] },
	),
	...attacks(
		'unlock body',
		each(
			['__proto__', 'constructor', 'prototype'].map(
				(name) => `{"doors":[{"id":{listed}}],"${name}":{"doors":[{"id":{other}}]}}`,
			),
			(body) => ask('POST {base}/unlock', raw(body)),
		),
	),
	...attacks(
		'unlock body',
		{
			'none at all': ask('POST {base}/unlock'),
			'a number in a box': ask(
				'POST {base}/unlock',
				json('={{ ({ doors: [{ id: Object({other}) }] }) }}'),
			),
			'doors by fields': ask(
				'POST {base}/unlock',
				byFields('json', { doors: '={{ [{ id: {other} }] }}' }),
			),
			'doors by fields, as text': ask(
				'POST {base}/unlock',
				byFields('json', { doors: '[{"id":{listed}}]' }),
			),
		},
		{ needs: 'unlockAny', sends: ['POST /unlock'] },
	),
	...attacks(
		'unlock body that cannot be read',
		each(
			[
				'{"doors":[{"id":9007199254740993}]}',
				'{"doors":[{"id":1e400}]}',
				'{"doors":[{"id":{listed}.99999999999999999999}]}',
				'{"doors":[{"id":{listed}.00000000000000000000001}]}',
				'{"doors":[{"id":0x10}]}',
				'{"doors":[{"id":{other}}]}}',
				'{"doors":[{"id":{other}}]',
				"{'doors':[{'id':{other}}]}",
				'{"doors":[{"id":{other}}]} {"doors":[]}',
				'\ufeff{"doors":[{"id":{other}}]}',
				'/**/{"doors":[{"id":{other}}]}',
				'while(1);{"doors":[{"id":{other}}]}',
				'doors[0][id]={other}',
				`${'['.repeat(20_000)}${']'.repeat(20_000)}`,
			],
			(body) => ask('POST {base}/unlock', raw(body)),
		),
	),
	...attacks(
		'end of access that came to nothing',
		each(['NaN', '1 / 0', '$json.nope', 'new Date("x")', '[5, $json.nope]'], (value) =>
			ask(
				'PUT {base}/user',
				json(`={{ ({ users: [{ id: {user}, access_expires: ${value} }] }) }}`),
			),
		),
	),
	...attacks(
		'card number',
		each(
			[
				'-1',
				'"-1"',
				'" -1"',
				'"-1 "',
				'-1.0',
				'-1e0',
				'"-1.0"',
				'"−1"',
				'"－1"',
				'"‑1"',
				'"-01"',
				'"+1"',
				'"0x1"',
				'"1e3"',
				'1.5',
				'[-1]',
				'["1"]',
				'{"value":-1}',
				'true',
				'false',
				'"none"',
				'"١"',
				'"1\\n"',
			],
			(value) => ask('PUT {base}/user', raw(`{"users":[{"id":0,"card_num":${value}}]}`)),
		),
		{ needs: 'delete', sends: ['PUT /user'] },
	),
	...attacks(
		'card number spelt',
		each(
			['Card_Num', 'CARD_NUM', 'cardNum', 'card-num', ' card_num', 'card_num ', 'card_num[]'],
			(name) => ask('POST {base}/user', json({ users: [{ id: 0, [name]: '-1' }] })),
		),
		{ needs: 'delete', sends: ['POST /user'] },
	),
	...attacks(
		'users',
		each(
			[
				'{"users":[{"id":0,"card_num":"1","card_num":-1}]}',
				'{"users":[{"id":0,"card\\u005fnum":-1}]}',
				'{"users":{"id":0,"card_num":-1}}',
				'{"users":[[{"id":0,"card_num":-1}]]}',
				'{"users":"[{\\"card_num\\":-1}]"}',
				'"users"',
			],
			(body) => ask('PUT {base}/user', raw(body)),
		),
		{ needs: 'delete', sends: ['PUT /user'] },
	),
	...attacks(
		'users beside or without their list',
		each(
			[
				'{"users":[{"id":0}],"Users":[{"id":0,"card_num":-1}]}',
				'{"users":[{"id":0}],"user":{"id":0,"card_num":-1}}',
				'[{"id":0,"card_num":-1}]',
				'{"USERS":[{"id":0,"card_num":-1}]}',
			],
			(body) => ask('PUT {base}/user', raw(body)),
		),
		{ needs: 'anything', sends: ['PUT /user'] },
	),
	...attacks(
		'expression',
		{
			'door with toJSON': ask(
				'POST {base}/unlock',
				json('={{ ({ doors: [{ id: {listed}, toJSON: () => ({ id: {other} }) }] }) }}'),
			),
			'card number with toJSON': ask(
				'PUT {base}/user',
				json('={{ ({ users: [{ id: 0, card_num: { toJSON: () => -1 } }] }) }}'),
			),
		},
		{ refusedByN8n: 'could not be cloned' },
	),
];

export const allAttacks = [
	...plain,
	...addresses,
	...overriding,
	...detours,
	...methods,
	...forms,
	...bodies,
	...attacks(
		'plain',
		{ 'the end of a user': ask('DELETE {base}/user', json('{"users":[{"id":{user}}]}')) },
		{ needs: 'delete', sends: ['DELETE /user'] },
	),
];
