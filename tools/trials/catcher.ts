import Fastify from 'fastify';
import type { AddressInfo } from 'node:net';

/** An event that arrived at the end of a workflow. */
export interface Delivery {
	id: number;
	/** When it happened, as ISO 8601. */
	time: string;
	/** Marked by the trigger as sent again after a crash. */
	redelivered: boolean;
	execution: string;
	/** Which process of n8n ran the workflow. */
	by: string;
}

/** Keeps what workflows deliver, outside n8n: what has arrived here has happened. */
export interface Catcher {
	url: string;
	deliveries: Delivery[];
	stop: () => Promise<void>;
}

export async function startCatcher(): Promise<Catcher> {
	const deliveries: Delivery[] = [];
	const server = Fastify();
	server.post('/', (request, reply) => {
		deliveries.push(request.body as Delivery);
		return reply.send({});
	});
	await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/`,
		deliveries,
		stop: async () => {
			server.server.closeAllConnections();
			await server.close();
		},
	};
}
