import type { DisplayCondition, IDataObject, INodeProperties } from 'n8n-workflow';
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

/**
 * n8n's editor keeps no group that holds no entry, and would run the node as if its filter had not been
 * added. Such a group shows a field that must be filled in, but cannot: so the editor does not run it.
 */
export function blankGroups({ name: collection, options: list = [] }: INodeProperties) {
	const groups = (list as INodeProperties[]).filter(({ type }) => type === 'fixedCollection');
	return groups.map(({ name, displayName, placeholder, options: lists = [] }): INodeProperties => {
		const path = `${collection}.${name}`;
		return {
			displayName: `${displayName} Is Blank`,
			name: `${name}IsBlank`,
			type: 'options',
			required: true,
			options: [],
			default: '',
			displayOptions: {
				show: { [path]: IS_THERE },
				hide: Object.fromEntries(lists.map((one) => [`${path}.${one.name}`, IS_THERE])),
			},
			hint: `Use '${placeholder}' above, or remove '${displayName}'. Until then nothing runs.`,
		};
	});
}

const IS_THERE: DisplayCondition[] = [{ _cnd: { exists: true } }];

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
