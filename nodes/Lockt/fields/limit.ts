import type { INodeProperties } from 'n8n-workflow';
import type { ReadParameter } from './row';

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
		placeholder: 'e.g. 50',
		displayOptions: { show: { returnAll: [false] } },
		description: 'Max number of results to return',
	},
];

/** How many records an item wants; undefined for all. */
export function readLimit(parameter: ReadParameter): number | undefined {
	return parameter('returnAll') === true ? undefined : (parameter('limit') as number);
}
