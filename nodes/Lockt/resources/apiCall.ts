import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { personOptions } from '../execution/output';
import type { ReadParameter } from '../fields/row';
import { callOf } from '../execution/plans';
import { readAny } from '../execution/reads';
import { dryRun } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Question } from '../api/client';
import { refuseDepth } from '../api/depth';
import { LocktError } from '../api/errors';
import { plainText } from '../api/text';
import { filledText } from '../api/values';
import type { Operation } from './operation';

const only = (field: INodeProperties, ...methods: string[]): INodeProperties => ({
	...field,
	displayOptions: { show: { method: methods } },
});

const CHANGES = ['DELETE', 'POST', 'PUT'] as const;

const read = readAny(question);

const change = write(({ parameter }) => {
	const method = parameter('method') as (typeof CHANGES)[number];
	const body = bodyOf(parameter('body'));
	return {
		call: callOf({ ...question(parameter), method, body }),
		record: {},
		outcome: 'answered',
	};
});

export const apiCall: Operation = {
	name: 'API Call',
	value: 'apiCall',
	action: 'Call API',
	description:
		"Call an address of the Lockt Cloud API that has no operation here yet. The credential's permissions count here as well.",
	needs: 'dependsOnRequest',
	fields: [
		{
			displayName: 'Method',
			name: 'method',
			type: 'options',
			noDataExpression: true,
			options: [
				{ name: 'DELETE', value: 'DELETE' },
				{ name: 'GET', value: 'GET' },
				{ name: 'POST', value: 'POST' },
				{ name: 'PUT', value: 'PUT' },
			],
			default: 'GET',
			description: 'GET reads, the others change something',
		},
		{
			displayName: 'Path',
			name: 'path',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. /doorstate',
			description: 'What follows the Base URL of the credential',
		},
		{
			displayName: 'Query Parameters',
			name: 'query',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Parameter',
			default: {},
			options: [
				{
					displayName: 'Parameter',
					name: 'parameters',
					values: [
						{
							displayName: 'Name',
							name: 'name',
							type: 'string',
							default: '',
							placeholder: 'e.g. low_battery',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. 20',
						},
					],
				},
			],
		},
		only(
			{
				displayName: 'Body',
				name: 'body',
				type: 'json',
				default: '{}',
				description:
					'What is sent, as JSON, e.g. {"doors": [{"name": "Door 1"}]}. Nothing is sent for {}.',
			},
			...CHANGES,
		),
		only(personOptions, 'GET'),
		only(dryRun, ...CHANGES),
	],
	run: (context) => (context.getNodeParameter('method', 0) === 'GET' ? read : change)(context),
};

/** A path that stays below the Base URL, and parameters with names and values. */
function question(parameter: ReadParameter): Question {
	const path = filledText(parameter('path'), 'Path');
	if (!/^\/[\w-]+(\/[\w-]+)*$/.test(path)) {
		throw new LocktError(
			"'Path' must look like /doorstate",
			"Start with a slash and use letters and digits. Parameters go into 'Query Parameters'. Nothing was sent to Lockt",
		);
	}
	const { parameters: list = [] } = parameter('query') as { parameters?: IDataObject[] };
	const query = list.map(({ name, value }) => [plainText(name), plainText(value)] as const);
	const blank = query.find(([name, value]) => name.trim() === '' || value.trim() === '');
	if (blank) {
		throw new LocktError(
			"A parameter in 'Query Parameters' is blank",
			'Give each a name and a value. With a blank one Lockt would answer with everything',
		);
	}
	return { path: path as Question['path'], query: Object.fromEntries(query) };
}

/** JSON as text or, from an expression, as it is. */
function bodyOf(value: unknown): object | undefined {
	if (value === '' || value === null || value === undefined) return undefined;
	const body: unknown = typeof value === 'string' ? parsed(value) : value;
	refuseDepth(body, 'Body');
	if (typeof body === 'object' && body !== null) {
		return Object.keys(body).length > 0 ? toJson(body) : undefined;
	}
	throw new LocktError("'Body' is not JSON", 'Correct it. Nothing was sent to Lockt');
}

/** As it goes out, whatever an expression has made of it. */
function toJson(body: object): object {
	return JSON.parse(JSON.stringify(body)) as object;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
