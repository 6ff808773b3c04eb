import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildAndPack } from '../../demo/package';
import { installRuntime } from '../../demo/runtime';
import { stopAll, type Stops } from '../../demo/stops';
import { killTrials, MODES, type Outcome } from './kill';
import { killTables, queueTable } from './tables';
import { queueTrial } from './queue';

const HELP = `Ends a real n8n at bad moments, and counts what became of the events.

  npm run trials -- [${Object.keys(MODES).join('] [')}] [queue]

Without names all of them run, one after the other: about 40 minutes. "queue" needs PostgreSQL and
Redis: apt-get install postgresql redis-server
`;

const QUEUE = 'queue';

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { help: { type: 'boolean', default: false } },
		allowPositionals: true,
	});
	const all = [...Object.keys(MODES), QUEUE];
	if (values.help || positionals.some((name) => !all.includes(name))) {
		console.log(HELP);
		return;
	}
	const wanted = positionals.length > 0 ? positionals : all;

	const stops: Stops = [];
	let ended: Promise<void> | undefined;
	const endAll = () => (ended ??= stopAll(stops));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void endAll().finally(() => process.exit(130));
		});
	}
	const folder = await mkdtemp(path.join(tmpdir(), 'lockt-trials-'));
	stops.push(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
	try {
		const runtime = await installRuntime(stops);
		const tarball = await buildAndPack(folder);
		/** Ends what a trial started before the next one begins. */
		const alone = async <T>(trial: (inner: Stops) => Promise<T>): Promise<T> => {
			const inner: Stops = [];
			const end = () => stopAll(inner);
			stops.push(end);
			return trial(inner).finally(end);
		};
		const outcomes: Outcome[] = [];
		for (const name of wanted.filter((one) => one !== QUEUE)) {
			const mode = MODES[name]!;
			outcomes.push(await alone((inner) => killTrials(inner, runtime, tarball, folder, mode)));
			console.log(`\n${killTables(outcomes)}\n`);
		}
		if (wanted.includes(QUEUE)) {
			console.log(queueTable(await alone((inner) => queueTrial(inner, runtime, tarball, folder))));
		}
	} finally {
		await endAll();
	}
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		console.error(error);
		process.exit(1);
	},
);
