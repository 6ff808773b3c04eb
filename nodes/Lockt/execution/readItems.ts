import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { askPatiently, siteZone, type Question } from '../api/client';
import { hasDates, withIsoDates } from '../api/dates';
import { LocktError, toNodeError } from '../api/errors';
import { askEachOnce, once } from '../api/once';
import { hideKeys } from '../api/transport';
import { parametersOf } from '../fields/parameters';
import type { ReadParameter } from '../fields/row';
import type { Run } from './run';
import { showRecord, wantsRawDates, type Simplify } from './output';

/** How an operation reads. Whatever finds a value bad throws a LocktError. */
export interface ReadPlan {
	/** What to ask Lockt for one input item. */
	question: (parameter: ReadParameter) => Question;
	/** What to say instead when Lockt refused the question. */
	explain?: (error: LocktError, parameter: ReadParameter) => LocktError;
	/** The records of an answer. Several items may get the same ones. */
	records: (answer: IDataObject) => IDataObject[];
	/** Those that one input item wants, in their order; all of them unless given. */
	choose?: (records: IDataObject[], parameter: ReadParameter, zone: string) => IDataObject[];
	/** Whether choosing needs the site's time zone. */
	choosesByDate?: (parameter: ReadParameter) => boolean;
	/** For records of more than ten properties. */
	simplify?: Simplify;
}

/** An input item of an operation that reads. */
interface Item {
	index: number;
	parameter: ReadParameter;
}

/** For each item that asks something the records of the answer. */
type Answers = Map<Item, Promise<IDataObject[]>>;

/** After a failure the remaining questions are not asked: the failed one comes before them. */
const NOT_ASKED = new Error('Not asked, as an earlier question failed');

/**
 * First the questions of all items, so that a bad value stops the node before anything is sent;
 * then each distinct question once; then the output of each item, in input order.
 */
export function readItems(plan: ReadPlan): Run {
	return async (context, fields) => {
		const output: INodeExecutionData[][] = [];
		const questions = new Map<Item, Question>();
		for (const index of context.getInputData().keys()) {
			try {
				const parameter = parametersOf(context, fields, index);
				questions.set({ index, parameter }, plan.question(parameter));
			} catch (error) {
				output[index] = [await failItem(context, index, error)];
			}
		}

		const answers = await askAll(context, plan, questions);

		const zone = once(() => siteZone(context));
		for (const [item, answer] of answers) {
			try {
				const records = await showRecords(plan, item, await answer, zone);
				output[item.index] = records.map((json) => outputItem(item.index, json));
			} catch (error) {
				output[item.index] = [await failItem(context, item.index, error)];
			}
		}
		return output.flat();
	};
}

/** Asks each distinct question once, a few at a time, until all are answered or have failed. */
async function askAll(
	context: IExecuteFunctions,
	{ records, explain }: ReadPlan,
	questions: Map<Item, Question>,
): Promise<Answers> {
	const ask = askUntilFailure(context);
	const read = askEachOnce(async (question) => records(await ask(question)));
	const answers: Answers = new Map();
	for (const [item, question] of questions) {
		const answer = read(question).catch((error: unknown) => {
			throw explain && error instanceof LocktError ? explain(error, item.parameter) : error;
		});
		answers.set(item, answer);
	}
	await Promise.allSettled(answers.values());
	return answers;
}

/** Asks what it is told to, but no more after a failure, unless the node goes on then. */
function askUntilFailure(context: IExecuteFunctions): (question: Question) => Promise<IDataObject> {
	let failed = false;
	return async (question) => {
		if (failed && !context.continueOnFail()) throw NOT_ASKED;
		return askPatiently(context, question).catch((error: unknown) => {
			failed = true;
			throw error;
		});
	};
}

/** @param zone asks for the site's time zone; it is called only when there is a date to be told in it */
async function showRecords(
	{ choose, choosesByDate, simplify }: ReadPlan,
	{ parameter }: Item,
	records: IDataObject[],
	zone: () => Promise<string>,
): Promise<IDataObject[]> {
	const isRaw = wantsRawDates(parameter);
	const needsZone = !isRaw || choosesByDate?.(parameter);
	const isDated = needsZone && records.some(hasDates);
	const zoneName = isDated ? await zone().catch(explainZone) : 'utc';
	const chosen = choose ? choose(records, parameter, zoneName) : records;
	return chosen
		.map((record) => (isRaw ? record : withIsoDates(record, zoneName)))
		.map((record) => showRecord(record, parameter, simplify));
}

/** Without the zone there are no dates: the records themselves were read. @throws LocktError */
function explainZone(error: unknown): never {
	// That the zone is unknown, or Lockt out of reach, says enough.
	if (!(error instanceof LocktError) || error.facts.status === undefined) throw error;
	throw new LocktError(
		`The site's time zone could not be read: ${error.message}`,
		"Try again, or add the option 'Raw Dates' to take dates as Lockt sends them",
		error.facts,
	);
}

function outputItem(index: number, json: IDataObject): INodeExecutionData {
	return { json, pairedItem: { item: index } };
}

/** The output item of one that failed, where the node goes on. @throws an error of n8n's otherwise */
async function failItem(
	context: IExecuteFunctions,
	index: number,
	error: unknown,
): Promise<INodeExecutionData> {
	const shown = await hideKeys(context, error);
	if (!context.continueOnFail()) throw toNodeError(context.getNode(), shown, index);
	const { message } = shown as Error;
	const advice = shown instanceof LocktError ? `. ${shown.description}` : '';
	return outputItem(index, { error: message + advice });
}
