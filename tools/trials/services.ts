import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { run } from '../../demo/commands';
import { freePort } from '../../demo/ports';
import { startProcess } from '../../demo/process';
import type { Stops } from '../../demo/stops';

const DEBIAN = '/usr/lib/postgresql';
const NAME = 'n8n';

/** An empty PostgreSQL and an empty Redis on spare ports. @returns what n8n needs to know of them */
export async function startServices(stops: Stops, folder: string): Promise<Record<string, string>> {
	const postgres = await startPostgres(stops, folder);
	const redis = await startRedis(stops, folder);
	return {
		EXECUTIONS_MODE: 'queue',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres),
		DB_POSTGRESDB_DATABASE: NAME,
		DB_POSTGRESDB_USER: NAME,
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis),
	};
}

async function startPostgres(stops: Stops, parent: string): Promise<number> {
	const bin = postgresPrograms();
	// PostgreSQL refuses to run as root, which one often is in a container. Its user must get here.
	const folder = await mkdtemp(path.join(tmpdir(), 'lockt-postgres-'));
	stops.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
	const asUser: string[] = [];
	if (process.getuid?.() === 0) {
		const [user, group] = await Promise.all(
			['-u', '-g'].map(async (which) => Number(await run('id', [which, 'postgres']))),
		);
		await chown(folder, user!, group!);
		asUser.push('setpriv', `--reuid=${user}`, `--regid=${group}`, '--clear-groups');
	}
	const command = (program: string, ...args: string[]): [string, string[]] => {
		const [first, ...rest] = [...asUser, path.join(bin, program), '-D', folder, ...args];
		return [first!, rest];
	};
	const settings = ['-A', 'trust', '-U', NAME, '-E', 'UTF8', '--locale=C'];
	await run(...command('initdb', ...settings), { cwd: '/' });

	const port = await freePort(0);
	startProcess(stops, ...command('postgres', '-h', '127.0.0.1', '-p', String(port), '-k', folder), {
		folder: '/',
		env: process.env,
		logFile: path.join(parent, 'postgres.log'),
	});
	const where = ['-h', '127.0.0.1', '-p', String(port), '-U', NAME];
	await answering(() => run(path.join(bin, 'psql'), [...where, '-c', 'select 1', 'postgres']));
	await run(path.join(bin, 'createdb'), [...where, NAME]);
	return port;
}

async function startRedis(stops: Stops, folder: string): Promise<number> {
	const port = await freePort(0);
	const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
	startProcess(stops, 'redis-server', args, {
		folder,
		env: process.env,
		logFile: path.join(folder, 'redis.log'),
	});
	await answering(() => run('redis-cli', ['-p', String(port), 'ping']));
	return port;
}

/** Debian keeps PostgreSQL's programs out of the PATH, by version. */
function postgresPrograms(): string {
	const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort() : [];
	return versions.length > 0 ? path.join(DEBIAN, versions.at(-1)!, 'bin') : '';
}

async function answering(question: () => Promise<unknown>): Promise<void> {
	for (let tries = 1; ; tries++) {
		try {
			await question();
			return;
		} catch (error) {
			if (tries === 100) throw error;
			await sleep(200);
		}
	}
}
