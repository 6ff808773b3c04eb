import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { LocktError, toNodeError } from '../api/errors';
import { shortenMessage } from '../api/text/text';
import type { ClosedJob, Result } from './jobs';
import { labelRow, type Numbered } from './rowLabel';
import { sayIgnored } from './sayColumns';

type Bad = Extract<Result, { problems: string[] }>;

/** A job that did not succeed. */
interface Failure extends Numbered {
	bad: Bad;
}

/** How many failed items one error describes; it names them all. */
const MOST_DESCRIBED = 20;

/** How many failed items the first line of an error calls by their names. */
const MOST_CALLED = 5;

/** As many as one request may have: what Lockt did instead has to be put right, item by item. */
const MOST_DIFFERENT = 100;

const NEXT_LINE = '.\n';

/** What to do where it must never run twice: then it never ran before, either. */
export const NEVER_TWICE =
	"Switch 'Retry On Fail' off in the settings of the node. Nothing was sent to Lockt";

const SECOND_TRY =
	"As 'Retry On Fail' is on, this may be a second try: what is refused now may have been done by the first";

/**
 * An output item for each input item, in their order. When some failed and the node is to stop then,
 * ONE error that names them and says what went through.
 */
export function report(context: IExecuteFunctions, jobs: ClosedJob[]): INodeExecutionData[] {
	const failures = jobs.flatMap(({ index, name, result }) =>
		'problems' in result ? { index, name, bad: result } : [],
	);
	const [first, ...others] = failures.filter(({ bad }) => bad.kind !== 'held');
	if (first && !context.continueOnFail()) {
		const { message, description: about } = describeAll(failures, jobs);
		const mayBeSecond = mayBeSecondTry(
			context,
			failures.map(({ bad }) => bad),
		);
		const said = [about, sayIgnored(jobs), mayBeSecond ? SECOND_TRY : undefined]
			.filter((text) => text !== undefined)
			.join(NEXT_LINE);
		const description = said.includes(NEXT_LINE) ? `${said}.` : said;
		// n8n would show the index of one, counted from 0, behind the rows that are named from 1.
		const index = others.length === 0 ? first.index : undefined;
		throw toNodeError(context.getNode(), new LocktError(message, description), index);
	}
	return jobs.map(({ index, result, options }): INodeExecutionData => {
		if (result.kind === 'done') return { json: result.json, pairedItem: { item: index } };
		const { kind, problems } = result;
		const isRefused = kind === 'refused' || kind === 'held';
		const isOpen = isRefused && mayBeSecondTry(context, [result]) && !options.dryRun;
		const outcome = isOpen ? 'unknown' : isRefused ? 'refused' : kind;
		const error = isOpen ? `${textOf(result)}. ${SECOND_TRY}` : textOf(result);
		const item = { json: { error, details: { outcome, problems } }, pairedItem: { item: index } };
		return context.getNode().onError === 'continueErrorOutput' ? markFailed(item) : item;
	});
}

/**
 * Up to 2.34.2 n8n does not tell by its json that an item with `details` has failed, but by its `error`. That must not
 * be in the copy which goes to the error output: n8n would keep nothing but its message there.
 */
function markFailed(item: INodeExecutionData): INodeExecutionData {
	return Object.defineProperty(item, 'error', { value: { message: item.json.error } });
}

/** n8n runs all items again when the node failed or, where it goes on, the first item did. */
function mayBeSecondTry(context: IExecuteFunctions, failed: Bad[]): boolean {
	const isNever = failed.every(({ advice }) => advice === NEVER_TWICE);
	return context.getNode().retryOnFail === true && !isNever;
}

/** What is wrong with an item, and what to do. */
export const textOf = (bad: Bad) => `${summarize(bad)}. ${bad.advice}`;

function summarize({ kind, problems }: Bad): string {
	// Some of Lockt's own texts end with a full stop.
	const all = problems.map((problem) => problem.replace(/\.$/, '')).join('; ');
	const text = shortenMessage(all);
	return kind === 'unknown' ? `It is not known whether Lockt did it: ${text}` : text;
}

function describeAll(
	failures: Failure[],
	jobs: ClosedJob[],
): { message: string; description: string } {
	const own = failures.filter(({ bad }) => bad.kind !== 'held');
	if (jobs.length === 1) {
		const { bad } = own[0]!;
		return { message: summarize(bad), description: bad.advice };
	}
	const done = jobs.filter(({ result }) => result.kind === 'done').length;
	const described = own.filter(
		({ bad }, n) => n < (bad.kind === 'different' ? MOST_DIFFERENT : MOST_DESCRIBED),
	);
	return {
		message: `${own.length} of ${jobs.length} rows failed: ${listRows(own)}`,
		description: [
			done > 0 ? `${done} went through` : 'None went through',
			...(sayOnce(described) ?? describeEach(described)),
			...(own.length > described.length ? [`And ${own.length - described.length} more`] : []),
			"To get an output item for each, set 'On Error' to Continue in the settings of the node",
		].join(NEXT_LINE),
	};
}

function describeEach(described: Failure[]): string[] {
	return described.flatMap(({ bad, ...row }, n) => [
		`Row ${labelRow(row)}: ${summarize(bad)}`,
		// Once for all the items in a row that it helps with.
		...(described[n + 1]?.bad.advice === bad.advice ? [] : [bad.advice]),
	]);
}

/** What is wrong with all of them; undefined where it is not the very same, or has to be put right item by item. */
function sayOnce(described: Failure[]): string[] | undefined {
	const [text, other] = new Set(described.map(({ bad }) => textOf(bad)));
	if (described.length < 2 || text === undefined || other !== undefined) return undefined;
	if (described.some(({ bad }) => bad.kind === 'different')) return undefined;
	return [`Rows ${shortenMessage(described.map(labelRow).join(', '))}: ${text}`];
}

/** Few of them with their names, e.g. 3 (Nora Lindqvist) */
export function listRows(rows: Numbered[]): string {
	const few = rows.length <= MOST_CALLED;
	return shortenMessage(
		few ? rows.map(labelRow).join(', ') : listNumbers(rows.map(({ index }) => index + 1)),
	);
}

/** e.g. 3, 7-9 */
function listNumbers(list: number[]): string {
	const runs: Array<[number, number]> = [];
	for (const number of list) {
		const run = runs.at(-1);
		if (run && run[1] === number - 1) run[1] = number;
		else runs.push([number, number]);
	}
	return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}
