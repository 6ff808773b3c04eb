import { addressOf } from '../api/address';
import { hidePins } from '../api/secrets';
import type { Batch } from './batches';

/** Dry Run: an output item for each request, exactly as it would be sent but for PINs. */
export function showRequests(batches: Batch[], baseUrl: string): void {
	for (const { call, records, options, jobs } of batches) {
		const { method, path, query, flags, body } = call.request(records, options.allOrNothing);
		const [first, ...others] = jobs.flat();
		first!.result = {
			kind: 'done',
			json: {
				dryRun: true,
				method,
				url: addressOf(baseUrl, path, query, flags),
				...(body && { body: hidePins(body) }),
			},
			items: jobs.flat().map(({ index }) => index),
		};
		for (const job of others) job.result = { kind: 'elsewhere' };
	}
}
