import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { npm, step } from './commands';
import type { Stops } from './stops';

export const N8N_VERSION = '2.41.1';

/** n8n 2.38 and later need Node.js 24; npm has it as a package of its own for each platform. */
const NODE_VERSION = '24.21.0';
const NODE_MAJOR = 24;

/** The programs a real n8n needs. */
export interface Runtime {
	/** The node binary to run n8n with. */
	node: string;
	/** n8n's start script. */
	n8n: string;
}

/**
 * Node.js 24 and n8n from npm, kept in a cache folder outside the clone: the first time takes
 * minutes and 3 GB, later times nothing. A Node.js >= 24 that runs this is used as it is.
 */
export async function installRuntime(stops: Stops): Promise<Runtime> {
	const node = await installNode(stops);
	const n8n = await cached(
		stops,
		`n8n-${N8N_VERSION}`,
		`Installing n8n ${N8N_VERSION} (once, about 5 minutes)`,
		async (folder) => {
			const env = {
				...process.env,
				PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}`,
				// Headers for building sqlite3, beside the binary where Node.js came from npm.
				...(node !== process.execPath && { npm_config_nodedir: path.resolve(node, '../..') }),
			};
			const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
			// Without scripts: one addon that n8n hardly needs fails to build on many machines.
			await npm(
				['install', `n8n@${N8N_VERSION}`, '--ignore-scripts', ...quiet],
				{ cwd: folder, env },
				node,
			);
			await npm(
				['rebuild', 'sqlite3', '--ignore-scripts=false', ...quiet],
				{ cwd: folder, env },
				node,
			);
		},
	);
	return { node, n8n: path.join(n8n, 'node_modules/n8n/bin/n8n') };
}

async function installNode(stops: Stops): Promise<string> {
	if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
	const name = `node-${process.platform}-${process.arch}`;
	const folder = await cached(
		stops,
		`node-${NODE_VERSION}`,
		`Installing Node.js ${NODE_VERSION} (once)`,
		async (into) => {
			await npm(
				['install', `${name}@${NODE_VERSION}`, '--no-audit', '--no-fund', '--loglevel=error'],
				{
					cwd: into,
				},
			);
		},
	);
	return path.join(folder, 'node_modules', name, 'bin/node');
}

/**
 * A folder of the cache, filled the first time. It appears under its name only when it is complete,
 * so that an interrupted or a parallel start does no harm.
 */
async function cached(
	stops: Stops,
	name: string,
	title: string,
	fill: (folder: string) => Promise<void>,
): Promise<string> {
	const cache = path.join(
		process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'),
		'n8n-nodes-lockt',
	);
	const folder = path.join(cache, name);
	if (existsSync(folder)) return folder;
	await mkdir(cache, { recursive: true });
	const unfinished = await mkdtemp(`${folder}-unfinished-`);
	stops.push(() => rm(unfinished, { recursive: true, force: true, maxRetries: 3 }));
	await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
	await step(`${title} into ${cache}`, () => fill(unfinished));
	await rename(unfinished, folder).catch((error: unknown) => {
		if (!existsSync(folder)) throw error;
	});
	return folder;
}
