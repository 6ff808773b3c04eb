import type { IDataObject, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { dateText } from '../api/records/enteredDates';
import { refuseDepth } from '../api/text/depth';
import { LocktError } from '../api/errors';
import { isObject, isRecord } from '../api/text/text';
import {
	blankValue,
	FOUND_NOTHING,
	enteredSwitch,
	enteredText,
	isBlank,
	wholeNumber,
	wrongValue,
} from '../api/text/values';
import { namesIn } from './names';

/** What a field holds, in the form that its type says. @throws LocktError for anything else */
type Check = (value: unknown, field: INodeProperties) => unknown;

/** By the type of the field. */
const CHECKS: Partial<Record<INodeProperties['type'], Check>> = {
	boolean: readSwitch,
	collection: readAdded,
	dateTime: readDate,
	fixedCollection: readEntries,
	multiOptions: readChoices,
	number: readNumber,
	options: readChoice,
	resourceLocator: readLocator,
	resourceMapper: readMapping,
	string: readText,
};

/**
 * What a field of the node holds for one item, which an expression may have filled with anything.
 *
 * @throws LocktError when it is blank, or something else than its type says
 */
export function checkField(value: unknown, field: INodeProperties): unknown {
	if (isBlank(value)) throw blankValue(field.displayName);
	refuseDepth(value, field.displayName);
	return CHECKS[field.type]?.(value, field) ?? value;
}

function readSwitch(value: unknown, { displayName }: INodeProperties): boolean {
	const on = enteredSwitch(value);
	if (on !== undefined) return on;
	throw wrongValue(displayName, 'true or false', value);
}

function readNumber(value: unknown, { displayName, typeOptions = {} }: INodeProperties): number {
	const { minValue: min = 0, maxValue: max } = typeOptions;
	return wholeNumber(value, displayName, { min, max });
}

function readText(value: unknown, { displayName }: INodeProperties): string {
	const text = enteredText(value);
	if (text !== undefined) return text;
	throw wrongValue(displayName, 'text', value);
}

function readDate(value: unknown, { displayName }: INodeProperties): string {
	const text = dateText(value).trim();
	if (text !== '') return text;
	throw wrongValue(displayName, 'a date such as 2027-03-31T17:00:00', value);
}

function readChoice(value: unknown, field: INodeProperties): unknown {
	const { displayName, options } = field;
	// Lockt itself offers them: what an expression enters is a text like theirs.
	if (!options) return readText(value, field);
	const choices = valuesOf(options);
	if (choices.includes(value)) return value;
	throw wrongValue(displayName, `one of ${choices.join(', ')}`, value);
}

/** Those that Lockt itself offers are looked up there: fields/references.ts. */
function readChoices(value: unknown, field: INodeProperties): unknown {
	if (!field.options) return value;
	const names = namesIn(value);
	if (names.length === 0) throw blankValue(field.displayName);
	return names.map((one) => readChoice(one, field));
}

function valuesOf(options: INodeProperties['options'] = []): unknown[] {
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}

/** Whatever somebody added is there to narrow things: it must hold something. */
function readAdded(value: unknown, field: INodeProperties): IDataObject {
	const fields = (field.options ?? []) as INodeProperties[];
	return readNamed(value, field.displayName, fields, (one, added) =>
		isBlank(one) || isWithoutEntries(one, added) ? refuseAdded(added) : checkField(one, added),
	);
}

/** Entries of which there may be several, each with fields that all must be filled in. */
function readEntries(value: unknown, field: INodeProperties): IDataObject {
	const groups = (field.options ?? []) as INodePropertyCollection[];
	return readNamed(value, field.displayName, groups, (list, { displayName, values }) => {
		if (!Array.isArray(list)) throw wrongValue(displayName, 'a list', list);
		return list.map((entry: unknown) => {
			if (!isRecord(entry)) throw wrongValue(displayName, 'a list of entries', entry);
			return Object.fromEntries(values.map((one) => [one.name, checkField(entry[one.name], one)]));
		});
	});
}

/** Checks all that an object holds by name. @throws LocktError for a name that there is not, too */
function readNamed<Part extends { name: string }>(
	value: unknown,
	label: string,
	parts: Part[],
	read: (value: unknown, part: Part) => unknown,
): IDataObject {
	if (!isObject(value)) throw wrongValue(label, 'a group of fields', value);
	const entries = Object.entries(value).map(([name, one]) => {
		const part = parts.find((known) => known.name === name);
		if (part) return [name, read(one, part)];
		throw new LocktError(
			`'${label}' has no field '${name}'`,
			'Remove it, and add what you need anew. Nothing was sent to Lockt',
		);
	});
	return Object.fromEntries(entries) as IDataObject;
}

function isWithoutEntries(value: unknown, { type }: INodeProperties): boolean {
	return type === 'fixedCollection' && isRecord(value) && Object.values(value).every(isBlank);
}

function refuseAdded({ displayName, type, placeholder }: INodeProperties): never {
	const fill = type === 'fixedCollection' ? `Use '${placeholder}'` : 'Enter a value';
	throw blankValue(displayName, `${fill}, or remove the field`);
}

/** By which key a record is picked, and the value. An ID is checked with the kind: fields/locator.ts. */
function readLocator(value: unknown, { displayName, modes = [] }: INodeProperties): unknown {
	const { mode, value: picked } = isRecord(value) ? value : {};
	if (isBlank(picked)) {
		throw blankValue(displayName, `Pick one from the list, or enter which. ${FOUND_NOTHING}`);
	}
	if (!modes.some(({ name }) => name === mode)) {
		throw wrongValue(displayName, `picked by ${modes.map(({ name }) => name).join(', ')}`, mode);
	}
	const text = enteredText(picked);
	if (text === undefined) throw wrongValue(displayName, 'text or a number', picked);
	return { mode, value: text };
}

/** Its columns are checked one by one: fields/mapping.ts. */
function readMapping(value: unknown, { displayName }: INodeProperties): unknown {
	const { mappingMode, value: columns } = isRecord(value) ? value : {};
	if (mappingMode === 'autoMapInputData') return value;
	if (mappingMode === 'defineBelow' && (columns === null || isRecord(columns))) return value;
	throw wrongValue(displayName, 'mapped below or automatically', mappingMode);
}
