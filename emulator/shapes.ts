/** A property of a record, as `/object?type=` describes it. */
export interface Property {
	property: string;
	datatype: string;
	description: string;
}

type Row = [property: string, datatype: string, description: string];

const shape = (...rows: Row[]): Property[] =>
	rows.map(([property, datatype, description]) => ({ property, datatype, description }));

const id = (what: string): Row => ['id', 'integer', `Number that Lockt gave the ${what}`];
const validity = (what: string): Row[] => [
	['access_effective', 'date-time', `From when the ${what} gives access; empty for always`],
	['access_expires', 'date-time', `Until when the ${what} gives access; empty for ever`],
];
const custom: Row[] = [1, 2, 3, 4].map((n) => [`custom${n}`, 'text', `Free text ${n}`]);

const person: Row[] = [
	['id_num', 'string', "The person's number in the customer's own system"],
	['first_name', 'string', 'First name'],
	['last_name', 'string', 'Last name'],
	['card_num', 'string', 'Number of the card, digits'],
];
const contact: Row[] = [
	['email', 'string', 'E-mail address'],
	['phone', 'string', 'Phone number'],
];

/** The records of the API by the names that `/object?listtypes` gives them. Reference, "/object". */
export const shapes = {
	accesslevel: shape(
		id('access level'),
		['name', 'string', 'Name of the access level'],
		['doors', 'array', 'The doors it opens, each with its schedule'],
	),
	accesslevel_create: shape(
		['name', 'string', 'Name of the access level'],
		['doors', 'array', 'Doors with id and schedule_id'],
	),
	credential: shape(
		id('credential'),
		['card_num', 'string', 'Number of the card, digits'],
		['name', 'string', 'Name of the credential'],
		['credential_key', 'string', 'The key a person registers their phone with'],
		['claim_status', 'string', 'Claimed or Unclaimed'],
		['user', 'array', 'Who holds it: id and name'],
		...validity('credential'),
	),
	door: shape(
		id('door'),
		['type', 'string', 'Kind of door'],
		['name', 'string', 'Name of the door'],
		['location', 'string', 'Name of its location'],
		['enabled', 'boolean', 'Whether the door is in service'],
		['controller', 'string', 'Name of the controller it hangs on'],
	),
	door_create: shape(
		['name', 'text', 'Name of the door'],
		['location_id', 'integer', 'The location it belongs to'],
	),
	doorstate: shape(
		id('door'),
		['name', 'string', 'Name of the door'],
		['battery_level', 'decimal', 'Percent left; nothing for a door without a battery'],
	),
	event: shape(
		id('event'),
		['device', 'string', 'Name of the door'],
		['code', 'integer', 'What happened, as a number'],
		['code_text', 'string', 'What happened'],
		['subcode', 'integer', 'Why, as a number'],
		['subcode_text', 'string', 'Why'],
		['schedule', 'string', 'The schedule that applied'],
		['controller', 'string', 'Name of the controller'],
		['location', 'string', 'Name of the location'],
		['card_num', 'string', 'Number of the card shown'],
		['user', 'string', 'Who showed it: last name, first name'],
		['category', 'integer', 'Kind of event, as a number'],
		['category_text', 'string', 'Kind of event'],
		['event_time', 'date-time', 'When the device saw it'],
		['db_time', 'date-time', 'When Lockt stored it'],
	),
	fob: shape(
		id('fob'),
		['id_num', 'text', "The fob's number in the customer's own system"],
		['name', 'string', 'Name of the fob'],
		['card_num', 'string', 'Number of the fob, digits'],
		['credential_key', 'string', 'Its registration key'],
		['enabled', 'boolean', 'Whether it works'],
		...validity('fob'),
		['accesslevels', 'array', 'What it opens: the access levels of who holds it'],
	),
	location: shape(
		id('location'),
		['name', 'string', 'Name of the location'],
		['type', 'string', 'Name of its type'],
		['enabled', 'boolean', 'Whether it is in use'],
	),
	locationtype: shape(id('location type'), ['name', 'string', 'Name of the location type']),
	maintenance: shape(
		['start', 'date-time', 'When it starts'],
		['stop', 'date-time', 'When it ends'],
		['description', 'string', 'What is being done'],
	),
	schedule: shape(
		id('schedule'),
		['name', 'string', 'Name of the schedule'],
		...[0, 1, 2, 3, 4, 5, 6].map((day): Row => [
			`d${day}`,
			'bit',
			`1 when it covers day ${day} of the week, Monday being 0`,
		]),
		['start', 'time', 'When the day starts, HH:MM:SS'],
		['stop', 'time', 'When the day ends, HH:MM:SS'],
	),
	user: shape(
		id('user'),
		...person,
		['credential_key', 'string', 'The key the person registers their phone with'],
		...contact,
		['enabled', 'boolean', 'Whether the person has access at all'],
		...validity('user'),
		['accesslevels', 'array', "The person's access levels"],
		...custom,
	),
	user_create: shape(
		['id', 'integer', '-1 for a new user, the number of one to change'],
		...person,
		...contact,
		['pin', 'integer', 'PIN, digits'],
		...validity('user'),
		['enabled', 'boolean', 'Whether the person has access at all'],
		['accesslevels', 'array', 'Access levels by id'],
		...custom,
	),
	user_delete: shape(id('user')),
} satisfies Record<string, Property[]>;

/** Name of a record shape, e.g. doorstate */
export type ShapeName = keyof typeof shapes;
