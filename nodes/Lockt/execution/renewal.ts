import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import type { Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type OpenJob, type Result } from './jobs';
import type { Check, Verification } from './plans';

/** A batch as it is to be sent now, and the jobs of those records that cannot be sent any more. */
export interface Renewed {
	batch: Batch;
	/** For each record of the batch, how to see afterwards what became of it, where that is wanted. */
	checks: Array<Check | undefined>;
	refusals: ClosedJob[];
}

/**
 * Makes those records of a batch anew that repeat what Lockt has, and looks at what a verification compares
 * with: what was read when they were planned may be minutes old, and would undo what others have changed since.
 *
 * @param lookups that have read nothing yet; for one record at a time, as no list shows all of a user
 */
export async function renewBatch(
	lookups: Lookups,
	batch: Batch,
	isWanted: (verification: Verification) => boolean,
): Promise<Renewed> {
	const renew = async ({ plan }: OpenJob, record: IDataObject): Promise<Fresh> => ({
		record: (await plan.renew?.(lookups)) ?? record,
		check: plan.verify && isWanted(plan.verify) ? await plan.verify.prepare(lookups) : undefined,
	});
	const made = await Promise.all(
		batch.jobs.map(([job], place) => renew(job!, batch.records[place]!).catch(takeAsRefusal)),
	);
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

function takeAsRefusal(error: unknown): Refusal {
	if (!(error instanceof LocktError)) throw error;
	return { refusal: refused([`Not sent: ${error.message}`], error.description) };
}
