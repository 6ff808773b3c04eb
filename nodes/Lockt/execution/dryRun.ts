import type { IDataObject } from 'n8n-workflow';
import { addressOf } from '../api/address';
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
				...(body && { body: withoutPins(body) }),
			},
			items: jobs.flat().map(({ index }) => index),
		};
		for (const job of others) job.result = { kind: 'elsewhere' };
	}
}

function withoutPins(body: object): IDataObject {
	return JSON.parse(
		JSON.stringify(body, (name, value: unknown) => (name === 'pin' ? '***' : value)),
	) as IDataObject;
}
