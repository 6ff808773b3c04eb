import type {
	ILoadOptionsFunctions,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { ask, recordsOf } from '../api/client';
import { toNodeError, unlessMissing } from '../api/errors';
import { plainText } from '../api/text';
import * as kinds from './kinds';
import type { Kind } from './kinds';

/** What a field of a record holds. */
export type Holds =
	| { is: 'text' | 'digits' | 'email' | 'date' | 'yesNo' | 'number' }
	/** One record of a kind, by ID or name. */
	| { is: 'one'; of: Kind }
	/** Several, as a list or a text with commas. */
	| { is: 'many'; of: Kind };

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
}

const text = (id: string, label: string): Field => ({ id, label, holds: { is: 'text' } });
const digits = (id: string, label: string): Field => ({ id, label, holds: { is: 'digits' } });
const required = (...fields: Field[]): Field[] =>
	fields.map((field) => ({ ...field, required: true }));

const validity: Field[] = [
	{ id: 'access_effective', label: 'Access Effective', holds: { is: 'date' } },
	{ id: 'access_expires', label: 'Access Expires', holds: { is: 'date' } },
];

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
	...validity,
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
	fields: [...required(...ofFob), ...validity],
};

export const changedFob: Columns = {
	name: 'changedFob',
	objectType: 'fob',
	fields: [...ofFob, ...validity],
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

const all = [
	newUser,
	changedUser,
	anyUser,
	newFob,
	changedFob,
	newDoor,
	newLocation,
	newAccessLevel,
];

/** The field in which a person maps their columns to the fields of a record. */
export function columnsField({ name }: Columns): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: name,
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	};
}

/** What n8n asks for the fields behind `columnsField`, by name. */
export const resourceMapping = Object.fromEntries(
	all.map((columns) => [
		columns.name,
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			try {
				const known = await Promise.all(columns.fields.map((field) => shownField(this, field)));
				return { fields: [...known, ...(await othersOf(this, columns))] };
			} catch (error) {
				throw toNodeError(this.getNode(), error);
			}
		},
	]),
);

async function shownField(
	context: ILoadOptionsFunctions,
	{ id, label, holds, required = false }: Field,
): Promise<ResourceMapperField> {
	return {
		id,
		// A field has no description; a longer label would be cut off.
		displayName: holds.is === 'many' ? `${label} (A, B, C)` : label,
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		...(await inputFor(context, holds)),
	};
}

/** n8n would start a switch as off, which nobody meant: so it is a choice. */
const YES_NO = [
	{ name: 'Yes', value: 'true' },
	{ name: 'No', value: 'false' },
];

async function inputFor(
	context: ILoadOptionsFunctions,
	holds: Holds,
): Promise<Pick<ResourceMapperField, 'type' | 'options'>> {
	if (holds.is === 'date') return { type: 'dateTime' };
	if (holds.is === 'number') return { type: 'number' };
	if (holds.is === 'yesNo') return { type: 'options', options: YES_NO };
	if (holds.is !== 'one') return { type: 'string' };
	const { path, title } = holds.of;
	const options = recordsOf(await ask(context, { path })).map((record) => ({
		name: title(record),
		value: record.id as number,
	}));
	return { type: 'options', options };
}

/** Fields that Lockt itself names and the reference does not. A Lockt without the type names none. */
async function othersOf(
	context: ILoadOptionsFunctions,
	{ objectType, fields }: Columns,
): Promise<ResourceMapperField[]> {
	const known = new Set([...fields.map(({ id }) => id), ...NOT_WRITTEN]);
	const answer = await unlessMissing(
		ask(context, { path: '/object', query: { type: objectType } }),
	);
	const described = answer ? recordsOf(answer) : [];
	return described
		.map(({ property }) => plainText(property))
		.filter((id) => id !== '' && !known.has(id))
		.map((id) => ({
			id,
			displayName: id,
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			removed: true,
			type: 'string',
		}));
}

/** Lockt gives these itself, or they are set by operations of their own. */
const NOT_WRITTEN = ['id', 'credential_key', 'enabled', 'accesslevels', 'type', 'locationtype'];
