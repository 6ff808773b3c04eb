import type { INodeProperties } from 'n8n-workflow';

/** The optional filters of a list operation; only those a person adds are there. */
export function filters(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}
