import type { IExecuteFunctions } from 'n8n-workflow';
import { different, unknown, type Outcome } from '../api/outcomes';
import type { Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import type { Result } from './jobs';
import { lookupsInTurn } from './lookupsInTurn';
import type { Check } from './plans';

/** What is wrong with a record that was sent. */
type Doubt = Extract<Result, { problems: string[] }>;

/**
 * Looks at the records of a request that Lockt says are done, where its answer does not tell whether they
 * are: before the turn passes on, as the next change may be to the same record.
 *
 * @returns the doubts by their places
 */
export async function findDoubts(
	context: IExecuteFunctions,
	{ jobs }: Batch,
	outcomes: Outcome[],
): Promise<Array<Doubt | undefined>> {
	const { lookups } = lookupsInTurn(context);
	const plans = jobs.map(([job]) => job!.plan);
	const doubts = await Promise.all(
		outcomes.map(({ kind }, place) => {
			const { verify, verifyFirst } = plans[place]!;
			return findDoubt(kind === 'done' ? [verify, verifyFirst] : [], lookups);
		}),
	);
	const seen = doubts.find(
		(doubt, place) => doubt?.kind === 'different' && plans[place]!.verifyFirst,
	);
	if (!seen) return doubts;
	// What went wrong for those who were looked at may have done so for all of the request.
	const suspected = unknown(
		`It went wrong for another item of the same request: ${seen.problems[0]!}`,
	);
	return doubts.map((doubt, place) => {
		const isUnseen = plans[place]!.watchFirst && !plans[place]!.verifyFirst;
		return doubt ?? (outcomes[place]!.kind === 'done' && isUnseen ? suspected : undefined);
	});
}

async function findDoubt(
	checks: Array<Check | undefined>,
	lookups: Lookups,
): Promise<Doubt | undefined> {
	try {
		for (const check of checks) {
			const finding = await check?.(lookups);
			if (finding) return different([finding.problem], finding.advice);
		}
		return undefined;
	} catch (error) {
		return unknown(`What became of it could not be read: ${(error as Error).message}`);
	}
}
