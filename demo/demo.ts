import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmulator, type Emulator } from '../emulator/server';
import { actionsOf, chargeBatteries, officeHours } from './actions';
import { step } from './commands';
import { startMailbox, type Mailbox } from './mailbox';
import {
	addActiveWorkflow,
	addCredential,
	addWorkflow,
	startN8n,
	type Credentials,
	type CredentialsFor,
	type N8n,
	type WorkflowFile,
} from './n8n';
import { buildAndPack, ROOT, type Tarball } from './package';
import { freePort } from './ports';
import { installRuntime } from './runtime';
import type { Stops } from './stops';

/** The examples that are in service, the one that is shown first. */
const ACTIVE = [
	'access-denied-to-email',
	'access-denied-after-hours-to-email',
	'low-battery-to-email',
] as const;

/** The examples that a person starts by hand. */
const BY_HAND = ['new-hire-to-door-access', 'leaver-access-off'] as const;

/** Events per second by themselves: every other minute somebody is turned away. */
const RATE = 0.1;

export interface Demo {
	tarball: Tarball;
	emulator: Emulator;
	mailbox: Mailbox;
	n8n: N8n;
	/** ID of the workflow that tells of everybody who is turned away. */
	workflowId: string;
	/** The credential for the emulated building, as a node names it. */
	locktCredential: Credentials;
	/** What nodes sign in with: the emulated building and the mailbox. */
	credentialsFor: CredentialsFor;
	/** IDs of the workflows that wait for a person to start them, by the names of their files. */
	byHand: Record<(typeof BY_HAND)[number], string>;
}

/** Reads an example as n8n would import it. @param name of its file, e.g. leaver-access-off */
export async function readExample(name: string): Promise<WorkflowFile> {
	const text = await readFile(path.join(ROOT, `examples/${name}.json`), 'utf8');
	return JSON.parse(text) as WorkflowFile;
}

/**
 * Starts all of it: the package built and packed, the emulator, the mailbox, and a fresh n8n with
 * the package, two credentials and the active workflow in it.
 *
 * @param stops filled as things start, so that an interrupted start can be cleaned up as well
 * @param ports where a person would look for them; taken ones are replaced by free ones
 * @param env further settings of n8n, e.g. { N8N_LOG_LEVEL: 'debug' }
 */
export async function startDemo(
	stops: Stops,
	ports = { n8n: 0, mailbox: 0, emulator: 0 },
	env: Record<string, string> = {},
): Promise<Demo> {
	const runtime = await installRuntime(stops);
	const folder = await mkdtemp(path.join(tmpdir(), 'lockt-demo-'));
	stops.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));

	const tarball = await step('Building and packing n8n-nodes-lockt', () => buildAndPack(folder));

	const emulator = await startEmulator({ port: await freePort(ports.emulator), rate: RATE });
	stops.push(emulator.stop);
	chargeBatteries(emulator);

	const mailbox = await startMailbox(ports.mailbox, emulator.building.timezone);
	stops.push(mailbox.stop);

	const n8n = await step('Starting n8n and installing the package in it', () =>
		startN8n(stops, runtime, tarball, path.join(folder, 'n8n'), { port: ports.n8n, env }),
	);

	const provisioned = await step('Adding credentials and workflows', () =>
		provision(n8n, emulator, mailbox),
	);
	mailbox.actions.push(...actionsOf({ emulator, n8n, ...provisioned }));
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
	const credentialsFor: CredentialsFor = (type) =>
		type.startsWith('n8n-nodes-lockt.')
			? lockt
			: type === 'n8n-nodes-base.emailSend'
				? smtp
				: undefined;
	const active = await Promise.all(
		ACTIVE.map(async (name) => {
			const workflow = fillIn(await readExample(name), emulator);
			return addActiveWorkflow(n8n, workflow, credentialsFor);
		}),
	);
	const byHand = await Promise.all(
		BY_HAND.map(async (name) => {
			const { id } = await addWorkflow(n8n, await readExample(name), credentialsFor);
			return [name, id] as const;
		}),
	);
	return {
		workflowId: active[0]!,
		locktCredential: lockt,
		credentialsFor,
		byHand: Object.fromEntries(byHand) as Demo['byHand'],
	};
}

/** What a person picks in an example: the office hours of the building. */
function fillIn(workflow: WorkflowFile, emulator: Emulator): WorkflowFile {
	const { id, name } = officeHours(emulator);
	for (const { parameters } of workflow.nodes) {
		const { outsideSchedule } = (parameters.filters ?? {}) as { outsideSchedule?: object };
		if (!outsideSchedule) continue;
		Object.assign(outsideSchedule, { value: String(id), cachedResultName: name });
	}
	return workflow;
}
