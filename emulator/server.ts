import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { once } from 'node:events';
import {
	createServer as createHttpServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DoorEvent } from './types';
import { error, NOT_FOUND, type Answer, type Failure } from './answers/answer';
import { write } from './answers/batch';
import type { Input } from './answers/checks';
import { wireOf, type Wire } from './answers/form';
import { read } from './answers/reads';
import type { Building } from './building/building';
import { startLife, tryDoor, type Outcome } from './building/life';
import { openBuilding, type BuildingOptions } from './building/open';
import { selfMadeCertificate } from './certificate';
import { contract, type Endpoint } from './contract';
import { distort, nextFault, noEventFaults, spoil, type EventFaults, type Fault } from './faults';
import { defaultReadings, type Readings } from './readings';
import { send } from './transport';

/** A request as it arrived, and how it was answered. */
export interface Seen {
	method: string;
	/** Path and query below the host, e.g. /api/v1/doorstate?low_battery=20 */
	url: string;
	headers: FastifyRequest['headers'];
	/** The JSON it carried. */
	body?: unknown;
	/** Missing while there is no answer, and for good where the connection was broken. */
	status?: number;
}

export interface EmulatorOptions extends BuildingOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	https?: boolean;
	/** Events per second that happen by themselves; 0, the default, leaves it to `tryDoor`. */
	rate?: number;
	readings?: Partial<Readings>;
	faults?: Fault[];
	eventFaults?: Partial<EventFaults>;
	/** Records per call; 100 by default, as the vendor's. */
	batchLimit?: number;
	/** How long a write takes, in milliseconds: another one meanwhile is refused. */
	writeMs?: number;
}

/** A running emulator, and the handles by which a test or the demo moves it. */
export interface Emulator {
	/** What goes into the credential's fields. Another key counts from the next request on. */
	credential: { apiUser: string; apiKey: string; baseUrl: string };
	building: Building;
	/** What follows may be changed at any time. */
	readings: Readings;
	faults: Fault[];
	eventFaults: EventFaults;
	/** What Lockt takes a record for that it is sent to change something, where that is something else. */
	mishear?: (record: Input) => Input;
	/** All requests seen so far. */
	journal: Seen[];
	/** Somebody tries a door; their rights decide unless an outcome is given. */
	tryDoor: (outcome?: Outcome) => DoorEvent;
	/** Lockt starts to number its events anew, with none left. */
	resetEventIds: () => void;
	/** Lockt is set back to before its last events, so many of them, and numbers on from there. */
	restoreBackup: (lost: number) => void;
	stop: () => Promise<void>;
}

export const API = '/api/v1';

/** An emulator with what its endpoints alone need to know. */
interface Running extends Emulator {
	limit: number;
	writeMs: number;
	writing: boolean;
}

/** A client may use its connections again after a while: as long as Fastify would let it. */
const KEEP_ALIVE_MS = 72_000;

const OVERLAP = 'POST operations must not overlap. Try again when the other one has ended.';

/** Starts an emulator of the Lockt Cloud API on 127.0.0.1. */
export async function startEmulator({
	port = 0,
	https = false,
	rate = 0,
	readings,
	faults = [],
	eventFaults,
	batchLimit: limit = 100,
	writeMs = 5,
	...buildingOptions
}: EmulatorOptions = {}): Promise<Emulator> {
	const building = openBuilding(buildingOptions);
	const emulator: Running = {
		credential: { apiUser: 'demo-user', apiKey: 'demo-key-6f1d0c2e9b', baseUrl: '' },
		building,
		readings: { ...defaultReadings, ...readings },
		faults,
		eventFaults: { ...noEventFaults, ...eventFaults },
		journal: [],
		tryDoor: (outcome) => tryDoor(building, outcome),
		resetEventIds: () => {
			building.events.length = 0;
			building.lastEventId = 0;
		},
		restoreBackup: (lost) => {
			building.events.splice(-lost);
			building.lastEventId = building.events.at(-1)?.id ?? 0;
		},
		stop: async () => {
			stopLife();
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
		limit,
		writeMs,
		writing: false,
	};

	const shared = await (app ??= openApp());
	const receive = (request: IncomingMessage, response: ServerResponse) => {
		emulators.set(request, emulator);
		shared.routing(request, response);
	};
	const server = https
		? createHttpsServer(await selfMadeCertificate(), receive)
		: createHttpServer(receive);
	server.keepAliveTimeout = KEEP_ALIVE_MS;
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address() as AddressInfo;
	emulator.credential.baseUrl = `${https ? 'https' : 'http'}://127.0.0.1:${address.port}${API}`;
	const stopLife = startLife(building, rate);
	return emulator;
}

/** What all emulators of a process share: to set it up takes longer than all else an emulator needs. */
let app: Promise<FastifyInstance> | undefined;

/** At whose address a request arrived. */
const emulators = new WeakMap<IncomingMessage, Running>();

function emulatorOf({ raw }: FastifyRequest): Running {
	return emulators.get(raw)!;
}

/** The endpoints, for whichever emulator a request is meant for. */
async function openApp(): Promise<FastifyInstance> {
	// The reference knows no HEAD.
	const server = Fastify({ exposeHeadRoutes: false });
	const respond = (reply: FastifyReply, answer: Answer) => {
		const emulator = emulatorOf(reply.request);
		return send(reply, wire(answer, emulator), emulator.readings);
	};
	const spoiled = async (
		when: 'before' | 'after',
		request: FastifyRequest,
		reply: FastifyReply,
	): Promise<boolean> => {
		const { method, url } = request;
		const { faults, building } = emulatorOf(request);
		const fault = nextFault(
			faults,
			when,
			`${method} ${url.replace(API, '')}`,
			() => building.random(0, 999) / 1000,
		);
		return fault ? spoil(fault, reply, (failure) => respond(reply, failure)) : false;
	};

	// Whatever is no JSON is for the endpoint to refuse, in Lockt's words.
	server.removeAllContentTypeParsers();
	server.addContentTypeParser('*', { parseAs: 'string' }, (_, text: string, done) => {
		done(null, parsed(text));
	});

	const seenOf = new WeakMap<FastifyRequest, Seen>();
	server.addHook('onRequest', (request, _, done) => {
		const { method, url, headers } = request;
		const seen: Seen = { method, url, headers };
		seenOf.set(request, seen);
		emulatorOf(request).journal.push(seen);
		done();
	});
	server.addHook('preHandler', async (request, reply) => {
		const seen = seenOf.get(request)!;
		if (request.body !== undefined && request.body !== null) seen.body = request.body;
		if (await spoiled('before', request, reply)) return reply;
		const refusal = refusalOf(request.headers, emulatorOf(request));
		return refusal && respond(reply, refusal);
	});
	server.addHook('onResponse', (request, reply, done) => {
		const seen = seenOf.get(request);
		if (seen) seen.status = reply.statusCode;
		done();
	});
	server.setNotFoundHandler(
		{
			preHandler: (_, __, done) => {
				done();
			},
		},
		(_, reply) => respond(reply, NOT_FOUND),
	);

	for (const [method, path, rows] of routes(contract)) {
		server.route({
			method,
			url: API + path,
			handler: async (request, reply) => {
				const answered = await answer(rows, request);
				if (await spoiled('after', request, reply)) return reply;
				return send(reply, answered, emulatorOf(request).readings);
			},
		});
	}
	await server.ready();
	return server;
}

/** How an emulator answers a request once its headers are in order. */
async function answer(rows: Endpoint[], request: FastifyRequest): Promise<Wire> {
	const emulator = emulatorOf(request);
	const { building, readings, limit, writeMs, mishear } = emulator;
	const row = rowFor(rows, request, readings);
	if (!row) return wire(error('The request names nothing to answer.'), emulator);
	const value = valueOf(request, row.filter);
	if (row.method === 'GET') {
		return read(row, building, readings, value, (events) => distorted(events, emulator, row));
	}
	if (row.method === 'POST') {
		if (emulator.writing) return wire(error(OVERLAP, readings.overlap), emulator);
		emulator.writing = true;
	}
	try {
		await sleep(writeMs);
		return write(row, building, readings, { value, body: request.body, limit, mishear });
	} finally {
		if (row.method === 'POST') emulator.writing = false;
	}
}

function wire(answer: Answer, { readings, building }: Running): Wire {
	return wireOf(answer, readings, building.timezone);
}

/** Reference, "Authentication" and "Content-Type": every request carries all three headers. */
function refusalOf(
	headers: FastifyRequest['headers'],
	{ credential }: Emulator,
): Failure | undefined {
	if (headers.apiuser !== credential.apiUser || headers.apikey !== credential.apiKey) {
		return error('Access denied. The apiuser and apikey headers are missing or wrong.', 401);
	}
	if (headers['content-type'] !== 'application/json') {
		return error('The Content-Type header must be application/json.', 400);
	}
	return undefined;
}

/** The row that the query means. A blank filter is none: reference, known issues, user GET. */
function rowFor(rows: Endpoint[], request: FastifyRequest, { flags, ignoredFilter }: Readings) {
	const words = (request.url.split('?')[1] ?? '').split('&').map(decodeURIComponent);
	const flagged = (flag: string) =>
		words.includes(flag) || (flags === 'any' && words.some((word) => word.startsWith(`${flag}=`)));
	return (
		rows.find(
			({ path, flag }) =>
				flag && flagged(flag) && !(path === '/user' && ignoredFilter === 'userFlags'),
		) ??
		rows.find(
			({ method, filter }) =>
				filter &&
				valueOf(request, filter) !== '' &&
				!(method === 'GET' && filter === ignoredFilter),
		) ??
		rows.find(({ flag, filter }) => !flag && !filter)
	);
}

function valueOf({ query }: FastifyRequest, filter: string | undefined): string {
	const value = filter && (query as Record<string, string | string[]>)[filter];
	return [value ?? ''].flat()[0]!.trim();
}

function distorted(
	events: DoorEvent[],
	{ eventFaults, building }: Emulator,
	{ filter }: Endpoint,
): DoorEvent[] {
	return distort(
		events,
		filter ? eventFaults : { ...eventFaults, cutAt: undefined },
		building.now(),
		() => building.random(0, 999_999) / 1_000_000,
	);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function* routes(rows: Endpoint[]): Iterable<[Endpoint['method'], string, Endpoint[]]> {
	const routes = new Map<string, Endpoint[]>();
	for (const row of rows) {
		const route = `${row.method} ${row.path}`;
		routes.set(route, [...(routes.get(route) ?? []), row]);
	}
	for (const rows of routes.values()) yield [rows[0]!.method, rows[0]!.path, rows];
}
