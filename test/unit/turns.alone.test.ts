import fc from '../fastCheck';
import type { IExecuteFunctions } from 'n8n-workflow';
import { change, type Change } from '../../nodes/Lockt/api/change';
import { LocktError } from '../../nodes/Lockt/api/errors';

/** How Lockt answers one attempt, and after how many milliseconds. */
interface Answering {
	kind: 'taken' | 'refused' | 'busy' | 'cut' | 'never';
	afterMs: number;
}

/** One change of a script. Moments are milliseconds since its start. */
interface Wanted {
	account: 'north' | 'south';
	execution: number;
	at: number;
	isUnlock: boolean;
	/** No later than so long after it was wanted. */
	ageMs?: number;
	/** Attempt by attempt; the last one is repeated. */
	answers: Answering[];
}

/** What was seen of one attempt. */
interface Sent {
	at: number;
	end: number;
	/** Undefined where no answer came. */
	status?: number;
}

/** What became of one change. */
interface Ended {
	sent: Sent[];
	at: number;
	status?: number;
	error?: LocktError;
}

const DEADLINE_MS = 30_000;

// All in model time, the deadlines of requests too: nothing here waits.
beforeEach(() => {
	jest.useFakeTimers();
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		const deadline = new AbortController();
		setTimeout(() => {
			deadline.abort();
		}, ms);
		return deadline.signal;
	});
});
afterEach(() => {
	jest.restoreAllMocks();
	jest.useRealTimers();
});

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Plays a script: when each execution is stopped, if at all, and what is wanted. */
async function play(script: Wanted[], stops: Array<number | undefined>): Promise<Ended[]> {
	const start = Date.now();
	const now = () => Date.now() - start;
	const signals = stops.map((at) => {
		const stop = new AbortController();
		if (at !== undefined) {
			setTimeout(() => {
				stop.abort();
			}, at);
		}
		return stop.signal;
	});
	const playing = script.map(async (wanted): Promise<Ended> => {
		await later(wanted.at);
		const sent: Sent[] = [];
		const context = contextOf(wanted, signals[wanted.execution]!, sent, now);
		const [status, error] = await change(context, requestOf(wanted)).then(
			(answer) => [answer.status, undefined] as const,
			(error: unknown) => [undefined, error as LocktError] as const,
		);
		return { sent, at: now(), status, error };
	});
	await jest.runAllTimersAsync();
	return Promise.all(playing);
}

function requestOf({ isUnlock, ageMs }: Wanted): Change {
	return {
		method: 'POST',
		path: isUnlock ? '/unlock' : '/door',
		body: { doors: [{ id: 5 }] },
		notAfter: ageMs === undefined ? undefined : Date.now() + ageMs,
	};
}

function contextOf(
	{ account, answers }: Wanted,
	cancel: AbortSignal,
	sent: Sent[],
	now: () => number,
): IExecuteFunctions {
	const credential = {
		apiUser: account,
		apiKey: 'key',
		baseUrl: 'https://cloudapi.lockt.com/api/v1',
		changes: 'all',
		unlock: 'any',
	};
	return {
		getCredentials: () => Promise.resolve(credential),
		getExecutionCancelSignal: () => cancel,
		helpers: {
			async httpRequestWithAuthentication(this: IExecuteFunctions) {
				const signal = this.getExecutionCancelSignal()!;
				const { kind, afterMs } = answers[Math.min(sent.length, answers.length - 1)]!;
				const attempt: Sent = { at: now(), end: Infinity };
				sent.push(attempt);
				const aborted = new Promise<never>((_, reject) => {
					signal.addEventListener('abort', () => {
						attempt.end = Math.min(attempt.end, now());
						reject(Object.assign(new Error('canceled'), { code: 'ERR_CANCELED' }));
					});
				});
				await Promise.race([
					kind === 'never' ? new Promise(() => undefined) : later(afterMs),
					aborted,
				]);
				attempt.end = now();
				if (kind === 'cut') throw Object.assign(new Error('cut'), { code: 'ECONNRESET' });
				attempt.status = { taken: 200, refused: 400, busy: 429, never: 0 }[kind];
				return { statusCode: attempt.status, body: { data: {} }, headers: {} };
			},
		},
	} as unknown as IExecuteFunctions;
}

const wanted = (more: Partial<Wanted> = {}): Wanted => ({
	account: 'north',
	execution: 0,
	at: 0,
	isUnlock: false,
	answers: [{ kind: 'taken', afterMs: 100 }],
	...more,
});
const never: Answering[] = [{ kind: 'never', afterMs: 0 }];
const busy: Answering[] = [{ kind: 'busy', afterMs: 10 }];
const NOT_SENT = 'Not sent, as the execution was stopped';

describe('the turn', () => {
	it('passes on at the deadline of a request', async () => {
		const [first, second] = await play([wanted({ answers: never }), wanted()], [undefined]);
		expect(first!.error!.message).toContain('took too long to answer');
		expect(first!.error!.facts.mayHaveArrived).toBe(true);
		expect(second!).toMatchObject({ status: 200, sent: [{ at: DEADLINE_MS }] });
	});

	it('is not passed on by one that leaves while another is under way', async () => {
		const script = [
			wanted({ answers: [{ kind: 'taken', afterMs: 5_000 }] }),
			wanted({ execution: 1 }),
			wanted(),
		];
		const [first, second, third] = await play(script, [undefined, 1_000]);
		expect(first!.status).toBe(200);
		expect(second).toMatchObject({ at: 1_000, sent: [], error: { message: NOT_SENT } });
		expect(third!.sent).toMatchObject([{ at: 5_000 }]);
	});
});

describe('an execution that is stopped', () => {
	const ONE = 1_000;
	// Attempts at 0, 310 and 920: none is under way when it is stopped.
	beforeEach(() => {
		jest.spyOn(Math, 'random').mockReturnValue(0.5);
	});

	it.each<[string, Wanted[], Partial<Ended>, string | undefined, boolean | undefined]>([
		['before it begins', [wanted({ at: 2_000 })], { at: 2_000, sent: [] }, NOT_SENT, undefined],
		[
			'while it waits for its turn',
			[wanted({ execution: 1, answers: never }), wanted()],
			{ at: ONE, sent: [] },
			NOT_SENT,
			undefined,
		],
		['between two attempts', [wanted({ answers: busy })], { at: ONE }, NOT_SENT, undefined],
		[
			'in flight',
			[wanted({ answers: never })],
			{ at: ONE },
			'The execution was stopped before Lockt had answered',
			true,
		],
		['afterwards', [wanted()], { at: 100, status: 200 }, undefined, undefined],
	])('%s', async (_, script, expected, message, mayHaveArrived) => {
		const ended = (await play(script, [ONE, undefined])).at(-1)!;
		expect(ended).toMatchObject(expected);
		expect(ended.error?.message).toBe(message);
		expect(ended.error?.facts.mayHaveArrived).toBe(mayHaveArrived);
		for (const { at } of ended.sent) expect(at).toBeLessThan(ONE);
	});
});

describe('whatever is wanted, answered and stopped', () => {
	const moment = fc.nat(90_000);
	const answering = fc.record<Answering>({
		kind: fc.constantFrom('taken', 'taken', 'refused', 'busy', 'busy', 'cut', 'never'),
		afterMs: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 40_000 })),
	});
	const change = fc.record<Wanted>({
		account: fc.constantFrom('north', 'south'),
		execution: fc.nat(2),
		at: moment,
		isUnlock: fc.boolean(),
		ageMs: fc.option(fc.integer({ min: 1, max: 90_000 }), { nil: undefined }),
		answers: fc.array(answering, { minLength: 1, maxLength: 4 }),
	});
	const stops = fc.array(fc.option(moment, { nil: undefined }), { minLength: 3, maxLength: 3 });

	it('one at a time, in order, never too late, and with the truth of each', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(change, { maxLength: 7 }), stops, async (unordered, stops) => {
				const script = [...unordered].sort((a, b) => a.at - b.at);
				const ended = await play(script, stops);
				for (const [n, { sent, at, status, error }] of ended.entries()) {
					const { account, execution, at: asked, isUnlock, ageMs = Infinity } = script[n]!;
					const stop = stops[execution] ?? Infinity;
					const before = ended.filter((_, m) => m < n && script[m]!.account === account);

					// In order and one at a time, and no later than need be.
					const turn = Math.max(asked, ...before.map((one) => one.at));
					for (const one of sent) expect(one.at).toBeGreaterThanOrEqual(turn);
					const isPrevented = stop <= turn || asked + ageMs < turn;
					expect(sent[0]?.at).toBe(isPrevented ? undefined : turn);

					// Never after its moment or the stop, and no unlock twice.
					for (const one of sent) {
						expect(one.at).toBeLessThanOrEqual(Math.min(asked + ageMs, stop));
						expect(one.end - one.at).toBeLessThanOrEqual(DEADLINE_MS);
					}
					if (isUnlock) expect(sent.length).toBeLessThanOrEqual(1);
					// A stop ends it at once.
					expect(at).toBeLessThanOrEqual(Math.max(asked, stop));

					// Said is what is so.
					const last = sent.at(-1);
					if (status !== undefined) expect(last?.status).toBe(status);
					const isOpen = last !== undefined && last.status === undefined;
					expect(error?.facts.mayHaveArrived ?? false).toBe(isOpen);
					for (const one of sent.slice(0, -1)) expect(one.status).toBe(429);
					if (error && !isOpen && last) expect(last.status).toBe(429);
				}
			}),
			{ numRuns: 150 },
		);
	});
});
