import type { IExecuteFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { cancelSignalOf } from '../api/transport';
import { notSentError, unlessAborted } from '../api/turns/stopping';
import type { ClosedJob } from './jobs';

/** So long a message waits for the name of what it is about. */
const PATIENCE_MS = 3_000;

/** Says of what was not done which record it is about, where its plan tells what people call it. */
export function nameRecords(context: IExecuteFunctions, jobs: ClosedJob[]): Promise<ClosedJob[]> {
	return Promise.all(jobs.map((job) => nameRecord(context, job)));
}

async function nameRecord(context: IExecuteFunctions, job: ClosedJob): Promise<ClosedJob> {
	const { plan, result } = job;
	const about = plan?.about;
	if (!about || !('problems' in result) || result.kind === 'held') return job;
	if (cancelSignalOf(context)?.aborted) return job;
	const deadline = AbortSignal.timeout(PATIENCE_MS);
	const name = await unlessAborted(() => about(context), deadline, notSentError).catch(
		(error: unknown) => {
			if (error instanceof LocktError) return undefined;
			throw error;
		},
	);
	const [first = '', ...others] = result.problems;
	if (name === undefined || first.includes(name)) return job;
	return { ...job, result: { ...result, problems: [`${name}: ${first}`, ...others] } };
}
