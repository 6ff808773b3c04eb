import type { FastifyReply } from 'fastify';

/** Ways to answer badly, by name. Each takes the request over. */
export const faults = {
	status500: (reply: FastifyReply) =>
		reply.code(500).send({ data: { error: 'An Unexpected Error has occurred.' } }),
	status429: (reply: FastifyReply) =>
		reply
			.code(429)
			.header('retry-after', '30')
			.send({ data: { error: 'Too many requests.' } }),
	refused: (reply: FastifyReply) =>
		reply.code(400).send({ data: { error: 'Validation errors found.' } }),
	refusedWith200: (reply: FastifyReply) =>
		reply.code(200).send({ data: { error: 'Validation errors found.' } }),
	htmlPage: (reply: FastifyReply) =>
		reply.type('text/html').send('<!doctype html><title>Sign in</title><h1>Sign in</h1>'),
	truncatedJson: (reply: FastifyReply) =>
		reply.type('application/json').send('{"data":[{"id":1,"na'),
	otherJson: (reply: FastifyReply) => reply.send({ hello: 'world' }),
	redirect: (reply: FastifyReply, { redirectTo }: { redirectTo: string }) =>
		reply.redirect(redirectTo),
	echoesKey: (reply: FastifyReply) =>
		reply
			.code(401)
			.send({ data: { error: `Unknown key ${String(reply.request.headers.apikey)}` } }),
	/** The connection breaks in the middle of the body. */
	cut: (reply: FastifyReply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '5000' });
		reply.raw.write('{"data":[', () => reply.raw.destroy());
	},
} satisfies Record<string, (reply: FastifyReply, emulator: { redirectTo: string }) => unknown>;

export type Fault = keyof typeof faults;
