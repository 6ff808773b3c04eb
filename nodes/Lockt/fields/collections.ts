import type { INodeProperties } from 'n8n-workflow';

/**
 * The optional filters of a list or of the trigger; only those a person adds are there. None is
 * required: n8n would miss it even where it was not added.
 */
export function filters(...list: INodeProperties[]): INodeProperties {
	const options = list.map((option) => ({ ...option, required: false }));
	return {
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options,
	};
}

/** What few people need; only what a person adds is there. */
export function options(...list: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: list,
	};
}
