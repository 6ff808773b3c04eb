import type { IExecuteFunctions } from 'n8n-workflow';
import { withIsoDates } from '../api/dates';
import { dropPins } from '../api/secrets';
import { plainText } from '../api/text';
import type { Job } from './jobs';
import { lookupsFor } from '../fields/lookups';

/**
 * Return Full Record: reads what was created or changed, few by single questions, many in one list.
 * What was done stays done when that fails: the item then says that it could not be read.
 */
export async function readBack(context: IExecuteFunctions, jobs: Job[]): Promise<void> {
	const wanted = jobs.filter(
		({ options, plan, result }) => options.fullRecord && plan?.found && result?.kind === 'done',
	);
	const lookups = lookupsFor(context, wanted.length);
	await Promise.all(
		wanted.map(async (job) => {
			if (job.result?.kind !== 'done' || !job.plan?.found) return;
			const { kind, property, value } = job.plan.found;
			const { json } = job.result;
			try {
				const found = await lookups.find(kind, property, plainText(value));
				if (found.length !== 1) throw new Error(`Lockt shows ${found.length} of it`);
				const record = withIsoDates(dropPins(found[0]!), await lookups.zone());
				job.result = { kind: 'done', json: { ...record, outcome: json.outcome } };
			} catch (error) {
				const warning = `Done, but the full record could not be read: ${(error as Error).message}`;
				job.result = { kind: 'done', json: { ...json, warning } };
			}
		}),
	);
}
