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
	return Promise.all(
		outcomes.map(({ kind }, place) => {
			const { verify, verifyFirst } = jobs[place]![0]!.plan;
			return findDoubt(kind === 'done' ? [verify, verifyFirst] : [], lookups);
		}),
	);
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
