import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { readings } from '../../emulator/readings';
import { startEmulator } from '../../emulator/server';

const TSX = path.resolve(__dirname, '../../node_modules/tsx/dist/cli.mjs');
const CREATOR = path.join(__dirname, 'creator.ts');

/** Queue mode: workers know nothing of each other and meet at Lockt, which takes one POST at a time. */
it.each(readings.overlap)(
	'4 processes create 500 users each, overlaps refused with %i: all arrive exactly once',
	async (overlap) => {
		const emulator = await startEmulator({ writeMs: 60, readings: { overlap } });
		const credential = JSON.stringify(emulator.credential);
		const env = { ...process.env, NODE_ENV: undefined, JEST_WORKER_ID: undefined };
		const outputs = await Promise.all(
			['A', 'B', 'C', 'D'].map((prefix) =>
				promisify(execFile)(process.execPath, [TSX, CREATOR, credential, prefix, '500'], {
					env,
					maxBuffer: 10_000_000,
				}),
			),
		);
		const outcomes = outputs.flatMap(({ stdout }) => JSON.parse(stdout) as string[]);
		expect(outcomes).toEqual(Array(2000).fill('created'));

		const created = [...emulator.building.users.values()].filter(({ id_num }) =>
			/^[A-D]-/.test(id_num),
		);
		expect(new Set(created.map(({ id_num }) => id_num)).size).toBe(2000);
		expect(created).toHaveLength(2000);
		const refused = emulator.journal.filter(({ status }) => status === overlap);
		expect(refused.length).toBeGreaterThan(0);
		await emulator.stop();
	},
	120_000,
);
