import type { IDataObject } from 'n8n-workflow';
import { askPatiently, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { hideKeysIn, keysOf, type Keys } from '../api/guard/keys';
import { hideOwnPins } from '../api/guard/pins';
import { notice } from '../api/questions/notices';
import { accountOf } from '../api/transport';
import { waitUntilShown } from '../api/turns/unseen';
import { lookupsFor } from '../fields/lookups';
import { batchesOf, refuseSplits } from './batches';
import { dropUnused, planRequests, sayRefused, showSettled } from './dryRun';
import { sayIgnored, sayTaken } from './sayColumns';
import { holdOthers, isClosed, isOpen, refuseTwins, type Result } from './jobs';
import { nameRecords } from './naming';
import type { Prepare } from './plans';
import { prepareJob } from './preparing';
import { readBack } from './readBack';
import { report } from './report';
import type { Run } from './run';
import { sendAll } from './sending';

/**
 * An operation that changes something in Lockt. All items are checked before the first request; then
 * they go in batches, one request after the other; in the end each item has its own outcome.
 */
export function write(prepare: Prepare): Run {
	return async (context, fields) => {
		const items = context.getInputData();
		const account = await accountOf(context);
		const { ask, hasFailed } = askAndRemember();
		const lookups = lookupsFor(context, items.length, ask, waitUntilShown);
		const inputs = items.map(({ json }) => json);
		const preparing = { context, fields, prepare, lookups, account, inputs };
		const prepared = await Promise.all(items.map((_, index) => prepareJob(preparing, index)));
		const checked = refuseTwins(prepared);
		// Whether all is as it should be is what a Dry Run is to say: nothing is held back.
		const isDry = !hasFailed() && checked.every(({ options }) => options.dryRun);
		const jobs = isDry ? checked : holdOthers(checked, context.continueOnFail());

		const { kept, refusals } = refuseSplits(batchesOf(jobs.filter(isOpen)));
		const dry = kept.filter(({ options }) => options.dryRun);
		const live = kept.filter(({ options }) => !options.dryRun);
		const planned = await planRequests(context, dry);
		const sent = await nameRecords(context, await sendAll(context, live));
		const closedBefore = [...jobs.filter(isClosed), ...refusals, ...planned.closed];
		const settled = await nameRecords(context, closedBefore);
		const areKnown = isDry && planned.isAnswered;
		const settledRows = areKnown ? settled.map(showSettled) : settled;
		const closed = [...dropUnused([...settledRows, ...planned.shown]), ...sent];
		closed.sort((a, b) => a.index - b.index);
		// An item may hold the key as well, and somebody's PIN may be their number, too.
		const keys = keysOf(account);
		const isStopped = areKnown && !context.continueOnFail();
		const refusedRows = isStopped ? sayRefused(settled, closed.length) : undefined;
		const said = [sayTaken(closed), sayIgnored(closed), refusedRows];
		for (const one of said) if (one !== undefined) notice(context, one);
		const hidden = (await readBack(context, closed)).map((job) => ({
			...job,
			name: keys.inTexts(job.name ?? ''),
			result: hideSecrets(job.result, keys, inputs[job.index]),
		}));
		return report(context, hidden);
	};
}

/** Questions, and whether one of them got no answer that says anything of the items. */
function askAndRemember() {
	let failed = false;
	const ask: AskLockt = (context, question) =>
		askPatiently(context, question).catch((error: unknown) => {
			if (!(error instanceof LocktError && error.facts.refusesQuestion)) failed = true;
			throw error;
		});
	return { ask, hasFailed: () => failed };
}

/** A result without keys and PINs in what it says. The words that are ours stay: a user may be called "unknown". */
function hideSecrets(result: Result, keys: Keys, input: IDataObject | undefined): Result {
	if (result.kind === 'done') {
		return { ...result, json: hideKeysIn(result.json, keys) as IDataObject };
	}
	return {
		...result,
		problems: result.problems.map((text) => hideOwnPins([input], keys.inTexts(text))),
		advice: keys.inTexts(result.advice),
	};
}
