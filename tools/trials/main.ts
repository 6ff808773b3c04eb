import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildAndPack } from '../../demo/package';
import { installRuntime } from '../../demo/runtime';
import { stopAll, type Stops } from '../../demo/stops';
import { killTrials, type Outcome } from './kill';
import { MODES } from './modes';
import { queueTrial } from './queue';
import { killTable, queueTable, weatherTable } from './tables';
import { weatherTrials, type Weather } from './weather';

const HELP = `Kills a real n8n at random moments, plays bad weather, and counts what became of the events.

  npm run trials -- [${Object.keys(MODES).join('] [')}] [queue] [weather] [--seed NUMBER]

Without names all of them run, one after the other: about an hour. "queue" needs PostgreSQL and
Redis: apt-get install postgresql redis-server
`;

const QUEUE = 'queue';
const WEATHER = 'weather';

async function main(): Promise<void> {
	const { values, positionals } = parseArgs({
		options: { help: { type: 'boolean', default: false }, seed: { type: 'string' } },
		allowPositionals: true,
	});
	const all = [...Object.keys(MODES), QUEUE, WEATHER];
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
		const seed = Number(values.seed ?? randomInt(1_000_000));
		const outcomes: Outcome[] = [];
		for (const [name, mode] of Object.entries(MODES)) {
			if (!wanted.includes(name)) continue;
			const trial = (inner: Stops) => killTrials(inner, runtime, tarball, folder, { mode, seed });
			outcomes.push(await alone(trial));
			console.log(`\n${killTable(outcomes)}\n\nThe same moments again: --seed ${seed}\n`);
		}
		if (wanted.includes(QUEUE)) {
			console.log(queueTable(await alone((inner) => queueTrial(inner, runtime, tarball, folder))));
		}
		if (wanted.includes(WEATHER)) {
			const scenes: Weather[] = [];
			for (const mode of [MODES.default!, MODES.durable!]) {
				const trial = (inner: Stops) => weatherTrials(inner, runtime, tarball, folder, mode);
				scenes.push(...(await alone(trial)));
			}
			console.log(weatherTable(scenes));
			const isBad = ({ lost, repeated, unasked }: Weather) => lost + repeated + unasked > 0;
			if (scenes.some(isBad)) throw new Error('Something was lost, repeated or not asked for');
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
