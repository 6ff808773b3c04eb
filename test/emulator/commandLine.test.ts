import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { otherReadings, randomReadings } from '../../emulator/readings';

const root = path.resolve(__dirname, '../..');

it('prints the readings that a seed chose, so that they can be played again', async () => {
	const emulator = spawn(
		process.execPath,
		['--import', 'tsx', 'emulator/main.ts', '--port', '0', '--reading', 'random:7'],
		{ cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const ended = new Promise((resolve) => emulator.once('exit', resolve));
	const printed: string[] = [];
	for await (const line of createInterface(emulator.stdout)) {
		printed.push(line.trim());
		if (line.startsWith('Ctrl-C')) emulator.kill();
	}
	await ended;
	const chosen = otherReadings(randomReadings(7)).map(([name, choice]) => `${name}=${choice}`);
	expect(chosen.length).toBeGreaterThan(5);
	expect(printed.filter((line) => line.startsWith('Reading'))).toEqual(
		chosen.map((one) => `Reading   ${one}`),
	);
});
