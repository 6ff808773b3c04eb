import Fastify from 'fastify';
import { simpleParser } from 'mailparser';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { freePort } from './ports';

export interface Mail {
	from: string;
	to: string;
	subject: string;
	text: string;
	/** When it arrived, ISO 8601. */
	at: string;
}

/** A button of the page. */
export interface Action {
	/** As its address names it, e.g. after-hours */
	name: string;
	label: string;
	/** What to expect then. */
	says: string;
	run: () => unknown;
}

/** An SMTP server that keeps every mail for itself, and a page that shows them. */
export interface Mailbox {
	smtp: { host: string; port: number };
	url: string;
	mails: Mail[];
	/** The buttons of the page; filled by whoever knows what they can do. */
	actions: Action[];
	/** The first mail, or the first that fits, now or as soon as it comes. */
	first: (signal: AbortSignal, fits?: (mail: Mail) => boolean) => Promise<Mail>;
	stop: () => Promise<void>;
}

/** Starts a mailbox on 127.0.0.1. @param timeZone of what the mails tell, in which the page says when they came */
export async function startMailbox(wantedPort = 0, timeZone = 'UTC'): Promise<Mailbox> {
	const mails: Mail[] = [];
	const actions: Action[] = [];
	const arrivals = new EventEmitter();

	const smtp = new SMTPServer({
		authOptional: true,
		allowInsecureAuth: true,
		disabledCommands: ['STARTTLS'],
		onAuth: (auth, _, accept) => {
			accept(null, { user: auth.username });
		},
		onData: (stream, _, done) => {
			simpleParser(stream)
				.then((mail) => {
					const to = [mail.to ?? []].flat();
					mails.unshift({
						from: mail.from?.text ?? '',
						to: to.map(({ text }) => text).join(', '),
						subject: mail.subject ?? '',
						text: mail.text ?? '',
						at: new Date().toISOString(),
					});
					arrivals.emit('mail');
					done();
				})
				.catch(done);
		},
	});
	const smtpPort = await freePort(0);
	smtp.listen(smtpPort, '127.0.0.1');

	const web = Fastify();
	const page = await readFile(path.join(__dirname, 'mailbox.html'), 'utf8');
	web.get('/', (_, reply) => reply.type('text/html').send(page));
	web.get('/clock', () => ({ timeZone }));
	web.get('/mails', () => mails);
	web.get('/actions', () => actions.map(({ name, label, says }) => ({ name, label, says })));
	web.post<{ Params: { name: string } }>('/actions/:name', async ({ params }, reply) => {
		const action = actions.find(({ name }) => name === params.name);
		if (!action) return reply.code(404).send();
		await action.run();
		return reply.code(204).send();
	});
	const port = await freePort(wantedPort);
	await web.listen({ host: '127.0.0.1', port });

	return {
		smtp: { host: '127.0.0.1', port: smtpPort },
		url: `http://127.0.0.1:${port}`,
		mails,
		actions,
		first: async (signal, fits = () => true) => {
			for (;;) {
				const mail = mails.findLast(fits);
				if (mail) return mail;
				await once(arrivals, 'mail', { signal });
			}
		},
		stop: async () => {
			web.server.closeAllConnections();
			await web.close();
			await new Promise<void>((done) => {
				smtp.close(done);
			});
		},
	};
}
