import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import { openBuilding, type Building, type BuildingOptions } from './building';
import { selfMadeCertificate } from './certificate';
import { endpoints, type Endpoint } from './endpoints';
import { faults, type Fault } from './faults';
import { startLife } from './life';
import { defaultReadings, type Readings } from './readings';

/** A request as it arrived. */
export interface Seen {
	method: string;
	/** Path and query below the host, e.g. /api/v1/doorstate?low_battery=20 */
	url: string;
	headers: FastifyRequest['headers'];
}

export interface EmulatorOptions extends BuildingOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	https?: boolean;
	/** Events per second that happen by themselves; 0, the default, leaves it to `tryDoor`. */
	rate?: number;
	readings?: Partial<Readings>;
}

/** A running emulator, and the handles by which a test or the demo moves it. */
export interface Emulator {
	/** What goes into the credential's fields. */
	credential: { apiUser: string; apiKey: string; baseUrl: string };
	building: Building;
	/** May be changed at any time. */
	readings: Readings;
	/** While set, every request ends this way. */
	fault?: Fault;
	/** Where the fault `redirect` sends to. */
	redirectTo: string;
	/** All requests seen so far. */
	journal: Seen[];
	stop: () => Promise<void>;
}

const API = '/api/v1';

/** Starts an emulator of the Lockt Cloud API on 127.0.0.1. */
export async function startEmulator({
	port = 0,
	https = false,
	rate = 0,
	readings,
	...buildingOptions
}: EmulatorOptions = {}): Promise<Emulator> {
	const building = openBuilding(buildingOptions);
	const server = https
		? (Fastify({ https: await selfMadeCertificate() }) as unknown as FastifyInstance)
		: Fastify();
	const emulator: Emulator = {
		credential: { apiUser: 'demo-user', apiKey: 'demo-key-6f1d0c2e9b', baseUrl: '' },
		building,
		readings: { ...defaultReadings, ...readings },
		redirectTo: 'https://elsewhere.example/',
		journal: [],
		stop: async () => {
			stopLife();
			server.server.closeAllConnections();
			await server.close();
		},
	};

	server.addHook('onRequest', async ({ method, url, headers }, reply) => {
		emulator.journal.push({ method, url, headers });
		if (emulator.fault) {
			await faults[emulator.fault](reply, emulator);
			return reply;
		}
		return refuse(headers, emulator, reply);
	});
	server.setNotFoundHandler((_, reply) => reject(reply, 404, 'The resource was not found.'));
	for (const [route, rows] of byRoute(endpoints)) {
		const [method, path] = route.split(' ') as [Endpoint['method'], string];
		server.route<{ Querystring: Record<string, string> }>({
			method,
			url: API + path,
			handler: ({ query }) => {
				// A blank filter counts as none: reference, known issues, user GET.
				const row =
					rows.find(({ filter }) => filter && query[filter]) ?? rows.find((r) => !r.filter);
				return { data: row!.data(building, emulator.readings, query[row!.filter ?? ''] ?? '') };
			},
		});
	}

	await server.listen({ host: '127.0.0.1', port });
	const address = server.server.address() as AddressInfo;
	emulator.credential.baseUrl = `${https ? 'https' : 'http'}://127.0.0.1:${address.port}${API}`;
	const stopLife = startLife(building, rate);
	return emulator;
}

/** Reference, "Authentication" and "Content-Type": every request carries all three headers. */
function refuse(
	headers: FastifyRequest['headers'],
	{ credential }: Emulator,
	reply: FastifyReply,
): FastifyReply | undefined {
	if (headers.apiuser !== credential.apiUser || headers.apikey !== credential.apiKey) {
		return reject(
			reply,
			401,
			'Access denied. The apiuser and apikey headers are missing or wrong.',
		);
	}
	if (headers['content-type'] !== 'application/json') {
		return reject(reply, 400, 'The Content-Type header must be application/json.');
	}
	return undefined;
}

function reject(reply: FastifyReply, status: number, error: string): FastifyReply {
	return reply.code(status).send({ data: { error } });
}

function byRoute(rows: Endpoint[]): Map<string, Endpoint[]> {
	const routes = new Map<string, Endpoint[]>();
	for (const row of rows) {
		const route = `${row.method} ${row.path}`;
		routes.set(route, [...(routes.get(route) ?? []), row]);
	}
	return routes;
}
