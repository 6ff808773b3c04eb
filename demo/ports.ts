import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The port wanted if it is free on 127.0.0.1, or any free one. */
export async function freePort(wanted: number): Promise<number> {
	const server = createServer();
	server.listen(wanted, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch {
		return freePort(0);
	}
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}
