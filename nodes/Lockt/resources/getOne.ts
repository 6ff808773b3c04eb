import type { INodeProperties } from 'n8n-workflow';
import type { Join } from '../execution/joins';
import type { Simplify } from '../execution/output';
import { readOne } from '../execution/reads';
import type { Kind } from '../fields/kinds';
import { locator } from '../fields/locator';
import type { Operation } from './operation';

/** The operation that gets the one record of a kind that was picked. */
export function getOne(
	kind: Kind,
	description: string,
	{ fields = [], ...more }: { fields?: INodeProperties[]; simplify?: Simplify; join?: Join } = {},
): Operation {
	return {
		name: 'Get',
		value: 'get',
		action: `Get ${kind.noun}`,
		description,
		fields: [locator(kind, `The ${kind.noun} to get`), ...fields],
		run: readOne(kind, more),
	};
}
