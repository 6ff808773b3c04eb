import type { FastifyReply } from 'fastify';
import { gzipSync } from 'node:zlib';
import type { Wire } from './answers/form';
import type { Readings } from './readings';

const TYPES: Record<Readings['contentType'], string> = {
	json: 'application/json; charset=utf-8',
	html: 'text/html; charset=utf-8',
};

/** Sends an answer as the bytes that the readings make of it. */
export function send(
	reply: FastifyReply,
	{ status, body }: Wire,
	readings: Readings,
): FastifyReply {
	const text = (readings.byteOrderMark === 'present' ? '\uFEFF' : '') + JSON.stringify(body);
	reply.code(status).type(TYPES[readings.contentType]);
	const accepted = reply.request.headers['accept-encoding'] ?? '';
	if (readings.compression === 'none' || !accepted.includes('gzip')) return reply.send(text);
	return reply.header('content-encoding', 'gzip').send(gzipSync(text));
}
