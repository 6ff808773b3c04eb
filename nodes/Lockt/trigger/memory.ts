import type { IPollFunctions } from 'n8n-workflow';
import { isRecord } from '../api/text';
import { identifyTrigger } from './identity';
import type { Settings } from './settings';
import type { BySource } from './source';
import { sources } from './sources';

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
export interface Memory extends Partial<BySource> {
	version: 1;
	/** Of which Lockt account it speaks, as a fingerprint. */
	site: string;
	/** What was chosen and filtered, as a fingerprint. */
	view: string;
	/** Changes with every run of the workflow, so that the later of two memories shows. */
	batch: number;
	/** What was put out last, for those who want it again after a crash. */
	last?: BySource;
}

/** The latest memory of each trigger in this process, after which batch it came, and when. */
const latest = new Map<string, { after: number; memory: Memory; at: number }>();

/** How long n8n may take to store what a poll put out. */
const STORING_MS = 30_000;

/** What is remembered for this account; nothing on the first run, or when it is of no use. */
export function recall(
	context: IPollFunctions,
	{ site, view }: Pick<Settings, 'site' | 'view'>,
): Memory | undefined {
	const stored: object = context.getWorkflowStaticData('node');
	const isFirst = Object.keys(stored).length === 0;
	const handedOver = context.getWorkflowStaticData('global')[nameHandOver(context)];
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
	return memory && memory.view !== view && !isLatest ? forgetFiltered(context, memory) : memory;
}

/** The part of a memory that is of use with other filters than those it was made with. */
function forgetFiltered(context: IPollFunctions, memory: Memory): Memory {
	const filtered = sources.filter(({ forgetsWithFilters }) => forgetsWithFilters);
	if (memory.last !== undefined || filtered.some(({ name }) => memory[name] !== undefined)) {
		context.logger.warn(
			'Lockt Trigger: its filters were changed while n8n was down. What happened up to now counts as seen',
		);
	}
	const rest: Memory = { ...memory, last: undefined };
	for (const { name } of filtered) rest[name] = undefined;
	return rest;
}

/** A memory for what a poll finds, which knows of no source yet. */
export function beginMemory(
	{ site, view }: Pick<Settings, 'site' | 'view'>,
	before: Memory | undefined,
): Memory {
	return { version: 1, site, view, batch: before?.batch ?? Date.now() };
}

/** Stores what to remember. Nothing may be awaited between this and the end of the poll. */
export function remember(context: IPollFunctions, memory: Memory, putsOut: boolean): void {
	const stored = context.getWorkflowStaticData('node');
	const common = context.getWorkflowStaticData('global');
	const handOver = nameHandOver(context);
	const isFirst = Object.keys(stored).length === 0;
	const before = typeof stored.batch === 'number' ? stored.batch : 0;
	const batch = putsOut ? Math.max(memory.batch + 1, Date.now()) : memory.batch;
	const plain = JSON.parse(JSON.stringify({ ...memory, batch })) as Memory;

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

function nameHandOver(context: IPollFunctions): string {
	return `Lockt Trigger ${context.getNode().id}`;
}

function isMemory(stored: unknown): stored is Memory {
	if (!isRecord(stored)) return false;
	const { version, site, view, batch, last } = stored;
	return (
		version === 1 &&
		typeof site === 'string' &&
		typeof view === 'string' &&
		typeof batch === 'number' &&
		sources.every(({ name, isState }) => stored[name] === undefined || isState(stored[name])) &&
		(last === undefined ||
			(isRecord(last) && sources.every(({ name, isBatch }) => isBatch(last[name]))))
	);
}
