import type {
	DisplayCondition,
	IDataObject,
	IDisplayOptions,
	INodeProperties,
	INodePropertyCollection,
} from 'n8n-workflow';
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
 * A filter that was added and left blank stops the trigger, which n8n would tell only after it has tried to publish
 * for 14 seconds. And n8n's editor keeps no group without entries: it would run the node as if the filter had not been
 * added. So a blank filter shows a field that must be filled in, but cannot: then the editor says at once what is
 * missing, and neither runs nor publishes.
 */
export function blankFilters({ name: collection, options: list = [] }: INodeProperties) {
	return (list as INodeProperties[]).flatMap((filter): INodeProperties[] => {
		const path = `${collection}.${filter.name}`;
		if (filter.type !== 'fixedCollection') return [blank(filter, whereBlank(filter, path))];
		return [blank(filter, whereWithoutEntries(filter, path)), ...blankEntries(filter, path)];
	});
}

/** The field that tells of it. */
function blank(
	{ name, displayName, type, placeholder }: INodeProperties,
	displayOptions: IDisplayOptions,
): INodeProperties {
	const fill = type === 'fixedCollection' ? `Use '${placeholder}'` : `Fill in '${displayName}'`;
	return {
		displayName: `${displayName} Is Blank`,
		name: `${name}IsBlank`,
		type: 'options',
		required: true,
		options: [],
		default: '',
		displayOptions,
		hint: `${fill} above, or remove '${displayName}'. Until then nothing runs.`,
	};
}

/** n8n looks for no blank field in an entry of such a group; whoever adds one entry most likely adds no other. */
function blankEntries({ name, displayName, options = [] }: INodeProperties, path: string) {
	return (options as INodePropertyCollection[]).flatMap((list) =>
		list.values.map((field) => {
			const entry = { ...field, name: `${name}${list.displayName}` };
			const where = whereBlank(field, `${path}.${list.name}[0].${field.name}`);
			return {
				...blank(entry, where),
				hint: `Pick one in '${displayName}' above, or remove it. Until then nothing runs.`,
			};
		}),
	);
}

/** By the length of its text: n8n shows a field that depends on an expression, whatever the expression is. */
function whereBlank({ type }: INodeProperties, path: string): IDisplayOptions {
	return { show: { [`${path}${type === 'resourceLocator' ? '.value' : ''}.length`]: [0] } };
}

function whereWithoutEntries({ options = [] }: INodeProperties, path: string): IDisplayOptions {
	return {
		show: { [path]: IS_THERE },
		hide: Object.fromEntries(options.map((list) => [`${path}.${list.name}`, IS_THERE])),
	};
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
