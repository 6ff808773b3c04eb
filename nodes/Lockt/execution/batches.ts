import type { IDataObject } from 'n8n-workflow';
import { refused } from '../api/answers/notDone';
import { closeJob, type ClosedJob, type OpenJob } from './jobs';
import { packing } from './packing';
import type { Call } from './plans';
import type { WriteOptions } from './writeOptions';

/** One request, and for each of its records the items that want it. */
export interface Batch {
	call: Call;
	options: WriteOptions;
	records: IDataObject[];
	jobs: OpenJob[][];
}

/**
 * Splits the items into as few requests as the API allows, in the order of their first items. Items
 * keep their order within each, and those that go one by one keep it altogether.
 */
export function batchesOf(jobs: OpenJob[]): Batch[] {
	const batches: Batch[] = [];
	const groups = new Map<string, { requests: Batch[]; placeFor: ReturnType<typeof packing> }>();
	/** Those that want the very same thing, where they share its record. */
	const sharing = new Map<string, OpenJob[]>();
	for (const job of jobs) {
		const { call, record } = job.plan;
		const name = JSON.stringify([call.name, job.options]);
		const same = call.shares && `${name} ${JSON.stringify(record)}`;
		const others = same && sharing.get(same);
		if (others) {
			others.push(job);
			continue;
		}
		const mine = [job];
		// Of what goes one by one, e.g. a setting, one that comes after another value is to be the last again.
		if (call.perRequest === 'one') sharing.clear();
		if (same) sharing.set(same, mine);

		const most = { batch: job.options.batchSize, one: 1, all: Infinity }[call.perRequest];
		const group = groups.get(name) ?? { requests: [], placeFor: packing(most) };
		groups.set(name, group);
		const place = group.placeFor(call.apart?.(record) ?? []);
		const batch = group.requests[place];
		if (batch) {
			batch.records.push(record);
			batch.jobs.push(mine);
		} else {
			const next: Batch = { call, options: job.options, records: [record], jobs: [mine] };
			group.requests.push(next);
			batches.push(next);
		}
	}
	return batches;
}

/**
 * Lockt keeps All or Nothing within one request; over several it is refused, before any is sent.
 *
 * @returns the batches that may go, and the jobs of those that may not
 */
export function refuseSplits(batches: Batch[]): { kept: Batch[]; refusals: ClosedJob[] } {
	const bound = batches.filter(({ options }) => options.allOrNothing);
	if (bound.length < 2) return { kept: batches, refusals: [] };
	const refusal = refused(
		[`'All or Nothing' cannot be kept: the items need ${bound.length} requests`],
		"Send fewer items at a time, or remove 'All or Nothing'. Nothing was sent to Lockt",
	);
	return {
		kept: batches.filter((batch) => !bound.includes(batch)),
		refusals: bound.flatMap(({ jobs }) => jobs.flat().map((job) => closeJob(job, refusal))),
	};
}
