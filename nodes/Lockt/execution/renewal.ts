import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { refused } from '../api/outcomes';
import { lookupsFor } from '../fields/lookups';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type Result } from './jobs';

/** A batch as it is to be sent now, and the jobs of those records that cannot be sent any more. */
export interface Renewed {
	batch: Batch;
	refusals: ClosedJob[];
}

/**
 * Makes those records of a batch anew that repeat what Lockt has: what was read when they were planned may
 * be minutes old, and would undo what others have changed since.
 */
export async function renewBatch(context: IExecuteFunctions, batch: Batch): Promise<Renewed> {
	// One by one, as no list shows all of a user.
	const lookups = lookupsFor(context, 1);
	const made = await Promise.all(
		batch.jobs.map(async ([job], place) => {
			const record = batch.records[place]!;
			return job!.plan.renew?.(lookups).catch(takeAsRefusal) ?? record;
		}),
	);
	const isHeld = batch.options.allOrNothing && made.some(isRefusal);
	const entries = made.map((one, place) => ({
		record: isHeld && !isRefusal(one) ? HELD : one,
		jobs: batch.jobs[place]!,
	}));
	const kept = entries.flatMap(({ record, jobs }) => (isRefusal(record) ? [] : { record, jobs }));
	return {
		batch: {
			...batch,
			records: kept.map(({ record }) => record),
			jobs: kept.map(({ jobs }) => jobs),
		},
		refusals: entries.flatMap(({ record, jobs }) =>
			isRefusal(record) ? jobs.map((job) => closeJob(job, record.refusal)) : [],
		),
	};
}

/** Why a record is not sent. */
interface Refusal {
	refusal: Result;
}

const HELD: Refusal = {
	refusal: refused(['Not sent, because another item is wrong'], 'Correct the other item first'),
};

function isRefusal(one: IDataObject | Refusal): one is Refusal {
	return 'refusal' in one;
}

function takeAsRefusal(error: unknown): Refusal {
	if (!(error instanceof LocktError)) throw error;
	return { refusal: refused([`Not sent: ${error.message}`], error.description) };
}
