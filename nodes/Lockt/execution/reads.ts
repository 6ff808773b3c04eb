import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import { askPatiently, recordOf, recordsOf, siteZone, type Question } from '../api/client';
import { hasDates, withIsoDates } from '../api/dates';
import { LocktError, missingError, toNodeError } from '../api/errors';
import { plainText } from '../api/text';
import type { Kind } from '../fields/kinds';
import { wholeNumber } from '../api/values';
import { picked, refusalOf } from '../fields/locator';
import type { ReadParameter } from '../fields/row';
import { shown, wantsRawDates, type Simplify } from './output';

/** How an operation reads. Whatever finds a value bad throws a LocktError. */
interface Reading {
	/** What to ask Lockt for one input item. */
	question: (parameter: ReadParameter) => Question;
	/** The records that one input item wants, out of what Lockt answered. */
	choose: (answer: IDataObject, parameter: ReadParameter, zone: string) => IDataObject[];
	/** Whether choosing needs the site's time zone. */
	choosesByDate?: (parameter: ReadParameter) => boolean;
	/** What to say instead when Lockt answered with an error. */
	refused?: (error: LocktError, parameter: ReadParameter) => LocktError;
	/** For records of more than ten properties. */
	simplify?: Simplify;
}

type Run = (context: IExecuteFunctions) => Promise<INodeExecutionData[]>;

/** Reads may overlap, but not without bounds: this many at once. */
const AT_ONCE = 5;

/** After a failure the remaining questions are not asked: the failed one comes before them. */
const NOT_ASKED = new Error('Not asked, as an earlier question failed');

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

const asTheyAre = (records: IDataObject[]): IDataObject[] => records;

/** An operation that reads a list: an output item for each record, as many as Return All and Limit say. */
export function readList(
	question: Reading['question'],
	{
		normalise = asTheyAre,
		choose = asTheyAre,
		...rest
	}: {
		/** Brings the records into one form, whichever way Lockt sent them. */
		normalise?: (records: IDataObject[]) => IDataObject[];
		/** The records that one input item wants, in their order. */
		choose?: (records: IDataObject[], parameter: ReadParameter, zone: string) => IDataObject[];
	} & Pick<Reading, 'choosesByDate' | 'refused' | 'simplify'> = {},
): Run {
	return readItems({
		...rest,
		question: (parameter) => {
			limitOf(parameter);
			return question(parameter);
		},
		choose: (answer, parameter, zone) =>
			choose(normalise(recordsOf(answer)), parameter, zone).slice(0, limitOf(parameter)),
	});
}

/** How many records an item wants; undefined for all. */
function limitOf(parameter: ReadParameter): number | undefined {
	if (parameter('returnAll') === true) return undefined;
	return wholeNumber(parameter('limit') ?? null, 'Limit', { min: 1 });
}

/** An operation that reads the one record a locator field names. */
export function readOne(kind: Kind, simplify?: Simplify): Run {
	const { noun, path, normalise } = kind;
	return readItems({
		simplify,
		question: (parameter) => {
			const { key, value } = picked(kind, parameter);
			return key.filter ? { path, query: { [key.filter]: value } } : { path };
		},
		choose: (answer, parameter) => {
			const { key, value } = picked(kind, parameter);
			const found = recordsOf(answer).filter((record) => isNamed(record, key.property, value));
			if (found.length === 0) throw missingError(noun, key.label, value);
			if (found.length === 1) return normalise ? found.map(normalise) : found;
			throw new LocktError(
				`${found.length} ${noun}s have the ${key.label} '${value}'`,
				`Pick the ${noun} from the list or by its ID`,
			);
		},
		refused: (error, parameter) =>
			picked(kind, parameter).key.filter ? refusalOf(kind, error, parameter) : error,
	});
}

/** An operation that reads one thing the site has just one of. */
export function readThe(question: Question): Run {
	return readItems({ question: () => question, choose: (answer) => [recordOf(answer)] });
}

/** An operation that returns whatever comes. */
export function readAny(question: Reading['question']): Run {
	return readItems({
		question,
		choose: (answer) =>
			Array.isArray(answer.data) ? (answer.data as IDataObject[]) : [recordOf(answer)],
	});
}

/**
 * First the questions of all items, so that a bad value stops the node before anything is sent;
 * then each distinct question once, however many items ask it; then the output in input order.
 */
function readItems(reading: Reading): Run {
	return async (context) => {
		const goOn = context.continueOnFail();
		const fail = (error: Error, index: number) => toNodeError(context.getNode(), error, index);
		const items = context.getInputData().map((_, index) => {
			const parameter: ReadParameter = (name, fallback) =>
				context.getNodeParameter(name, index, fallback);
			const question = orError(() => reading.question(parameter));
			if (question instanceof Error && !goOn) throw fail(question, index);
			return { index, parameter, question };
		});

		const answers = await askEach(
			context,
			items.flatMap(({ question }) => (question instanceof Error ? [] : question)),
		);
		const answerTo = ({ question, parameter }: (typeof items)[number]) => {
			if (question instanceof Error) return question;
			const answer = answers.get(keyOf(question)) ?? NOT_ASKED;
			return answer instanceof LocktError && reading.refused
				? reading.refused(answer, parameter)
				: answer;
		};
		const zone = await zoneFor(
			context,
			items
				.filter(
					({ parameter, question }) =>
						!(question instanceof Error) && needsZone(reading, parameter),
				)
				.flatMap((item) => listIn(answerTo(item))),
		);

		return items.flatMap((item) => {
			const { index, parameter } = item;
			const pairedItem = { item: index };
			const output = orError(() => {
				const answer = answerTo(item);
				if (answer instanceof Error) throw answer;
				const dated = needsZone(reading, parameter) && listIn(answer).some(hasDates);
				if (dated && zone instanceof Error) throw zone;
				const zoneName = zone instanceof Error ? 'utc' : zone;
				return reading
					.choose(answer, parameter, zoneName)
					.map((record) => (wantsRawDates(parameter) ? record : withIsoDates(record, zoneName)))
					.map((record) => shown(record, parameter, reading.simplify));
			});
			if (!(output instanceof Error)) return output.map((json) => ({ json, pairedItem }));
			if (!goOn) throw fail(output, index);
			return { json: { error: inOneText(output) }, pairedItem };
		});
	};
}

function needsZone({ choosesByDate }: Reading, parameter: ReadParameter): boolean {
	return !wantsRawDates(parameter) || (choosesByDate?.(parameter) ?? false);
}

function listIn(answer: IDataObject | Error): IDataObject[] {
	return !(answer instanceof Error) && Array.isArray(answer.data)
		? (answer.data as IDataObject[])
		: [];
}

/** The site's time zone, asked for once and only when there is a date to be told in it. */
async function zoneFor(
	context: IExecuteFunctions,
	records: IDataObject[],
): Promise<string | Error> {
	if (!records.some(hasDates)) return 'utc';
	return siteZone(context).catch((error: unknown) => error as Error);
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
				answers.set(key, await askPatiently(context, question));
			} catch (error) {
				failed = true;
				answers.set(key, error as Error);
			}
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return answers;
}

/** Lockt compares names without regard to case; numbers must be the same to the letter. */
function isNamed(record: IDataObject, property: string, value: string): boolean {
	const own = plainText(record[property]);
	return property === 'name' ? own.toLowerCase() === value.toLowerCase() : own === value;
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
