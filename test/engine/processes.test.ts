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
const count = runs({ sample: 120, full: 500 }).numRuns;
/** Each loads n8n's engine, which takes most of the time: two show that they meet. */
const WORKERS = ['A', 'B', 'C', 'D'].slice(0, runs({ sample: 2, full: 4 }).numRuns);
const refusals = readings.overlap.slice(0, runs({ sample: 1, full: 3 }).numRuns);

/** Queue mode: workers know nothing of each other and meet at Lockt, which takes one POST at a time. */
describe(`${WORKERS.length} processes that create users`, () => {
	let workers: Array<{ process: ChildProcess; lines: AsyncIterator<string> }>;
	beforeAll(async () => {
		const env = { ...process.env, NODE_ENV: undefined, JEST_WORKER_ID: undefined };
		workers = WORKERS.map(() => {
			const stdio = ['pipe', 'pipe', 'inherit'] as const;
			const worker = spawn(process.execPath, CREATOR, { env, stdio: [...stdio] });
			const lines = createInterface({ input: worker.stdout });
			return { process: worker, lines: lines[Symbol.asyncIterator]() };
		});
		// Only those that begin at the same time meet.
		await Promise.all(workers.map(readLine));
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

	async function readLine({ lines }: (typeof workers)[number]): Promise<string> {
		const line = await lines.next();
		if (line.done) throw new Error('The worker has ended');
		return line.value;
	}

	async function outcomes(worker: (typeof workers)[number], job: Job): Promise<string[]> {
		worker.process.stdin!.write(`${JSON.stringify(job)}\n`);
		return JSON.parse(await readLine(worker)) as string[];
	}

	let emulator: Emulator | undefined;
	afterEach(() => emulator?.stop());

	it.each(refusals)('all arrive exactly once, overlaps refused with %i', async (overlap) => {
		emulator = await startEmulator({ writeMs: 200, readings: { overlap } });
		const { building, credential, journal } = emulator;
		const created = await Promise.all(
			workers.map((worker, n) => outcomes(worker, { credential, prefix: WORKERS[n]!, count })),
		);
		expect(created.flat()).toEqual(Array(WORKERS.length * count).fill('created'));

		const there = WORKERS.flatMap((prefix) => idNumsOfNew(building, prefix));
		expect(new Set(there).size).toBe(WORKERS.length * count);
		expect(there).toHaveLength(WORKERS.length * count);
		const refused = journal.filter(({ status }) => status === overlap);
		expect(refused.length).toBeGreaterThan(0);
	});
});
