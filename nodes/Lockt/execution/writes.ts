import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { queryOf } from '../api/address';
import { hasDates, withIsoDates } from '../api/dates';
import { endpointOf } from '../api/endpoints';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import { refusalOf } from '../api/permissions';
import { dropPins, hideKeysIn, keysOf } from '../api/secrets';
import { accountOf, type Account } from '../api/transport';
import { lookupsFor, type Lookups } from '../fields/lookups';
import type { ReadParameter, Row } from '../fields/row';
import { batchesOf, refuseSplits } from './batches';
import { showRequests } from './dryRun';
import { closeJob, holdOthers, isClosed, isOpen, refuseTwins, type Job, type Result } from './jobs';
import type { Prepare } from './plans';
import { readBack } from './readBack';
import { report } from './report';
import { sendAll } from './sending';
import { DEFAULT_OPTIONS, writeOptionsOf } from './writeOptions';

/**
 * An operation that changes something in Lockt. All items are checked before the first request; then
 * they go in batches, one request after the other; in the end each item has its own outcome.
 */
export function write(
	prepare: Prepare,
): (context: IExecuteFunctions) => Promise<INodeExecutionData[]> {
	return async (context) => {
		const rows = rowsOf(context);
		const account = await accountOf(context);
		const lookups = lookupsFor(context, rows.length);
		const retries = context.getNode().retryOnFail === true;
		const prepared = await Promise.all(
			rows.map((row) => prepareJob(row, prepare, lookups, account, retries)),
		);
		const jobs = holdOthers(refuseTwins(prepared), context.continueOnFail());

		const { kept, refusals } = refuseSplits(batchesOf(jobs.filter(isOpen)));
		const shown = showRequests(
			kept.filter(({ options }) => options.dryRun),
			account.baseUrl,
		);
		const sent = await sendAll(
			context,
			kept.filter(({ options }) => !options.dryRun),
		);
		const closed = [...jobs.filter(isClosed), ...refusals, ...shown, ...sent];
		closed.sort((a, b) => a.index - b.index);
		// An item may hold the key as well.
		const keys = keysOf(account);
		const hidden = (await readBack(context, closed)).map(({ result, ...job }) => ({
			...job,
			result: hideKeysIn(result, keys, result.kind !== 'done') as Result,
		}));
		return report(context, hidden);
	};
}

function rowsOf(context: IExecuteFunctions): Row[] {
	const asker = {
		workflow: context.getWorkflow().name ?? '',
		execution: context.getExecutionId(),
	};
	return context.getInputData().map(({ json }, index) => {
		const parameter: ReadParameter = (name, fallback) =>
			context.getNodeParameter(name, index, fallback);
		return { index, parameter, input: json, asker };
	});
}

/** What is to be done for an item; closed at once where it is wrong, or nothing is. */
async function prepareJob(
	row: Row,
	prepare: Prepare,
	lookups: Lookups,
	account: Account,
	retries: boolean,
): Promise<Job> {
	let job = { ...row, options: DEFAULT_OPTIONS };
	try {
		job = { ...row, options: writeOptionsOf(row.parameter) };
		const plan = await prepare(row, lookups);
		if (!('call' in plan)) {
			const json = { ...(await showRecord(plan.shows, lookups)), outcome: plan.outcome };
			return { ...job, result: { kind: 'done', json } };
		}
		const { problems = [] } = plan;
		if (problems.length > 0) return closeJob({ ...job, plan }, refused(problems));
		const { method, path, query, flags, body } = plan.call.request([plan.record], false);
		const wanted = { method, path, query: queryOf(query, flags), body };
		const refusal = refusalOf(wanted, account);
		if (refusal) throw refusal;
		if (retries && !job.options.dryRun && !endpointOf(method, path, wanted.query)?.repeatable) {
			throw new LocktError(
				"This cannot run with 'Retry On Fail' on: it must never be sent twice",
				"Switch 'Retry On Fail' off in the settings of the node. Nothing was sent to Lockt",
			);
		}
		const shows = await showRecord(plan.shows ?? plan.record, lookups);
		return { ...job, plan: { ...plan, shows } };
	} catch (error) {
		const { message } = error as Error;
		const advice = error instanceof LocktError ? error.description : undefined;
		return { ...job, result: refused([message], advice) };
	}
}

/** A record as it may be put out: without PINs, and with its dates in the site's time. */
async function showRecord(record: IDataObject, lookups: Lookups): Promise<IDataObject> {
	const safe = dropPins(record);
	return hasDates(safe) ? withIsoDates(safe, await lookups.zone()) : safe;
}
