import type { IDataObject } from 'n8n-workflow';
import type { LocktContext, Question } from '../api/client';
import { unlessRefused } from '../api/errors';
import { askAnything, askRecords, askThing } from '../api/questions/records';
import { plainText } from '../api/text/text';
import { findBy } from '../fields/find';
import type { Kind } from '../fields/kinds';
import { readLimit } from '../fields/limit';
import { explainMissing, picked } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import { findPicked, readListed } from '../fields/records';
import type { Join } from './joins';
import { readItems, type ReadPlan } from './readItems';
import type { Run } from './run';
import type { Simplify } from './output';

/** An operation that reads a list: an output item for each record, as many as Return All and Limit say. */
export function readList(
	question: ReadPlan['question'],
	{ read = (context, asked) => askRecords(context, asked), ...plan }: Partial<ReadPlan> = {},
): Run {
	return readItems({
		...plan,
		read,
		question: (parameter) => {
			readLimit(parameter);
			return question(parameter);
		},
		limit: readLimit,
	});
}

/** An operation that reads the one record a locator field names. */
export function readOne(
	kind: Kind,
	{ simplify, join }: { simplify?: Simplify; join?: Join } = {},
): Run {
	const { path } = kind;
	return readItems({
		simplify,
		join,
		question: (parameter) => {
			const { key, value } = picked(kind, parameter);
			return key.filter ? { path, query: { [key.filter]: value } } : { path };
		},
		explain: (error, parameter) => {
			const chosen = picked(kind, parameter);
			const { filter, pending } = chosen.key;
			return filter && !pending ? explainMissing(kind, chosen, error) : error;
		},
		read: (context, question, lookups) => readMeant(context, kind, question, lookups),
		completes: kind.completes,
		choose: async (records, parameter, _zone, _warn, lookups) => {
			const chosen = picked(kind, parameter);
			const { filter, property } = chosen.key;
			if (filter || property === 'id') return [findPicked(kind, chosen, records)];
			return [await lookups.readFull(kind, await lookups.idOf(kind, chosen))];
		},
	});
}

/** What a record is got for may be to change it next. @throws LocktError as well when it may be another one */
async function readMeant(
	context: LocktContext,
	kind: Kind,
	question: Question,
	lookups: Lookups,
): Promise<IDataObject[]> {
	const [[filter, value] = []] = Object.entries(question.query ?? {});
	const key = kind.keys.find((one) => one.filter === filter && one.filter !== undefined);
	if (!key) return lookups.readAll(kind);
	const text = plainText(value);
	const ask = (asked: string) => readListed(context, kind, { query: { [key.filter!]: asked } });
	if (!key.pending) return findBy(kind, key, text, ask);
	const found = await unlessRefused(findBy(kind, key, text, ask));
	return found?.length ? found : findBy(kind, key, text, () => readListed(context, kind));
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
