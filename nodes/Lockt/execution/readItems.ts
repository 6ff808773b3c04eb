import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { LocktContext, Question } from '../api/client';
import { hasDates } from '../api/records/dates';
import { LocktError, toNodeError } from '../api/errors';
import { askEachOnce, once, onceEach } from '../api/questions/once';
import { siteZone, tellDates, warnOfDates } from '../api/questions/site';
import { hideKeysIn } from '../api/guard/keys';
import { hideKeys, keysFor } from '../api/transport';
import { warnOnce } from '../api/questions/warnings';
import { readCurrent } from '../api/turns/contradicted';
import { waitForNewest } from '../api/turns/unseen';
import type { Lookups } from '../fields/lookups';
import { parametersOf } from '../fields/parameters';
import type { Choose } from '../fields/choose';
import type { ReadParameter } from '../fields/row';
import { nameOfRow } from '../fields/rowName';
import { sayCuts, type Cut } from './cut';
import { joinFor, joinRecords, type Join } from './joins';
import { showRecord, wantsRawDates, type Simplify } from './output';
import { labelRow } from './rowLabel';
import type { Run } from './run';

/** How an operation reads. Whatever finds a value bad throws a LocktError. */
export interface ReadPlan {
	/** What to ask Lockt for one input item. */
	question: (parameter: ReadParameter) => Question;
	/** What to say instead when Lockt refused the question. */
	explain?: (error: LocktError, parameter: ReadParameter) => LocktError;
	/** Asks it, and gives what the answer holds. Several items may get the same records. */
	read: (context: LocktContext, question: Question, lookups: Lookups) => Promise<IDataObject[]>;
	/** All of them unless given. */
	choose?: Choose;
	/** How many of them an item gets, the first ones; undefined for all. */
	limit?: (parameter: ReadParameter) => number | undefined;
	/** What other lists of Lockt's tell of the records that were chosen. */
	join?: Join;
	/** What to ask further where an answer shows less of a record than there is. */
	completes?: (record: IDataObject) => Question | undefined;
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

		const joining = joinFor(context, questions.size);
		const { lookups } = joining;
		const read = readUntilFailure(context, plan, lookups);
		const answers = await askAll(read, plan, questions);

		const zone = once(() => siteZone(context));
		const keys = once(() => keysFor(context));
		const cuts: Cut[] = [];
		for (const [item, answer] of answers) {
			try {
				const all = await chooseRecords(context, plan, item, await answer, zone, lookups);
				const chosen = all.slice(0, plan.limit?.(item.parameter));
				const whole = await Promise.all(chosen.map((one) => completeRecord(plan, one, read)));
				const joined = await joinRecords(plan.join, whole, item.parameter, joining);
				const records = await showRecords(context, plan, item, joined, zone);
				const safe = hideKeysIn(records, await keys()) as IDataObject[];
				output[item.index] = safe.map((json) => outputItem(item.index, json));
				const isCut = chosen.length < all.length;
				if (isCut) cuts.push({ index: item.index, shown: chosen.length, all: all.length });
			} catch (error) {
				output[item.index] = [await failItem(context, item.index, error)];
			}
		}
		return [...output.flat(), ...sayCuts(context, cuts)];
	};
}

/** Asks each distinct question once, a few at a time, until all are answered or have failed. */
async function askAll(
	read: Read,
	{ explain }: ReadPlan,
	questions: Map<Item, Question>,
): Promise<Answers> {
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

/** The records that answer a question. */
type Read = (question: Question) => Promise<IDataObject[]>;

/** Asks each question once, but no more after a failure, unless the node goes on then. */
function readUntilFailure(context: IExecuteFunctions, { read }: ReadPlan, lookups: Lookups): Read {
	let failed = false;
	const showsNewest = onceEach((path) => waitForNewest(context, path));
	return askEachOnce(async (question) => {
		// What a node has changed, the next one shows.
		await showsNewest(question.path);
		if (failed && !context.continueOnFail()) throw NOT_ASKED;
		const ask = () => read(context, question, lookups);
		return readCurrent(context, question.path, ask, (records) => records).catch(
			(error: unknown) => {
				failed = true;
				throw error;
			},
		);
	});
}

/** Asks for the site's time zone. */
type AskZone = () => Promise<string | undefined>;

async function chooseRecords(
	context: IExecuteFunctions,
	{ choose, choosesByDate }: ReadPlan,
	{ parameter }: Item,
	records: IDataObject[],
	zone: AskZone,
	lookups: Lookups,
): Promise<IDataObject[]> {
	if (!choose) return records;
	const warn = (text: string) => {
		warnOnce(context, text);
	};
	if (!choosesByDate?.(parameter)) return choose(records, parameter, 'utc', warn, lookups);
	// Those whose date cannot be read are not chosen: nobody else would hear of them.
	warnOfDates(context, records);
	const isDated = records.some(hasDates);
	const told = isDated ? await zone().catch(explainZone) : 'utc';
	return choose(records, parameter, told, warn, lookups);
}

/** The record with all that Lockt shows of it alone; where that is not there, as it is. */
async function completeRecord(
	{ completes }: ReadPlan,
	record: IDataObject,
	read: Read,
): Promise<IDataObject> {
	const question = completes?.(record);
	if (!question) return record;
	const found = await read(question);
	return found.find(({ id }) => id === record.id) ?? record;
}

/** @param zone is asked for only when there is a date to be told in it */
async function showRecords(
	context: IExecuteFunctions,
	{ simplify }: ReadPlan,
	{ parameter }: Item,
	records: IDataObject[],
	zone: AskZone,
): Promise<IDataObject[]> {
	const isDated = !wantsRawDates(parameter) && records.some(hasDates);
	const shown = wantsRawDates(parameter)
		? records
		: tellDates(context, records, isDated ? await zone().catch(explainZone) : 'utc');
	return shown.map((record) => showRecord(record, parameter, simplify));
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
	if (!context.continueOnFail())
		throw toNodeError(context.getNode(), await inRow(context, index, shown), index);
	const { message } = shown as Error;
	const advice = shown instanceof LocktError ? `. ${shown.description}` : '';
	return outputItem(index, { error: message + advice });
}

/** With several items, an error says which of them it is about. */
async function inRow(context: IExecuteFunctions, index: number, error: unknown): Promise<unknown> {
	const items = context.getInputData();
	if (items.length < 2 || !(error instanceof LocktError)) return error;
	const { inTexts } = await keysFor(context);
	const label = inTexts(labelRow({ index, name: nameOfRow(items[index]!.json) }));
	return new LocktError(`Row ${label}: ${error.message}`, error.description, error.facts);
}
