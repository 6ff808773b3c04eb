import { npm } from '../../demo/commands';
import { ROOT } from '../../demo/package';

/**
 * Runs one of the project's scripts as a person at a terminal would: without jest's variables, which
 * change what the linter behind n8n's scan does.
 *
 * @returns what it printed
 */
export function npmRun(...args: string[]): Promise<string> {
	const env = { ...process.env, NODE_ENV: undefined, JEST_WORKER_ID: undefined };
	return npm(['run', '--silent', ...args], { cwd: ROOT, env });
}
