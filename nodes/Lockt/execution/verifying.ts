import type { IExecuteFunctions } from 'n8n-workflow';
import { unknown, type Outcome } from '../api/outcomes';
import type { Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import type { Result } from './jobs';
import type { Check } from './plans';
import { lookupsWithin } from './renewal';

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
	const { lookups } = lookupsWithin(context);
	return Promise.all(
		outcomes.map(({ kind }, place) =>
			findDoubt(kind === 'done' ? jobs[place]?.[0]?.plan.verify : undefined, lookups),
		),
	);
}

async function findDoubt(check: Check | undefined, lookups: Lookups): Promise<Doubt | undefined> {
	if (!check) return undefined;
	try {
		const finding = await check(lookups);
		return finding && { kind: 'different', problems: [finding.problem], advice: finding.advice };
	} catch (error) {
		return unknown(`What became of it could not be read: ${(error as Error).message}`);
	}
}
