/**
 * How fast the emulator is at the size of a large site, beside a server that does nothing but send
 * the same bytes: the speed of light on this machine.
 */
import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';
import { startEmulator } from '../../emulator/server';

const SIZE = { users: 50_000, doors: 2_000, history: 1_000_000 };
const RUNS = 20;

const agent = new Agent({ connections: 1 });

/** Milliseconds a request takes with its whole answer: the middle one of several, warmed up. */
async function median(url: string, headers: Record<string, string>): Promise<[number, string]> {
	const times: number[] = [];
	let body = '';
	for (let run = 0; run < RUNS + 5; run++) {
		const started = performance.now();
		body = await (await request(url, { headers, dispatcher: agent })).body.text();
		if (run >= 5) times.push(performance.now() - started);
	}
	return [times.sort((a, b) => a - b)[RUNS / 2]!, body];
}

async function main(): Promise<void> {
	const started = performance.now();
	const emulator = await startEmulator(SIZE);
	const { users, doors, events, lastEventId } = emulator.building;
	console.log(`${users.size} users, ${doors.size} doors, last event ID ${lastEventId}`);
	console.log(`started in ${Math.round(performance.now() - started)} ms`);

	const { apiUser: apiuser, apiKey: apikey, baseUrl } = emulator.credential;
	const headers = { apiuser, apikey, 'content-type': 'application/json' };
	for (const path of ['/events', '/events?id=' + String(lastEventId), '/door', '/user']) {
		const [own, body] = await median(baseUrl + path, headers);
		const plain = Fastify();
		plain.get('/', (_, reply) => reply.type('application/json').send(body));
		await plain.listen({ host: '127.0.0.1', port: 0 });
		const { port } = plain.server.address() as AddressInfo;
		const [light] = await median(`http://127.0.0.1:${port}/`, {});
		await plain.close();
		console.log(
			`GET ${path.padEnd(20)} ${String(body.length).padStart(9)} bytes ` +
				`${own.toFixed(1).padStart(7)} ms, ${(own / light).toFixed(1)} times the bare bytes`,
		);
	}
	console.log(`(${events.length} events kept)`);
	await emulator.stop();
	await agent.close();
}

void main();
