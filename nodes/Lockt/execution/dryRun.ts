import { addressOf } from '../api/guard/address';
import { hidePins } from '../api/guard/pins';
import type { Batch } from './batches';
import { closeJob, type ClosedJob } from './jobs';

/** Dry Run: an output item for each request, exactly as it would be sent but for PINs. */
export function showRequests(batches: Batch[], baseUrl: string): ClosedJob[] {
	return batches.flatMap(({ call, records, options, jobs }) => {
		if (records.length === 0) return [];
		const { method, path, query, flags, body } = call.request(records, options.allOrNothing);
		const [first, ...others] = jobs.flat();
		const json = {
			dryRun: true,
			method,
			url: addressOf(baseUrl, path, query && (hidePins(query) as typeof query), flags),
			...(body && { body: hidePins(body) }),
		};
		const items = jobs.flat().map(({ index }) => index);
		return [
			closeJob(first!, { kind: 'done', json, items }),
			...others.map((job) => closeJob(job, { kind: 'elsewhere' })),
		];
	});
}
