import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { publishChanged, startN8n, type N8n } from '../../demo/n8n';
import type { Tarball } from '../../demo/package';
import type { Runtime } from '../../demo/runtime';
import { stopAll, type Stops } from '../../demo/stops';
import type { Outcome as Attempt } from '../../emulator/building/life';
import { addDelivery, named, startEnds, until, type Ends } from './building';
import type { Delivery } from './catcher';
import type { Mode } from './modes';

/** What came of one scene: how many events were asked for, and what arrived. */
export interface Weather {
	mode: Mode;
	title: string;
	asked: number;
	/** Of these, each counted once. */
	arrived: number;
	/** Deliveries that say of themselves that they are sent again. */
	marked: number;
	lost: number;
	repeated: number;
	/** Events from before, others that the filters keep back, gaps that are none. */
	unasked: number;
}

const POLL_SECONDS = 2;
/** After what arrived last, time for whatever should not arrive. */
const FURTHER_POLLS = 4;
/** Within a minute the trigger may take a restored backup for a server that is behind. */
const SURELY_LATER_MS = 65_000;
const QUARTER_MS = 15 * 60_000;

/** A building, a workflow that delivers its events, and the n8n in which it runs. */
interface Stage extends Ends {
	n8n: N8n;
	workflowId: string;
	/** Something happens at doors that should arrive. */
	happen: (count: number, attempt?: Attempt) => void;
	/** All that should arrive has arrived. */
	allArrived: () => Promise<void>;
	/** So many more requests for events have arrived at Lockt. */
	asked: (times: number) => Promise<void>;
}

interface Scene {
	title: string;
	/** What the trigger watches when the scene opens. */
	triggerOn?: string;
	play: (stage: Stage) => Promise<void>;
}

const SCENES: Scene[] = [
	{
		title: 'n8n starts with Lockt down',
		play: async ({ n8n, emulator, happen, allArrived, asked }) => {
			happen(3);
			await allArrived();
			await n8n.end('SIGTERM');
			emulator.faults = [{ kind: 'hangUp' }];
			happen(3);
			await n8n.restart();
			await asked(3);
			happen(2);
			emulator.faults = [];
		},
	},
	{
		title: 'Router slower than n8n',
		play: async ({ n8n, emulator, happen, allArrived }) => {
			happen(3);
			await allArrived();
			await n8n.end('SIGKILL');
			happen(3);
			emulator.faults = [
				{ kind: 'status502', times: 2 },
				{ kind: 'slow', ms: 12_000, times: 1 },
				{ kind: 'hangUp', times: 2 },
			];
			await n8n.restart();
			happen(2);
		},
	},
	{
		title: 'Published during a poll',
		play: async ({ n8n, workflowId, emulator, happen, allArrived, asked }) => {
			happen(3);
			await allArrived();
			await asked(1);
			emulator.faults = [{ kind: 'slow', ms: 6000, on: '/events', when: 'after', times: 1 }];
			happen(3);
			await asked(1);
			await publishChanged(n8n, workflowId, 'Lockt Trigger', { threshold: 21 });
			happen(2);
		},
	},
	{
		title: 'Filters changed and published',
		triggerOn: 'accessDenied',
		play: async ({ n8n, workflowId, emulator, happen, allArrived, asked }) => {
			happen(3, 'denied');
			await allArrived();
			for (let n = 0; n < 50; n++) emulator.tryDoor('granted');
			await asked(2);
			await publishChanged(n8n, workflowId, 'Lockt Trigger', { triggerOn: ['doorEvent'] });
			happen(2, 'granted');
		},
	},
	{
		title: 'Backup restored',
		play: async ({ emulator, happen, allArrived, asked }) => {
			happen(60);
			await allArrived();
			emulator.restoreBackup(40);
			await asked(2);
			await sleep(SURELY_LATER_MS);
			happen(5);
			await allArrived();
			happen(50);
		},
	},
	{
		title: 'Empty answers, then a server that is behind',
		play: async ({ emulator, happen, allArrived, asked }) => {
			happen(3);
			await allArrived();
			emulator.eventFaults.empty = true;
			happen(2);
			await asked(4);
			emulator.eventFaults.empty = false;
			await allArrived();
			emulator.eventFaults.behindMs = QUARTER_MS;
			happen(2);
			await asked(4);
			emulator.eventFaults.behindMs = 0;
		},
	},
];

/** Plays each scene in a real n8n that polls in one mode. */
export async function weatherTrials(
	stops: Stops,
	runtime: Runtime,
	tarball: Tarball,
	folder: string,
	mode: Mode,
): Promise<Weather[]> {
	const n8n = await startN8n(stops, runtime, tarball, path.join(folder, `weather ${mode.title}`), {
		env: { ...mode.env, ...named('main') },
	});
	const outcomes: Weather[] = [];
	for (const scene of SCENES) {
		const inner: Stops = [];
		stops.push(() => stopAll(inner));
		const counts = await playScene(inner, n8n, scene);
		console.log(`${mode.title}: ${scene.title}: ${JSON.stringify(counts)}`);
		outcomes.push({ mode, title: scene.title, ...counts });
		await stopAll(inner);
	}
	return outcomes;
}

async function playScene(stops: Stops, n8n: N8n, { triggerOn, play }: Scene) {
	const ends = await startEnds(stops);
	const { emulator, catcher } = ends;
	const workflowId = await addDelivery(n8n, ends, {
		everySeconds: POLL_SECONDS,
		...(triggerOn !== undefined && { triggerOn }),
	});
	stops.push(() => n8n.rest('POST', `/rest/workflows/${workflowId}/deactivate`, {}));

	const wanted = new Set<string>();
	const happen = (count: number, attempt?: Attempt) => {
		for (let n = 0; n < count; n++) {
			const { id, hw_time } = emulator.tryDoor(attempt);
			wanted.add(keyOf({ id, time: hw_time! }));
		}
	};
	const missing = () => {
		const arrived = new Set(catcher.deliveries.map(keyOf));
		return [...wanted].filter((key) => !arrived.has(key));
	};
	const allArrived = async () => {
		await until('what happened arrives', () => missing().length === 0);
		// What happens next is told apart by its second.
		await sleep(1100);
	};
	const asked = async (times: number) => {
		const count = () => emulator.journal.filter(({ url }) => url.includes('/events')).length;
		const before = count();
		await until(`Lockt is asked ${times} times`, () => count() >= before + times);
	};

	await play({ ...ends, n8n, workflowId, happen, allArrived, asked });
	// What is lost is counted below.
	await allArrived().catch(() => undefined);
	await asked(FURTHER_POLLS);
	return countDeliveries(wanted, catcher.deliveries);
}

function countDeliveries(wanted: Set<string>, deliveries: Delivery[]) {
	const keys = deliveries.map(keyOf);
	const unmarked = deliveries.filter(({ redelivered }) => !redelivered).map(keyOf);
	const arrived = [...wanted].filter((key) => keys.includes(key)).length;
	return {
		asked: wanted.size,
		arrived,
		marked: deliveries.length - unmarked.length,
		lost: wanted.size - arrived,
		repeated: unmarked.length - new Set(unmarked).size,
		unasked: keys.filter((key) => !wanted.has(key)).length,
	};
}

/** After a backup was restored, the same ID belongs to another event. */
const keyOf = ({ id, time }: Pick<Delivery, 'id' | 'time'>) =>
	`${id} at ${new Date(time).toISOString().slice(0, 'YYYY-MM-DDTHH:MM:SS'.length)}`;
