import { dateOptions } from '../execution/output';
import { readAny, readList, readThe } from '../execution/reads';
import { returnAllOrLimit } from '../fields/limit';
import type { Question } from '../api/client';
import { apiCall } from './apiCall';
import { checkCompatibility } from './checkCompatibility';
import type { Operation, Resource } from './operation';

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
		get('Get Site', 'getSite', '/site', 'Get site', 'Get basic data of the site'),
		get('Get Time', 'getTime', '/time', 'Get time', "Get the site's date, time and time zone"),
		get(
			'Ping',
			'ping',
			'/ping',
			'Ping',
			'Check that Lockt can be reached and accepts the credential',
		),
		checkCompatibility,
		{
			name: 'Get Maintenance',
			value: 'getMaintenance',
			action: 'Get maintenance',
			description: 'Get the maintenance that Lockt has planned',
			fields: [dateOptions],
			run: readAny(() => ({ path: '/maintenance' })),
		},
		get('Get Settings', 'getSettings', '/settings', 'Get settings', 'Get the settings of the API'),
		get(
			'Get Release Notes',
			'getReleaseNotes',
			'/about',
			'Get release notes',
			'Get what changed in the API of Lockt, and when',
		),
		{
			name: 'List Object Types',
			value: 'listObjectTypes',
			action: 'List object types',
			description: 'Get the types of records the API knows',
			fields: returnAllOrLimit,
			run: readList(() => ({ path: '/object', flags: ['listtypes'] })),
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
			run: readList((parameter) => ({
				path: '/object',
				query: { type: parameter('objectType') as string },
			})),
		},
		apiCall,
	],
};
