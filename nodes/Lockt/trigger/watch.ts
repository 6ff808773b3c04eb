import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { beginMemory, isBehind, isFirstSinceStart, recall, remember } from './memory';
import type { Settings } from './settings';
import type { BySource } from './source';
import { chooseSources, sources } from './sources';

/**
 * What happened since the last poll, as items. What is remembered changes at the very end and only
 * when all went well: a poll that fails is as if it had not been.
 */
export async function watchSources(
	context: IPollFunctions,
	settings: Settings,
): Promise<IDataObject[]> {
	if (isBehind(context)) return [];
	const memory = recall(context, settings);
	const last = memory?.last;
	const items =
		last && settings.replays && isFirstSinceStart(context)
			? await replayBatch(context, settings, last)
			: [];
	const batch = last && items.length > 0 ? { ...last } : emptyBatch();
	const next = beginMemory(settings, memory);

	for (const source of chooseSources(settings)) {
		const { name } = source;
		const findings = await source.poll(context, settings, memory?.[name], batch[name]);
		items.push(...findings.items);
		next[name] = findings.state;
		batch[name] = findings.batch;
	}

	const putsOut = items.length > 0;
	if (settings.replays) next.last = putsOut ? batch : last;
	remember(context, next, putsOut);
	return items;
}

/** What was put out last, once more, whatever is watched now. */
async function replayBatch(
	context: IPollFunctions,
	settings: Settings,
	batch: BySource,
): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (const source of sources) {
		items.push(...(await source.replay(context, settings, batch[source.name])));
	}
	return items.map((item) => ({ ...item, redelivered: true }));
}

function emptyBatch(): BySource {
	return Object.fromEntries(sources.map(({ name, emptyBatch }) => [name, emptyBatch])) as BySource;
}
