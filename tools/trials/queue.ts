import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { booted, environment, startN8n } from '../../demo/n8n';
import type { Tarball } from '../../demo/package';
import { freePort } from '../../demo/ports';
import { startProcess } from '../../demo/process';
import type { Runtime } from '../../demo/runtime';
import type { Stops } from '../../demo/stops';
import { addDelivery, named, startEnds, until } from './building';
import type { Delivery } from './catcher';
import { startServices } from './services';

const EVENTS = 1000;
const WORKERS = ['worker 1', 'worker 2'];

/** So many events happen at once, then there is a pause: polls find few, many and none. */
const BURST = 5;
const PAUSE_MS = 300;
const POLL_SECONDS = 1;

/** Time for whatever might come a second time. */
const SETTLE_MS = 10_000;

/** What arrived, of how many events. */
export interface QueueOutcome {
	events: number[];
	deliveries: Delivery[];
}

/** A main process that polls, two workers that run the workflow, and a busy building. */
export async function queueTrial(
	stops: Stops,
	runtime: Runtime,
	tarball: Tarball,
	parent: string,
): Promise<QueueOutcome> {
	const folder = path.join(parent, 'queue');
	await mkdir(folder);
	const ends = await startEnds(stops);
	const common = {
		...(await startServices(stops, folder)),
		N8N_ENCRYPTION_KEY: 'the same for all of them',
	};
	const n8n = await startN8n(stops, runtime, tarball, path.join(folder, 'main'), {
		env: { ...common, ...named('main') },
	});
	for (const name of WORKERS) {
		await startWorker(stops, runtime, tarball, path.join(folder, name), {
			...common,
			...named(name),
		});
	}
	await addDelivery(n8n, ends, { everySeconds: POLL_SECONDS });

	const events: number[] = [];
	while (events.length < EVENTS) {
		for (let i = 0; i < BURST; i++) events.push(ends.emulator.tryDoor().id);
		await sleep(PAUSE_MS);
	}
	const arrived = () => new Set(ends.catcher.deliveries.map(({ id }) => id)).size;
	await until(`${EVENTS} events arrive`, () => arrived() >= EVENTS);
	await sleep(SETTLE_MS);
	return { events, deliveries: ends.catcher.deliveries };
}

/** A worker installs the packages that the main process has by itself. */
async function startWorker(
	stops: Stops,
	{ node, n8n }: Runtime,
	tarball: Tarball,
	folder: string,
	env: Record<string, string>,
): Promise<void> {
	await mkdir(folder);
	const port = await freePort(0);
	const worker = startProcess(stops, node, [n8n, 'worker', '--concurrency=5'], {
		folder,
		env: {
			...(await environment(node, folder, port, tarball)),
			N8N_REINSTALL_MISSING_PACKAGES: 'true',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			...env,
		},
		logFile: path.join(folder, 'n8n.log'),
	});
	await booted(`http://127.0.0.1:${port}/healthz/readiness`, worker);
}
