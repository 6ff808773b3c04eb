import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { LocktContext, Question } from '../api/client';
import type { Join } from '../execution/joins';
import { readList } from '../execution/reads';
import type { Kind } from '../fields/kinds';
import { returnAllOrLimit } from '../fields/limit';
import { readRecords } from '../fields/records';
import type { UserFilter } from '../fields/userFilter';
import type { Operation } from './operation';

interface More {
	filter?: UserFilter;
	fields?: INodeProperties[];
	/** @throws LocktError when the records cannot be what was asked for */
	check?: (context: LocktContext, question: Question, records: IDataObject[]) => Promise<void>;
	join?: Join;
}

/** The operation that lists the records of a kind: all of them, or those of one user. */
export function getMany(
	kind: Kind,
	description: string,
	{ filter, fields = [], check, join }: More = {},
): Operation {
	return {
		name: 'Get Many',
		value: 'getMany',
		action: `Get many ${kind.plural}`,
		description,
		fields: [...returnAllOrLimit, ...(filter ? [filter.field] : []), ...fields],
		run: readList((parameter) => ({ path: kind.path, query: filter?.query?.(parameter) }), {
			read: async (context, asked, lookups) => {
				const question = (await filter?.resolve?.(asked, lookups)) ?? asked;
				const records = await readRecords(context, kind, question);
				await check?.(context, question, records);
				return records;
			},
			explain: filter?.explain,
			choose: filter?.choose,
			join,
		}),
	};
}
