import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { change } from '../api/change';
import { ask } from '../api/client';
import { LocktError } from '../api/errors';
import { LOOK, outcomeWithoutAnswer, refused, type Outcome } from '../api/answers/notDone';
import { mayBeOfOne, outcomeOfWhole } from '../api/answers/wholeRequest';
import { hidePinsOf, pinsIn } from '../api/guard/pins';
import { notSentError } from '../api/turns/stopping';
import { noteSent } from '../api/turns/sent';
import { shortenAll, shortenMessage } from '../api/text/text';
import { keysFor, type Answer } from '../api/transport';
import { warn } from '../api/questions/warnings';
import { lookupsFor } from '../fields/lookups';
import { batchesOf, type Batch } from './batches';
import { closeJob, withOutcome, type ClosedJob, type OpenJob, type Result } from './jobs';
import type { Call, Plan } from './plans';
import { deadlineOf, renewBatch, type Renewed } from './renewal';
import { confirmUnsaid } from './unsaid';
import { findDoubts, type Sight } from './verifying';
import type { Seen } from './watching';

/** After so many requests in a row of which nobody knows what became, or which could not even be made, no further one is sent. */
const MOST_FAILED = 3;

/**
 * Sends one batch after the other and gives each item its outcome. Where Lockt cannot be reached or
 * lets nobody in, the rest is not sent.
 */
export async function sendAll(context: IExecuteFunctions, batches: Batch[]): Promise<ClosedJob[]> {
	const closed: ClosedJob[] = [];
	let failedInARow = 0;
	let hasGotThrough = false;
	let stopped: Outcome | undefined;
	const seen: Seen = new Set();
	const left = [...batches];
	for (let batch = left.shift(); batch; batch = left.shift()) {
		if (context.getExecutionCancelSignal()?.aborted) stopped = outcomeWithoutAnswer(notSentError());
		const { sent, outcomes, doubts, warnings, harm, turnedAway, mayBeOfRecord }: Sent = stopped
			? notSent(batch, stopped)
			: await send(context, batch, seen);
		const again = stopped || batch.options.allOrNothing ? [] : goOtherWays(sent.batch, outcomes);
		const resultsOf = (jobs: OpenJob[], n: number) =>
			again[n]
				? []
				: jobs.map((job) =>
						closeJob(job, doubts[n] ?? resultOf(job.plan, outcomes[n]!, warnings[n])),
					);
		closed.push(...sent.closed, ...sent.batch.jobs.flatMap(resultsOf));
		// Before anything else: the next item may be about the same record.
		left.unshift(...batchesOf(again.flatMap((jobs) => jobs ?? [])));
		if (harm !== undefined) stopped ??= notSentAfter(harm);
		const failure = sent.failure ?? (turnedAway ? problemIn(outcomes) : problemOfAll(outcomes));
		failedInARow = failure === undefined ? 0 : failedInARow + 1;
		hasGotThrough ||= outcomes.some(({ kind }) => kind === 'done');
		// Of somebody whom others get through, the record alone may be what is not there.
		if (turnedAway && !mayBeOfRecord && !hasGotThrough)
			stopped ??= notSentAfter(problemIn(outcomes));
		else if (failedInARow >= MOST_FAILED) stopped ??= notSentAfter(failure!);
	}
	return closed;
}

/** Those jobs, by place, whose record was refused for what another way may help with. */
function goOtherWays({ jobs }: Batch, outcomes: Outcome[]): Array<OpenJob[] | undefined> {
	return jobs.map((sharing, n) => {
		const outcome = outcomes[n]!;
		if (outcome.kind !== 'refused') return undefined;
		const ways = sharing.flatMap((job) => {
			const way = job.plan.otherwise?.(outcome.problems);
			return way ? [{ ...job, plan: { ...job.plan, ...way, otherwise: undefined } }] : [];
		});
		return ways.length === sharing.length ? ways : undefined;
	});
}

/** Where it is known of no record what became of it. */
function problemOfAll(outcomes: Outcome[]): string | undefined {
	const areUnknown = outcomes.length > 0 && outcomes.every(({ kind }) => kind === 'unknown');
	return areUnknown ? problemIn(outcomes) : undefined;
}

function problemIn([first]: Outcome[]): string {
	return first && first.kind !== 'done' ? first.problems.join('; ') : '';
}

function notSentAfter(why: string): Outcome {
	return refused(
		[`Not sent, as a request before it failed: ${why}`],
		'Run this item again when that is solved',
	);
}

/** What became of the records that were sent, and whether it makes no sense to knock again. */
interface Sent extends Sight {
	sent: Renewed;
	outcomes: Outcome[];
	turnedAway: boolean;
	/** Or whether it may have been turned away for what is so of its only record. */
	mayBeOfRecord?: boolean;
}

const NOTHING_SEEN: Sight = { doubts: [], warnings: [] };

const notSent = (batch: Batch, why: Outcome): Sent => ({
	sent: asPlanned(batch),
	outcomes: batch.records.map(() => why),
	...NOTHING_SEEN,
	turnedAway: true,
});

const asPlanned = (batch: Batch): Renewed => ({ batch, closed: [], risks: [] });

/** No record could be made anew. */
const NOTHING_LEFT = new LocktError('Nothing was sent to Lockt', '');

async function send(context: IExecuteFunctions, batch: Batch, seen: Seen): Promise<Sent> {
	const { call, options } = batch;
	const requestFor = ({ records, jobs }: Batch) => ({
		...call.request(records, options.allOrNothing),
		notAfter: Math.min(...jobs.flat().map(deadlineOf)),
	});
	let sent = asPlanned(batch);
	const renew = async () => {
		sent = await renewBatch(context, batch, seen);
		if (sent.batch.records.length === 0) throw NOTHING_LEFT;
		return requestFor(sent.batch);
	};
	let outcomes: Outcome[] = [];
	let sight = NOTHING_SEEN;
	const look = async (answer: Answer) => {
		const said = call.outcomes(sent.batch.records, answer, options.allOrNothing);
		outcomes = await confirmUnsaid(context, sent.batch, said);
		sight = await findDoubts(context, sent, outcomes, seen);
		await noteBatch(context, sent.batch, outcomes);
	};
	const answer = await change(context, requestFor(batch), renew, look).catch(takeAsUnanswered);
	if (answer instanceof LocktError) {
		const outcome = adviseOn(outcomeWithoutAnswer(answer), call);
		const turnedAway = answer !== NOTHING_LEFT && outcome.kind === 'refused';
		const same = sent.batch.records.map(() => outcome);
		await noteBatch(context, sent.batch, same);
		return { sent, outcomes: same, ...NOTHING_SEEN, turnedAway };
	}
	// Lockt may repeat what it was sent.
	const { query, body } = requestFor(sent.batch);
	const hide = hidePinsOf(pinsIn([query, body]));
	const shown = outcomes.map((outcome) => showOutcome(adviseOn(outcome, call), hide));
	await warnOfDifferent(context, shown);
	return {
		sent,
		outcomes: shown,
		...showSight(sight, hide),
		turnedAway: outcomeOfWhole(answer, sent.batch.records.length)?.kind === 'refused',
		mayBeOfRecord: sent.batch.records.length === 1 && mayBeOfOne(answer),
	};
}

/**
 * Notes what may have been changed. The last of the records is what is looked at, in what is other of it: that need not be
 * what was looked at after it was sent.
 */
async function noteBatch(
	context: IExecuteFunctions,
	{ call: { isShown, isContradictedBy, request }, records, jobs }: Batch,
	outcomes: Outcome[],
): Promise<void> {
	const places = [...records.keys()].filter((place) => outcomes[place]!.kind !== 'refused');
	const last = places.at(-1);
	if (last === undefined) return;
	const fields = (place: number) => keepChanged(records[place]!, jobs[place]![0]!.plan.changes);
	const byId = new Map<unknown, number>(places.map((place) => [records[place]!.id, place]));
	const comparing = isShown && {
		isShown: (later: IExecuteFunctions) =>
			isShown(fields(last), lookupsFor(later, 1, ask)).catch(() => undefined),
		fieldsOf: (id: unknown) => {
			const place = byId.get(id);
			return place === undefined ? undefined : withoutId(fields(place));
		},
		isShownBy: (later: IExecuteFunctions, shown: IDataObject, some: IDataObject) => {
			const lookups = { ...lookupsFor(later, 1, ask), readFull: () => Promise.resolve(shown) };
			return isShown({ id: shown.id, ...some }, lookups).catch(() => undefined);
		},
	};
	const contradicting = isContradictedBy && {
		isContradictedBy: (
			later: IExecuteFunctions,
			path: string,
			shown: IDataObject[],
			isLast: (id: unknown) => boolean,
		) => {
			const sent = places.map((place) => records[place]!).filter(({ id }) => isLast(id));
			return isContradictedBy(path, shown, sent, lookupsFor(later, 1, ask)).catch(() => false);
		},
	};
	await noteSent(context, {
		path: request([records[last]!], false).path,
		ids: places.map((place) => records[place]!.id),
		...comparing,
		...contradicting,
	});
}

function withoutId(record: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'id'));
}

/** What was the same before does not tell that the rest is shown. */
function keepChanged(record: IDataObject, changes: string[] | undefined): IDataObject {
	const names = changes && ['id', ...changes];
	return Object.fromEntries(
		Object.entries(record).filter(([name]) => names?.includes(name) ?? true),
	);
}

function adviseOn(outcome: Outcome, { ifUnknown }: Call): Outcome {
	const isOpen = outcome.kind === 'unknown' && outcome.advice === LOOK;
	return isOpen && ifUnknown !== undefined ? { ...outcome, advice: ifUnknown } : outcome;
}

/** Whatever else went wrong, nobody knows how far it had come: the other batches go on. */
function takeAsUnanswered(error: unknown): LocktError {
	if (error instanceof LocktError) return error;
	return new LocktError((error as Error).message, '', { mayHaveArrived: true });
}

/** What Lockt says it did instead, whichever item it was for: nobody may look at the items. */
async function warnOfDifferent(context: IExecuteFunctions, outcomes: Outcome[]): Promise<void> {
	const other = outcomes.find((outcome) => outcome.kind === 'different');
	if (!other) return;
	const { inTexts } = await keysFor(context);
	warn(context, inTexts(problemIn([other])));
}

/** What was seen as it may be shown: where it could not be read, Lockt may repeat what it was sent, too. */
function showSight({ doubts, warnings, harm }: Sight, hide: (said: unknown) => unknown): Sight {
	return {
		doubts: doubts.map(
			(doubt) => doubt && { ...doubt, problems: hide(doubt.problems) as string[] },
		),
		warnings: warnings.map((warning) => hide(warning) as typeof warning),
		harm: hide(harm) as typeof harm,
	};
}

/** What is said of an outcome as it may be shown. Its kind is a word of ours: a PIN may be the same. */
function showOutcome(outcome: Outcome, hide: (said: unknown) => unknown): Outcome {
	if (outcome.kind === 'done') return { ...outcome, answer: hide(outcome.answer) as IDataObject };
	const problems = hide(shortenAll(outcome.problems)) as string[];
	return {
		...outcome,
		problems: problems.map(shortenMessage),
		advice: hide(outcome.advice) as string,
	};
}

function resultOf({ outcome, shows }: Plan, became: Outcome, warning?: string): Result {
	if (became.kind !== 'done') return became;
	const warned = warning !== undefined && { warning };
	return { kind: 'done', json: withOutcome(outcome, { ...shows, ...became.answer, ...warned }) };
}
