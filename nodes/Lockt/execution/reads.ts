import type { IDataObject } from 'n8n-workflow';
import type { LocktContext, Question } from '../api/client';
import { unlessMissing } from '../api/errors';
import { askAnything, askRecords, askThing } from '../api/questions/records';
import { plainText } from '../api/text/text';
import { refuseLookAlikes } from '../fields/digits';
import type { Kind } from '../fields/kinds';
import { readLimit } from '../fields/limit';
import { explainMissing, picked } from '../fields/locator';
import { findPicked, mayHave, readRecords } from '../fields/records';
import { readItems, type ReadPlan } from './readItems';
import type { Run } from './run';
import type { Simplify } from './output';

/** An operation that reads a list: an output item for each record, as many as Return All and Limit say. */
export function readList(
	question: ReadPlan['question'],
	{ read = askRecords, choose = (all) => all, ...plan }: Partial<ReadPlan> = {},
): Run {
	return readItems({
		...plan,
		read,
		question: (parameter) => {
			readLimit(parameter);
			return question(parameter);
		},
		choose: (all, parameter, ...rest) =>
			choose(all, parameter, ...rest).slice(0, readLimit(parameter)),
	});
}

/** An operation that reads the one record a locator field names. */
export function readOne(kind: Kind, simplify?: Simplify): Run {
	const { path } = kind;
	return readItems({
		simplify,
		question: (parameter) => {
			const { key, value } = picked(kind, parameter);
			return key.filter ? { path, query: { [key.filter]: value } } : { path };
		},
		explain: (error, parameter) => {
			const chosen = picked(kind, parameter);
			return chosen.key.filter ? explainMissing(kind, chosen, error) : error;
		},
		read: (context, question) => readMeant(context, kind, question),
		completes: kind.completes,
		choose: (records, parameter) => [findPicked(kind, picked(kind, parameter), records)],
	});
}

/** What a record is got for may be to change it next. @throws LocktError as well when it may be another one */
async function readMeant(
	context: LocktContext,
	kind: Kind,
	question: Question,
): Promise<IDataObject[]> {
	const records = await readRecords(context, kind, question);
	const [[filter, value] = []] = Object.entries(question.query ?? {});
	const key = kind.keys.find((one) => one.filter === filter && one.filter !== undefined);
	if (!key) return records;
	const text = plainText(value);
	const found = records.filter(mayHave(key.property, text));
	await refuseLookAlikes(kind, key, text, found, async (other) => {
		const asking = readRecords(context, kind, { query: { [key.filter!]: other } });
		return (await unlessMissing(asking)) ?? [];
	});
	return records;
}

/** An operation that reads one thing the site has just one of. */
export function readThe(question: Question): Run {
	return readItems({
		question: () => question,
		read: async (context, asked) => [await askThing(context, asked)],
	});
}

/** An operation that returns whatever comes. */
export function readAny(question: ReadPlan['question']): Run {
	return readItems({ question, read: askAnything });
}
