import type { INode } from 'n8n-workflow';
import fc from '../fastCheck';
import { once } from 'node:events';
import { createServer as createSecureServer, request } from 'node:https';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { selfMadeCertificate } from '../../emulator/certificate';
import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import { answerError } from '../../nodes/Lockt/api/answers/answerErrors';
import { LocktError, toNodeError, withHidden } from '../../nodes/Lockt/api/errors';
import { connectionError } from '../../nodes/Lockt/api/networkErrors';

const HOST = 'cloudapi.lockt.com';

/** What is wrong with an answer. */
const errorOf = (status: number, body: unknown, retryAfter?: string) =>
	answerError(status, readAnswer(status, body), HOST, { path: '/door' }, retryAfter);

describe('answerError', () => {
	it('finds nothing wrong with records', () => {
		expect(errorOf(200, { data: [{ id: 1 }] })).toBeUndefined();
		expect(errorOf(200, { data: [] })).toBeUndefined();
	});

	it.each([
		['in data', { data: { error: 'no such door' } }],
		['in data, as a list', { data: { error: ['no such door'] } }],
		['per record', { errors: [{ error: ['no such door'], input_data: { id: 1 } }] }],
		['in result', { result: ['no such door'], errors: [] }],
	])('repeats what Lockt says %s, whatever the status', (_, body) => {
		for (const status of [200, 400]) {
			expect(errorOf(status, body)).toMatchObject({
				message: 'Lockt refused the request: no such door',
				facts: { status },
			});
		}
	});

	it.each([
		[401, {}, 'did not accept the API user and API key', "'API Key'"],
		[403, {}, 'did not accept the API user and API key', "'API Key'"],
		[404, {}, 'does not know this request', "'Base URL'"],
		[429, {}, 'too many requests', 'Wait a minute'],
		[500, {}, 'a problem of its own', 'Try again'],
		[503, '<html>', 'a problem of its own', 'Try again'],
		[302, '', 'sends requests on to another address', "'Base URL'"],
		[200, '<!doctype html><h1>Sign in</h1>', 'a web page instead of data', "'Base URL'"],
		[200, '{"data":[{"id":1,"na', 'cannot be read', 'Try again'],
		[200, '', 'cannot be read', 'Try again'],
	])('says of status %i and body %j what happened and what to do', (status, body, what, todo) => {
		const error = errorOf(status, body);
		expect(error?.message).toContain(what);
		expect(error?.description).toContain(todo);
		expect(error?.facts.status).toBe(status);
	});

	it.each([
		['2', 2000],
		[' 90 ', 90_000],
		['Wed, 01 Jul 2026 12:00:30 GMT', 30_000],
		['Wed, 01 Jul 2026 11:00:00 GMT', undefined],
		['0', undefined],
		['-5', undefined],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
	])('reads from Retry-After %j how long to wait', (header, wait) => {
		jest.spyOn(Date, 'now').mockReturnValue(Date.parse('2026-07-01T12:00:00Z'));
		for (const status of [429, 503]) {
			expect(errorOf(status, {}, header)?.facts.retryAfterMs).toBe(wait);
		}
		expect(errorOf(400, {}, header)?.facts.retryAfterMs).toBeUndefined();
		jest.restoreAllMocks();
	});

	it('turns every bad status and every body into an error in words', () => {
		fc.assert(
			fc.property(fc.integer({ min: 300, max: 599 }), fc.jsonValue(), (status, body) => {
				const error = errorOf(status, body);
				expect(error).toBeInstanceOf(LocktError);
				expect(error!.message).not.toMatch(/undefined|\[object/);
				expect(error!.description.length).toBeGreaterThan(10);
			}),
		);
	});

	it('never takes text for an answer', () => {
		fc.assert(
			fc.property(fc.string(), (body) => {
				expect(errorOf(200, body)).toBeInstanceOf(LocktError);
			}),
		);
	});
});

describe('connectionError', () => {
	it.each([
		['ENOTFOUND', 'No server was found'],
		['EAI_AGAIN', 'No server was found'],
		['ECONNREFUSED', 'could not be reached'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'is not trusted'],
		['SELF_SIGNED_CERT_IN_CHAIN', 'is not trusted'],
		['CERT_HAS_EXPIRED', 'is not trusted'],
		['CERT_NOT_YET_VALID', 'is not trusted'],
		['CERT_UNTRUSTED', 'is not trusted'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'is not trusted'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'is not trusted'],
		['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'is not trusted'],
		['HOSTNAME_MISMATCH', 'is not trusted'],
	])('puts %s into words, however deep it lies: nothing was sent', (code, words) => {
		isPutInto(words, { code });
		expect(connectionError({ code }, HOST).facts).toEqual({});
	});

	it.each([
		['ECONNABORTED', 'took too long'],
		['ETIMEDOUT', 'took too long'],
		['ECONNRESET', 'broke before Lockt had answered'],
		['EPIPE', 'broke before Lockt had answered'],
		['EHOSTUNREACH', 'broke before Lockt had answered'],
		['ENETUNREACH', 'broke before Lockt had answered'],
		['EPROTO', 'secure connection'],
		['ERR_SSL_WRONG_VERSION_NUMBER', 'secure connection'],
		['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', 'secure connection'],
		['ERR_SSL_SSL/TLS_ALERT_CERTIFICATE_EXPIRED', 'secure connection'],
		['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'secure connection'],
		['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'secure connection'],
		['ERR_TLS_HANDSHAKE_TIMEOUT', 'secure connection'],
		['ESOMETHING', 'failed'],
		['', 'failed'],
	])('puts %s into words, however deep it lies: it may have arrived', (code, words) => {
		isPutInto(words, { code });
		expect(connectionError({ code }, HOST).facts).toEqual({ mayHaveArrived: true });
	});

	it.each(['EHOSTUNREACH', 'ENETUNREACH'])('%s in connecting: nothing was sent', (code) => {
		isPutInto('could not be reached', { code, syscall: 'connect' });
		const tries = [{ syscall: 'connect' }, { syscall: 'connect' }];
		isPutInto('could not be reached', { code, errors: tries });
		expect(connectionError({ code, syscall: 'connect' }, HOST).facts).toEqual({});
		for (const other of [{ syscall: 'read' }, { errors: [...tries, { syscall: 'read' }] }]) {
			isPutInto('broke before Lockt had answered', { code, ...other });
		}
	});

	function isPutInto(words: string, error: object) {
		const plain = connectionError(error, HOST);
		expect(plain.message).toContain(words);
		expect(plain.message).toContain(HOST);
		expect(connectionError({ cause: { cause: error } }, HOST)).toEqual(plain);
	}

	it('says something of use of anything thrown', () => {
		fc.assert(
			fc.property(fc.anything(), (thrown) => {
				expect(connectionError(thrown, HOST).message).toContain(HOST);
			}),
		);
	});
});

describe('a secure connection that breaks', () => {
	const GARBAGE = [
		['another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n')],
		['what was tampered with', Buffer.from([23, 3, 3, 0, 32, ...Array<number>(32).fill(7)])],
		['an alert', Buffer.from([21, 3, 3, 0, 2, 2, 80])],
	] as const;

	it.each(GARBAGE)('over %s when the request has arrived: it may have', async (_, garbage) => {
		const { error, arrived } = await askSecurely(garbage, true);
		expect(arrived).toBe(true);
		expect(connectionError(error, HOST).facts).toEqual({ mayHaveArrived: true });
	});

	it('over its certificate, or where there is none to connect to: nothing was sent', async () => {
		const { error, arrived } = await askSecurely(GARBAGE[0][1], false);
		expect(arrived).toBe(false);
		expect(connectionError(error, HOST)).toMatchObject({
			message: `The security certificate of '${HOST}' is not trusted`,
			facts: {},
		});
	});

	/** Makes a request through somebody who speaks for the server once that has it. */
	async function askSecurely(garbage: Buffer, isTrusted: boolean) {
		const { key, cert } = await selfMadeCertificate();
		const sockets: Socket[] = [];
		let arrived = false;
		const server = createSecureServer({ key, cert }, () => {
			arrived = true;
			sockets[0]!.write(garbage);
		});
		const between = createServer((caller) => {
			const called = connect(portOf(server), '127.0.0.1');
			caller.pipe(called).pipe(caller);
			for (const socket of [caller, called]) socket.on('error', () => undefined);
			sockets.push(caller, called);
		});
		for (const one of [server, between]) await once(one.listen(0, '127.0.0.1'), 'listening');
		const ca = isTrusted ? cert : undefined;
		const asking = request({ host: '127.0.0.1', port: portOf(between), method: 'POST', ca });
		asking.end('{}');
		const [error] = (await once(asking, 'error')) as [Error];
		for (const socket of sockets) socket.destroy();
		for (const one of [server, between]) one.close();
		return { error, arrived };
	}

	const portOf = (server: { address: () => unknown }) => (server.address() as AddressInfo).port;
});

describe('toNodeError', () => {
	const node = (type: string) => ({ name: 'Lockt', type }) as INode;
	const said = new LocktError(
		"No door with Name '<b>Lab</b>'",
		'Pick one <i>from the list</i>',
		{},
	);
	const answered = new LocktError(said.message, said.description, { status: 404 });

	it.each([said, answered])('tells a person what happened, and below it what to do', (error) => {
		expect(toNodeError(node('n8n-nodes-lockt.lockt'), error)).toMatchObject({
			message: "No door with Name '‹b>Lab‹/b>'",
			description: 'Pick one &lt;i&gt;from the list&lt;/i&gt;',
		});
	});

	it.each([said, answered])('tells the model of an AI agent both in one message', (error) => {
		expect(toNodeError(node('n8n-nodes-lockt.locktTool'), error)).toMatchObject({
			message: "No door with Name '‹b>Lab‹/b>'. Pick one ‹i>from the list‹/i>",
			// n8n adds to the message what is not in it yet.
			description: 'Pick one ‹i>from the list‹/i>',
		});
	});
});

describe('withHidden', () => {
	it('hides in message and description, and keeps the facts', () => {
		const error = new LocktError('a secret', 'the secret', { status: 400 });
		expect(withHidden(error, (text) => text.replace('secret', '***'))).toEqual(
			new LocktError('a ***', 'the ***', { status: 400 }),
		);
	});
});
