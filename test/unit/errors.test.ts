import fc from '../fastCheck';
import { readAnswer } from '../../nodes/Lockt/api/answers';
import { answerError, connectionError, LocktError, withHidden } from '../../nodes/Lockt/api/errors';

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
		['ECONNABORTED', 'took too long'],
		['ETIMEDOUT', 'took too long'],
		['ECONNRESET', 'broke before Lockt had answered'],
		['DEPTH_ZERO_SELF_SIGNED_CERT', 'is not trusted'],
		['CERT_HAS_EXPIRED', 'is not trusted'],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'is not trusted'],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'is not trusted'],
		['ESOMETHING', 'failed'],
	])('puts %s into words, however deep it lies', (code, words) => {
		const plain = connectionError({ code }, HOST);
		const wrapped = connectionError({ cause: { cause: { code } } }, HOST);
		expect(plain.message).toContain(words);
		expect(plain.message).toContain(HOST);
		expect(wrapped).toEqual(plain);
	});

	it('says something of use of anything thrown', () => {
		fc.assert(
			fc.property(fc.anything(), (thrown) => {
				expect(connectionError(thrown, HOST).message).toContain(HOST);
			}),
		);
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
