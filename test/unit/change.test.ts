import { clock } from '../clock';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { change, type Change } from '../../nodes/Lockt/api/change';
import { outcomesOf } from '../../nodes/Lockt/api/answers/outcomes';
import { notTaken } from '../../nodes/Lockt/api/answers/tooEarly';
import { idle } from '../engine/idle';
import { answered } from './answered';
import { contextOf, standIn } from './standIn';

describe('a change that Lockt did not take', () => {
	const overlap = { data: { error: 'POST operations must not overlap.' } };

	it.each([
		['whatever is said with 429', 429, {}, true],
		['overlap, 400', 400, overlap, true],
		['overlap, 503', 503, overlap, true],
		['as a list', 400, { result: ['Simultaneous calls'], errors: [] }, true],
		['as errors of no record', 400, { errors: [{ error: ['Rate limit exceeded'] }] }, true],
		['overlap, but all is well', 200, overlap, false],
		['another reason', 400, { data: { error: 'Invalid id found: 5' } }, false],
		['a failure', 503, { data: { error: 'The host is unreachable.' } }, false],
		['a web page', 503, '<html>rate limit', false],
	])('%s', (_, status, body, expected) => {
		expect(notTaken(answered(status, body))).toBe(expected);
	});

	it('is told from records that were refused while others were taken', () => {
		const errors = [
			{
				error: ['Door Name Already Exists: Overlap Gate'],
				input_data: { name: 'Overlap Gate' },
			},
		];
		const counts = { submitted: 2, inserted: 1, updated: 0 };
		for (const body of [
			{ data: { ...counts, errors: 1 }, errors },
			{ data: { ...counts, errors } },
		]) {
			expect(notTaken(answered(400, body))).toBe(false);
		}
	});
});

describe('what is called Overlap or Rate Limit', () => {
	it.each([
		{ data: { error: 'Door Name Already Exists: Overlap Lab' } },
		{ data: { error: "The door 'Overlap Lab' is in use." } },
		{ error: 'Overlap Lab: controller offline' },
		{ errors: ["A door 'Rate Limit' exists already"] },
		{ data: { error: 'Overlapping schedules' } },
	])('does not make a refusal one of the request: %j', (body) => {
		expect(notTaken(answered(400, body))).toBe(false);
	});

	it.each([
		{ error: 'POSTs overlap', data: [{ id: 5, unlocked: true }] },
		{ error: 'POSTs overlap', data: { submitted: 2, inserted: 1 } },
		{ errors: [{ error: 'POSTs overlap', input_data: { id: 5 } }] },
	])('and what may have been done in part is not taken for untouched: %j', (body) => {
		expect(notTaken(answered(400, body))).toBe(false);
	});

	it.each([
		'Too many requests. 1 of 1 records were inserted',
		'Rate limit exceeded after 1 of 1 records were inserted',
		'Rate limit reached: the rest of the batch was not processed',
		'Overlapping requests: door Overlap Lab was created before',
		'Simultaneous operation of the doors failed',
		'POST operations must not overlap. The first door was created',
		'Too many requests. Try again: 1 was saved',
	])('nor is what says more: %s', (error) => {
		for (const body of [{ error }, { data: { error } }, { result: [error] }]) {
			for (const status of [400, 503]) expect(notTaken(answered(status, body))).toBe(false);
		}
	});

	it.each([
		{ data: { submitted: 1, inserted: 1, updated: 0, errors: 0 } },
		{ data: { error: 'Too many requests. 1 of 1 records were inserted' } },
		{ data: [{ id: 5, unlocked: true }] },
	])('nor what counts or names something with 429: %j', (body) => {
		expect(notTaken(answered(429, body))).toBe(false);
		expect(outcomesOf([{ id: 5 }], answered(429, body))[0]!.kind).toBe('unknown');
	});

	it.each([
		'Too many requests. Please try again later.',
		'Rate limit exceeded; retry in 5 seconds',
	])('but advice says no more: %s', (error) => {
		expect(notTaken(answered(503, { error }))).toBe(true);
	});

	it('does not hide that requests overlap', () => {
		for (const error of ['POSTs overlap', 'Your POST request overlaps with another one: o']) {
			expect(notTaken(answered(400, { data: { error } }))).toBe(true);
		}
	});
});

describe('changes', () => {
	let lockt: Awaited<ReturnType<typeof standIn>>;
	let answering: (request: FastifyRequest, reply: FastifyReply) => unknown;
	beforeAll(async () => {
		lockt = await standIn((request, reply) => answering(request, reply));
	});
	afterAll(() => lockt.stop());
	beforeEach(() => {
		lockt.seen.length = 0;
	});

	const door = (name: string): Change => ({
		method: 'POST',
		path: '/door',
		body: { doors: [{ name }] },
	});
	const unlock: Change = { method: 'POST', path: '/unlock', body: { doors: [{ id: 5 }] } };
	const sendAs = (credential: object, request: Change) =>
		change(contextOf({ ...lockt.credential, ...credential }), request);
	const busy = (reply: FastifyReply) => reply.code(429).send({});

	it('go one at a time for each account, in order, whatever becomes of each', async () => {
		let running = 0;
		let most = 0;
		answering = async ({ url }, reply) => {
			most = Math.max(most, ++running);
			await idle();
			running--;
			if (url.endsWith('/user')) return reply.hijack().raw.destroy();
			return { data: { submitted: 1, errors: 0 } };
		};
		const requests = Array.from({ length: 12 }, (_, n): Change => ({
			method: (['POST', 'PUT', 'DELETE'] as const)[n % 3]!,
			...(n % 4 === 3
				? { path: '/user', body: { users: [{ n }] } }
				: { path: '/door', body: { doors: [{ n }] } }),
		}));
		const ended = await Promise.allSettled(requests.map((request) => sendAs({}, request)));
		expect(most).toBe(1);
		expect(lockt.seen.map(({ body }) => body)).toEqual(requests.map(({ body }) => body));
		expect(ended.map(({ status }) => status)).toEqual(
			requests.map(({ path }) => (path === '/user' ? 'rejected' : 'fulfilled')),
		);
	});

	it('of an account that is spelt in another way wait for it, too', async () => {
		let running = 0;
		let most = 0;
		answering = async () => {
			most = Math.max(most, ++running);
			await idle();
			running--;
			return { data: {} };
		};
		const { baseUrl } = lockt.credential;
		const spellings = [baseUrl, `${baseUrl}/`, ` ${baseUrl}`, baseUrl.replace('http', 'HTTP')];
		const { apiUser } = lockt.credential;
		await Promise.all([
			...spellings.map((spelling) => sendAs({ baseUrl: spelling }, door('Dock'))),
			...[` ${apiUser} `, apiUser.toUpperCase()].map((one) =>
				sendAs({ apiUser: one }, door('Dock')),
			),
		]);
		expect(most).toBe(1);
	});

	it('of other accounts do not wait for them', async () => {
		// Each is answered only when both are there.
		const waiting: Array<() => void> = [];
		answering = () =>
			new Promise((resolve) => {
				waiting.push(() => {
					resolve({ data: {} });
				});
				if (waiting.length === 2) for (const go of waiting) go();
			});
		const both = ['a', 'b'].map((apiUser) => sendAs({ apiUser }, door(apiUser)));
		expect((await Promise.all(both)).map(({ status }) => status)).toEqual([200, 200]);
	});

	it('are repeated where Lockt did not take them, and nowhere else', async () => {
		answering = (_, reply) =>
			lockt.seen.length < 3 ? busy(reply) : reply.code(400).send({ data: { error: 'bad' } });
		const { status, problem } = await sendAs({}, door('Dock'));
		expect(status).toBe(400);
		expect(problem?.message).toContain('bad');
		expect(lockt.seen).toHaveLength(3);
	});

	it('are not repeated without an answer', async () => {
		answering = (_, reply) => reply.hijack().raw.destroy();
		await expect(sendAs({}, door('Dock'))).rejects.toMatchObject({
			facts: { mayHaveArrived: true },
		});
		expect(lockt.seen).toHaveLength(1);
	});

	it('that unlock are never repeated', async () => {
		answering = (_, reply) => busy(reply);
		expect((await sendAs({}, unlock)).status).toBe(429);
		expect(lockt.seen).toHaveLength(1);
	});

	it('that the credential does not allow are not sent', async () => {
		answering = () => ({});
		await expect(sendAs({ changes: 'none' }, door('Dock'))).rejects.toThrow("'Changes' is None");
		await expect(sendAs({ unlock: 'listed', unlockDoors: '6' }, unlock)).rejects.toThrow(
			'the door with the ID 5',
		);
		expect(lockt.seen).toEqual([]);
	});

	it('that come too late are not sent, the first time or again', async () => {
		answering = (_, reply) => busy(reply);
		const past = { ...door('Dock'), notAfter: clock.now().getTime() - 1 };
		await expect(sendAs({}, past)).rejects.toThrow('Too much time has passed');
		expect(lockt.seen).toEqual([]);

		answering = (_, reply) => busy(reply.header('retry-after', '1'));
		const soon = { ...door('Dock'), notAfter: clock.now().getTime() + 900 };
		await expect(sendAs({}, soon)).rejects.toThrow('Too much time has passed');
		expect(lockt.seen).toHaveLength(1);
	});
});
