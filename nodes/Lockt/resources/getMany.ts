import type { INodeProperties } from 'n8n-workflow';
import { readList } from '../execution/reads';
import type { Kind } from '../fields/kinds';
import { returnAllOrLimit } from '../fields/limit';
import { readRecords } from '../fields/records';
import type { UserFilter } from '../fields/userFilter';
import type { Operation } from './operation';

/** The operation that lists the records of a kind: all of them, or those of one user. */
export function getMany(
	kind: Kind,
	description: string,
	{ filter, fields = [] }: { filter?: UserFilter; fields?: INodeProperties[] } = {},
): Operation {
	return {
		name: 'Get Many',
		value: 'getMany',
		action: `Get many ${kind.plural}`,
		description,
		fields: [...returnAllOrLimit, ...(filter ? [filter.field] : []), ...fields],
		run: readList((parameter) => ({ path: kind.path, query: filter?.query(parameter) }), {
			read: (context, question) => readRecords(context, kind, question),
			explain: filter?.explain,
			choose: filter?.choose,
		}),
	};
}
