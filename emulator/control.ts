import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Outcome } from './building/life';
import { faultKinds, noEventFaults, type EventFaults, type Fault } from './faults';
import { readingOf, type Readings } from './readings';
import type { Emulator } from './server';

/**
 * Moves an emulator while it runs, over HTTP on a port of its own: no request to the API itself can
 * do that by accident. docs/emulator.md shows each address.
 *
 * @returns where it listens, and how to end it
 */
export async function startControl(
	emulator: Emulator,
	port = 0,
): Promise<{ url: string; stop: () => Promise<void> }> {
	const server = Fastify();

	server.get('/_emulator', () => ({
		credential: emulator.credential,
		readings: emulator.readings,
		faults: emulator.faults,
		eventFaults: emulator.eventFaults,
	}));

	server.get('/_emulator/journal', () => emulator.journal);
	server.delete('/_emulator/journal', (_, reply) => {
		emulator.journal.length = 0;
		return reply.code(204).send();
	});

	server.patch<{ Body: Record<string, string | number> }>('/_emulator/readings', ({ body }) => {
		const changes = Object.entries(body).map(([name, value]) => readingOf(name, String(value)));
		return Object.assign(emulator.readings, ...changes) as Readings;
	});

	server.put<{ Body: Fault[] }>('/_emulator/faults', ({ body }) => {
		for (const { kind } of body) {
			if (!faultKinds.includes(kind)) throw new Error(`There is no fault '${kind}'`);
		}
		return (emulator.faults = body);
	});
	server.put<{ Body: Partial<EventFaults> }>('/_emulator/event-faults', ({ body }) => {
		return (emulator.eventFaults = { ...noEventFaults, ...body });
	});

	server.post<{ Body: { outcome?: Outcome; count?: number } }>('/_emulator/events', ({ body }) =>
		Array.from({ length: body.count ?? 1 }, () => emulator.tryDoor(body.outcome)),
	);
	server.post('/_emulator/reset-event-ids', (_, reply) => {
		emulator.resetEventIds();
		return reply.code(204).send();
	});

	server.post<{ Body: { lost: number } }>('/_emulator/restore-backup', ({ body }, reply) => {
		emulator.restoreBackup(body.lost);
		return reply.code(204).send();
	});

	server.patch<{ Params: { id: string }; Body: { battery: number } }>(
		'/_emulator/doors/:id',
		({ params, body }, reply) => {
			const door = emulator.building.doors.get(Number(params.id));
			if (!door) return reply.code(404).send({ message: `There is no door ${params.id}` });
			door.battery = body.battery;
			return door;
		},
	);

	server.put<{ Body: { apiKey: string } }>('/_emulator/key', ({ body }, reply) => {
		emulator.credential.apiKey = body.apiKey;
		return reply.code(204).send();
	});

	await server.listen({ host: '127.0.0.1', port });
	return {
		url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/_emulator`,
		stop: async () => {
			server.server.closeAllConnections();
			await server.close();
		},
	};
}
