import type { INodeProperties } from 'n8n-workflow';
import { personOptions } from '../execution/output';
import { sameForAll } from '../fields/parameters';
import type { ReadParameter } from '../fields/row';
import { callOf, NEVER_SHOWN } from '../execution/plans';
import { readAny } from '../execution/reads';
import { dryRun } from '../execution/writeOptions';
import { write } from '../execution/writes';
import type { Question } from '../api/client';
import { endpoints } from '../api/endpoints';
import { refuseDepth } from '../api/text/depth';
import { LocktError } from '../api/errors';
import { readJson, writeJson } from '../api/text/json';
import { isRecord } from '../api/text/text';
import type { Operation } from './operation';

const only = (field: INodeProperties, ...methods: string[]): INodeProperties => ({
	...field,
	displayOptions: { show: { method: methods } },
});

const CHANGES = ['DELETE', 'POST', 'PUT'] as const;

/** What changes users, or the cards that are shown as a part of them: what became of it is not compared, but waited for. */
const OF_USERS = new Set<string>([
	endpoints.updateFobs.path,
	endpoints.updateCredentials.path,
	endpoints.createAccessLevels.path,
	endpoints.saveUsers.path,
	endpoints.anonymizeUser.path,
	endpoints.createDelegate.path,
]);

const read = readAny(question);

const change = write(({ parameter }) => {
	const method = parameter('method') as (typeof CHANGES)[number];
	const body = bodyOf(parameter('body'));
	const asked = question(parameter);
	return {
		call: { ...callOf({ ...asked, method, body }), ...(OF_USERS.has(asked.path) && NEVER_SHOWN) },
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
			description: 'GET reads; POST, PUT and DELETE change something',
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
							description: 'What the Lockt reference calls it',
						},
						{
							displayName: 'Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. 20',
							description: 'Sent as it is',
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
	run: (context, fields) => {
		const isRead = sameForAll(context, 'method') === 'GET';
		return (isRead ? read : change)(context, fields);
	},
};

interface Pair {
	name: string;
	value: string;
}

/** A path that stays below the Base URL, and parameters with names and values. */
function question(parameter: ReadParameter): Question {
	const path = parameter('path') as string;
	if (!/^\/[\w-]+(\/[\w-]+)*$/.test(path)) {
		throw new LocktError(
			"'Path' must look like /doorstate",
			"Start with a slash and use letters and digits. Parameters go into 'Query Parameters'. Nothing was sent to Lockt",
		);
	}
	const { parameters: list = [] } = parameter('query', {}) as { parameters?: Pair[] };
	const query = Object.fromEntries(list.map(({ name, value }) => [name, value]));
	if (Object.keys(query).length < list.length) {
		throw new LocktError(
			"'Query Parameters' names the same parameter twice",
			'Remove one of them. Nothing was sent to Lockt',
		);
	}
	return { path: path as Question['path'], query };
}

/** JSON as text or, from an expression, as it is: what goes out whatever that has made of it. */
function bodyOf(value: unknown): object | undefined {
	if (value === undefined) return undefined;
	const text = typeof value === 'string' ? value : writeJson(value);
	if (!isJson(text)) throw notJson();
	refuseDepth(JSON.parse(text), 'Body');
	const body = readJson(text);
	if (!isRecord(body)) throw notJson();
	return Object.keys(body).length > 0 ? body : undefined;
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

const notJson = () => new LocktError("'Body' is not JSON", 'Correct it. Nothing was sent to Lockt');
