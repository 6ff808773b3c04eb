import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { ask, recordOf, recordsOf, type Question } from '../lockt/client';
import { LocktError, toNodeError } from '../lockt/errors';

/** Reads a parameter of the node as it stands for one input item. */
export type Parameters = (name: string) => unknown;

/** What to ask Lockt for one input item. Throws a LocktError when the item's values are bad. */
export type QuestionFor = (parameters: Parameters) => Question;

/** The records that one input item wants, out of those Lockt answered with. */
export type Choose = (records: IDataObject[], parameters: Parameters) => IDataObject[];

type Run = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/** Reads may overlap, but not without bounds: this many at once. */
const AT_ONCE = 5;

/** The fields that every list operation shows first. */
export const returnAllOrLimit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** An operation that reads a list: one output item for each record, as many as Return All and Limit say. */
export function readList(questionFor: QuestionFor, choose: Choose = (records) => records): Run {
	return readItems(questionFor, (answer, parameters) => {
		const records = choose(recordsOf(answer), parameters);
		return parameters('returnAll') ? records : records.slice(0, Number(parameters('limit')));
	});
}

/** An operation that reads one record. */
export function readOne(questionFor: QuestionFor): Run {
	return readItems(questionFor, (answer) => [recordOf(answer)]);
}

/**
 * First the questions of all items, so that a bad value stops the node before anything is sent;
 * then each distinct question once, however many items ask it; then the output in input order.
 */
function readItems(
	questionFor: QuestionFor,
	pick: (answer: IDataObject, parameters: Parameters) => IDataObject[],
): Run {
	return async (context) => {
		const goOn = context.continueOnFail();
		const items = context.getInputData().map((_, index) => {
			const parameters: Parameters = (name) => context.getNodeParameter(name, index);
			const question = orError(() => questionFor(parameters));
			if (question instanceof Error && !goOn) throw toNodeError(context.getNode(), question, index);
			return { index, parameters, question };
		});

		const answers = await askEach(
			context,
			items.flatMap(({ question }) => (question instanceof Error ? [] : question)),
		);

		return items.flatMap(({ index, parameters, question }) => {
			const pairedItem = { item: index };
			const answer = question instanceof Error ? question : answers.get(keyOf(question))!;
			const records = answer instanceof Error ? answer : orError(() => pick(answer, parameters));
			if (!(records instanceof Error)) return records.map((json) => ({ json, pairedItem }));
			if (!goOn) throw toNodeError(context.getNode(), records, index);
			return { json: { error: inOneText(records) }, pairedItem };
		});
	};
}

/** Asks every distinct question once, in order. After a failure no further one, unless the node goes on. */
async function askEach(
	context: IExecuteFunctions,
	questions: Question[],
): Promise<Map<string, IDataObject | Error>> {
	const answers = new Map<string, IDataObject | Error>();
	const queue = new Map(questions.map((question) => [keyOf(question), question])).entries();
	let failed = false;
	const worker = async () => {
		for (const [key, question] of queue) {
			if (failed && !context.continueOnFail()) return;
			try {
				answers.set(key, await ask(context, question));
			} catch (error) {
				failed = true;
				answers.set(key, error as Error);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return answers;
}

function keyOf(question: Question): string {
	return JSON.stringify([question.path, question.query, question.flags]);
}

function orError<T>(work: () => T): T | Error {
	try {
		return work();
	} catch (error) {
		return error as Error;
	}
}

function inOneText(error: Error): string {
	return error instanceof LocktError ? `${error.message}. ${error.description}` : error.message;
}
