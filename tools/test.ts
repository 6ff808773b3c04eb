/** `npm test`: the check of types beside the tests, as neither needs the other. */
import { spawn } from 'node:child_process';

/** Runs commands one after the other until one fails. @returns whether all went well */
async function runAll(commands: string[]): Promise<boolean> {
	for (const command of commands) {
		const child = spawn(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });
		const code = await new Promise((resolve) => child.on('close', resolve));
		if (code === 0) continue;
		console.error(`${command} failed`);
		return false;
	}
	return true;
}

async function main(): Promise<void> {
	const ended = await Promise.all([
		runAll(['npm run --silent typecheck']),
		runAll(['npm run --silent build', ['jest', ...process.argv.slice(2)].join(' ')]),
	]);
	process.exitCode = ended.every(Boolean) ? 0 : 1;
}

void main();
