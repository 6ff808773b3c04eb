import type { FastifyReply } from 'fastify';
import { error, type Failure } from './answers/answer';
import type { DoorEvent } from './types';

interface FaultOptions {
	/** For slow: how long the answer waits ... */
	ms: number;
	/** ... or for what. */
	until: Promise<unknown>;
	/** For redirect: where to. */
	to: string;
	/** Answers in the form that the readings give an error. */
	refuse: (failure: Failure) => unknown;
	/** For answer: the status, the body as it goes over the wire, and headers besides. */
	status: number;
	body: string;
	headers: Record<string, string>;
}

type Spoil = (reply: FastifyReply, options: Omit<FaultOptions, 'ms' | 'until'>) => unknown;

const failing = (status: number, text: string): Spoil => {
	return (_, { refuse }) => refuse(error(text, status));
};

/** Ways to answer badly, by name. Each takes the answer over. */
export const faults = {
	status500: failing(500, 'An Unexpected Error has occurred.'),
	status502: (reply) => reply.code(502).type('text/html').send('<h1>502 Bad Gateway</h1>'),
	status503: failing(503, 'The destination host is unreachable.'),
	status429: (reply, { refuse }) => {
		reply.header('retry-after', '2');
		return refuse(error('Too many requests.', 429));
	},
	status429NoHint: failing(429, 'Too many requests.'),
	refused: failing(400, 'Validation errors found.'),
	unlicensed: failing(403, 'Your licence does not include this endpoint.'),
	refusedWith200: failing(200, 'Validation errors found.'),
	htmlPage: (reply) =>
		reply.type('text/html').send('<!doctype html><title>Sign in</title><h1>Sign in</h1>'),
	truncatedJson: (reply) => reply.type('application/json').send('{"data":[{"id":1,"na'),
	otherJson: (reply) => reply.send({ hello: 'world' }),
	redirect: (reply, { to, status }) => reply.redirect(to, status),
	echoesKey: (reply, { refuse }) =>
		refuse(error(`Unknown key ${String(reply.request.headers.apikey)}`, 401)),
	/** Whatever the test says. */
	answer: (reply, { status, body, headers }) =>
		reply
			.code(status)
			.headers({ 'content-type': 'application/json', ...headers })
			.send(body),
	/** The connection breaks in the middle of the body. */
	cut: (reply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
		reply.raw.write('{"data":[', () => reply.raw.destroy());
	},
	/** The connection breaks before there is any answer. */
	hangUp: (reply) => {
		reply.hijack();
		reply.raw.destroy();
	},
	/** No answer at all: the client has to give up. */
	silence: (reply) => reply.hijack(),
} satisfies Record<string, Spoil>;

export type FaultKind = keyof typeof faults | 'slow';

/** When and how often something goes wrong. */
export interface Fault extends Partial<FaultOptions> {
	kind: FaultKind;
	/** How many requests it meets; all of them unless set. */
	times?: number;
	/** Which part of the requests it meets, 0 to 1; all of them unless set. */
	share?: number;
	/** Which requests it meets: a pattern over e.g. "POST /user"; all of them unless set. */
	on?: string;
	/** Before Lockt has done anything, or after it has done all that was asked. */
	when?: 'before' | 'after';
}

/** What the stream of events may suffer from. */
export interface EventFaults {
	/** This part of the events shows late, 0 to 1 ... */
	lateShare: number;
	/** ... by as many milliseconds after Lockt has stored them. */
	lateMs: number;
	/** Out of any order. */
	shuffled: boolean;
	/** Each of them twice. */
	doubled: boolean;
	/** All as it was so many milliseconds ago, as from a server that lags behind. */
	behindMs: number;
	/** None at all. */
	empty: boolean;
	/** When asked for since an ID: the oldest ones, so many of them; unless set, all. */
	cutAt?: number;
}

export const noEventFaults: EventFaults = {
	lateShare: 0,
	lateMs: 0,
	shuffled: false,
	doubled: false,
	behindMs: 0,
	empty: false,
};

export const faultKinds = [...Object.keys(faults), 'slow'] as FaultKind[];

/** The next fault for a request, counted down; undefined when all goes well. */
export function nextFault(
	list: Fault[],
	when: 'before' | 'after',
	request: string,
	random: () => number,
): Fault | undefined {
	const fault = list.find(
		(one) =>
			(one.when ?? 'before') === when &&
			(one.times ?? 1) > 0 &&
			(!one.on || new RegExp(one.on).test(request)) &&
			(one.share === undefined || random() < one.share),
	);
	if (fault?.times !== undefined) fault.times--;
	return fault;
}

/** Answers badly, as the fault says. @returns whether the answer was taken over */
export async function spoil(
	fault: Fault,
	reply: FastifyReply,
	refuse: FaultOptions['refuse'],
): Promise<boolean> {
	const { kind, ms = 1000, until, to = 'https://elsewhere.example/' } = fault;
	const { status = kind === 'redirect' ? 302 : 200, body = '', headers = {} } = fault;
	if (kind === 'slow') {
		await (until ?? new Promise((resolve) => setTimeout(resolve, ms)));
		return false;
	}
	await faults[kind](reply, { to, refuse, status, body, headers });
	return true;
}

/** The events as they show while something is wrong with them. */
export function distort(
	events: DoorEvent[],
	{ lateShare, lateMs, shuffled, doubled, behindMs, empty, cutAt }: EventFaults,
	now: Date,
	random: () => number,
): DoorEvent[] {
	// Which ones are late hangs on the ID alone, so that a late one stays hidden until its time.
	const late = ({ id }: DoorEvent) => ((id * 7919) % 1000) / 1000 < lateShare;
	const ageOf = ({ db_time }: DoorEvent) => now.getTime() - Date.parse(db_time);
	const delayOf = (event: DoorEvent) => behindMs + (late(event) ? lateMs : 0);
	// Lockt stores an event a moment after it happened: it shows at once for all that.
	const isVisible = (event: DoorEvent) => delayOf(event) === 0 || ageOf(event) >= delayOf(event);
	const visible = empty ? [] : events.filter(isVisible);
	const some = cutAt ? visible.toSorted((a, b) => a.id - b.id).slice(0, cutAt) : visible;
	const shown = doubled ? some.flatMap((event) => [event, event]) : some;
	if (!shuffled) return shown;
	return shown
		.map((event) => ({ event, rank: random() }))
		.sort((a, b) => a.rank - b.rank)
		.map(({ event }) => event);
}
