import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator, type Emulator } from '../emulator/server';
import { step } from './commands';
import { startMailbox, type Mailbox } from './mailbox';
import {
	addActiveWorkflow,
	addCredential,
	startN8n,
	type Credentials,
	type N8n,
	type WorkflowFile,
} from './n8n';
import { buildAndPack, ROOT, type Tarball } from './package';
import { freePort } from './ports';
import { installRuntime } from './runtime';
import type { Stops } from './stops';

export const WORKFLOW_FILE = 'examples/access-denied-to-email.json';

/** Events per second by themselves: every other minute somebody is turned away. */
const RATE = 0.1;

export interface Demo {
	tarball: Tarball;
	emulator: Emulator;
	mailbox: Mailbox;
	n8n: N8n;
	/** ID of the workflow that sends the mails. */
	workflowId: string;
	/** The credential for the emulated building, as a node names it. */
	locktCredential: Credentials;
	/** Stores a workflow with the credentials its nodes need, and publishes it. @returns its ID */
	publish: (workflow: WorkflowFile) => Promise<string>;
}

/**
 * Starts all of it: the package built and packed, the emulator, the mailbox, and a fresh n8n with
 * the package, two credentials and the active workflow in it.
 *
 * @param stops filled as things start, so that an interrupted start can be cleaned up as well
 * @param ports where a person would look for them; taken ones are replaced by free ones
 */
export async function startDemo(
	stops: Stops,
	ports = { n8n: 0, mailbox: 0, emulator: 0 },
): Promise<Demo> {
	const runtime = await installRuntime(stops);
	const folder = await mkdtemp(path.join(tmpdir(), 'lockt-demo-'));
	stops.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

	const tarball = await step('Building and packing n8n-nodes-lockt', () => buildAndPack(folder));

	const emulator = await startEmulator({ port: await freePort(ports.emulator), rate: RATE });
	stops.push(emulator.stop);

	const mailbox = await startMailbox(() => void emulator.tryDoor('denied'), ports.mailbox);
	stops.push(mailbox.stop);

	const n8n = await step('Starting n8n and installing the package in it', () =>
		startN8n(stops, runtime, tarball, path.join(folder, 'n8n'), { port: ports.n8n }),
	);

	const provisioned = await step('Adding credentials and the workflow', () =>
		provision(n8n, emulator, mailbox),
	);
	return { tarball, emulator, mailbox, n8n, ...provisioned };
}

async function provision(n8n: N8n, emulator: Emulator, mailbox: Mailbox) {
	const lockt = await addCredential(n8n, 'Lockt (demo building)', 'locktApi', emulator.credential);
	const smtp = await addCredential(n8n, 'Mailbox (demo)', 'smtp', {
		...mailbox.smtp,
		user: 'demo',
		password: 'demo',
		secure: false,
		disableStartTls: true,
	});
	const publish = (workflow: WorkflowFile) =>
		addActiveWorkflow(n8n, workflow, (type) =>
			type.startsWith('n8n-nodes-lockt.')
				? lockt
				: type === 'n8n-nodes-base.emailSend'
					? smtp
					: undefined,
		);
	const workflowId = await publish(await readWorkflow(WORKFLOW_FILE));
	return { workflowId, locktCredential: lockt, publish };
}

/** One of the project's example workflows. */
export async function readWorkflow(file: string): Promise<WorkflowFile> {
	return JSON.parse(await readFile(path.join(ROOT, file), 'utf8')) as WorkflowFile;
}
