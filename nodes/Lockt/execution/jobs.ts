import type { IDataObject } from 'n8n-workflow';
import { refused, type NotDone } from '../api/outcomes';
import { plainText } from '../api/text';
import type { Row } from '../fields/row';
import type { Plan } from './plans';
import type { WriteOptions } from './writeOptions';

/** What the node has to say of an item in the end. */
export type Result =
	| { kind: 'done'; json: IDataObject; items?: number[] }
	| NotDone
	/** Not sent only because of other items. */
	| { kind: 'held'; problems: string[]; advice: string }
	/** The output item of another one speaks for this one as well. */
	| { kind: 'elsewhere' };

/** An item on its way: what is to be done, and in the end what became of it. */
export interface Job extends Row {
	options: WriteOptions;
	plan?: Plan;
	result?: Result;
}

/** Two items for one record would race: the later one is refused. */
export function refuseTwins(jobs: Job[]): void {
	const seen = new Map<string, number>();
	for (const job of jobs) {
		const twins: string[] = [];
		for (const [label, value] of Object.entries(job.plan?.unique ?? {})) {
			const text = plainText(value);
			if (text === '') continue;
			const key = `${label} ${text.toLowerCase()}`;
			const first = seen.get(key);
			if (first === undefined) seen.set(key, job.index);
			else twins.push(`'${label}' ${text} is in item ${first} already`);
		}
		if (twins.length > 0) job.result = refused([...problemsOf(job.result), ...twins]);
	}
}

/**
 * Unless the node goes on after errors, nothing is sent when an item is known to be wrong; All or
 * Nothing means just that.
 */
export function holdOthers(jobs: Job[], goesOn: boolean): void {
	if (!jobs.some(({ result }) => problemsOf(result).length > 0)) return;
	for (const job of jobs) {
		if (job.result || (goesOn && !job.options.allOrNothing)) continue;
		job.result = {
			kind: 'held',
			problems: ['Not sent to Lockt, because another item is wrong'],
			advice: 'Correct the other item, then run this one again',
		};
	}
}

/** What is wrong with an item; nothing when it is done or still to be done. */
export function problemsOf(result: Result | undefined): string[] {
	return result && 'problems' in result ? result.problems : [];
}
