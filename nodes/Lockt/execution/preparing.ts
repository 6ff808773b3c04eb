import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { refused } from '../api/answers/notDone';
import { endpointOf } from '../api/endpoints';
import { LocktError } from '../api/errors';
import type { Account } from '../api/guard/account';
import { queryOf } from '../api/guard/address';
import { hiddenIn } from '../api/guard/keys';
import { refusalOf } from '../api/guard/permissions';
import { doorsFor } from '../api/questions/unlockable';
import type { Lookups } from '../fields/lookups';
import { parametersOf } from '../fields/parameters';
import type { Row, Understood } from '../fields/row';
import { nameOfRow } from '../fields/rowName';
import { withOutcome, type Job } from './jobs';
import type { Plan, Prepare } from './plans';
import { readOrigins } from './origin';
import { NEVER_TWICE } from './report';
import { makeShowable } from './showing';
import { DEFAULT_OPTIONS, wantsDryRun, writeOptionsOf, type WriteOptions } from './writeOptions';

/** All that the preparation of each item needs. */
export interface Preparing {
	context: IExecuteFunctions;
	fields: INodeProperties[];
	prepare: Prepare;
	lookups: Lookups;
	account: Account;
	inputs: IDataObject[];
}

/** What is to be done for an item; closed at once where it is wrong, or nothing is. */
export async function prepareJob(preparing: Preparing, index: number): Promise<Job> {
	const { context, prepare, lookups, inputs } = preparing;
	const input = inputs[index]!;
	let name = nameOfRow(input);
	let understood: Understood | undefined;
	const tell: Row['tell'] = (columns) => {
		understood = columns;
	};
	let options = { ...DEFAULT_OPTIONS, dryRun: wantsDryRun(context, index) };
	const job = () => ({ index, name, understood, options });
	try {
		const row = readRow(preparing, index, tell);
		options = writeOptionsOf(row.parameter);
		const plan = await prepare(row, lookups);
		if (!('call' in plan)) {
			const json = withOutcome(plan.outcome, await makeShowable(context, plan.shows, lookups));
			const { unique, parts } = plan;
			return { ...job(), unique, parts, result: { kind: 'done', json } };
		}
		const { problems = [] } = plan;
		name = nameOfRow(input, plan.shows ?? plan.record);
		if (problems.length > 0) return { ...job(), plan, result: refused(problems) };
		const refusal = plan.refusal ?? (await findForbidden(preparing, plan));
		if (refusal) {
			const result = refused([refusal.message], refusal.description);
			return { ...job(), ...(plan.about && { plan }), result };
		}
		refuseSecondTry(context, plan, options);
		const shows = await makeShowable(context, plan.shows ?? plan.record, lookups);
		return { ...job(), plan: { ...plan, shows } };
	} catch (error) {
		const advice = error instanceof LocktError ? error.description : undefined;
		return { ...job(), result: refused([(error as Error).message], advice) };
	}
}

function readRow({ context, fields, inputs }: Preparing, index: number, tell: Row['tell']): Row {
	return {
		tell,
		inputs,
		parameter: parametersOf(context, fields, index),
		input: inputs[index]!,
		origins: () => readOrigins(context, index),
		asker: {
			workflow: context.getWorkflow().name ?? '',
			execution: context.getExecutionId(),
		},
	};
}

/** Why the credential does not allow it; undefined when it does. */
async function findForbidden(
	{ context, account }: Preparing,
	plan: Plan,
): Promise<LocktError | undefined> {
	const { method, path, query, flags, body } = plan.call.request([plan.record], false);
	const doors = await doorsFor(context, { method, path }, account);
	const wanted = { method, path, query: queryOf(query, flags), body, doors };
	return refusalOf(wanted, account) ?? hiddenIn([query, body]);
}

/** @throws LocktError when n8n might send it twice */
function refuseSecondTry(
	context: IExecuteFunctions,
	{ call, record }: Plan,
	options: WriteOptions,
) {
	const { method, path, query, flags } = call.request([record], false);
	const { repeatable = false, doubles = false } =
		endpointOf(method, path, queryOf(query, flags)) ?? {};
	if ((repeatable && !doubles) || options.dryRun || context.getNode().retryOnFail !== true) return;
	throw new LocktError(
		"This cannot run with 'Retry On Fail' on: it must never be sent twice",
		NEVER_TWICE,
	);
}
