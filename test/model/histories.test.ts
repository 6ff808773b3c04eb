import fc from '../fastCheck';
import { runs } from '../runs';
import { found } from './found';
import { histories, History, worlds, type Counts } from './histories';
import { loadTrigger } from './n8n';

/** A process of ours keeps what each of n8n's has kept: it is begun anew after so many histories. */
const PER_PROCESS = 2_000;

const machine = Date.now;

afterEach(() => {
	Date.now = machine;
});

it('whatever happens in the building and in n8n, docs/trigger.md is true', async () => {
	const counts: Counts = {};
	let trigger = loadTrigger();
	let played = 0;
	await fc.assert(
		fc.asyncProperty(worlds, histories, async (world, moves) => {
			if (++played % PER_PROCESS === 0) trigger = loadTrigger();
			await new History(world, trigger, counts).play(moves);
		}),
		runs({ sample: 60, full: 100_000 }),
	);
	const figures = Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1));
	if (process.env.LOCKT_RUNS !== undefined) console.log(played, Object.fromEntries(figures));
});

it.each(found)('nothing is lost when it is $name', async ({ world, moves }) => {
	await new History(world, loadTrigger(), {}).play(moves);
});
