import * as kinds from './kinds';
import type { NamedKind } from './kinds';
import { access, type Period } from './validity';

/** What a field of a record holds. */
export type Holds =
	| { is: 'text' | 'digits' | 'email' | 'date' | 'yesNo' | 'number' }
	/** One record of a kind, by ID or name. */
	| { is: 'one'; of: NamedKind }
	/** Several, as a list or a text with commas. */
	| { is: 'many'; of: NamedKind };

/** A field that a person fills from their columns. */
export interface Field {
	/** The property in Lockt, e.g. id_num */
	id: string;
	/** e.g. ID Number */
	label: string;
	holds: Holds;
	required?: boolean;
}

/** The fields of one operation. */
export interface Columns {
	/** e.g. newUser */
	name: string;
	/** What `/object?type=` calls the record; it may know fields that the reference does not. */
	objectType: string;
	fields: Field[];
	/** Two of them that must be in order. Users are compared with what they have: user/change.ts. */
	period?: Period;
}

const text = (id: string, label: string): Field => ({ id, label, holds: { is: 'text' } });
const digits = (id: string, label: string): Field => ({ id, label, holds: { is: 'digits' } });
const required = (...fields: Field[]): Field[] =>
	fields.map((field) => ({ ...field, required: true }));

const dates = ({ from, until }: Period): Field[] =>
	[from, until].map((end) => ({ ...end, holds: { is: 'date' } }));

const whoUser: Field[] = [
	text('id_num', 'ID Number'),
	text('first_name', 'First Name'),
	text('last_name', 'Last Name'),
	{ id: 'email', label: 'Email', holds: { is: 'email' } },
	text('phone', 'Phone'),
	digits('pin', 'PIN'),
];

const moreOfUser: Field[] = [
	digits('card_num', 'Card Number'),
	...dates(access),
	{ id: 'enabled', label: 'Enabled', holds: { is: 'yesNo' } },
	{ id: 'accesslevels', label: 'Access Levels', holds: { is: 'many', of: kinds.accessLevel } },
	...[1, 2, 3, 4].map((n) => text(`custom${n}`, `Custom ${n}`)),
];

/** Reference, user POST, INSERT: these may not be missing or blank. */
export const newUser: Columns = {
	name: 'newUser',
	objectType: 'user_create',
	fields: [...required(...whoUser), ...moreOfUser],
};

export const changedUser: Columns = {
	name: 'changedUser',
	objectType: 'user_create',
	fields: [...whoUser, ...moreOfUser],
};

export const anyUser: Columns = {
	name: 'anyUser',
	objectType: 'user_create',
	fields: [...whoUser, ...moreOfUser, { id: 'id', label: 'ID', holds: { is: 'number' } }],
};

const ofFob = [
	text('name', 'Name'),
	text('id_num', 'ID Number'),
	digits('card_num', 'Card Number'),
];

export const newFob: Columns = {
	name: 'newFob',
	objectType: 'fob',
	fields: [...required(...ofFob), ...dates(access)],
	period: access,
};

export const changedFob: Columns = {
	name: 'changedFob',
	objectType: 'fob',
	fields: [...ofFob, ...dates(access)],
	period: access,
};

export const newDoor: Columns = {
	name: 'newDoor',
	objectType: 'door_create',
	fields: [
		...required(text('name', 'Name')),
		{ id: 'location_id', label: 'Location', holds: { is: 'one', of: kinds.location } },
	],
};

export const newLocation: Columns = {
	name: 'newLocation',
	objectType: 'location',
	fields: required(text('name', 'Name'), {
		id: 'locationtype',
		label: 'Location Type',
		holds: { is: 'one', of: kinds.locationType },
	}),
};

export const newAccessLevel: Columns = {
	name: 'newAccessLevel',
	objectType: 'accesslevel_create',
	fields: required(
		text('name', 'Name'),
		{ id: 'doors', label: 'Doors', holds: { is: 'many', of: kinds.door } },
		{ id: 'schedule_id', label: 'Schedule', holds: { is: 'one', of: kinds.schedule } },
	),
};
