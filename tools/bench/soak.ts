/**
 * The trigger over a long time: events through n8n's own poll path against the emulator, which
 * answers badly every fifth time, shows events late, in no order and twice, while n8n restarts now and
 * then. The clock is the model's: a poll a minute.
 */
import '../../test/engine/environment';
import type { IDataObject } from 'n8n-workflow';
import { startEmulator } from '../../emulator/server';
import type { FaultKind } from '../../emulator/faults';
import { Engine, loadPackage, triggerNode } from '../../test/engine/engine';

const EVENTS = Number(process.argv[2] ?? 100_000);
const A_MINUTE = 60_000;

/** How many people try a door in a minute: quiet times and rushes. */
const RUSH = [0, 3, 12, 40, 150, 25, 1, 0];

/** Tried one after the other for every request: together they spoil every fifth answer. */
const KINDS: FaultKind[] = ['status500', 'status429', 'hangUp', 'truncatedJson', 'htmlPage'];
const SHARE = 1 - 0.8 ** (1 / KINDS.length);
const MANY = 1e12;

async function main(): Promise<void> {
	let now = Date.now();
	const realNow = Date.now.bind(Date);
	Date.now = () => now;
	const emulator = await startEmulator({
		now: () => new Date(now),
		readings: { eventsFrom: 'at', eventsOrder: 'oldest' },
		eventFaults: { lateShare: 0.1, lateMs: 3 * A_MINUTE, shuffled: true, doubled: true },
	});
	const engine = new Engine(await loadPackage(), emulator.credential);
	const node = triggerNode();
	let workflow = engine.workflow(node);
	await engine.poll(workflow);

	emulator.faults = KINDS.map((kind) => ({ kind, share: SHARE, times: MANY }));
	const happened: number[] = [];
	/** How often each event came, by ID; of a fixed size, so that it does not show in the memory. */
	const emitted = new Uint8Array(emulator.building.lastEventId + EVENTS * 8);
	/** What n8n's default engine has in its database: stored when something is put out. */
	let stored = JSON.stringify(workflow.staticData);
	let polls = 0;
	let failed = 0;
	let restarts = 0;
	let largest = 0;
	let requests = 0;
	const memory: number[] = [];
	const started = realNow();

	const poll = async () => {
		polls++;
		const items = await engine.poll(workflow).catch(() => {
			failed++;
			return null;
		});
		for (const { json } of items ?? []) {
			emitted[json.eventId as number]!++;
		}
		if (items) {
			stored = JSON.stringify(workflow.staticData);
			largest = Math.max(largest, stored.length);
		}
		requests += emulator.journal.length;
		emulator.journal.length = 0;
	};

	while (happened.length < EVENTS) {
		const count = Math.min(RUSH[polls % RUSH.length]!, EVENTS - happened.length);
		for (let n = 0; n < count; n++) happened.push(emulator.tryDoor().id);
		now += A_MINUTE;
		await poll();
		if (polls % 50 === 0) {
			restarts++;
			engine.restart();
			workflow = engine.workflow(node, JSON.parse(stored) as IDataObject);
		}
		if (polls % 500 === 0) {
			global.gc?.();
			memory.push(process.memoryUsage().heapUsed / 2 ** 20);
			console.log(`${happened.length} events, ${polls} polls, ${memory.at(-1)!.toFixed(0)} MB`);
		}
	}
	for (let n = 0; n < 30; n++) {
		now += A_MINUTE;
		await poll();
	}
	await emulator.stop();

	const faulty = emulator.faults.reduce((sum, { times }) => sum + MANY - times!, 0);
	const lost = happened.filter((id) => emitted[id] === 0).length;
	const repeated = happened.filter((id) => emitted[id]! > 1).length;
	const others = emitted.filter((times) => times > 0).length - (happened.length - lost);
	const [first = 0] = memory;
	console.log(`
events       ${happened.length}
lost         ${lost}
repeated     ${repeated}
others       ${others}
polls        ${polls}, of which ${failed} failed
requests     ${requests}, of which ${faulty} were answered badly (${((100 * faulty) / requests).toFixed(0)} %)
restarts     ${restarts}
state        ${largest} bytes at the most
memory       ${first.toFixed(0)} MB after 500 polls, ${(memory.at(-1) ?? 0).toFixed(0)} MB at the end
time         ${((realNow() - started) / 1000).toFixed(0)} s`);
	if (lost + repeated + others > 0) process.exitCode = 1;
}

void main().then(() => process.exit());
