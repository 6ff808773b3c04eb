/**
 * What the reference shows of each record that is read, a property of a record within one behind its
 * name. Those with a question mark are not in each of its definitions and examples.
 */
const all = {
	accesslevel: ['id', 'name', 'doors?', 'doors.id', 'doors.name', 'doors.schedule_id'],
	credential: [
		...['id', 'card_num', 'name', 'credential_key', 'claim_status'],
		...['user', 'user.id', 'user.name', 'access_effective', 'access_expires'],
	],
	credentialSummary: ['credentials', 'claimed', 'unclaimed'],
	delegate: [
		...['id', 'name', 'access_effective', 'access_expires'],
		...['doors', 'doors.id', 'doors.name'],
	],
	door: ['id', 'type', 'name', 'location', 'enabled', 'controller'],
	doorstate: ['id', 'name', 'battery_level'],
	event: [
		...['id', 'device', 'code', 'code_text', 'subcode?', 'subcode_text?', 'schedule'],
		...['controller', 'location', 'card_num', 'user', 'category', 'category_text'],
		...['event_time?', 'hw_time?', 'db_time'],
	],
	fob: [
		...['id', 'id_num', 'name', 'card_num', 'credential_key', 'enabled'],
		...['access_effective', 'access_expires'],
		...['accesslevels', 'accesslevels.unid', 'accesslevels.name'],
	],
	location: ['id', 'name', 'type', 'enabled'],
	locationtype: ['id', 'name'],
	maintenance: ['start', 'stop', 'description'],
	schedule: ['id', 'name', 'd0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'start', 'stop'],
	user: [
		...['id', 'id_num', 'first_name?', 'last_name?', 'name?', 'card_num', 'credential_key'],
		...['email', 'phone', 'enabled', 'access_effective', 'access_expires'],
		...['accesslevels', 'accesslevels.unid', 'accesslevels.name'],
		...['custom1', 'custom2', 'custom3', 'custom4', 'pin?', 'credentials?'],
		...['credentials.id', 'credentials.name', 'credentials.card_num'],
		...['credentials.credential_key', 'credentials.fob'],
	],
	about: ['version', 'release_date', 'release_notes', 'release_details'],
	objectType: ['object'],
	property: ['property', 'datatype', 'description'],
	time: ['datetime_utc', 'timezone', 'datetime_local', 'offset'],
} as const;

/** A kind of record that is read; of anything the reference shows no properties. */
export type RecordName = keyof typeof all | 'wholeUser' | 'anything';

/** What is known of the properties of a record. */
export interface Properties {
	/** By name, whether each record has it. */
	own: Map<string, boolean>;
	/** Those of the records within it, by the property that holds them. */
	within: Map<string, Properties>;
}

/** The properties of a kind of record; undefined where the reference shows none. */
export function propertiesOf(name: RecordName): Properties | undefined {
	if (name === 'anything') return undefined;
	return treeOf(all[name === 'wholeUser' ? 'user' : name]);
}

function treeOf(paths: readonly string[]): Properties {
	const own = paths.filter((path) => !path.includes('.'));
	const outer = new Set(
		paths.filter((path) => path.includes('.')).map((path) => path.split('.')[0]!),
	);
	return {
		own: new Map(own.map((path) => [path.replace('?', ''), !path.endsWith('?')])),
		within: new Map(
			[...outer].map((name) => [
				name,
				treeOf(
					paths
						.filter((path) => path.startsWith(`${name}.`))
						.map((path) => path.slice(name.length + 1)),
				),
			]),
		),
	};
}

/** All names of properties, in every kind of record. */
export const PROPERTY_NAMES: string[] = Object.values(all).flatMap((paths) =>
	paths.flatMap((path) => path.replace('?', '').split('.')),
);

/** What stands around records in an answer, and what is sent with them and comes back. */
const AROUND_RECORDS = [
	...['data', 'error', 'errors', 'result', 'input_data', 'unlocked'],
	...['submitted', 'inserted', 'updated', 'deleted', 'processed'],
	...['user_id', 'location_id'],
	...['validate_fails_batch', 'replace_privileges', 'update_existing'],
];

const ownNames = new Set([...PROPERTY_NAMES, ...AROUND_RECORDS]);

/** Signs count between letters alone: of other servers `_id`, `$id` and `@id` are fields of their own. */
const bare = (name: string) =>
	name
		.trim()
		.toLowerCase()
		.replace(/(?<=[\p{L}\p{N}])[-_ ](?=[\p{L}\p{N}])/gu, '');

const byBareName = new Map([...ownNames].map((name) => [bare(name), name]));

/** Longer than any of them in whichever spelling. */
const LONGEST = 50;

/**
 * What the reference calls a property, however a server writes the name: cardNum, CardNum, card-num and
 * CARD NUM are its card_num.
 *
 * @returns undefined where it has no such name
 */
export function referenceName(name: string): string | undefined {
	if (ownNames.has(name)) return name;
	return name.length > LONGEST ? undefined : byBareName.get(bare(name));
}
