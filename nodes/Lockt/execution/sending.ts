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
		const { outcomes, turnedAway } = stopped ? notSent(batch, stopped) : await send(context, batch);
		closed.push(
			...batch.jobs.flatMap((jobs, n) =>
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

/** What became of the records of a batch, and whether it makes no sense to knock again. */
interface Sent {
	outcomes: Outcome[];
	turnedAway: boolean;
}

const notSent = ({ records }: Batch, why: Outcome): Sent => ({
	outcomes: records.map(() => why),
	turnedAway: true,
});

async function send(
	context: IExecuteFunctions,
	{ call, records, options, jobs }: Batch,
): Promise<Sent> {
	const notAfter = Math.min(...jobs.flat().map(({ plan }) => plan.notAfter ?? Infinity));
	const request = call.request(records, options.allOrNothing);
	const answer = await change(context, { ...request, notAfter }).catch(takeAsUnanswered);
	if (answer instanceof LocktError) {
		const outcome = outcomeWithoutAnswer(answer);
		return { outcomes: records.map(() => outcome), turnedAway: outcome.kind === 'refused' };
	}
	const outcomes = call.outcomes(records, answer, options.allOrNothing);
	// Lockt may repeat what it was sent.
	const hide = hidePinsOf(pinsIn([request.query, request.body]));
	return {
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
