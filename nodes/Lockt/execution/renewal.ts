import type { IExecuteFunctions } from 'n8n-workflow';
import { tooLateError } from '../api/change';
import { LocktError } from '../api/errors';
import { refused } from '../api/answers/notDone';
import type { Batch } from './batches';
import { closeJob, withOutcome, type ClosedJob, type OpenJob, type Result } from './jobs';
import { lookupsInTurn } from './lookupsInTurn';
import type { Renewal, Risk, Settled } from './plans';
import { makeShowable } from './showing';
import { findRisks, type Seen } from './watching';

/** A batch as it is to be sent now, and the jobs of those records that are not sent after all. */
export interface Renewed {
	batch: Batch;
	closed: ClosedJob[];
	/** Why nothing at all could be made anew: it may concern the next batches as well. */
	failure?: string;
	/** What may go wrong with those that are left, by place. */
	risks: Risk[][];
}

/**
 * Plans those records of a batch anew that hang on what Lockt has, or whose ID was found by something else: what
 * was read when they were planned may be minutes old. After the first question that fails for more than its own
 * record, nothing of the batch may be sent.
 *
 * @param seen which risks need not be looked at any more; without it, nothing is sent
 */
export async function renewBatch(
	context: IExecuteFunctions,
	batch: Batch,
	seen?: Seen,
): Promise<Renewed> {
	const { lookups, failureSoFar } = lookupsInTurn(context, batch.records.length, batch.records);
	const renew = async ({ plan }: OpenJob): Promise<Fresh | Closing> => {
		// Of those who share a record each keeps a plan of its own.
		const renewed: Renewal | Settled = (await plan.renew?.(lookups)) ?? { record: plan.record };
		// What was planned is in the form of the output already.
		const shows =
			renewed.shows === undefined
				? plan.shows!
				: await makeShowable(context, renewed.shows, lookups);
		return 'record' in renewed
			? { renewed: { ...renewed, shows } }
			: { result: { kind: 'done', json: withOutcome(renewed.outcome, shows) } };
	};
	const takeAsRefusal = (error: unknown): Closing => {
		if (failureSoFar() || !(error instanceof LocktError)) throw error;
		return { result: refused([`Not sent: ${error.message}`], error.description) };
	};
	const renewing = batch.jobs.map(([job]) => renew(job!).catch(takeAsRefusal));
	const made = await Promise.all(renewing).catch((error: unknown) => {
		const failure = failureSoFar();
		if (failure) return failure;
		throw error;
	});
	if (made instanceof LocktError) return refuseAll(batch, made);
	const renewed = refuseLate(keepOthers(batch, made));
	return seen ? { ...renewed, risks: await findRisks(renewed.batch, lookups, seen) } : renewed;
}

function refuseAll(batch: Batch, { message, description, facts }: LocktError): Renewed {
	const failure = `Not sent, as what Lockt has now could not be read: ${message}`;
	// Of a question nothing can have been done.
	const advice = facts.mayHaveArrived ? 'Run this item again' : description;
	const refusal = refused([failure], advice);
	const closed = batch.jobs.flat().map((job) => closeJob(job, refusal));
	return { batch: { ...batch, records: [], jobs: [] }, closed, failure, risks: [] };
}

/** What is left of a batch without those that are not sent. */
function keepOthers(batch: Batch, made: Array<Fresh | Closing>): Renewed {
	const isHeld = batch.options.allOrNothing && made.some(isRefusal);
	const entries = made.map((one, place) => ({
		made: isHeld && !isClosing(one) ? HELD : one,
		jobs: batch.jobs[place]!,
	}));
	const kept = entries.flatMap(({ made, jobs }) =>
		isClosing(made)
			? []
			: [jobs.map((job) => ({ ...job, plan: { ...job.plan, ...made.renewed } }))],
	);
	return {
		batch: { ...batch, records: kept.map(([job]) => job!.plan.record), jobs: kept },
		closed: entries.flatMap(({ made, jobs }) =>
			isClosing(made) ? jobs.map((job) => closeJob(job, made.result)) : [],
		),
		risks: [],
	};
}

/** The moment (epoch, milliseconds) after which a job may not be sent any more. */
export const deadlineOf = ({ plan }: OpenJob) => plan.notAfter ?? Infinity;

/** Without those that came too late: they hold back nobody else. */
function refuseLate({ batch, closed, risks }: Renewed): Renewed {
	const isLate = (job: OpenJob) => Date.now() > deadlineOf(job);
	const late = batch.jobs.flat().filter(isLate);
	if (late.length === 0) return { batch, closed, risks };
	const { message, description } = tooLateError();
	const jobs = batch.jobs.map((sharing) => sharing.filter((job) => !isLate(job)));
	const isLeft = (_: unknown, place: number) => jobs[place]!.length > 0;
	return {
		batch: { ...batch, records: batch.records.filter(isLeft), jobs: jobs.filter(isLeft) },
		closed: [...closed, ...late.map((job) => closeJob(job, refused([message], description)))],
		risks,
	};
}

/** A record that is sent. */
interface Fresh {
	renewed: Renewal;
}

/** What there is to say of a record that is not sent. */
interface Closing {
	result: Result;
}

const HELD: Closing = {
	result: refused(['Not sent, because another item is wrong'], 'Correct the other item first'),
};

function isClosing(one: Fresh | Closing): one is Closing {
	return 'result' in one;
}

const isRefusal = (one: Fresh | Closing) => isClosing(one) && one.result.kind === 'refused';
