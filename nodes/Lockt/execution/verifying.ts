import type { IExecuteFunctions } from 'n8n-workflow';
import { different, unknown, type Outcome } from '../api/outcomes';
import type { Lookups } from '../fields/lookups';
import type { Result } from './jobs';
import { lookupsInTurn } from './lookupsInTurn';
import type { Check } from './plans';
import type { Renewed } from './renewal';
import { chooseFew, markSeen, type Seen } from './watching';

/** What is wrong with a record that was sent. */
type Doubt = Extract<Result, { problems: string[] }>;

/** What was seen of the records of a request, and what it means for the next ones. */
export interface Sight {
	/** By place. */
	doubts: Array<Doubt | undefined>;
	/** What may go wrong for others of the same call as well. */
	harm?: string;
}

/**
 * Looks at the records of a request that Lockt says are done, where its answer does not tell whether they
 * are: before the turn passes on, as the next change may be to the same record.
 *
 * @param seen gets the kinds of risk that went well
 */
export async function findDoubts(
	context: IExecuteFunctions,
	{ batch, risks }: Renewed,
	outcomes: Outcome[],
	seen: Seen,
): Promise<Sight> {
	const { lookups } = lookupsInTurn(context);
	const verified = await Promise.all(
		outcomes.map(({ kind }, place) =>
			findDoubt(kind === 'done' ? batch.jobs[place]![0]!.plan.verify : undefined, lookups),
		),
	);
	const looked = await Promise.all(
		chooseFew(risks, outcomes).map((few) =>
			Promise.all(few.map(async (risk) => ({ risk, doubt: await findDoubt(risk.check, lookups) }))),
		),
	);
	const all = looked.flat();
	const wrong = all.filter(({ doubt }) => doubt?.kind === 'different');
	const kinds = new Set(wrong.map(({ risk }) => risk.kind));
	for (const { risk, doubt } of all) {
		if (!doubt && !kinds.has(risk.kind)) markSeen(batch, risk, seen);
	}
	const harm = wrong[0]?.doubt?.problems[0];
	// What went wrong for those who were looked at may have done so for all of the request.
	const suspected = unknown(`It went wrong for another item of the same request: ${harm}`);
	const doubts = outcomes.map((outcome, place) => {
		const own = looked[place]!.flatMap(({ doubt }) => doubt ?? []);
		const seenToBe = own.find(({ kind }) => kind === 'different') ?? own[0];
		const isSuspected = risks[place]?.some(
			(risk) => kinds.has(risk.kind) && !looked[place]!.some((look) => look.risk === risk),
		);
		const isOpen = outcome.kind === 'done' && isSuspected;
		return verified[place] ?? seenToBe ?? (isOpen ? suspected : undefined);
	});
	return { doubts, harm };
}

async function findDoubt(check: Check | undefined, lookups: Lookups): Promise<Doubt | undefined> {
	try {
		const finding = await check?.(lookups);
		return finding && different([finding.problem], finding.advice);
	} catch (error) {
		return unknown(`What became of it could not be read: ${(error as Error).message}`);
	}
}
