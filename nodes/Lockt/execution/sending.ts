import type { IExecuteFunctions } from 'n8n-workflow';
import { change } from '../api/change';
import { LocktError } from '../api/errors';
import { outcomeOfWhole, outcomeWithoutAnswer, refused, type Outcome } from '../api/outcomes';
import { hidePinsOf, pinsIn } from '../api/secrets';
import { notSentError } from '../api/stopping';
import { shortenMessage } from '../api/text';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type Result } from './jobs';
import type { Plan } from './plans';
import { renewBatch, type Renewed } from './renewal';

/** After so many requests in a row of which nobody knows what became, no further one is sent. */
const MOST_UNKNOWN = 3;

/**
 * Sends one batch after the other and gives each item its outcome. Where Lockt cannot be reached or
 * lets nobody in, the rest is not sent.
 */
export async function sendAll(context: IExecuteFunctions, batches: Batch[]): Promise<ClosedJob[]> {
	const closed: ClosedJob[] = [];
	let unknownInARow = 0;
	let stopped: Outcome | undefined;
	for (const batch of batches) {
		if (context.getExecutionCancelSignal()?.aborted) stopped = outcomeWithoutAnswer(notSentError());
		const { sent, refusals, outcomes, turnedAway } = stopped
			? notSent(batch, stopped)
			: await send(context, batch);
		closed.push(
			...refusals,
			...sent.jobs.flatMap((jobs, n) =>
				jobs.map((job) => closeJob(job, resultOf(job.plan, outcomes[n]!))),
			),
		);
		unknownInARow = outcomes.every(({ kind }) => kind === 'unknown') ? unknownInARow + 1 : 0;
		if (turnedAway || unknownInARow >= MOST_UNKNOWN) stopped ??= afterFailure(outcomes);
	}
	return closed;
}

function afterFailure([first]: Outcome[]): Outcome {
	const why = first && first.kind !== 'done' ? first.problems.join('; ') : '';
	return refused(
		[`Not sent, as a request before it failed: ${why}`],
		'Run this item again when that is solved',
	);
}

/** What became of the records that were sent, and whether it makes no sense to knock again. */
interface Sent {
	sent: Batch;
	outcomes: Outcome[];
	turnedAway: boolean;
	/** Those that were not sent. */
	refusals: ClosedJob[];
}

const notSent = (batch: Batch, why: Outcome): Sent => ({
	sent: batch,
	outcomes: batch.records.map(() => why),
	turnedAway: true,
	refusals: [],
});

/** No record could be made anew. */
const NOTHING_LEFT = new LocktError('Nothing was sent to Lockt', '');

async function send(context: IExecuteFunctions, batch: Batch): Promise<Sent> {
	const { call, options, jobs } = batch;
	const notAfter = Math.min(...jobs.flat().map(({ plan }) => plan.notAfter ?? Infinity));
	const requestFor = ({ records }: Batch) => call.request(records, options.allOrNothing);
	let renewed: Renewed = { batch, refusals: [] };
	const renew = async () => {
		renewed = await renewBatch(context, batch);
		if (renewed.batch.records.length === 0) throw NOTHING_LEFT;
		return requestFor(renewed.batch);
	};
	const asked = { ...requestFor(batch), notAfter };
	const answer = await change(context, asked, renew).catch(takeAsUnanswered);
	const { batch: sent, refusals } = renewed;
	if (answer instanceof LocktError) {
		const outcome = outcomeWithoutAnswer(answer);
		const turnedAway = answer !== NOTHING_LEFT && outcome.kind === 'refused';
		return { sent, refusals, outcomes: sent.records.map(() => outcome), turnedAway };
	}
	const outcomes = call.outcomes(sent.records, answer, options.allOrNothing);
	// Lockt may repeat what it was sent.
	const { query, body } = requestFor(sent);
	const hide = hidePinsOf(pinsIn([query, body]));
	return {
		...{ sent, refusals },
		outcomes: outcomes.map((outcome) => shortenProblems(hide(outcome) as Outcome)),
		turnedAway: outcomeOfWhole(answer)?.kind === 'refused',
	};
}

/** Whatever else went wrong, nobody knows how far it had come: the other batches go on. */
function takeAsUnanswered(error: unknown): LocktError {
	if (error instanceof LocktError) return error;
	return new LocktError((error as Error).message, '', { mayHaveArrived: true });
}

function shortenProblems(outcome: Outcome): Outcome {
	if (outcome.kind === 'done') return outcome;
	return { ...outcome, problems: outcome.problems.map(shortenMessage) };
}

function resultOf({ outcome, shows }: Plan, became: Outcome): Result {
	if (became.kind !== 'done') return became;
	return { kind: 'done', json: { ...shows, ...became.answer, outcome } };
}
