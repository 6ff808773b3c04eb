import type { IExecuteFunctions } from 'n8n-workflow';
import { ask, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { waitUntilShown } from '../api/turns/unseen';
import { unlessAborted } from '../api/turns/stopping';
import { lookupsFor } from '../fields/lookups';

/** How long all records of a batch may be looked at: others wait for their turn meanwhile. */
const BUDGET_MS = 20_000;

/**
 * Lookups while others wait for their turn: each question is put once, and none any more when the time is over
 * or when Lockt could not answer one.
 */
export function lookupsInTurn(context: IExecuteFunctions, rows = 1) {
	const { askOnce, failureSoFar } = askUntilFailure(AbortSignal.timeout(BUDGET_MS));
	return { lookups: lookupsFor(context, rows, askOnce, waitUntilShown), failureSoFar };
}

function askUntilFailure(deadline: AbortSignal) {
	let failure: LocktError | undefined;
	const askOnce: AskLockt = async (context, question) => {
		if (failure) throw failure;
		return unlessAborted(() => ask(context, question), deadline, tookTooLong).catch(
			(error: unknown) => {
				if (error instanceof LocktError && !error.facts.refusesQuestion) failure ??= error;
				throw error;
			},
		);
	};
	return { askOnce, failureSoFar: () => failure };
}

const tookTooLong = () =>
	new LocktError(
		'Lockt took too long to answer',
		"Run this item again later, or send fewer items at a time: with a smaller 'Batch Size', where the operation has that option",
	);
