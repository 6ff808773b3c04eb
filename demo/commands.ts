import { spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';

/** The npm that started this script; without it there is no telling which one to use. */
export function npmCli(): string {
	const cli = process.env.npm_execpath;
	if (!cli) throw new Error('Start this through npm: npm run demo');
	return cli;
}

/**
 * Runs a command to its end.
 *
 * @returns what it printed
 * @throws with everything it printed when it fails
 */
export async function run(command: string, args: string[], options: SpawnOptions = {}) {
	const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	let errors = '';
	child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const [code] = (await once(child, 'close')) as [number | null];
	if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${output}${errors}`);
	return output;
}

/** Runs an npm command with the Node.js given, this one unless told otherwise. */
export function npm(args: string[], options: SpawnOptions = {}, node = process.execPath) {
	return run(node, [npmCli(), ...args], options);
}

const EVERY_MS = 10_000;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Prints what is being done, a sign of life every ten seconds, and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	say(`- ${title}`);
	const timer = setInterval(() => {
		say(`    ... ${seconds()}`);
	}, EVERY_MS);
	try {
		const result = await work();
		say(`    done in ${seconds()}`);
		return result;
	} finally {
		clearInterval(timer);
	}
}
