import type { IDataObject } from 'n8n-workflow';
import { refused, type NotDone } from '../api/answers/notDone';
import { plainText, shortenValue } from '../api/text/text';
import type { Understood } from '../fields/row';
import type { Plan } from './plans';
import { labelRow, type Numbered } from './rowLabel';
import type { WriteOptions } from './writeOptions';

/** What the node has to say of an item in the end. */
export type Result =
	| { kind: 'done'; json: IDataObject }
	| NotDone
	/** Not sent only because of other items. */
	| { kind: 'held'; problems: string[]; advice: string };

/** An input item on its way: still to be done, or with what became of it. */
export type Job = OpenJob | ClosedJob;

/** What is known of an item from the start. */
interface Read extends Numbered {
	/** How its columns were understood, where they are found by their names. */
	understood?: Understood;
}

export interface OpenJob extends Read {
	options: WriteOptions;
	plan: Plan;
	result?: undefined;
}

export interface ClosedJob extends Read {
	options: WriteOptions;
	/** Missing where nothing was to be done, or it never came to a plan. */
	plan?: Plan;
	/** Of one that was settled before anything was sent. */
	unique?: Plan['unique'];
	parts?: Plan['parts'];
	result: Result;
}

/** What an output item shows, with what became of it first. */
export function withOutcome(outcome: string, shown: IDataObject): IDataObject {
	return Object.assign({ outcome }, shown, { outcome });
}

export const isOpen = (job: Job): job is OpenJob => job.result === undefined;

export const isClosed = (job: Job): job is ClosedJob => job.result !== undefined;

export function closeJob(job: Job, result: Result): ClosedJob {
	return { ...job, result };
}

/**
 * Two items for one record would race: the later one is refused, with what else is wrong with it. So is one that
 * Lockt had as it wants it, unless nothing is to be done for the earlier one either. Where they want different things,
 * nothing says which of them is meant: all of them are refused, as the first alone might take what the others give.
 */
export function refuseTwins(jobs: Job[]): Job[] {
	const groups = [...groupByRecord(jobs)].filter(([, twins]) => !changeOtherParts(twins));
	const named = new Map(groups);
	return jobs.map((job) => {
		const wrong = namesOf(job).flatMap(({ key, label, text }) => {
			const [first, ...later] = named.get(key) ?? [];
			if (!first) return [];
			const say = (what: string) => `'${label}' ${shortenValue(text)} is in row ${what}`;
			if (first !== job) return job.plan || first.plan ? [say(`${labelRow(first)} already`)] : [];
			const other = later.find((twin) => isOpen(job) && !wantSame(job, twin));
			return other ? [say(`${labelRow(other)} as well, which wants something else`)] : [];
		});
		return wrong.length > 0 ? closeJob(job, refused([...problemsOf(job), ...wrong])) : job;
	});
}

/** By what an item names a record that no other item of the run may name. */
function namesOf(job: Job) {
	const unique = job.plan?.unique ?? ('unique' in job ? job.unique : undefined) ?? {};
	return Object.entries(unique).flatMap(([label, value]) => {
		const text = plainText(value);
		return text === '' ? [] : [{ key: `${label} ${text.toLowerCase()}`, label, text }];
	});
}

function groupByRecord(jobs: Job[]): Map<string, Job[]> {
	const groups = new Map<string, Job[]>();
	for (const job of jobs) {
		for (const { key } of namesOf(job)) {
			const group = groups.get(key);
			if (group) group.push(job);
			else groups.set(key, [job]);
		}
	}
	return groups;
}

/** Whether several items change parts of one record, and none of them what another one changes to something else. */
function changeOtherParts(twins: Job[]): boolean {
	const seen: Record<string, string> = {};
	return twins.every((job) => {
		const parts = job.plan?.parts ?? ('parts' in job ? job.parts : undefined);
		if (!parts) return false;
		const isClear = Object.entries(parts).every(([part, value]) => (seen[part] ?? value) === value);
		Object.assign(seen, parts);
		return isClear;
	});
}

/** Whether two items ask for the very same, and nothing is wrong with either. */
function wantSame(...twins: Job[]): boolean {
	const [one, other] = twins.map((job) =>
		isOpen(job) ? JSON.stringify([job.plan.call.name, job.plan.record]) : undefined,
	);
	return one !== undefined && one === other;
}

/**
 * Unless the node goes on after errors, nothing is sent when an item is known to be wrong; All or
 * Nothing means just that.
 */
export function holdOthers(jobs: Job[], goesOn: boolean): Job[] {
	if (!jobs.some((job) => problemsOf(job).length > 0)) return jobs;
	return jobs.map((job) =>
		isOpen(job) && (!goesOn || job.options.allOrNothing)
			? closeJob(job, {
					kind: 'held',
					problems: ['Not sent to Lockt, because another item is wrong'],
					advice: 'Correct the other item, then run this one again',
				})
			: job,
	);
}

/** What is wrong with an item; nothing when it is done or still to be done. */
export function problemsOf({ result }: Job): string[] {
	return result && 'problems' in result ? result.problems : [];
}
