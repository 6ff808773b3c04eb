import type { IPollFunctions } from 'n8n-workflow';
import { warnDaily } from '../../api/questions/warnings';
import { ACCESS_CAUSES } from '../causes';
import { isEndsState, judgeEnds, type AccessEnd, type EndsState } from '../decisions/accessEnds';
import { isDue } from '../decisions/looks';
import { readChosen, type Chosen } from '../person';
import type { Settings } from '../settings';
import type { Source } from '../source';
import { addToBatch, isEndsBatch, tellEnds, type EndsBatch } from './batch';
import { makeEndItems } from './items';
import { readEnds, whoseIds, type AccessEnds } from './reads';

/** Nobody's access ends so soon that it must be told by the minute. */
const LOOK_EVERY_MINUTES = 60;

/** Whose access ends within the next days. */
export const accessEnds: Source<EndsState, EndsBatch> = {
	name: 'accessEnds',
	causes: ACCESS_CAUSES,
	isLasting: false,
	isState: isEndsState,
	isBatch: isEndsBatch,
	emptyBatch: [],

	async poll(context, settings, before, batch, occasion) {
		const isPublished = before === undefined || occasion === 'published';
		if (!isPublished && !isDue(before, LOOK_EVERY_MINUTES, Date.now())) {
			return { items: [], state: before, batch, isConclusive: true };
		}
		const read = await readEnds(context);
		const known = isPublished ? undefined : before;
		const chosen = await readChosen(context, settings.people, read.users);
		const { state, news } = judgeEnds(known, read, settings.daysBefore, Date.now());
		warnOfUnknown(context, read, settings, news);
		const told = tellEnds(news.filter(isOf(chosen, read, settings)), state.looked);
		return {
			items: makeEndItems(context, told, read, settings),
			state,
			batch: addToBatch(batch, told),
			isConclusive: true,
		};
	},

	/** Other sites have people with the same IDs. */
	recognises: () => Promise.resolve(false),

	async sample(context, settings) {
		const read = await readEnds(context);
		const now = Math.floor(Date.now() / 60_000);
		const chosen = await readChosen(context, settings.people, read.users);
		const coming = read.ends.filter(({ end }) => end > now).filter(isOf(chosen, read, settings));
		const [next] = coming.sort((a, b) => a.end - b.end);
		if (!next) return [];
		const isSoon = next.end <= now + settings.daysBefore * 24 * 60;
		const why = isSoon ? undefined : 'none that fits ends so soon';
		return makeEndItems(context, tellEnds([next], now), read, settings, why);
	},

	async replay(context, settings, batch) {
		if (batch.length === 0) return [];
		const read = await readEnds(context);
		return read.listed.length > 0 ? makeEndItems(context, batch, read, settings) : undefined;
	},
};

/** Whether it is of somebody of whom the person wants to hear. */
const isOf =
	(chosen: Chosen, { find }: AccessEnds, { people }: Settings) =>
	(end: AccessEnd) => {
		const holding = find(end);
		return !people || (holding && whoseIds(holding)?.some(chosen.has)) === true;
	};

/** A filter leaves these out, whosever they are. */
function warnOfUnknown(
	context: IPollFunctions,
	{ find }: AccessEnds,
	{ people }: Settings,
	ends: AccessEnd[],
): void {
	const isUnknown = (end: AccessEnd) => {
		const holding = find(end);
		return holding && !whoseIds(holding);
	};
	if (!people || !ends.some(isUnknown)) return;
	warnDaily(
		context,
		"Lockt does not show whose some credentials are: 'Access Ends Soon' leaves them out where the filter 'People' is set. " +
			'Run Check Compatibility of the Lockt node, or remove the filter',
	);
}
