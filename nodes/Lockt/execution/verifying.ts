import type { IExecuteFunctions } from 'n8n-workflow';
import { different, unknown, type Outcome } from '../api/outcomes';
import type { Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import type { Result } from './jobs';
import type { Check } from './plans';
import { lookupsWithin } from './renewal';

/** As many show how Lockt takes all of them. */
const FEW = 5;

/** What is wrong with a record that was sent. */
type Doubt = Extract<Result, { problems: string[] }>;

/**
 * Looks at the records of a request that Lockt says are done, where its answer does not tell whether they
 * are: before the turn passes on, as the next change may be to the same record.
 *
 * @param isFirst whether none before has shown how Lockt takes what can only go wrong for all alike
 * @returns the doubts by their places
 */
export async function findDoubts(
	context: IExecuteFunctions,
	{ jobs }: Batch,
	outcomes: Outcome[],
	isFirst: boolean,
): Promise<Array<Doubt | undefined>> {
	const { lookups } = lookupsWithin(context);
	return Promise.all(
		outcomes.map(({ kind }, place) => {
			const { verify, verifyFirst } = jobs[place]![0]!.plan;
			const check = verify ?? (isFirst && place < FEW ? verifyFirst : undefined);
			return findDoubt(kind === 'done' ? check : undefined, lookups);
		}),
	);
}

async function findDoubt(check: Check | undefined, lookups: Lookups): Promise<Doubt | undefined> {
	if (!check) return undefined;
	try {
		const finding = await check(lookups);
		return finding && different([finding.problem], finding.advice);
	} catch (error) {
		return unknown(`What became of it could not be read: ${(error as Error).message}`);
	}
}
