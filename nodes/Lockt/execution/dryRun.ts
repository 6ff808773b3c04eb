import type { IExecuteFunctions } from 'n8n-workflow';
import type { Change } from '../api/change';
import { queryOf } from '../api/guard/address';
import { hidePins } from '../api/guard/pins';
import { nameColumn } from '../fields/columns/columnNames';
import { labelOf } from '../fields/labels';
import type { Batch } from './batches';
import { closeJob, type ClosedJob, type Job } from './jobs';
import type { Plan } from './plans';
import { renewBatch } from './renewal';
import { listRows, textOf } from './report';

/** What would be sent, right now. */
interface Planned {
	/** The rows that would be sent. */
	shown: ClosedJob[];
	/** Those of which nothing would be sent by now. */
	closed: ClosedJob[];
	/** Lockt answered what was asked for it. */
	isAnswered: boolean;
}

/** Dry Run: reads what Lockt has as it is read before a batch is sent, and sends nothing. */
export async function planRequests(context: IExecuteFunctions, batches: Batch[]): Promise<Planned> {
	const renewed = await Promise.all(batches.map((batch) => renewBatch(context, batch)));
	return {
		shown: showRequests(renewed.map(({ batch }) => batch)),
		closed: renewed.flatMap(({ closed }) => closed),
		isAnswered: renewed.every(({ failure }) => failure === undefined),
	};
}

/** Dry Run: an output item for each row, with the request that its record would be sent in, PINs hidden. */
export function showRequests(batches: Batch[]): ClosedJob[] {
	const sent = batches.filter(({ records }) => records.length > 0);
	return sent.flatMap(({ call, records, options, jobs }, n) =>
		records.flatMap((record, place) => {
			const request = describeRequest(call.request([record], options.allOrNothing));
			return jobs[place]!.map((job) =>
				closeRow(job, {
					outcome: wouldBe(job.plan.outcome),
					changes: changesOf(job.plan).map(labelOf).join(', '),
					request: `${n + 1} of ${sent.length}: ${request}`,
				}),
			);
		}),
	);
}

/** As one text, since n8n unfolds an object in its table, e.g. POST /user {"users":[...]} */
function describeRequest({ method, path, query, flags, body }: Change): string {
	const search = queryOf(query && (hidePins(query) as typeof query), flags);
	const address = path + (search && `?${search}`);
	return [method, address, ...(body ? [JSON.stringify(hidePins(body))] : [])].join(' ');
}

/** The same of one of which nothing would be sent. */
export function showSettled(job: ClosedJob): ClosedJob {
	const { result } = job;
	if ('problems' in result) {
		return closeRow(job, { outcome: 'would be refused', problem: textOf(result) });
	}
	return result.json.outcome === 'unchanged' ? closeRow(job, { outcome: 'unchanged' }) : job;
}

/** What to say of the whole of a Dry Run, where some rows would be refused and the node would stop then. */
export function sayRefused(settled: ClosedJob[], rows: number): string | undefined {
	const refused = settled.filter(({ result }) => 'problems' in result);
	if (refused.length === 0) return undefined;
	const named = `${refused.length} of ${rows} rows would be refused: ${listRows(refused)}`;
	return `Dry Run: ${named}. Nothing would be sent at all then. Correct them, or set 'On Error' to Continue in the settings of the node to send the others`;
}

/** Every row has the same columns, blank where there is nothing; these are left away where no row has anything. */
const ONLY_IF_USED = ['takenColumns', 'unusedColumns'];

/** The rows of a Dry Run without columns that n8n would show as nothing but a red "empty". */
export function dropUnused(rows: ClosedJob[]): ClosedJob[] {
	const shown = rows.flatMap(({ result }) => (result.kind === 'done' ? [result.json] : []));
	const unused = ONLY_IF_USED.filter((column) => shown.every((json) => !json[column]));
	return rows.map((row) => {
		const { result } = row;
		if (result.kind !== 'done') return row;
		const kept = Object.entries(result.json).filter(([column]) => !unused.includes(column));
		return closeJob(row, { ...result, json: Object.fromEntries(kept) });
	});
}

interface DryRow {
	outcome: string;
	changes?: string;
	problem?: string;
	request?: string;
}

function closeRow(job: Job, { outcome, changes = '', problem = '', request = '' }: DryRow) {
	const { name = '', understood: { ignored, taken } = { ignored: [], taken: [] } } = job;
	const takenColumns = taken
		.map(({ column, label }) => `${nameColumn(column)} as ${label}`)
		.join(', ');
	const unusedColumns = ignored.map(nameColumn).join(', ');
	const columns = { takenColumns, unusedColumns };
	return closeJob(job, {
		kind: 'done',
		json: { outcome, name, changes, problem, ...columns, request },
	});
}

/** Of what is created or deleted, all is. */
function changesOf({ outcome, changes, record }: Plan): string[] {
	if (WHOLE.has(outcome)) return [];
	return changes ?? Object.keys(record).filter((property) => property !== 'id');
}

const WHOLE = new Set(['created', 'deleted', 'credentials removed']);

/** e.g. would be created */
function wouldBe(outcome: string): string {
	return WORDS[outcome] ?? `would be ${outcome}`;
}

const WORDS: Record<string, string> = {
	'credentials removed': 'credentials would be removed',
	answered: 'would be sent',
};
