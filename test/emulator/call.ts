import { request } from 'undici';
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

/**
 * Sends one request with the right headers.
 *
 * @param what method and path as the contract names them, e.g. GET /user?id=7
 */
export async function call(emulator: Emulator, what: string, body?: unknown): Promise<Reply> {
	const [method, path] = what.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string];
	const { apiUser, apiKey, baseUrl } = emulator.credential;
	const answer = await request(baseUrl + path, {
		method,
		headers: { apiuser: apiUser, apikey: apiKey, 'content-type': 'application/json' },
		body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
	});
	return { status: answer.statusCode, body: (await answer.body.json()) as Reply['body'] };
}

/** The records of a list answer. */
export async function records(emulator: Emulator, what: string) {
	const { body } = await call(emulator, what);
	return body.data as Array<Record<string, unknown>>;
}
