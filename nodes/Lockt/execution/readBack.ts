import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { askPatiently } from '../api/client';
import { waitUntilShown } from '../api/turns/unseen';
import { booleanIn } from '../api/records/forms';
import { different, type NotDone } from '../api/answers/notDone';
import { plainText } from '../api/text/text';
import { lookupsFor, type Lookups } from '../fields/lookups';
import { closeJob, withOutcome, type ClosedJob } from './jobs';
import type { Plan } from './plans';
import { makeShowable } from './showing';

/**
 * Return Full Record: reads what was created or changed, few by single questions, many in one list.
 * What was done stays done when that fails: the item then says that it could not be read.
 */
export async function readBack(
	context: IExecuteFunctions,
	jobs: ClosedJob[],
): Promise<ClosedJob[]> {
	const lookups = lookupsFor(context, jobs.filter(wantsRecord).length, askPatiently, (own, path) =>
		waitUntilShown(own, path, () => true),
	);
	return Promise.all(
		jobs.map(async (job) => (wantsRecord(job) ? showFullRecord(context, job, lookups) : job)),
	);
}

/** One whose record is to be read. */
type Wanting = ClosedJob & {
	plan: Plan & { found: NonNullable<Plan['found']> };
	result: { kind: 'done'; json: IDataObject };
};

function wantsRecord(job: ClosedJob): job is Wanting {
	const { fullRecord, dryRun } = job.options;
	return fullRecord && !dryRun && job.plan?.found !== undefined && job.result.kind === 'done';
}

async function showFullRecord(
	context: IExecuteFunctions,
	job: Wanting,
	lookups: Lookups,
): Promise<ClosedJob> {
	const { json } = job.result;
	const { kind, property, value } = job.plan.found;
	try {
		const found = await lookups.find(kind, property, plainText(value));
		if (found.length !== 1) throw new Error(`Lockt shows ${found.length} of it`);
		const switched = findSwitched(job.plan.record, found[0]!);
		if (switched) return closeJob(job, switched);
		const record = await makeShowable(context, found[0]!, lookups);
		const { warning } = json;
		const warned = warning !== undefined && { warning };
		const shown = withOutcome(plainText(json.outcome), { ...record, ...warned });
		return closeJob(job, { kind: 'done', json: shown });
	} catch (error) {
		const warning = `Done, but the full record could not be read: ${(error as Error).message}`;
		return closeJob(job, { kind: 'done', json: { ...json, warning } });
	}
}

/** What is shown otherwise than it was sent: of yes or no only, as other values may come in other forms. */
function findSwitched(sent: IDataObject, shown: IDataObject): NotDone | undefined {
	const name = Object.keys(sent).find((one) => {
		const [asked, is] = [booleanIn(sent[one]), shown[one]];
		return typeof is === 'boolean' && asked === !is;
	});
	if (name === undefined) return undefined;
	return different(
		[`Not as Lockt said: its record shows '${name}' as ${shown[name] === true ? 'true' : 'false'}`],
		'Correct it in Lockt. Ask Lockt support why its API does not',
	);
}
