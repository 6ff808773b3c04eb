import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n, type N8n } from '../../demo/n8n';
import type { Tarball } from '../../demo/package';
import type { Runtime } from '../../demo/runtime';
import type { Stops } from '../../demo/stops';
import { makeChance } from '../../emulator/chance';
import { addDelivery, named, startEnds, until, type Ends } from './building';
import type { Mode } from './modes';

/** How often n8n is killed, and how long after its first poll at the most. */
const KILLS = 24;
const LATEST_MS = 6000;

/** Every so many milliseconds something happens at a door, whether n8n runs or not. */
const EVERY_MS = 200;

/** What became of an event, in the order of the tables' columns. */
export const FATES = {
	/** Delivered, unmarked. */
	once: 'once',
	/** Delivered, and after the start once more, marked as sent again. */
	again: 'once and marked',
	/** Delivered after the start alone, marked as sent again. */
	late: 'marked only',
	/** Delivered unmarked more than once. */
	repeated: '**repeated**',
	/** Not delivered, and in n8n's list of executions it is one that did not end well. */
	crashed: '**crashed**',
	/** Not delivered, and nothing shows it. */
	lost: '**lost**',
} as const;
export type Fate = keyof typeof FATES;

export interface Outcome {
	mode: Mode;
	kills: number;
	/** What became of each event. */
	fates: Fate[];
}

/**
 * A kill while n8n activates the workflow: the next process takes that up once the lease of the first is over, two minutes
 * unless this says otherwise. By then more would have happened than Lockt keeps. Activation, and with it the first poll, may
 * take two thirds of it.
 */
const SHORT_LEASE = {
	N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
	N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '1000',
};

/** Far longer than n8n's durable mode leaves a task to a process that is gone. */
const LEASE_MS = 75_000;

const POLL_SECONDS = 2;

/**
 * Kills n8n at random moments in a busy building, and starts it again on the same data.
 *
 * @param seed the same one, the same moments
 */
export async function killTrials(
	stops: Stops,
	runtime: Runtime,
	tarball: Tarball,
	folder: string,
	{ mode, seed }: { mode: Mode; seed: number },
): Promise<Outcome> {
	const chance = makeChance(seed);
	const ends = await startEnds(stops);
	const n8n = await startN8n(stops, runtime, tarball, path.join(folder, mode.title), {
		env: { ...SHORT_LEASE, ...mode.env, ...named('main') },
	});
	const workflowId = await addDelivery(n8n, ends, {
		everySeconds: POLL_SECONDS,
		options: mode.options,
	});

	const events: number[] = [];
	const happen = () => events.push(ends.emulator.tryDoor().id);
	const life = setInterval(happen, EVERY_MS);
	stops.push(() => {
		clearInterval(life);
		return Promise.resolve();
	});
	for (let kill = 1; kill <= KILLS; kill++) {
		const after = chance.number.int(LATEST_MS);
		await sleep(after);
		await n8n.end('SIGKILL');
		const asked = ends.emulator.journal.length;
		await n8n.restart();
		// n8n answers long before it activates workflows, above all on a busy machine.
		await until('n8n polls again', () => ends.emulator.journal.length > asked);
		console.log(
			`${mode.title}: killed ${kill} of ${KILLS} times, ${after} ms after its first poll`,
		);
	}
	clearInterval(life);
	await deliverOne(ends, happen);
	await sleep(LEASE_MS);
	await deliverOne(ends, happen);

	const crashed = await unfinished(n8n, workflowId);
	return { mode, kills: KILLS, fates: events.map((event) => fate(event, ends, crashed)) };
}

/** Something happens at a door, and arrives. */
async function deliverOne({ catcher, emulator }: Ends, happen: () => void): Promise<void> {
	happen();
	const id = emulator.building.lastEventId;
	await until(`event ${id} arrives`, () => catcher.deliveries.some((one) => one.id === id));
}

function fate(event: number, { catcher }: Ends, unfinished: string): Fate {
	const deliveries = catcher.deliveries.filter(({ id }) => id === event);
	if (deliveries.length === 0) {
		return unfinished.includes(`/event/${event}/`) ? 'crashed' : 'lost';
	}
	const unmarked = deliveries.filter(({ redelivered }) => !redelivered).length;
	if (unmarked > 1) return 'repeated';
	if (unmarked === 0) return 'late';
	return deliveries.length > 1 ? 'again' : 'once';
}

/** The data of all executions that did not end well. */
async function unfinished(n8n: N8n, workflowId: string): Promise<string> {
	const status = ['canceled', 'crashed', 'error', 'new', 'running', 'unknown', 'waiting'];
	const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
	const { results } = await n8n.rest<{ results: Array<{ id: string }> }>(
		'GET',
		`/rest/executions?limit=100&filter=${filter}`,
	);
	const data = [];
	for (const { id } of results) {
		data.push((await n8n.rest<{ data: string }>('GET', `/rest/executions/${id}`)).data);
	}
	return data.join('\n');
}
