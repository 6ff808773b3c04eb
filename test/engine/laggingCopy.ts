import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { request } from 'undici';
import { makeChance } from '../../emulator/chance';
import { API, startEmulator, type Emulator } from '../../emulator/server';
import { clock } from '../clock';

/** Which answers are from some time ago: all, lists alone, each now and then as from a pool of servers, or whatever was asked for just before. */
export const modes = ['copy', 'list', 'pool', 'cache', 'cachedLists'] as const;

export interface Lag {
	mode: (typeof modes)[number];
	/** By how much, in milliseconds; 0 for not at all. */
	ms: number;
	/** Of a pool: which of its servers answers when. */
	seed?: number;
}

/** A Lockt whose reads lag behind its writes. */
export interface LaggingCopy {
	/** Where changes are made at once. */
	first: Emulator;
	/** Where they are made later. */
	copy: Emulator;
	/** Leads to a server before both. */
	credential: Emulator['credential'];
	stop: () => Promise<void>;
}

interface Message {
	method: string;
	url: string;
	body: string;
	headers: Record<string, string>;
}

interface Reply {
	status: number;
	body: string;
}

/** Starts two emulators of the same building, and a server before them that tells the one how it is with the other only later. */
export async function startLaggingCopy({ mode, ms, seed = 1 }: Lag): Promise<LaggingCopy> {
	const options = { now: clock.now, writeMs: 0, history: 5 };
	const [first, copy] = [await startEmulator(options), await startEmulator(options)];
	const chance = makeChance(seed);
	const cached = new Map<string, { reply: Reply; at: number }>();
	const late: Array<{ message: Message; at: number }> = [];
	let catchingUp = Promise.resolve();
	const catchUp = async () => {
		while (late.length > 0 && late[0]!.at + ms <= Date.now()) {
			await pass(copy, late.shift()!.message);
		}
	};
	const isLate = (url: string) =>
		({
			copy: () => true,
			list: () => !ONE.test(url),
			pool: () => chance.datatype.boolean(),
			cache: () => false,
			cachedLists: () => false,
		})[mode]();
	const readCached = async (message: Message) => {
		const known = cached.get(message.url);
		if (known && Date.now() < known.at + ms) return known.reply;
		const reply = await pass(first, message);
		cached.set(message.url, { reply, at: Date.now() });
		return reply;
	};
	const read = async (message: Message) => {
		const isCached = mode === 'cache' || (mode === 'cachedLists' && !ONE.test(message.url));
		if (isCached) return readCached(message);
		await (catchingUp = catchingUp.then(catchUp));
		return pass(isLate(message.url) ? copy : first, message);
	};
	const change = async (message: Message) => {
		const reply = await pass(first, message);
		late.push({ message, at: Date.now() });
		return reply;
	};

	const answer = async (asked: IncomingMessage, response: ServerResponse) => {
		const message = await messageOf(asked, first);
		const { status, body } = await (message.method === 'GET' ? read(message) : change(message));
		response.writeHead(status, { 'content-type': 'application/json' }).end(body);
	};
	const server = createServer((asked, response) => {
		answer(asked, response).catch((error: unknown) => response.destroy(error as Error));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		first,
		copy,
		credential: { ...first.credential, baseUrl: `http://127.0.0.1:${port}${API}` },
		stop: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await Promise.all([first.stop(), copy.stop()]);
		},
	};
}

/** One record alone. */
const ONE = /\?(?:id|id_num|user_id|card_num|name)=/;

/** Whoever sends it is let in. */
async function messageOf(asked: IncomingMessage, { credential }: Emulator): Promise<Message> {
	const { apiUser: apiuser, apiKey: apikey } = credential;
	const headers = { apiuser, apikey, 'content-type': 'application/json' };
	return { method: asked.method!, url: asked.url!, body: await text(asked), headers };
}

async function pass({ credential }: Emulator, message: Message): Promise<Reply> {
	const { method, url, headers, body } = message;
	const { origin } = new URL(credential.baseUrl);
	const sent = { method: method as 'GET', headers, ...(body && { body }) };
	const reply = await request(origin + url, sent);
	return { status: reply.statusCode, body: await reply.body.text() };
}
