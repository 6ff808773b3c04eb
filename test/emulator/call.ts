import { request, type Dispatcher } from 'undici';
import type { Emulator } from '../../emulator/server';

/** What the emulator answered. */
export interface Reply {
	status: number;
	body: {
		data?: unknown;
		result?: string[];
		errors?: Array<{ error: string[] | string; input_data: Record<string, unknown> }>;
	};
}

/** An answer as it came over the wire. */
export interface RawReply {
	status: number;
	headers: Dispatcher.ResponseData['headers'];
	bytes: Buffer;
}

/**
 * Sends one request with the right headers, and those given besides.
 *
 * @param what method and path as the contract names them, e.g. GET /user?id=7
 */
export async function send(
	emulator: Emulator,
	what: string,
	body?: unknown,
	more: Record<string, string> = {},
): Promise<RawReply> {
	const [method, path] = what.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
	const { apiUser, apiKey, baseUrl } = emulator.credential;
	const {
		statusCode,
		headers,
		body: answer,
	} = await request(baseUrl + path, {
		method,
		headers: { apiuser: apiUser, apikey: apiKey, 'content-type': 'application/json', ...more },
		body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
	});
	return { status: statusCode, headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** Sends one request, and reads the JSON of its answer. */
export async function call(emulator: Emulator, what: string, body?: unknown): Promise<Reply> {
	const { status, bytes } = await send(emulator, what, body);
	return { status, body: JSON.parse(bytes.toString()) as Reply['body'] };
}

/** The records of a list answer. */
export async function records(emulator: Emulator, what: string) {
	const { body } = await call(emulator, what);
	return body.data as Array<Record<string, unknown>>;
}
