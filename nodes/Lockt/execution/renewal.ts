import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ask, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import { unlessAborted } from '../api/stopping';
import { lookupsFor } from '../fields/lookups';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type OpenJob, type Result } from './jobs';
import type { Check, Verification } from './plans';

/** A batch as it is to be sent now, and the jobs of those records that cannot be sent any more. */
export interface Renewed {
	batch: Batch;
	/** For each record of the batch, how to see afterwards what became of it, where that is wanted. */
	checks: Array<Check | undefined>;
	refusals: ClosedJob[];
	/** Why nothing at all could be made anew: it may concern the next batches as well. */
	failure?: string;
}

/** How long it may take for all records of a batch: others wait for their turn meanwhile. */
const BUDGET_MS = 20_000;

/**
 * Makes those records of a batch anew that repeat what Lockt has, and looks at what a verification compares
 * with: what was read when they were planned may be minutes old, and would undo what others have changed since.
 * Each question is put once; after the first that fails for more than its own record, none is put any more,
 * and nothing of the batch may be sent.
 */
export async function renewBatch(
	context: IExecuteFunctions,
	batch: Batch,
	isWanted: (verification: Verification) => boolean,
	budgetMs = BUDGET_MS,
): Promise<Renewed> {
	const { askOnce, failureSoFar } = askUntilFailure(AbortSignal.timeout(budgetMs));
	// One by one, as no list shows all of a user.
	const lookups = lookupsFor(context, 1, askOnce);
	const renew = async ({ plan }: OpenJob, record: IDataObject): Promise<Fresh> => ({
		record: (await plan.renew?.(lookups)) ?? record,
		check: plan.verify && isWanted(plan.verify) ? await plan.verify.prepare(lookups) : undefined,
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

/** Asks each question once, and none any more when the time is over or when Lockt could not answer one. */
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
	return { batch: { ...batch, records: [], jobs: [] }, checks: [], refusals, failure };
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
		checks: kept.map(({ check }) => check),
		refusals: entries.flatMap(({ made, jobs }) =>
			isRefusal(made) ? jobs.map((job) => closeJob(job, made.refusal)) : [],
		),
	};
}

/** A record as it is sent. */
interface Fresh {
	record: IDataObject;
	check: Check | undefined;
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
