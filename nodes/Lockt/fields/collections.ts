import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ReadParameter } from './row';

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

/** What holds of the options: what was chosen, and the defaults of those that nobody added. */
export function chosenOptions(
	{ name, options = [] }: INodeProperties,
	parameter: ReadParameter,
): IDataObject {
	const defaults = (options as INodeProperties[]).map((option) => [option.name, option.default]);
	return {
		...(Object.fromEntries(defaults) as IDataObject),
		...(parameter(name, {}) as IDataObject),
	};
}
