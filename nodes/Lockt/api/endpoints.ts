import type { RecordName } from './records/properties';

/** What the owner of a credential must have allowed; what only reads needs nothing. */
export type Permission = 'change' | 'delete' | 'unlock';

/** An endpoint of Lockt's that changes something. */
export interface Endpoint {
	method: 'POST' | 'PUT' | 'DELETE';
	path: `/${string}`;
	/** The word in the query that makes it this one, e.g. purge */
	flag?: string;
	/** The parameter in the query that says what it is about, e.g. user_id */
	filter?: string;
	/** Under which key the body holds its records. Without one there is no body. */
	bodyKey?: string;
	/** All that its records can have, where more than that may open a door. */
	sends?: readonly string[];
	/** How many records a request takes: up to the batch size, one, or all there are. */
	perRequest: 'batch' | 'one' | 'all';
	/** Whether the body takes validate_fails_batch. Reference, "Processing Options". */
	failsAsBatch: boolean;
	needs: Permission;
	/** Whether it may be sent again when Lockt says that it did not take it. */
	repeatable: boolean;
	/** Nothing tells a second one from the first: sent twice, it is there twice. */
	doubles?: true;
	/** Where what was changed may be counted as inserted. */
	countsAsInserted?: true;
	/** Where what was created may be counted as updated as well. */
	countsTwice?: true;
}

/** One whose body holds records. */
export type RecordsEndpoint = Endpoint & { bodyKey: string };

const accessLevels = recordsAt('/accesslevel', 'accesslevels');
const credentials = recordsAt('/credential', 'credentials');
const doors = recordsAt('/door', 'doors');
const fobs = recordsAt('/fob', 'fobs');
const locations = recordsAt('/location', 'locations');
const users = recordsAt('/user', 'users');

/** What is done by a POST without a body. */
const act = { method: 'POST', perRequest: 'one', failsAsBatch: false, repeatable: true } as const;

/**
 * Every endpoint that changes something: the one place that says how it is asked and who may. What is
 * not named here counts as the worst there is.
 */
export const endpoints = {
	createAccessLevels: accessLevels('POST'),
	deleteAccessLevels: accessLevels('DELETE'),
	updateCredentials: credentials('PUT'),
	deleteCredentials: credentials('DELETE'),
	/** Reference, delegate POST, Behaviors: one record for each call, and no processing options. */
	createDelegate: {
		...recordsAt('/delegate', 'delegates')('POST'),
		perRequest: 'one',
		doubles: true,
		failsAsBatch: false,
	},
	purgeDelegates: { ...act, path: '/delegate', flag: 'purge', needs: 'change' },
	/** Reference, door POST: its example counts one door as inserted and as updated. */
	createDoors: { ...doors('POST'), sends: ['name', 'location_id'], countsTwice: true },
	deleteDoors: { ...doors('DELETE'), sends: ['id'] },
	/** All doors in one call, and never a second time: no door may open late. */
	unlockDoors: {
		...recordsAt('/unlock', 'doors')('POST'),
		perRequest: 'all',
		needs: 'unlock',
		repeatable: false,
	},
	setLowBatteryAlert: { ...act, path: '/doorstate', filter: 'lowbattery', needs: 'change' },
	createFobs: fobs('POST'),
	/** Reference, fob PUT: its example counts what was changed as inserted. */
	updateFobs: { ...fobs('PUT'), countsAsInserted: true },
	deleteFobs: fobs('DELETE'),
	createLocations: locations('POST'),
	/** Creates users, and changes them as a whole. */
	saveUsers: users('POST'),
	/** Changes only what is sent. Reference, user PUT, Behaviors: one user for each call. */
	patchUser: { ...users('PUT'), perRequest: 'one' },
	deleteUsers: users('DELETE'),
	anonymizeUser: { ...act, path: '/anonymize', filter: 'user_id', needs: 'delete' },
} satisfies Record<string, Endpoint>;

/** An endpoint of Lockt's that only reads. */
export interface ReadEndpoint {
	path: `/${string}`;
	/** The word in the query that makes it this one, e.g. missingcreds */
	flag?: string;
	/** The parameter in the query that makes it this one, e.g. id_num */
	filter?: string;
	/** Of which list of records a value for the filter is: the property of another read. */
	from?: { path: ReadEndpoint['path']; property: string };
	/** A value for the filter that fits every site. */
	value?: string | number;
	/** What its answer holds. */
	holds: RecordName;
	/** Reference: "Pending Release". */
	pending?: true;
}

/** Every endpoint that only reads, those first that others take their filter from. */
export const reads: ReadEndpoint[] = [
	{ path: '/ping', holds: 'anything' },
	{ path: '/time', holds: 'time' },
	{ path: '/site', holds: 'anything' },
	{ path: '/settings', holds: 'anything' },
	{ path: '/about', holds: 'about' },
	{ path: '/maintenance', holds: 'maintenance' },
	{ path: '/object', flag: 'listtypes', holds: 'objectType' },
	{ path: '/object', filter: 'type', value: 'user', holds: 'property' },
	...readsAt('/accesslevel', 'accesslevel', 'name'),
	...readsAt('/credential', 'credential', 'card_num', 'id'),
	{ path: '/credential', filter: 'user_id', from: ofUser('id'), holds: 'credential' },
	{ path: '/credentialsummary', holds: 'credentialSummary' },
	{ path: '/delegate', holds: 'delegate' },
	{ path: '/door', holds: 'door' },
	{ path: '/door', filter: 'user_id', from: ofUser('id'), holds: 'door' },
	{ path: '/door', filter: 'id_num', from: ofUser('id_num'), holds: 'door' },
	{ path: '/doorstate', holds: 'doorstate' },
	{ path: '/doorstate', filter: 'low_battery', value: 20, holds: 'doorstate' },
	...readsAt('/events', 'event', 'id'),
	...readsAt('/fob', 'fob', 'id', 'name', 'card_num'),
	{ ...readBy('/fob', 'fob', 'id_num'), pending: true },
	{ path: '/location', holds: 'location' },
	{ path: '/locationtype', holds: 'locationtype' },
	{ path: '/schedule', holds: 'schedule' },
	{ path: '/user', holds: 'user' },
	{ path: '/user', flag: 'missingcreds', holds: 'user' },
	{ path: '/user', flag: 'privileged', holds: 'user' },
	{ path: '/user', flag: 'installers', holds: 'user' },
	{ ...readBy('/user', 'user', 'id'), holds: 'wholeUser' },
	{ ...readBy('/user', 'user', 'id_num'), holds: 'wholeUser' },
];

/** The list of a kind of record, and each way to ask for one by a property that the list shows. */
function readsAt(
	path: ReadEndpoint['path'],
	holds: RecordName,
	...filters: string[]
): ReadEndpoint[] {
	return [{ path, holds }, ...filters.map((filter) => readBy(path, holds, filter))];
}

function readBy(path: ReadEndpoint['path'], holds: RecordName, filter: string): ReadEndpoint {
	return { path, filter, from: { path, property: filter }, holds };
}

function ofUser(property: string): ReadEndpoint['from'] {
	return { path: '/user', property };
}

/**
 * The endpoint that a request is for, to the letter; undefined for one that is not named above.
 *
 * @param query what follows the question mark, e.g. purge
 */
export function endpointOf(method: string, path: string, query: string): Endpoint | undefined {
	return Object.values<Endpoint>(endpoints).find(
		(endpoint) =>
			endpoint.method === method && endpoint.path === path && isQueryOf(endpoint, query),
	);
}

function isQueryOf({ flag, filter }: Endpoint, query: string): boolean {
	if (filter === undefined) return query === (flag ?? '');
	const [name, value, ...others] = query.split('=');
	return name === filter && others.length === 0 && /^\d+$/.test(value ?? '');
}

function recordsAt(path: Endpoint['path'], bodyKey: string) {
	return (method: Endpoint['method']): RecordsEndpoint => ({
		method,
		path,
		bodyKey,
		perRequest: 'batch',
		failsAsBatch: true,
		needs: method === 'DELETE' ? 'delete' : 'change',
		repeatable: true,
	});
}
