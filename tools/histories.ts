/**
 * `npm run histories`: the random histories of test/model/ outside of Jest, in a fraction of its time. It stops at
 * the first that fails and shows it as short as it can be made.
 */
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import type * as Histories from '../test/model/histories';
import type * as N8n from '../test/model/n8n';

const load = createRequire(__filename);

/** As much of Jest as the model asks: to load the built trigger anew, with n8n's packages as they are. */
const DIST = path.resolve(__dirname, '../dist');
const jest = {
	requireActual: (name: string): unknown => load(name),
	doMock: () => undefined,
	isolateModules: (begin: () => void) => {
		for (const file of Object.keys(load.cache)) {
			if (file.startsWith(DIST)) Reflect.deleteProperty(load.cache, file);
		}
		begin();
	},
};
Object.assign(globalThis, { jest });
// They are loaded once that is there.
const { histories, worlds, History } = load('../test/model/histories') as typeof Histories;
const { loadTrigger } = load('../test/model/n8n') as typeof N8n;

/** As in test/model/histories.test.ts: a process of ours keeps what each of n8n's has kept. */
const PER_PROCESS = 2_000;
const PER_LINE = 10_000;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			count: { type: 'string', default: '100000' },
			seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
		},
	});
	const seed = Number(values.seed);
	const clock = Date.now;
	const began = performance.now();
	const counts: Record<string, number> = {};
	let trigger = loadTrigger();
	let played = 0;
	await fc.assert(
		fc.asyncProperty(worlds, histories, async (world, moves) => {
			played++;
			if (played % PER_PROCESS === 0) trigger = loadTrigger();
			if (played % PER_LINE === 0) console.log(`${played} without a failure`);
			try {
				await new History(world, trigger, counts).play(moves);
			} finally {
				Date.now = clock;
			}
		}),
		{ numRuns: Number(values.count), seed },
	);
	const each = (performance.now() - began) / played;
	const moves = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
	console.log(Object.fromEntries(moves));
	console.log(`${played} histories of seed ${seed}, ${each.toFixed(1)} ms each: none failed`);
}

main().catch((error: unknown) => {
	const { message, cause } = error as Error;
	console.error(message, cause);
	process.exitCode = 1;
});
