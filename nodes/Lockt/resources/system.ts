import type { IDataObject } from 'n8n-workflow';
import { pinOptions } from '../execution/output';
import { readAny, readList, readThe, returnAllOrLimit } from '../execution/reads';
import type { Parameters } from '../execution/parameters';
import type { Question } from '../lockt/client';
import { LocktError } from '../lockt/errors';
import { plainText } from '../lockt/text';
import type { Operation, Resource } from './operation';
import { filledText } from '../lockt/values';

const get = (
	name: string,
	value: string,
	path: Question['path'],
	action: string,
	description: string,
): Operation => ({ name, value, action, description, fields: [], run: readThe({ path }) });

export const system: Resource = {
	name: 'System',
	value: 'system',
	operations: [
		{
			name: 'API Call',
			value: 'apiCall',
			action: 'Call API',
			description: 'Read from an address of the Lockt Cloud API that has no operation here yet',
			fields: [
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
				pinOptions,
			],
			run: readAny(customQuestion),
		},
		{
			name: 'Describe Object',
			value: 'describeObject',
			action: 'Describe object',
			description: 'Get the properties that the records of an object type have',
			fields: [
				{
					displayName: 'Object Type',
					name: 'objectType',
					type: 'string',
					required: true,
					default: '',
					placeholder: 'e.g. user',
					description: 'One of the types that List Object Types returns',
				},
				...returnAllOrLimit,
			],
			run: readList((parameters) => ({
				path: '/object',
				query: { type: filledText(parameters('objectType'), 'Object Type') },
			})),
		},
		get('Get About', 'getAbout', '/about', 'Get release notes', 'Get the release notes of the API'),
		{
			name: 'Get Maintenance',
			value: 'getMaintenance',
			action: 'Get maintenance',
			description: 'Get the maintenance that Lockt has planned',
			fields: [],
			run: readAny(() => ({ path: '/maintenance' })),
		},
		get('Get Settings', 'getSettings', '/settings', 'Get settings', 'Get the settings of the API'),
		get('Get Site', 'getSite', '/site', 'Get site', 'Get basic data of the site'),
		get('Get Time', 'getTime', '/time', 'Get time', "Get the site's date, time and time zone"),
		{
			name: 'List Object Types',
			value: 'listObjectTypes',
			action: 'List object types',
			description: 'Get the types of records the API knows',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/object', flags: ['listtypes'] })),
		},
		get(
			'Ping',
			'ping',
			'/ping',
			'Ping',
			'Check that Lockt can be reached and accepts the credential',
		),
	],
};

/** A path that stays below the Base URL, and parameters with names and values. */
function customQuestion(parameters: Parameters): Question {
	const path = filledText(parameters('path'), 'Path');
	if (!/^\/[\w-]+(\/[\w-]+)*$/.test(path)) {
		throw new LocktError(
			"'Path' must look like /doorstate",
			"Start with a slash and use letters and digits. Parameters go into 'Query Parameters'. Nothing was sent to Lockt",
		);
	}
	const { parameters: list = [] } = parameters('query') as { parameters?: IDataObject[] };
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
