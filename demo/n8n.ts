import { mkdir, readFile } from 'node:fs/promises';
import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { npmCli } from './commands';
import { ROOT, type Tarball } from './package';
import { freePort } from './ports';
import { startProcess, type Process } from './process';
import type { Runtime } from './runtime';
import type { Stops } from './stops';

export const OWNER = {
	email: 'demo@lockt.example',
	firstName: 'Demo',
	lastName: 'Owner',
	password: 'Lockt-demo-1',
};

const BOOT_TIMEOUT_MS = 180_000;

/** A workflow as n8n exports and imports it. */
export interface WorkflowFile {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings: IWorkflowSettings;
}

/** A running n8n, its owner logged in. */
export interface N8n {
	url: string;
	/** The session cookie's value, for a browser. */
	cookie: string;
	/** Calls n8n's own REST API. @throws when n8n answers with an error */
	rest: <T>(method: string, path: string, body?: unknown) => Promise<T>;
	/** Ends it as an administrator or a crash would. */
	end: (signal: NodeJS.Signals) => Promise<void>;
	/** Starts it again after that, with the data it had. */
	restart: () => Promise<void>;
	/** All that it wrote to its log so far. */
	log: () => Promise<string>;
}

/**
 * Starts a fresh n8n on 127.0.0.1 with an owner, and installs the package the way a user does:
 * through n8n's "install community node".
 *
 * @param stops gets the way to end it as soon as it runs, long before it is ready
 * @param folder an empty folder for its data and its log
 */
export async function startN8n(
	stops: Stops,
	{ node, n8n }: Runtime,
	tarball: Tarball,
	folder: string,
	{ port: wanted = 0, env = {} }: { port?: number; env?: Record<string, string> } = {},
): Promise<N8n> {
	const port = await freePort(wanted);
	const url = `http://127.0.0.1:${port}`;
	const logFile = path.join(folder, 'n8n.log');
	const allEnv = { ...(await environment(node, folder, port, tarball)), ...env };
	let n8nProcess: Process;
	const start = async () => {
		n8nProcess = startProcess(stops, node, [n8n, 'start'], { folder, env: allEnv, logFile });
		await booted(`${url}/rest/settings`, n8nProcess);
	};

	const log = () => readFile(logFile, 'utf8');

	let cookie = '';
	async function rest<T>(method: string, route: string, body?: unknown): Promise<T> {
		const response = await fetch(url + route, {
			method,
			headers: { cookie, ...(body !== undefined && { 'content-type': 'application/json' }) },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) throw new Error(`n8n: ${method} ${route}: ${response.status} ${text}`);
		const session = response.headers.getSetCookie().find((c) => c.startsWith('n8n-auth='));
		if (session) cookie = session.split(';')[0]!;
		const answer = JSON.parse(text) as { data?: T };
		return answer.data ?? (answer as T);
	}

	try {
		await mkdir(folder, { recursive: true });
		await start();
		await rest('POST', '/rest/owner/setup', OWNER);
		await rest('POST', '/rest/community-packages', { name: tarball.name });
	} catch (error) {
		throw new Error(`${String(error)}\n${await log()}`, { cause: error });
	}
	return {
		url,
		get cookie() {
			return cookie.split('=').slice(1).join('=');
		},
		rest,
		end: (signal) => n8nProcess.end(signal),
		restart: start,
		log,
	};
}

/** Ready means that the address answers with JSON, which is later than the health check says. */
export async function booted(url: string, n8nProcess: Process): Promise<void> {
	const until = Date.now() + BOOT_TIMEOUT_MS;
	while (Date.now() < until) {
		if (n8nProcess.hasEnded()) throw new Error('n8n stopped by itself');
		const response = await fetch(url).catch(() => undefined);
		if (response?.ok && response.headers.get('content-type')?.includes('json')) return;
		await sleep(200);
	}
	throw new Error(`n8n did not start within ${BOOT_TIMEOUT_MS / 1000} s`);
}

/** Nothing of the n8n settings a developer may have; nothing that calls home. */
export async function environment(
	node: string,
	folder: string,
	port: number,
	tarball: Tarball,
): Promise<NodeJS.ProcessEnv> {
	const { PATH, HOME, LANG, NODE_EXTRA_CA_CERTS } = process.env;
	const shim = path.join(ROOT, 'demo/npm-shim');
	return {
		HOME,
		LANG,
		NODE_EXTRA_CA_CERTS,
		PATH: [shim, path.dirname(node), PATH].join(path.delimiter),
		LOCKT_PACKAGE: tarball.name,
		LOCKT_VERSION: tarball.version,
		LOCKT_TARBALL: tarball.file,
		LOCKT_NODE: node,
		LOCKT_NPM: npmCli(),
		N8N_USER_FOLDER: folder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(await freePort(0)),
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_PYTHON_ENABLED: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_DISABLED_MODULES:
			'insights,mcp,mcp-registry,chat-hub,quick-connect,workflow-builder,instance-ai,agents',
		NO_COLOR: '1',
	};
}

/** Credentials as a node names them, by type. */
export type Credentials = Record<string, { id: string; name: string }>;

/** Stores a credential. @returns what a node needs to name it */
export async function addCredential(
	n8n: N8n,
	name: string,
	type: string,
	data: object,
): Promise<Credentials> {
	const { id } = await n8n.rest<{ id: string }>('POST', '/rest/credentials', { name, type, data });
	return { [type]: { id, name } };
}

/** What nodes of a type sign in with, if with anything. */
export type CredentialsFor = (nodeType: string) => Credentials | undefined;

/** Stores a workflow, each node with the credential for its type. */
export function addWorkflow(
	n8n: N8n,
	{ name, nodes, connections, settings }: WorkflowFile,
	credentialsFor: CredentialsFor,
): Promise<{ id: string; versionId: string }> {
	return n8n.rest('POST', '/rest/workflows', {
		name,
		nodes: nodes.map((node) => ({ ...node, credentials: credentialsFor(node.type) })),
		connections,
		settings,
	});
}

/** Stores a workflow and publishes it. @returns its ID */
export async function addActiveWorkflow(
	n8n: N8n,
	workflow: WorkflowFile,
	credentialsFor: CredentialsFor,
): Promise<string> {
	const { id, versionId } = await addWorkflow(n8n, workflow, credentialsFor);
	await publish(n8n, id, versionId);
	return id;
}

/** Starts a workflow as the button on its canvas does. @returns the ID of the execution */
export async function runWorkflow(n8n: N8n, id: string): Promise<string> {
	const { executionId } = await n8n.rest<{ executionId: string }>(
		'POST',
		`/rest/workflows/${id}/run`,
		{ triggerToStartFrom: { name: 'When Clicking Execute' } },
	);
	return executionId;
}

/** Takes a workflow out of service and back: n8n polls its trigger at once instead of next minute. */
export async function republish(n8n: N8n, id: string): Promise<void> {
	const { versionId } = await n8n.rest<{ versionId: string }>('GET', `/rest/workflows/${id}`);
	await n8n.rest('POST', `/rest/workflows/${id}/deactivate`, {});
	await publicationOf(n8n, id);
	await publish(n8n, id, versionId);
}

/** Changes parameters of a node, as a person does in the editor, and publishes the workflow again. */
export async function publishChanged(
	n8n: N8n,
	id: string,
	nodeName: string,
	parameters: INode['parameters'],
): Promise<void> {
	const { nodes, connections, settings, versionId } = await n8n.rest<
		WorkflowFile & { versionId: string }
	>('GET', `/rest/workflows/${id}`);
	const changed = await n8n.rest<{ versionId: string }>('PATCH', `/rest/workflows/${id}`, {
		nodes: nodes.map((node) =>
			node.name === nodeName
				? { ...node, parameters: { ...node.parameters, ...parameters } }
				: node,
		),
		connections,
		settings,
		versionId,
	});
	await publish(n8n, id, changed.versionId);
}

async function publish(n8n: N8n, id: string, versionId: string): Promise<void> {
	await n8n.rest('POST', `/rest/workflows/${id}/activate`, { versionId });
	const publication = await publicationOf(n8n, id);
	if (publication.status !== 'published') {
		throw new Error(`n8n could not publish workflow ${id}: ${JSON.stringify(publication)}`);
	}
}

/** n8n publishes in the background: how it ended. */
async function publicationOf(n8n: N8n, id: string): Promise<{ status: string }> {
	for (;;) {
		const publication = await n8n.rest<{ status: string }>(
			'GET',
			`/rest/workflows/${id}/publication-status`,
		);
		if (publication.status !== 'in_progress') return publication;
		await sleep(200);
	}
}
