import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { ReadParameter } from './row';
import { missingError, type LocktError } from '../api/errors';
import { isStandIn } from '../api/text/nothing';
import { withArticle } from '../api/text/text';
import { blankValue, enteredId, wrongValue } from '../api/text/values';
import type { Key, Kind } from './kinds';

/** The field that lets a person pick one record: from a list, by ID, or by its other keys. */
export function locator(kind: Kind, description: string): INodeProperties {
	const { label, name, keys } = kind;
	return {
		displayName: label,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		description: `${description}. ${whereToFind(kind)}.`,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${withArticle(kind.noun)}...`,
				typeOptions: { searchListMethod: searchMethod(kind), searchable: true },
			},
			// What is dragged onto the field n8n takes for the first of these: an `id` of Lockt's must not become a number of HR.
			...keys.map((key) => ({
				displayName: `By ${key.label}`,
				name: key.mode,
				type: 'string' as const,
				placeholder: key.placeholder,
			})),
		],
	};
}

/** For who fills the field by an expression, as an AI agent's model does. */
function whereToFind({ noun, plural, keys }: Kind): string {
	const labels = keys.map((key) => key.label);
	const last = labels.pop()!;
	const shown = labels.length > 0 ? `${labels.join(', ')} and ${last}` : last;
	return `${titleWords(noun)}: Get Many lists ${plural} with ${shown}`;
}

/** e.g. searchAccessLevels, or searchDoorNames where a choice stands for the name. */
export function searchMethod({ noun, plural, offers, keys: [first] }: Kind): string {
	return first.property === 'id'
		? `search${joinWords(offers?.called ?? plural)}`
		: `search${joinWords(noun)}${first.label}s`;
}

/** The field that lets a person choose several records from a list. */
export function severalOf(kind: Kind, description: string): INodeProperties {
	return {
		displayName: `${kind.label} Names or IDs`,
		name: `${kind.name}s`,
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: optionsMethod(kind) },
		default: [],
		required: true,
		description,
	};
}

/** e.g. getAccessLevels */
export function optionsMethod({ plural }: Kind): string {
	return `get${joinWords(plural)}`;
}

/** e.g. AccessLevels */
function joinWords(words: string): string {
	return titleWords(words).replaceAll(' ', '');
}

/** e.g. Access Levels */
function titleWords(words: string): string {
	return words.replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** A locator as n8n hands it over. */
interface Chosen {
	mode: string;
	value: string;
}

/** What was picked: by which key, and its value. */
export interface Picked {
	key: Key;
	value: string;
}

/**
 * What a locator field holds for one input item, checked as such already.
 *
 * @throws LocktError when an ID is none
 */
export function picked({ label, name, keys }: Kind, parameter: ReadParameter): Picked {
	const { mode, value } = parameter(name, {}) as Partial<Chosen>;
	if (value === undefined) throw blankValue(label);
	const key = keys.find((one) => one.mode === mode) ?? keys[0];
	if (key.property === 'id' && enteredId(value) === undefined) {
		throw wrongValue(label, 'a whole number above 0 when it is given by Lockt ID', value);
	}
	if (key.property !== 'id' && key.property !== 'name' && isStandIn(value)) {
		throw wrongValue(label, `given by the ${key.label} of one alone`, value);
	}
	return { key, value };
}

/** What a locator among the filters holds; undefined when it was not added. @throws as `picked` does */
export function pickedFilter(kind: Kind, filters: IDataObject): Picked | undefined {
	return filters[kind.name] === undefined ? undefined : picked(kind, (name) => filters[name]);
}

/** What to say when Lockt refused a question about a picked record: that there is none, if Lockt says so. */
export function explainMissing(
	{ noun }: Kind,
	{ key, value }: Picked,
	error: LocktError,
): LocktError {
	return error.facts.saysMissing ? missingError(noun, key.label, value, error.description) : error;
}
