import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isRecord, plainText } from '../api/text/text';
import { isWholeNumber } from '../api/text/values';
import { identifyTrigger } from './identity';
import type { BySource } from './source';
import { sources } from './sources';

/**
 * What the trigger remembers from one poll to the next. n8n stores it in different ways:
 *
 * - Its default engine stores it when a poll puts items out, and when the workflow is published. What
 *   other polls changed is gone after a restart; within the process the latest one is kept here.
 * - Its durable mode stores it after every poll but the one of publishing, when nothing was put out.
 *   That first one is handed over through the workflow's own static data.
 * - A workflow that is tested stores nothing.
 *
 * Of what is there the latest counts, unless n8n threw away what was put out with it.
 */
export interface Memory extends Partial<BySource> {
	version: 1;
	/** Of which Lockt account it speaks, as a fingerprint. */
	site: string;
	/** When it was made, in milliseconds: later ones are higher. */
	at: number;
	/** Which items went out last, by when that was; 0 when none have. n8n stores it with them. */
	batch: number;
	/** What was put out last, for those who want it again after a crash. */
	last?: BySource;
}

/** What there is to go on from. */
export interface Recalled {
	/** Undefined on the first run, or when it is of no use. */
	memory?: Memory;
	/** The dedupe keys of what n8n may have thrown away, and which comes again. */
	repeated?: Set<string>;
}

/** What a trigger remembered last in this process. */
interface Kept {
	memory: Memory;
	/** As it was before the last items went out. */
	before?: Memory;
	/** Their dedupe keys. */
	keys: Set<string>;
	/** When that was. */
	at: number;
}

const latest = new Map<string, Kept>();

/** How long n8n may take to store what a poll put out. */
const STORING_MS = 30_000;

/**
 * What is remembered.
 *
 * @param isPublishing what n8n has not stored by then it has thrown away
 * @returns undefined while n8n is still storing what the poll before put out. In durable mode two polls
 * may come right behind one another, and the second is handed what was stored before the first.
 */
export function recall(context: IPollFunctions, isPublishing: boolean): Recalled | undefined {
	const common = context.getWorkflowStaticData('global');
	const found = chooseLater(
		readMemory(context, context.getWorkflowStaticData('node')),
		readMemory(context, common[nameHandOver(context)]),
	);
	const kept = latest.get(identifyTrigger(context));
	if (!kept) return { memory: found };
	if ((found?.batch ?? 0) >= kept.memory.batch) {
		return { memory: chooseLater(found, kept.memory) };
	}
	if (!isPublishing && Date.now() - kept.at < STORING_MS) return undefined;
	return { memory: kept.before, repeated: kept.keys };
}

/** The dedupe keys of what n8n threw away, with those of what was put out since this was recalled. */
export function addPutOut(
	context: IPollFunctions,
	{ memory, repeated }: Recalled,
): Set<string> | undefined {
	const kept = latest.get(identifyTrigger(context));
	if (!kept || kept.memory.batch <= (memory?.batch ?? 0)) return repeated;
	return new Set([...(repeated ?? []), ...kept.keys]);
}

/** A memory for what a poll finds, which knows of no source yet. */
export function beginMemory(site: string, before: Memory | undefined): Memory {
	const at = Math.max(Date.now(), (before?.at ?? 0) + 1);
	return { version: 1, site, at, batch: before?.batch ?? 0 };
}

/** Stores what to remember. Nothing may be awaited between this and the end of the poll. */
export function remember(
	context: IPollFunctions,
	memory: Memory,
	items: IDataObject[],
	{ before, isPublished }: { before: Memory | undefined; isPublished: boolean },
): void {
	const trigger = identifyTrigger(context);
	const batch = items.length > 0 ? memory.at : memory.batch;
	const plain = copyMemory({ ...memory, batch });

	const stored = context.getWorkflowStaticData('node');
	for (const name of Object.keys(stored)) {
		if (!(name in plain)) Reflect.deleteProperty(stored, name);
	}
	Object.assign(stored, plain);
	const common = context.getWorkflowStaticData('global');
	const handOver = nameHandOver(context);
	if (isPublished) common[handOver] = { ...plain };
	else if (handOver in common) Reflect.deleteProperty(common, handOver);

	const former = latest.get(trigger);
	latest.set(
		trigger,
		items.length > 0 || !former
			? { memory: plain, before, keys: keysOf(items), at: Date.now() }
			: { ...former, memory: plain },
	);
}

const keysOf = (items: IDataObject[]) =>
	new Set(items.map(({ dedupeKey }) => plainText(dedupeKey)));

const copyMemory = (memory: Memory) => JSON.parse(JSON.stringify(memory)) as Memory;

function chooseLater(one: Memory | undefined, other: Memory | undefined): Memory | undefined {
	if (!one || !other) return one ?? other;
	return other.at > one.at ? other : one;
}

function nameHandOver(context: IPollFunctions): string {
	return `Lockt Trigger ${context.getNode().id}`;
}

function readMemory(context: IPollFunctions, stored: unknown): Memory | undefined {
	if (stored === undefined || (isRecord(stored) && Object.keys(stored).length === 0)) {
		return undefined;
	}
	// A copy, as what is stored changes with what is remembered next.
	if (isMemory(stored)) return copyMemory(stored);
	context.logger.warn(
		'Lockt Trigger: what n8n stored for it cannot be read. It starts anew: what happened up to now counts as seen',
	);
	return undefined;
}

function isMemory(stored: unknown): stored is Memory {
	if (!isRecord(stored)) return false;
	const { version, site, at, batch, last } = stored;
	return (
		version === 1 &&
		typeof site === 'string' &&
		isWholeNumber(at) &&
		isWholeNumber(batch) &&
		sources.every(({ name, isState }) => stored[name] === undefined || isState(stored[name])) &&
		(last === undefined ||
			(isRecord(last) &&
				sources.every(({ name, isBatch }) => last[name] === undefined || isBatch(last[name]))))
	);
}
