import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { Account } from '../api/guard/account';
import { queryOf } from '../api/guard/address';
import { endpointOf } from '../api/endpoints';
import { askPatiently, type AskLockt } from '../api/client';
import { LocktError } from '../api/errors';
import { refused } from '../api/answers/notDone';
import { refusalOf } from '../api/guard/permissions';
import { hiddenIn, hideKeysIn, keysOf, type Keys } from '../api/guard/keys';
import { doorsFor } from '../api/questions/unlockable';
import { accountOf } from '../api/transport';
import { notice } from '../api/questions/notices';
import { lookupsFor, type Lookups } from '../fields/lookups';
import { parametersOf } from '../fields/parameters';
import type { Row, Understood } from '../fields/row';
import { nameOfRow } from '../fields/rowName';
import { batchesOf, refuseSplits } from './batches';
import { sayRefused, showRequests, showSettled } from './dryRun';
import { sayIgnored, sayTaken } from './ignored';
import {
	holdOthers,
	isClosed,
	isOpen,
	refuseTwins,
	withOutcome,
	type Job,
	type Result,
} from './jobs';
import { nameRecords } from './naming';
import type { Plan, Prepare } from './plans';
import { readBack } from './readBack';
import { renewBatch } from './renewal';
import { NEVER_TWICE, report } from './report';
import type { Run } from './run';
import { sendAll } from './sending';
import { makeShowable } from './showing';
import { DEFAULT_OPTIONS, wantsDryRun, writeOptionsOf, type WriteOptions } from './writeOptions';

/**
 * An operation that changes something in Lockt. All items are checked before the first request; then
 * they go in batches, one request after the other; in the end each item has its own outcome.
 */
export function write(prepare: Prepare): Run {
	return async (context, fields) => {
		const items = context.getInputData();
		const account = await accountOf(context);
		const { ask, hasFailed } = askAndRemember();
		const lookups = lookupsFor(context, items.length, ask);
		const inputs = items.map(({ json }) => json);
		const preparing = { context, fields, prepare, lookups, account, inputs };
		const prepared = await Promise.all(items.map((_, index) => prepareJob(preparing, index)));
		const checked = refuseTwins(prepared);
		// Whether all is as it should be is what a Dry Run is to say: nothing is held back.
		const isDry = !hasFailed() && checked.every(({ options }) => options.dryRun);
		const jobs = isDry ? checked : holdOthers(checked, context.continueOnFail());

		const { kept, refusals } = refuseSplits(batchesOf(jobs.filter(isOpen)));
		const dry = await Promise.all(
			kept.filter(({ options }) => options.dryRun).map((batch) => renewBatch(context, batch)),
		);
		const shown = showRequests(
			dry.map(({ batch }) => batch),
			account.baseUrl,
		);
		const sent = await sendAll(
			context,
			kept.filter(({ options }) => !options.dryRun),
		);
		const named = await nameRecords(context, sent);
		const stale = dry.flatMap((renewed) => renewed.closed);
		const settled = await nameRecords(context, [...jobs.filter(isClosed), ...refusals, ...stale]);
		const areKnown = isDry && dry.every(({ failure }) => failure === undefined);
		const closed = [...(areKnown ? settled.map(showSettled) : settled), ...shown, ...named];
		closed.sort((a, b) => a.index - b.index);
		// An item may hold the key as well.
		const keys = keysOf(account);
		const isStopped = areKnown && !context.continueOnFail();
		const refusedRows = isStopped ? sayRefused(settled, closed.length) : undefined;
		const said = [sayTaken(closed), sayIgnored(closed), refusedRows];
		for (const one of said) if (one !== undefined) notice(context, one);
		const hidden = (await readBack(context, closed)).map((job) => ({
			...job,
			name: keys.inTexts(job.name ?? ''),
			result: hideKeysOf(job.result, keys),
		}));
		return report(context, hidden);
	};
}

/** Questions, and whether one of them got no answer that says anything of the items. */
function askAndRemember() {
	let failed = false;
	const ask: AskLockt = (context, question) =>
		askPatiently(context, question).catch((error: unknown) => {
			if (!(error instanceof LocktError && error.facts.refusesQuestion)) failed = true;
			throw error;
		});
	return { ask, hasFailed: () => failed };
}

/** A result without the keys in what it says. The words that are ours stay: a user may be called "unknown". */
function hideKeysOf(result: Result, keys: Keys): Result {
	if (result.kind === 'done') {
		return { ...result, json: hideKeysIn(result.json, keys) as IDataObject };
	}
	return {
		...result,
		problems: result.problems.map(keys.inTexts),
		advice: keys.inTexts(result.advice),
	};
}

/** All that the preparation of each item needs. */
interface Preparing {
	context: IExecuteFunctions;
	fields: INodeProperties[];
	prepare: Prepare;
	lookups: Lookups;
	account: Account;
	inputs: IDataObject[];
}

/** What is to be done for an item; closed at once where it is wrong, or nothing is. */
async function prepareJob(preparing: Preparing, index: number): Promise<Job> {
	const { context, prepare, lookups, inputs } = preparing;
	const input = inputs[index]!;
	let name = nameOfRow(input);
	let understood: Understood | undefined;
	const tell: Row['tell'] = (columns) => {
		understood = columns;
	};
	let options = { ...DEFAULT_OPTIONS, dryRun: wantsDryRun(context, index) };
	try {
		const row = readRow(preparing, index, tell);
		options = writeOptionsOf(row.parameter);
		const plan = await prepare(row, lookups);
		if (!('call' in plan)) {
			const shown = await makeShowable(context, plan.shows, lookups);
			const json = withOutcome(plan.outcome, shown);
			return {
				index,
				name,
				understood,
				options,
				unique: plan.unique,
				result: { kind: 'done', json },
			};
		}
		const { problems = [] } = plan;
		name = nameOfRow(input, plan.shows ?? plan.record);
		if (problems.length > 0)
			return { index, name, understood, options, plan, result: refused(problems) };
		const refusal = plan.refusal ?? (await findForbidden(preparing, plan));
		if (refusal) {
			const { message, description } = refusal;
			const result = refused([message], description);
			return { index, name, understood, options, ...(plan.about && { plan }), result };
		}
		refuseSecondTry(context, plan, options);
		const shows = await makeShowable(context, plan.shows ?? plan.record, lookups);
		return { index, name, understood, options, plan: { ...plan, shows } };
	} catch (error) {
		const { message } = error as Error;
		const advice = error instanceof LocktError ? error.description : undefined;
		return { index, name, understood, options, result: refused([message], advice) };
	}
}

function readRow({ context, fields, inputs }: Preparing, index: number, tell: Row['tell']): Row {
	return {
		tell,
		inputs,
		parameter: parametersOf(context, fields, index),
		input: inputs[index]!,
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
