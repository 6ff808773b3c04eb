import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { hasDates, withIsoDates } from '../api/dates';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import { refusalOf } from '../api/permissions';
import { dropPins } from '../api/secrets';
import { plainText } from '../api/text';
import { accountOf, type Account } from '../api/transport';
import { batchesOf, refuseSplits, type OpenJob } from './batches';
import { showRequests } from './dryRun';
import { holdOthers, refuseTwins, type Job } from './jobs';
import { lookupsFor, type Lookups } from '../fields/lookups';
import type { ReadParameter, Row } from '../fields/row';
import type { Plan, Prepare } from './plans';
import { readBack } from './readBack';
import { report } from './report';
import { sendAll } from './sending';
import { writeOptionsOf } from './writeOptions';

/**
 * An operation that changes something in Lockt. All items are checked before the first request; then
 * they go in batches, one request after the other; in the end each item has its own outcome.
 */
export function write(
	prepare: Prepare,
): (context: IExecuteFunctions) => Promise<INodeExecutionData[]> {
	return async (context) => {
		const asker = {
			workflow: context.getWorkflow().name ?? '',
			execution: context.getExecutionId(),
		};
		const rows = context.getInputData().map(({ json }, index): Row => {
			const parameter: ReadParameter = (name, fallback) =>
				context.getNodeParameter(name, index, fallback);
			return { index, parameter, input: json, asker };
		});
		const account = await accountOf(context);
		const lookups = lookupsFor(context, rows.length);
		const jobs = await Promise.all(rows.map((row) => jobFor(row, prepare, lookups, account)));
		refuseTwins(jobs);
		holdOthers(jobs, context.continueOnFail());
		refuseSplits(batchesOf(jobs.filter(isOpen)));

		const batches = batchesOf(jobs.filter(isOpen));
		showRequests(
			batches.filter(({ options }) => options.dryRun),
			account.baseUrl,
		);
		await sendAll(
			context,
			batches.filter(({ options }) => !options.dryRun),
		);
		await readBack(context, jobs);
		return report(context, jobs);
	};
}

const isOpen = (job: Job): job is OpenJob => job.plan !== undefined && job.result === undefined;

async function jobFor(
	row: Row,
	prepare: Prepare,
	lookups: Lookups,
	account: Account,
): Promise<Job> {
	const options = writeOptionsOf(() => ({}));
	const job: Job = { ...row, options };
	try {
		job.options = writeOptionsOf(row.parameter);
		const plan = await prepare(row, lookups);
		if (!('call' in plan)) {
			const json = { ...(await shown(plan.shows, lookups)), outcome: plan.outcome };
			return { ...job, result: { kind: 'done', json } };
		}
		job.plan = plan;
		const problems = plan.problems ?? [];
		if (problems.length > 0) return { ...job, result: refused(problems) };
		const refusal = refusalOf(plan.call.request([plan.record], false), account);
		if (refusal) throw refusal;
		job.plan = { ...plan, shows: await shown(plan.shows ?? fromRecord(plan), lookups) };
		return job;
	} catch (error) {
		const { message } = error as Error;
		const advice = error instanceof LocktError ? error.description : undefined;
		return { ...job, result: refused([message], advice) };
	}
}

/** A new record has no ID yet. */
function fromRecord({ record: { id, ...record } }: Plan): IDataObject {
	return { ...(plainText(id) !== '-1' && { id }), ...record };
}

async function shown(record: IDataObject, lookups: Lookups): Promise<IDataObject> {
	const safe = dropPins(record);
	return hasDates(safe) ? withIsoDates(safe, await lookups.zone()) : safe;
}
