import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { readings } from '../../emulator/readings';
import { startEmulator, type Emulator } from '../../emulator/server';
import { runs } from '../runs';
import type { Job } from './creator';
import { idNumsOfNew } from './newUsers';

const CREATOR = ['--import', 'tsx', path.join(__dirname, 'creator.ts')];
/** How many users each of them creates. */
const count = runs({ sample: 150, full: 500 }).numRuns;
const WORKERS = ['A', 'B', 'C', 'D'];

/** Queue mode: workers know nothing of each other and meet at Lockt, which takes one POST at a time. */
describe('4 processes that create users', () => {
	let workers: Array<{ process: ChildProcess; lines: AsyncIterator<string> }>;
	beforeAll(() => {
		const env = { ...process.env, NODE_ENV: undefined, JEST_WORKER_ID: undefined };
		workers = WORKERS.map(() => {
			const stdio = ['pipe', 'pipe', 'inherit'] as const;
			const worker = spawn(process.execPath, CREATOR, { env, stdio: [...stdio] });
			const lines = createInterface({ input: worker.stdout });
			return { process: worker, lines: lines[Symbol.asyncIterator]() };
		});
	});
	afterAll(() =>
		Promise.all(
			workers.map(({ process }) => {
				const ended = once(process, 'exit');
				process.kill();
				return ended;
			}),
		),
	);

	async function outcomes(worker: (typeof workers)[number], job: Job): Promise<string[]> {
		worker.process.stdin!.write(`${JSON.stringify(job)}\n`);
		const line = await worker.lines.next();
		if (line.done) throw new Error('The worker has ended');
		return JSON.parse(line.value) as string[];
	}

	let emulator: Emulator | undefined;
	afterEach(() => emulator?.stop());

	it.each(readings.overlap)(
		'all arrive exactly once, overlaps refused with %i',
		async (overlap) => {
			emulator = await startEmulator({ writeMs: 60, readings: { overlap } });
			const { building, credential, journal } = emulator;
			const created = await Promise.all(
				workers.map((worker, n) => outcomes(worker, { credential, prefix: WORKERS[n]!, count })),
			);
			expect(created.flat()).toEqual(Array(4 * count).fill('created'));

			const there = WORKERS.flatMap((prefix) => idNumsOfNew(building, prefix));
			expect(new Set(there).size).toBe(4 * count);
			expect(there).toHaveLength(4 * count);
			const refused = journal.filter(({ status }) => status === overlap);
			expect(refused.length).toBeGreaterThan(0);
		},
	);
});
