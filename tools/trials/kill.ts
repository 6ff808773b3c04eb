import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n, type N8n } from '../../demo/n8n';
import type { Tarball } from '../../demo/package';
import type { Runtime } from '../../demo/runtime';
import type { Stops } from '../../demo/stops';
import { addDelivery, named, startEnds, until, type Ends } from './building';

/** Milliseconds between Lockt's last answer to a poll and the signal. */
export const DELAYS = [0, 2, 5, 10, 15, 20, 30, 50, 100, 200, 350, 500];

export const SIGNALS = ['SIGTERM', 'SIGKILL'] as const;
export type Signal = (typeof SIGNALS)[number];

const DURABLE = {
	N8N_SCHEDULER_ENABLED: 'true',
	N8N_SCHEDULER_POLL_TRIGGERS_ENABLED: 'true',
	N8N_POLLER_DURABLE_CURSORS_ENABLED: 'true',
};
const REPLAY = { afterCrash: 'replay' };

/** How n8n polls, and what the trigger does after a crash. */
export interface Mode {
	title: string;
	env: Record<string, string>;
	options: Record<string, string>;
}

export const MODES: Record<string, Mode> = {
	default: { title: 'Default, Skip', env: {}, options: {} },
	replay: { title: 'Default, Replay Last Batch', env: {}, options: REPLAY },
	durable: { title: 'Durable, Skip', env: DURABLE, options: {} },
	durableReplay: { title: 'Durable, Replay Last Batch', env: DURABLE, options: REPLAY },
};

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

export interface Trial {
	signal: Signal;
	delay: number;
	event: number;
}

export interface Outcome {
	mode: Mode;
	trials: Array<Trial & { fate: Fate }>;
	/** What became of the events between the kills. */
	others: Fate[];
}

/** Far longer than n8n's durable mode leaves a task to a process that is gone. */
const LEASE_MS = 75_000;

const POLL_SECONDS = 2;

/** Ends n8n at every delay after a poll, by each signal, and starts it again on the same data. */
export async function killTrials(
	stops: Stops,
	runtime: Runtime,
	tarball: Tarball,
	folder: string,
	mode: Mode,
): Promise<Outcome> {
	const ends = await startEnds(stops);
	const n8n = await startN8n(stops, runtime, tarball, path.join(folder, mode.title), {
		env: { ...mode.env, ...named('main') },
	});
	const workflowId = await addDelivery(n8n, ends, {
		everySeconds: POLL_SECONDS,
		options: mode.options,
	});

	const trials: Trial[] = [];
	const others: number[] = [];
	for (const signal of SIGNALS) {
		for (const delay of DELAYS) {
			// What runs for the first time is slow: n8n has polled and run before it is ended.
			others.push(await deliverOne(ends));
			const event = await pollOne(ends);
			await sleep(delay);
			await n8n.end(signal);
			await n8n.restart();
			trials.push({ signal, delay, event });
			console.log(`${mode.title}: ${signal} ${delay} ms after the poll of event ${event}`);
		}
	}
	others.push(await deliverOne(ends));
	await sleep(LEASE_MS);
	others.push(await deliverOne(ends));

	const crashed = await unfinished(n8n, workflowId);
	const fateOf = (event: number) => fate(event, ends, crashed);
	return {
		mode,
		trials: trials.map((trial) => ({ ...trial, fate: fateOf(trial.event) })),
		others: others.map(fateOf),
	};
}

/** Something happens at a door, and arrives. @returns the event's ID */
async function deliverOne({ emulator, catcher }: Ends): Promise<number> {
	const { id } = emulator.tryDoor();
	await until(`event ${id} arrives`, () => catcher.deliveries.some((one) => one.id === id));
	return id;
}

/** Something happens at a door, and a poll has had all its answers. @returns the event's ID */
async function pollOne({ emulator }: Ends): Promise<number> {
	const { journal } = emulator;
	const { id } = emulator.tryDoor();
	const from = journal.length;
	// The trigger asks for the site's time last, and only when there is an event.
	const isAnswered = () =>
		journal.slice(from).some(({ url, status }) => url.endsWith('/time') && status !== undefined);
	await until(`event ${id} is polled`, isAnswered, { everyMs: 1 });
	return id;
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
