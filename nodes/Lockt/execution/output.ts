import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { dropPins } from '../api/guard/pins';
import { isRecord, plainText } from '../api/text/text';
import { options } from '../fields/collections';
import type { ReadParameter } from '../fields/row';

/**
 * Which properties a simplified record has, at most ten of them.
 *
 * @param record with its dates as ISO 8601, unless the item wants them raw
 */
export type Simplify = (record: IDataObject, parameter: ReadParameter) => IDataObject;

/** For records of more than ten properties. An AI agent chooses in its own way what it gets. */
export const simplifyFields: INodeProperties[] = [
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		displayOptions: { hide: { '@tool': [true] } },
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'Simplified', value: 'simplified', description: 'The properties most people need' },
			{ name: 'Raw', value: 'raw', description: 'All that Lockt sends' },
			{ name: 'Selected Fields', value: 'selected', description: 'The fields named below' },
		],
		default: 'simplified',
		displayOptions: { show: { '@tool': [true] } },
		description: 'How much of each record to return: simplified, raw or selected',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'string',
		default: '',
		placeholder: 'e.g. email, enabled',
		displayOptions: { show: { '@tool': [true], output: ['selected'] } },
		description: 'Names of the fields to return, separated by commas',
	},
];

export const RAW_DATES: INodeProperties = {
	displayName: 'Raw Dates',
	name: 'rawDates',
	type: 'boolean',
	default: false,
	description:
		"Whether to return dates as Lockt sends them instead of ISO 8601 in the site's time zone",
};

const INCLUDE_PIN: INodeProperties = {
	displayName: 'Include PIN',
	name: 'includePin',
	type: 'boolean',
	default: false,
	description: 'Whether to return the PIN. Anyone who sees this run can read it.',
};

/** For records with dates. */
export const dateOptions = options(RAW_DATES);

/** For records with dates and a PIN, and for whatever may come. */
export const personOptions = options(INCLUDE_PIN, RAW_DATES);

/** Whether the item wants its dates as Lockt sent them. */
export function wantsRawDates(parameter: ReadParameter): boolean {
	return readOptions(parameter).rawDates === true;
}

/**
 * What the output shows of a record: never a PIN that was not asked for, and only what was chosen of
 * the rest. It is always an object of its own.
 *
 * @throws LocktError when the fields are to be selected and none is
 */
export function showRecord(
	record: IDataObject,
	parameter: ReadParameter,
	simplify?: Simplify,
): IDataObject {
	if (!isRecord(record)) return { value: record };
	const allowed = readOptions(parameter).includePin === true ? { ...record } : dropPins(record);
	if (!simplify) return allowed;
	const chosen = parameter('output', '') || (parameter('simplify', true) ? 'simplified' : 'raw');
	if (chosen === 'raw') return allowed;
	const simplified = simplify(allowed, parameter);
	if (chosen === 'selected') {
		return selectFields({ ...simplified, ...allowed }, parameter('fields', ''));
	}
	const { pin } = allowed;
	return { ...simplified, ...(pin !== undefined && { pin }) };
}

function readOptions(parameter: ReadParameter): IDataObject {
	return parameter('options', {}) as IDataObject;
}

function selectFields(record: IDataObject, fields: unknown): IDataObject {
	const names = plainText(fields)
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	if (names.length === 0) {
		throw new LocktError("'Fields' is blank", 'Name the fields to return, e.g. id, email');
	}
	return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}
