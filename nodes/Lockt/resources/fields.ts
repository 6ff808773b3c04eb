import type { INodeProperties } from 'n8n-workflow';

/**
 * The optional filters of a list operation; only those a person adds are there. None is required:
 * n8n would miss it even where it was not added.
 */
export function filters(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: options.map((option) => ({ ...option, required: false })),
	};
}
