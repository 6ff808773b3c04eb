import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ask, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { waitUntilShown } from '../api/turns/unseen';
import { unlessAborted } from '../api/turns/stopping';
import { lookupsFor, type UntilShown } from '../fields/lookups';

/** How long all records of a batch may be looked at: others wait for their turn meanwhile. */
const BUDGET_MS = 20_000;

/**
 * Lookups while others wait for their turn: each question is put once, and none any more when the time is over
 * or when Lockt could not answer one.
 *
 * @param records what is to be sent: what the run has sent of the same ones before must be shown
 */
export function lookupsInTurn(context: IExecuteFunctions, rows = 1, records: IDataObject[] = []) {
	const { askOnce, failureSoFar } = askUntilFailure();
	const ids = new Set<unknown>(records.map(({ id }) => id));
	const isMeant = (sent: unknown[]) => sent.some((id) => id !== undefined && ids.has(id));
	const untilShown: UntilShown = (_, path) => waitUntilShown(context, path, isMeant);
	return { lookups: lookupsFor(context, rows, askOnce, untilShown), failureSoFar };
}

function askUntilFailure() {
	let failure: LocktError | undefined;
	let deadline: AbortSignal | undefined;
	const askOnce: AskLockt = async (context, question) => {
		if (failure) throw failure;
		deadline ??= AbortSignal.timeout(BUDGET_MS);
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
