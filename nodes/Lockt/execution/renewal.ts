import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ask, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import { unlessAborted } from '../api/stopping';
import { lookupsFor } from '../fields/lookups';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type OpenJob, type Result } from './jobs';

/** A batch as it is to be sent now, and the jobs of those records that cannot be sent any more. */
export interface Renewed {
	batch: Batch;
	refusals: ClosedJob[];
	/** Why nothing at all could be made anew: it may concern the next batches as well. */
	failure?: string;
}

/** How long all records of a batch may be looked at: others wait for their turn meanwhile. */
const BUDGET_MS = 20_000;

/**
 * Makes those records of a batch anew that repeat what Lockt has, or whose ID was found by something else: what
 * was read when they were planned may be minutes old. After the first question that fails for more than its own
 * record, nothing of the batch may be sent.
 */
export async function renewBatch(
	context: IExecuteFunctions,
	batch: Batch,
	budgetMs = BUDGET_MS,
): Promise<Renewed> {
	const { lookups, failureSoFar } = lookupsWithin(context, budgetMs, batch.records.length);
	const renew = async ({ plan }: OpenJob, record: IDataObject): Promise<Fresh> => ({
		record: (await plan.renew?.(lookups)) ?? record,
	});
	const takeAsRefusal = (error: unknown): Refusal => {
		if (failureSoFar() || !(error instanceof LocktError)) throw error;
		return { refusal: refused([`Not sent: ${error.message}`], error.description) };
	};
	const renewing = batch.jobs.map(([job], place) =>
		renew(job!, batch.records[place]!).catch(takeAsRefusal),
	);
	const made = await Promise.all(renewing).catch((error: unknown) => {
		const failure = failureSoFar();
		if (failure) return failure;
		throw error;
	});
	return made instanceof LocktError ? refuseAll(batch, made) : keepOthers(batch, made);
}

/**
 * Lookups while others wait for their turn: each question is put once, and none any more when the time is over
 * or when Lockt could not answer one.
 */
export function lookupsWithin(context: IExecuteFunctions, budgetMs = BUDGET_MS, rows = 1) {
	const { askOnce, failureSoFar } = askUntilFailure(AbortSignal.timeout(budgetMs));
	return { lookups: lookupsFor(context, rows, askOnce), failureSoFar };
}

function askUntilFailure(deadline: AbortSignal) {
	let failure: LocktError | undefined;
	const askOnce: AskLockt = async (context, question) => {
		if (failure) throw failure;
		return unlessAborted(() => ask(context, question), deadline, tookTooLong).catch(
			(error: unknown) => {
				if (error instanceof LocktError && !error.facts.refusesQuestion) failure ??= error;
				throw error;
			},
		);
	};
	return { askOnce, failureSoFar: () => failure };
}

const tookTooLong = () =>
	new LocktError(
		'Lockt took too long to answer',
		'Run this item again later, or send fewer items at a time',
	);

function refuseAll(batch: Batch, { message, description, facts }: LocktError): Renewed {
	const failure = `Not sent, as what Lockt has now could not be read: ${message}`;
	// Of a question nothing can have been done.
	const advice = facts.mayHaveArrived ? 'Run this item again' : description;
	const refusal = refused([failure], advice);
	const refusals = batch.jobs.flat().map((job) => closeJob(job, refusal));
	return { batch: { ...batch, records: [], jobs: [] }, refusals, failure };
}

/** What is left of a batch without those that were refused. */
function keepOthers(batch: Batch, made: Array<Fresh | Refusal>): Renewed {
	const isHeld = batch.options.allOrNothing && made.some(isRefusal);
	const entries = made.map((one, place) => ({
		made: isHeld && !isRefusal(one) ? HELD : one,
		jobs: batch.jobs[place]!,
	}));
	const kept = entries.flatMap(({ made, jobs }) => (isRefusal(made) ? [] : { ...made, jobs }));
	return {
		batch: {
			...batch,
			records: kept.map(({ record }) => record),
			jobs: kept.map(({ jobs }) => jobs),
		},
		refusals: entries.flatMap(({ made, jobs }) =>
			isRefusal(made) ? jobs.map((job) => closeJob(job, made.refusal)) : [],
		),
	};
}

/** A record as it is sent. */
interface Fresh {
	record: IDataObject;
}

/** Why a record is not sent. */
interface Refusal {
	refusal: Result;
}

const HELD: Refusal = {
	refusal: refused(['Not sent, because another item is wrong'], 'Correct the other item first'),
};

function isRefusal(one: Fresh | Refusal): one is Refusal {
	return 'refusal' in one;
}
