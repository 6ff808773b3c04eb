import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { plainText } from '../api/text/text';
import { pollAlone } from './busy';
import { addPutOut, beginMemory, recall, remember, type Memory, type Recalled } from './memory';
import { findOccasion, markDone } from './occasion';
import { refuseUnknownPlaces } from './places';
import { readSettings, type Settings } from './settings';
import type { BySource } from './source';
import { chooseSources, sources } from './sources';

/** What was put out last is replayed under this name, once after each start of n8n. */
const REPLAY = 'replay';

/** What a poll begins with. */
interface Beginning {
	recalled: Recalled;
	/** Since when it has waited for another one to end, whose findings n8n threw away. */
	waitedSince?: number;
}

/** @returns what the workflow is to get from this poll, as items */
export async function watch(
	context: IPollFunctions,
	isPublishing: boolean,
): Promise<IDataObject[]> {
	// As it was before the poll that may still be going on.
	const recalled = recall(context, isPublishing);
	if (!recalled) return [];
	return pollAlone(context, isPublishing, async (waitedSince) =>
		watchSources(context, await readSettings(context), { recalled, waitedSince }),
	);
}

/**
 * What happened since the last poll, as items. What is remembered changes at the very end; for a source
 * that failed, it is as if it had not been asked.
 *
 * @throws what went wrong with a source, when the others have nothing to put out
 */
async function watchSources(
	context: IPollFunctions,
	settings: Settings,
	{ recalled, waitedSince }: Beginning,
): Promise<IDataObject[]> {
	const hasWaited = waitedSince !== undefined;
	const repeated = hasWaited ? addPutOut(context, recalled) : recalled.repeated;
	const memory = await keepIfSame(context, settings, recalled.memory);
	const isPublished = findOccasion(context, REPLAY) === 'published';
	if (isPublished) await refuseUnknownPlaces(context, settings, ['id']);
	const isLate = isPublished && (hasWaited || repeated !== undefined);
	const replayed = await replayLast(context, settings, memory, repeated);
	const items = replayed ?? [];
	const late = isLate ? { waitedSince, thrownAway: leftOf(repeated, items) } : undefined;
	// What could not be replayed yet stays in the batch.
	const goesOn = replayed === undefined || replayed.length > 0;
	const batch = { ...emptyBatch(), ...(goesOn && memory?.last) };
	const last = memory?.last && { ...memory.last };
	const next = beginMemory(settings.site, memory);
	const done: string[] = [];
	let answered = 0;
	const problems: unknown[] = [];

	const watched = chooseSources(settings);
	for (const { name, isLasting } of sources) if (isLasting) next[name] = memory?.[name];
	for (const source of watched) {
		const { name } = source;
		const before = memory?.[name];
		// What n8n threw away at publishing is due, and does not count as seen.
		const occasion = repeated ? 'due' : findOccasion(context, name);
		try {
			const findings = await source.poll(context, settings, before, batch[name], occasion, late);
			items.push(...findings.items);
			next[name] = findings.state;
			batch[name] = findings.batch;
			if (findings.findAgain && last?.[name]) last[name] = findings.findAgain(last[name]);
			answered++;
			if (findings.isConclusive) done.push(name);
		} catch (error) {
			problems.push(error);
			next[name] = before;
		}
	}

	if (problems.length > 0 && (isPublished || answered === 0)) throw problems[0];
	// When what happened is known for sure, what is not shown will not be.
	const isSure = done.length === watched.length;
	if (!replayed && isSure) {
		items.unshift(...(await replayLast(context, settings, memory, repeated, isSure))!);
	}
	if (replayed || isSure) done.push(REPLAY);
	if (settings.replays) next.last = items.length > 0 ? batch : last;
	remember(context, next, items, { before: memory, isPublished });
	for (const name of done) markDone(context, name);
	if (problems.length > 0) reportProblem(context, problems[0], items);
	return items.map((item) => markRepeated(item, repeated));
}

/** A new API user may lead to the same site: what is remembered of its events tells. */
async function keepIfSame(
	context: IPollFunctions,
	{ site }: Settings,
	memory: Memory | undefined,
): Promise<Memory | undefined> {
	if (!memory || memory.site === site) return memory;
	for (const source of sources) {
		const state = memory[source.name];
		if (state !== undefined && (await source.recognises(context, state))) return memory;
	}
	context.logger.warn(
		'Lockt Trigger: its credential leads to another Lockt account. It starts anew: what happened there up to now counts as seen',
	);
	return undefined;
}

/**
 * What was put out last, once more, when n8n has started: whatever is watched now.
 *
 * @param thrownAway what of it n8n threw away when it came once more comes again
 * @param isSure whether what Lockt shows is all that there is
 * @returns undefined where Lockt's answer is empty or old: it is asked again with the next poll
 */
async function replayLast(
	context: IPollFunctions,
	settings: Settings,
	memory: Memory | undefined,
	thrownAway: Set<string> | undefined,
	isSure = false,
): Promise<IDataObject[] | undefined> {
	const last = memory?.last;
	const isStarting = findOccasion(context, REPLAY) === 'started';
	if (!last || !settings.replays || !(isStarting || thrownAway)) return [];
	const items: IDataObject[] = [];
	for (const source of sources) {
		const batch = last[source.name] ?? source.emptyBatch;
		const again = await source.replay(context, settings, batch, isSure);
		if (!again && !isSure) return undefined;
		items.push(...(again ?? []));
	}
	return items
		.filter(({ dedupeKey }) => isStarting || thrownAway?.has(plainText(dedupeKey)))
		.map((item) => ({ ...item, redelivered: true }));
}

/** Those of the keys that are not among the items. */
function leftOf(keys: Set<string> | undefined, items: IDataObject[]): Set<string> {
	const there = new Set(items.map(({ dedupeKey }) => plainText(dedupeKey)));
	return new Set([...(keys ?? [])].filter((key) => !there.has(key)));
}

function markRepeated(item: IDataObject, repeated: Set<string> | undefined): IDataObject {
	return repeated?.has(plainText(item.dedupeKey)) ? { ...item, redelivered: true } : item;
}

/** What cannot be watched now must not hold back what was found; n8n tells of it when there is nothing. */
function reportProblem(context: IPollFunctions, problem: unknown, items: IDataObject[]): void {
	if (items.length === 0) throw problem;
	const { message } = problem as Error;
	context.logger.error(`Lockt Trigger: ${message}. It tries again with the next poll`);
}

function emptyBatch(): BySource {
	return Object.fromEntries(sources.map(({ name, emptyBatch }) => [name, emptyBatch])) as BySource;
}
