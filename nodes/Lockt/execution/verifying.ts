import type { IExecuteFunctions } from 'n8n-workflow';
import { unknown, type Outcome } from '../api/outcomes';
import { lookupsFor, type Lookups } from '../fields/lookups';
import type { Batch } from './batches';
import type { Result } from './jobs';
import type { Call, Check, Verification } from './plans';
import type { Renewed } from './renewal';

/** What is wrong with a record that was sent. */
type Doubt = Extract<Result, { problems: string[] }>;

/** Sees whether Lockt does what is meant, where its answers do not tell. */
export interface Verifier {
	/** Whether it is still to be seen how Lockt takes this. */
	isWanted: (call: Call) => (verification: Verification) => boolean;
	/**
	 * Looks at the records of a request that may have been done.
	 *
	 * @returns the doubts by their places; where Lockt takes the call in general otherwise than it was
	 * meant, or that cannot be seen, also why nothing more may be sent
	 */
	verify: (
		renewed: Renewed,
		outcomes: Outcome[],
	) => Promise<{ doubts: Array<Doubt | undefined>; stop?: string }>;
}

/** The verifier of one run. */
export function verifierFor(context: IExecuteFunctions): Verifier {
	/** The calls of which it was seen that Lockt takes them as they are meant. */
	const trusted = new Set<string>();
	return {
		isWanted: ({ name }) => {
			const isTrusted = trusted.has(name);
			return ({ first }) => !(first && isTrusted);
		},
		verify: async ({ batch, checks }, outcomes) => {
			const lookups = lookupsFor(context, 1);
			const doubts = await Promise.all(
				outcomes.map((outcome, n) => findDoubt(outcome, checks[n], isFirst(batch, n), lookups)),
			);
			const general = doubts.filter((_, n) => checks[n] && isFirst(batch, n));
			const stop = general.find((doubt) => doubt !== undefined)?.problems.join('; ');
			const isSeen = outcomes.some(
				({ kind }, n) => kind === 'done' && checks[n] && isFirst(batch, n),
			);
			if (isSeen && stop === undefined) trusted.add(batch.call.name);
			return { doubts, stop };
		},
	};
}

function isFirst({ jobs }: Batch, place: number): boolean {
	return jobs[place]?.[0]?.plan.verify?.first === true;
}

/** What is not known to be done may have been taken otherwise all the same, where that can be seen. */
async function findDoubt(
	{ kind }: Outcome,
	check: Check | undefined,
	isGeneral: boolean,
	lookups: Lookups,
): Promise<Doubt | undefined> {
	if (!check || (kind !== 'done' && !(kind === 'unknown' && isGeneral))) return undefined;
	try {
		const finding = await check(lookups);
		return finding && { kind: 'different', problems: [finding.problem], advice: finding.advice };
	} catch (error) {
		return unknown(`What became of it could not be read: ${(error as Error).message}`);
	}
}
