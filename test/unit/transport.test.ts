import fc from '../fastCheck';
import type { FastifyReply } from 'fastify';
import { LocktError } from '../../nodes/Lockt/api/errors';
import { identifyAccount } from '../../nodes/Lockt/api/guard/account';
import { send } from '../../nodes/Lockt/api/transport';
import { inLocktsForm } from '../../nodes/Lockt/api/records/forms';
import { contextOf, standIn } from './standIn';

let lockt: Awaited<ReturnType<typeof standIn>>;
let answer: (reply: FastifyReply) => unknown;
beforeAll(async () => {
	lockt = await standIn((_, reply) => answer(reply));
});
afterAll(() => lockt.stop());
beforeEach(() => {
	lockt.seen.length = 0;
});

const ask = (credential: object = {}) =>
	send(contextOf({ ...lockt.credential, ...credential }), { method: 'GET', path: '/door' });

describe('a request', () => {
	it('goes to the address below the Base URL, with what it carries', async () => {
		answer = () => ({ data: { submitted: 1, inserted: 1, errors: 0 } });
		const body = { doors: [{ name: 'Dock' }] };
		const request = {
			path: '/door',
			query: { id: 'a b&c' },
			flags: ['missingcreds'],
			body,
		} as const;
		const { status, problem } = await send(contextOf(lockt.credential), {
			...request,
			flags: [...request.flags],
			method: 'POST',
		});
		expect({ status, problem }).toEqual({ status: 200 });
		expect(lockt.seen[0]).toMatchObject({
			method: 'POST',
			url: '/api/v1/door?missingcreds&id=a%20b%26c',
			body,
		});
	});

	it.each(['', ' ', '\t'])('is not made with a blank filter (%j)', async (value) => {
		const asked = send(contextOf(lockt.credential), {
			method: 'GET',
			path: '/user',
			query: { id: 5, id_num: value },
		});
		await expect(asked).rejects.toThrow("The filter 'id_num' is blank");
		expect(lockt.seen).toEqual([]);
	});

	it('does not follow to another address', async () => {
		answer = (reply) => reply.redirect('/api/v1/elsewhere');
		const { status, problem } = await ask();
		expect(status).toBe(302);
		expect(problem?.message).toContain('another address');
		expect(lockt.seen).toHaveLength(1);
	});

	it('that nobody answers is an error in words', async () => {
		const gone = await standIn(() => ({}));
		await gone.stop();
		const asked = ask({ baseUrl: gone.credential.baseUrl });
		await expect(asked).rejects.toBeInstanceOf(LocktError);
		await expect(asked).rejects.toThrow('could not be reached');
	});
});

describe('an account', () => {
	const account = { apiUser: 'u5', apiKey: 'k', baseUrl: 'https://lockt.example/api/v1' };
	const identify = (more: object) => identifyAccount({ ...account, ...more });

	it.each([
		{ baseUrl: 'https://lockt.example/api/v1/' },
		{ baseUrl: 'https://lockt.example/api/v1//' },
		{ baseUrl: 'https://lockt.example//api//v1' },
		{ baseUrl: ' https://lockt.example/api/v1\t' },
		{ baseUrl: 'HTTPS://Lockt.EXAMPLE/API/v1' },
		{ baseUrl: 'https://lockt.example:443/api/v1' },
		{ baseUrl: 'https://lockt.example./api/v1' },
		{ baseUrl: 'https://lockt.example.:443/api/v1' },
		{ baseUrl: 'https:lockt.example/api/./v2/../v1' },
		{ apiUser: ' u5 ' },
		{ apiUser: 'U5\n' },
		{ apiKey: 'renewed' },
	])('is the same in another spelling: %j', (more) => {
		expect(identify(more)).toEqual(identify({}));
	});

	it('is the same in an alphabet of its own and in ASCII', () => {
		expect(identify({ baseUrl: 'https://türen.example/' })).toEqual(
			identify({ baseUrl: 'https://xn--tren-0ra.example' }),
		);
	});

	it.each([
		{ baseUrl: 'https://lockt.example:8443/api/v1' },
		{ baseUrl: 'https://lockt.example/api/v2' },
		{ baseUrl: 'https://other.example/api/v1' },
		{ baseUrl: 'no address' },
		{ apiUser: 'u6' },
	])('is another one: %j', (more) => {
		expect(identify(more)).not.toEqual(identify({}));
	});

	it.each([undefined, null, 5, {}, []])('may have a Base URL that is none: %j', (baseUrl) => {
		expect(identify({ baseUrl })).not.toEqual(identify({}));
	});

	it('has no key in it', () => {
		expect(identify({ apiKey: 'key-5b1c77' }).join()).not.toContain('5b1c77');
	});
});

describe('the time of a request', () => {
	// The tests say when it is over, so that none waits for it.
	let deadline: AbortController;
	let timeout: jest.SpyInstance;
	beforeEach(() => {
		deadline = new AbortController();
		timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(deadline.signal);
	});
	afterEach(() => {
		timeout.mockRestore();
	});

	/** Writes a byte now and then, without an end, and does something in the midst of it. */
	const drip = (reply: FastifyReply, inTheMidst: () => void) => {
		const { raw } = reply.hijack();
		raw.writeHead(200, { 'content-type': 'application/json' });
		const dripping = setInterval(() => raw.write(' ', inTheMidst), 1);
		return new Promise((resolve) =>
			raw.on('close', () => {
				clearInterval(dripping);
				resolve('closed');
			}),
		);
	};
	const silence = (reply: FastifyReply, inTheMidst: () => void) => {
		setImmediate(inTheMidst);
		return new Promise((resolve) =>
			reply.hijack().raw.on('close', () => {
				resolve('closed');
			}),
		);
	};
	const answerings = [
		['drips', drip],
		['never comes', silence],
	] as const;
	const askUnless = (cancel?: AbortSignal) =>
		send(contextOf(lockt.credential, cancel), { method: 'GET', path: '/door' });

	it('is thirty seconds in all', async () => {
		answer = () => ({ data: [] });
		await ask();
		expect(timeout.mock.calls).toEqual([[30_000]]);
	});

	it.each(answerings)('has an end when the answer %s: it may have arrived', async (_, slowly) => {
		let over: unknown;
		answer = (reply) =>
			(over = slowly(reply, () => {
				deadline.abort();
			}));
		await expect(ask()).rejects.toMatchObject({
			message: expect.stringContaining('took too long to answer') as string,
			facts: { mayHaveArrived: true },
		});
		expect(await over).toBe('closed');
		expect(lockt.seen).toHaveLength(1);
	});

	it.each(answerings)(
		'ends at once when the execution is stopped, when it %s',
		async (_, slowly) => {
			const stop = new AbortController();
			let over: unknown;
			answer = (reply) =>
				(over = slowly(reply, () => {
					stop.abort();
				}));
			await expect(askUnless(stop.signal)).rejects.toMatchObject({
				message: 'The execution was stopped before Lockt had answered',
				facts: { mayHaveArrived: true },
			});
			expect(await over).toBe('closed');
		},
	);

	it('does not begin after the execution was stopped', async () => {
		await expect(askUnless(AbortSignal.abort())).rejects.toMatchObject({
			message: 'Not sent, as the execution was stopped',
			facts: {},
		});
		expect(lockt.seen).toEqual([]);
	});

	it('has an end when n8n itself never ends, too', async () => {
		const context = contextOf(lockt.credential);
		context.helpers.httpRequestWithAuthentication = () => {
			deadline.abort();
			return new Promise(() => undefined);
		};
		await expect(send(context, { method: 'GET', path: '/door' })).rejects.toMatchObject({
			facts: { mayHaveArrived: true },
		});
	});
});

describe('an answer that is an error', () => {
	const refused = (body: unknown) => (reply: FastifyReply) => reply.code(400).send(body);

	it('holds no API key, wherever Lockt repeats it, and its words no API user', async () => {
		const { apiKey, apiUser } = lockt.credential;
		answer = refused({
			result: [`The key ${apiKey} of ${apiUser}`],
			errors: [{ error: `${apiUser}: ${apiKey}`, input_data: { name: apiKey, list: [apiKey] } }],
		});
		const { whole, problem } = await ask();
		expect(whole).toEqual({
			result: [`The key *** of ${apiUser}`],
			errors: [{ error: `${apiUser}: ***`, input_data: { name: '***', list: ['***'] } }],
		});
		const said = `${problem?.message} ${problem?.description}`;
		expect(said).toContain('The key *** of ***');
		expect(said).not.toMatch(new RegExp(`${apiKey}|${apiUser}`));
	});

	it('can be read all the same when the API user is named like a part of it', async () => {
		const body = {
			data: { submitted: 12, inserted: 11, errors: 1 },
			errors: [{ error: 'bad', input_data: { id: 12, enabled: true, email: null } }],
		};
		for (const apiUser of ['1', '12', 'data', 'errors', 'e', 'true', '"', '{']) {
			answer = refused(body);
			const found = await ask({ apiUser });
			const { data, errors } = found.whole as unknown as typeof body;
			expect(data).toEqual(body.data);
			expect(errors[0]!.input_data).toEqual(body.errors[0]!.input_data);
		}
	});

	it('keeps all that is no secret', async () => {
		await fc.assert(
			fc.asyncProperty(fc.dictionary(fc.string(), fc.jsonValue()), async (content) => {
				const body = JSON.parse(JSON.stringify({ ...content, error: 'bad' })) as unknown;
				answer = refused(body);
				expect((await ask()).whole).toEqual(inLocktsForm(body));
			}),
			{ numRuns: 50 },
		);
	});

	it('may be a web page', async () => {
		answer = (reply) =>
			reply.code(503).type('text/html').send(`<p>${lockt.credential.apiKey} is busy`);
		expect(await ask()).toMatchObject({ status: 503, unread: '<p>*** is busy' });
	});
});

describe('Retry-After', () => {
	const waitAfter = async (header: string) => {
		answer = (reply) => reply.code(429).header('retry-after', header).send({});
		return (await ask()).problem?.facts.retryAfterMs;
	};

	it.each([
		['7', 7_000],
		[' 7 ', 7_000],
		['120', 120_000],
	])('%j are seconds', async (header, expected) => {
		expect(await waitAfter(header)).toBe(expected);
	});

	it('may be a date', async () => {
		const wait = await waitAfter(new Date(Date.now() + 3_600_000).toUTCString());
		expect(wait).toBeGreaterThan(3_500_000);
		expect(wait).toBeLessThanOrEqual(3_600_000);
	});

	// Asked again at once, a Lockt that is busy would be asked without end.
	it.each(['0', '', 'soon', '-5', new Date(0).toUTCString()])('%j says nothing', async (header) => {
		expect(await waitAfter(header)).toBeUndefined();
	});

	it('need not be there', async () => {
		answer = (reply) => reply.code(429).send({});
		expect((await ask()).problem?.facts.retryAfterMs).toBeUndefined();
	});
});
