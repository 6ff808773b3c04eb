import type { IDataObject } from 'n8n-workflow';
import { refused } from '../api/outcomes';
import { closeJob, type ClosedJob, type OpenJob } from './jobs';
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
	const groups = new Map<string, Batch[]>();
	for (const job of jobs) {
		const { call, record } = job.plan;
		const name = JSON.stringify([call.name, job.options]);
		const group = groups.get(name) ?? [];
		groups.set(name, group);
		if (call.shares && joinEqual(job, group)) continue;

		const most = { batch: job.options.batchSize, one: 1, all: Infinity }[call.perRequest];
		const hasRoom = ({ records }: Batch) =>
			records.length < most && (call.fits?.(record, records) ?? true);
		const batch = call.fits ? group.find(hasRoom) : group.slice(-1).find(hasRoom);
		if (batch) {
			batch.records.push(record);
			batch.jobs.push([job]);
		} else {
			const next: Batch = { call, options: job.options, records: [record], jobs: [[job]] };
			group.push(next);
			batches.push(next);
		}
	}
	return batches;
}

/** Whether another item already wants the very same: then both share its record. */
function joinEqual(job: OpenJob, group: Batch[]): boolean {
	const record = JSON.stringify(job.plan.record);
	for (const { records, jobs } of group) {
		const index = records.findIndex((one) => JSON.stringify(one) === record);
		if (index < 0) continue;
		jobs[index]!.push(job);
		return true;
	}
	return false;
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
