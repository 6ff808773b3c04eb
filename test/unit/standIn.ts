import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { AddressInfo } from 'node:net';

/** What answers a request; what it returns is sent. */
type Answering = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** Answers whatever a test wants to be answered, on 127.0.0.1. */
export async function standIn(answering: Answering) {
	const server = Fastify();
	const seen: FastifyRequest[] = [];
	server.all('/*', (request, reply) => {
		seen.push(request);
		return answering(request, reply);
	});
	await server.listen({ host: '127.0.0.1', port: 0 });
	const { port } = server.server.address() as AddressInfo;
	return {
		credential: {
			apiUser: 'somebody',
			apiKey: 'key-5b1c77',
			baseUrl: `http://127.0.0.1:${port}/api/v1`,
			changes: 'all',
			unlock: 'any',
		},
		seen,
		stop: async () => {
			server.server.closeAllConnections();
			await server.close();
		},
	};
}

/** Gives the tests of a file one that answers what `answer` says, and a context to ask it from. */
export function useStandIn() {
	let server: Awaited<ReturnType<typeof standIn>>;
	const lockt = {
		answer: (() => ({ data: [] })) as Answering,
		/** What n8n's log was told. */
		warnings: [] as string[],
		/** What was asked, e.g. /door */
		asked: () => server.seen.map(({ url }) => url.replace('/api/v1', '')),
		context: () =>
			contextOf(server.credential, undefined, (text) => {
				lockt.warnings.push(text);
			}),
	};
	beforeAll(async () => {
		server = await standIn((request, reply) => lockt.answer(request, reply));
	});
	beforeEach(() => {
		server.seen.length = 0;
		lockt.warnings.length = 0;
	});
	afterAll(() => server.stop());
	return lockt;
}

/** Every context is one of another node, which says everything anew. */
let nodes = 0;

/**
 * As much of n8n as the client needs: the values of the credential, and real requests.
 *
 * @param cancel aborted when the execution is stopped
 */
export function contextOf(
	credential: { apiUser: string; apiKey: string },
	cancel?: AbortSignal,
	warn: (text: string) => void = () => undefined,
): IExecuteFunctions {
	return {
		getNode: () => ({ id: String(++nodes), name: 'Lockt' }),
		getWorkflow: () => ({ id: 'workflow' }),
		logger: { warn },
		getCredentials: () => Promise.resolve(credential),
		getExecutionCancelSignal: () => cancel,
		helpers: {
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				_: string,
				options: IHttpRequestOptions,
			) {
				const response = await fetch(options.url, {
					method: options.method,
					headers: {
						'content-type': 'application/json',
						apiuser: credential.apiUser,
						apikey: credential.apiKey,
					},
					body: options.body ? JSON.stringify(options.body) : undefined,
					redirect: options.disableFollowRedirect ? 'manual' : 'follow',
					// As n8n does, whatever the options say.
					signal: this.getExecutionCancelSignal(),
				});
				const text = await response.text();
				return {
					statusCode: response.status,
					headers: Object.fromEntries(response.headers),
					body: parsed(text),
				};
			},
		},
	} as unknown as IExecuteFunctions;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
