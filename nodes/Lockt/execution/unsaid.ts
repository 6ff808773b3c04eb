import type { IExecuteFunctions } from 'n8n-workflow';
import { AGAIN_MS } from '../api/turns/lagging';
import type { Outcome } from '../api/answers/notDone';
import type { Batch } from './batches';
import { lookupsInTurn } from './lookupsInTurn';
import { waitUnlessStopped } from './waiting';

/**
 * Where the answer to a single record says nothing of what became of it: done, if Lockt shows all of it as it was
 * sent. Looked at before the turn passes on. Anything else leaves it as it was.
 */
export async function confirmUnsaid(
	context: IExecuteFunctions,
	{ call: { isAsSent }, records: [record, ...others] }: Batch,
	outcomes: Outcome[],
): Promise<Outcome[]> {
	const [outcome] = outcomes;
	const isOpen = outcome?.kind === 'unknown' && outcome.unsaid === true;
	if (!isAsSent || !isOpen || !record || others.length > 0) return outcomes;
	const look = () =>
		isAsSent(record, lookupsInTurn(context).lookups).catch((): undefined => undefined);
	let seen = await look();
	for (const ms of AGAIN_MS) {
		if (seen !== false || !(await waitUnlessStopped(context, ms))) break;
		seen = await look();
	}
	return seen === true ? [{ kind: 'done' }] : outcomes;
}
