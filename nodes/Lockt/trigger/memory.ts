import type { IPollFunctions } from 'n8n-workflow';
import { decoded, isCoded } from './decisions/ledger';
import { isBatteriesState, type BatteriesState } from './decisions/lowBattery';
import { isEventsState, type EventsState } from './decisions/events';
import { identifyTrigger } from './identity';

/**
 * What the trigger remembers from one poll to the next. n8n stores it in three different ways:
 *
 * - Its default engine stores it when a poll puts items out, and when the workflow is published. What
 *   other polls changed is gone after a restart, and also after publishing anew in the same process:
 *   the latest one is kept here for that, or a changed filter would let old events through.
 * - Its durable mode stores it after every poll but the one of publishing, when nothing was put out.
 *   That first one is handed over through the workflow's own static data.
 * - A workflow that is tested stores nothing, and reads nothing either.
 *
 * It stores by the node's name: one that was renamed goes on with the latest one, too.
 */
export interface Memory {
	version: 1;
	/** Of which Lockt account it speaks, as a fingerprint. */
	site: string;
	/** What was chosen and filtered, as a fingerprint. */
	view: string;
	/** Changes with every run of the workflow, so that the later of two memories shows. */
	batch: number;
	events?: EventsState;
	batteries?: BatteriesState;
	/** What was put out last, for those who want it again after a crash. */
	last?: Batch;
}

/** Items put out together. */
export interface Batch {
	/** IDs as ledger.ts writes them. */
	events: string;
	batteries: Array<[id: number, kind: 'low' | 'reminder' | 'recovered', minute: number]>;
}

/** The latest memory of each trigger in this process, after which batch it came, and when. */
const latest = new Map<string, { after: number; memory: Memory; at: number }>();

/** How long n8n may take to store what a poll put out. */
const STORING_MS = 30_000;

/** What is remembered for this account; nothing on the first run, or when it is of no use. */
export function recall(context: IPollFunctions, site: string, view: string): Memory | undefined {
	const stored: object = context.getWorkflowStaticData('node');
	const isFirst = Object.keys(stored).length === 0;
	const handedOver = context.getWorkflowStaticData('global')[handOverOf(context)];
	const kept = latest.get(identifyTrigger(context));

	const found = isFirst ? handedOver : stored;
	if (found !== undefined && !isMemory(found)) {
		context.logger.warn(
			'Lockt Trigger: what n8n stored for it cannot be read. It starts anew: what happened up to now counts as seen',
		);
		return undefined;
	}
	const batch = isFirst ? 0 : (found?.batch ?? 0);
	const isLatest = kept && (isFirst || kept.after === batch || kept.memory.batch === batch);
	const memory = isLatest ? kept.memory : found;
	if (memory && memory.site !== site) {
		context.logger.warn(
			'Lockt Trigger: its credential leads to another Lockt account. It starts anew: what happened there up to now counts as seen',
		);
		return undefined;
	}
	if (memory && memory.view !== view && !isLatest) {
		// Nobody knows what the former filters kept back: it must not come now.
		const { events, last, ...rest } = memory;
		if (events ?? last) {
			context.logger.warn(
				'Lockt Trigger: its filters were changed while n8n was down. What happened up to now counts as seen',
			);
		}
		return rest;
	}
	return memory;
}

/** Stores what to remember. Nothing may be awaited between this and the end of the poll. */
export function remember(context: IPollFunctions, memory: Memory, putsOut: boolean): void {
	const stored = context.getWorkflowStaticData('node');
	const common = context.getWorkflowStaticData('global');
	const handOver = handOverOf(context);
	const isFirst = Object.keys(stored).length === 0;
	const before = typeof stored.batch === 'number' ? stored.batch : 0;
	const plain = JSON.parse(JSON.stringify(memory)) as Memory;

	for (const name of Object.keys(stored))
		if (!(name in plain)) Reflect.deleteProperty(stored, name);
	Object.assign(stored, plain);
	if (isFirst) common[handOver] = { ...plain };
	else if (handOver in common) Reflect.deleteProperty(common, handOver);
	latest.set(identifyTrigger(context), {
		after: putsOut ? plain.batch : before,
		memory: plain,
		at: Date.now(),
	});
}

/**
 * Whether n8n is still storing what the poll before put out. In durable mode two polls may come right
 * behind one another, and the second is handed what was stored before the first: it would put the same
 * out again. When n8n could not store it, that is just what is wanted, but later.
 */
export function isBehind(context: IPollFunctions): boolean {
	const { batch } = context.getWorkflowStaticData('node');
	const kept = latest.get(identifyTrigger(context));
	return (
		kept !== undefined &&
		typeof batch === 'number' &&
		batch < kept.after &&
		Date.now() - kept.at < STORING_MS
	);
}

/** Whether this is the first poll since n8n started. Durable mode calls every poll an update. */
export function isFirstSinceStart(context: IPollFunctions): boolean {
	return (
		!latest.has(identifyTrigger(context)) &&
		['init', 'leadershipChange', 'update'].includes(context.getActivationMode())
	);
}

export function idsOf({ events }: Batch): number[] {
	return decoded(events, 0);
}

function handOverOf(context: IPollFunctions): string {
	return `Lockt Trigger ${context.getNode().id}`;
}

function isMemory(stored: unknown): stored is Memory {
	if (typeof stored !== 'object' || stored === null) return false;
	const { version, site, view, batch, events, batteries, last } = stored as Partial<Memory>;
	return (
		version === 1 &&
		typeof site === 'string' &&
		typeof view === 'string' &&
		typeof batch === 'number' &&
		(events === undefined || isEventsState(events)) &&
		(batteries === undefined || isBatteriesState(batteries)) &&
		(last === undefined || (isCoded(last.events) && Array.isArray(last.batteries)))
	);
}
