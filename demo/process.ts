import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stops } from './stops';

const END_TIMEOUT_MS = 40_000;

/** A program that runs beside this one. */
export interface Process {
	hasEnded: () => boolean;
	/** Sends it a signal and waits until it has ended; what it started ends with it. */
	end: (signal: NodeJS.Signals) => Promise<void>;
}

/**
 * Starts a program whose output goes to a file.
 *
 * @param stops gets the way to end it
 */
export function startProcess(
	stops: Stops,
	command: string,
	args: string[],
	{ folder, env, logFile }: { folder: string; env?: NodeJS.ProcessEnv; logFile: string },
): Process {
	const log = openSync(logFile, 'a');
	const child = spawn(command, args, {
		cwd: folder,
		env,
		stdio: ['ignore', log, log],
		// A process group of its own: Ctrl-C reaches us alone, and we end all of it.
		detached: true,
	});
	closeSync(log);
	let failed = false;
	child.once('error', () => (failed = true));

	const hasEnded = () => failed || child.exitCode !== null || child.signalCode !== null;
	const killAll = () => {
		try {
			process.kill(-child.pid!, 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
	};
	process.once('exit', killAll);
	const endOnce = async (signal: NodeJS.Signals) => {
		if (!hasEnded()) {
			const exit = once(child, 'exit');
			child.kill(signal);
			await Promise.race([exit, sleep(END_TIMEOUT_MS, undefined, { ref: false })]);
		}
		killAll();
		process.off('exit', killAll);
	};
	let ending: Promise<void> | undefined;
	const end = (signal: NodeJS.Signals) => (ending ??= endOnce(signal));
	stops.push(() => end('SIGTERM'));
	return { hasEnded, end };
}
