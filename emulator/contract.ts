import type { ShapeName } from './shapes';

/** Where the vendor's tables list an endpoint. */
export type Table = 'functional' | 'system' | 'change log';

/** One row of the vendor's endpoint tables. */
export interface Endpoint {
	table: Table;
	method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	path: `/${string}`;
	/** The query parameter that makes this row the one meant, e.g. low_battery. */
	filter?: string;
	/** The bare word that makes this row the one meant, e.g. missingcreds. */
	flag?: string;
	/** Under which key the body holds the records. */
	bodyKey?: string;
	/** Processing options of the body. */
	options?: Array<'validate_fails_batch' | 'update_existing' | 'replace_privileges'>;
	/** Records per call, where the page says another number than the general limit. */
	perCall?: 1;
	/** What a read answers with. */
	record?: ShapeName;
	/** What a write counts; of what was saved, both inserted and updated. */
	counts?: 'saved' | 'deleted' | 'processed';
	/** The vendor says "Pending Release". */
	pending?: true;
	/** What it is for, in our own words. */
	purpose: string;
}

const FAILS: Endpoint['options'] = ['validate_fails_batch'];

/**
 * Every row of the tables "Functional Endpoints" (44) and "System Endpoints" (9), and two that only
 * the pages and the change log name. Routes, object descriptions, tests and the table in
 * docs/emulator.md come from here.
 */
export const contract: Endpoint[] = [
	...rows(
		'functional',
		['GET', '/accesslevel', 'All access levels', { record: 'accesslevel' }],
		[
			'GET',
			'/accesslevel',
			'The access level of a name',
			{ filter: 'name', record: 'accesslevel' },
		],
		[
			'POST',
			'/accesslevel',
			'Create access levels: doors tied to schedules',
			writes('accesslevels', 'saved'),
		],
		['DELETE', '/accesslevel', 'Delete access levels', writes('accesslevels', 'deleted')],
		['GET', '/credential', 'All credentials', { record: 'credential' }],
		['GET', '/credential', 'Credentials of a user', { filter: 'user_id', record: 'credential' }],
		[
			'GET',
			'/credential',
			'The credential with a card number',
			{ filter: 'card_num', record: 'credential' },
		],
		['GET', '/credential', 'The credential with an ID', { filter: 'id', record: 'credential' }],
		['PUT', '/credential', 'Change when credentials are valid', writes('credentials', 'saved')],
		[
			'DELETE',
			'/credential',
			'Delete credentials that are not fobs',
			writes('credentials', 'deleted'),
		],
		['GET', '/credentialsummary', 'How many credentials are claimed', {}],
		['GET', '/delegate', 'Access that people passed on', {}],
		[
			'POST',
			'/delegate',
			'Pass access to doors on to someone, for a time',
			{ bodyKey: 'delegates', counts: 'processed', perCall: 1 },
		],
		[
			'POST',
			'/delegate',
			'Delete passed-on access that has expired',
			{ flag: 'purge', counts: 'deleted' },
		],
		['GET', '/door', 'All doors', { record: 'door' }],
		['GET', '/door', 'Doors a user may open, by user ID', { filter: 'user_id', record: 'door' }],
		['GET', '/door', 'Doors a user may open, by ID number', { filter: 'id_num', record: 'door' }],
		['POST', '/door', 'Create doors', writes('doors', 'saved')],
		['DELETE', '/door', 'Delete doors', writes('doors', 'deleted')],
		['GET', '/doorstate', 'Battery levels of the doors', { record: 'doorstate' }],
		['GET', '/events', 'The events Lockt has at hand, 5,000 at most', { record: 'event' }],
		['GET', '/events', 'Events since the one with an ID', { filter: 'id', record: 'event' }],
		['GET', '/fob', 'All fobs', { record: 'fob' }],
		['GET', '/fob', 'The fob with an ID', { filter: 'id', record: 'fob' }],
		[
			'GET',
			'/fob',
			'The fob with an ID number',
			{ filter: 'id_num', record: 'fob', pending: true },
		],
		['GET', '/fob', 'The fob of a name', { filter: 'name', record: 'fob' }],
		['GET', '/fob', 'The fob with a card number', { filter: 'card_num', record: 'fob' }],
		['POST', '/fob', 'Create fobs', writes('fobs', 'saved')],
		['PUT', '/fob', 'Hand fobs to another user, or to nobody', writes('fobs', 'saved')],
		['DELETE', '/fob', 'Delete fobs', writes('fobs', 'deleted')],
		['GET', '/location', 'All locations', { record: 'location' }],
		['POST', '/location', 'Create locations', writes('locations', 'saved')],
		['GET', '/locationtype', 'All location types', { record: 'locationtype' }],
		['GET', '/schedule', 'All schedules', { record: 'schedule' }],
		['POST', '/unlock', 'Unlock wired doors for a moment', { bodyKey: 'doors', options: FAILS }],
		['GET', '/user', 'All card holders', { record: 'user' }],
		['GET', '/user', 'Card holders without a credential', { flag: 'missingcreds', record: 'user' }],
		[
			'GET',
			'/user',
			'Users with access to the system itself',
			{ flag: 'privileged', record: 'user' },
		],
		['GET', '/user', 'Users with installer rights', { flag: 'installers', record: 'user' }],
		['GET', '/user', 'The card holder with an ID', { filter: 'id', record: 'user' }],
		['GET', '/user', 'The card holder with an ID number', { filter: 'id_num', record: 'user' }],
		[
			'POST',
			'/user',
			'Create users, or change existing ones',
			{
				bodyKey: 'users',
				counts: 'saved',
				options: ['update_existing', 'validate_fails_batch', 'replace_privileges'],
			},
		],
		[
			'PUT',
			'/user',
			'Change some properties of one user',
			{
				bodyKey: 'users',
				counts: 'saved',
				perCall: 1,
				options: ['validate_fails_batch', 'replace_privileges'],
			},
		],
		['DELETE', '/user', 'Delete users', writes('users', 'deleted')],
	),
	...rows(
		'system',
		['GET', '/about', 'Release notes of the API', {}],
		[
			'POST',
			'/anonymize',
			'Remove what identifies a user, from events too',
			{ filter: 'user_id', counts: 'processed', pending: true },
		],
		['GET', '/maintenance', 'Planned maintenance', { record: 'maintenance' }],
		['GET', '/object', 'Names of the record shapes', { flag: 'listtypes' }],
		['GET', '/object', 'Properties of a record shape', { filter: 'type' }],
		['GET', '/ping', 'Check of the connection and the key', {}],
		['GET', '/settings', 'Settings of the API', {}],
		['GET', '/site', 'Basic data of the site', {}],
		['GET', '/time', 'Date, time and time zone of the site', {}],
	),
	...rows(
		'change log',
		[
			'GET',
			'/doorstate',
			'Doors with a battery at or below a level',
			{ filter: 'low_battery', record: 'doorstate' },
		],
		[
			'POST',
			'/doorstate',
			'Have Lockt send e-mails about low batteries',
			{ filter: 'lowbattery', counts: 'saved' },
		],
	),
];

/** The row as a person writes it, e.g. GET /user?id_num= */
export function nameOf({ method, path, filter, flag }: Endpoint): string {
	const query = filter ? `?${filter}=` : flag ? `?${flag}` : '';
	return `${method} ${path}${query}`;
}

type Row = [
	method: Endpoint['method'],
	path: Endpoint['path'],
	purpose: string,
	more: Omit<Endpoint, 'table' | 'method' | 'path' | 'purpose'>,
];

function rows(table: Table, ...list: Row[]): Endpoint[] {
	return list.map(([method, path, purpose, more]) => ({ table, method, path, purpose, ...more }));
}

function writes(bodyKey: string, counts: Endpoint['counts']) {
	return { bodyKey, counts, options: FAILS };
}
