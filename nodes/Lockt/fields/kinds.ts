import type { IDataObject } from 'n8n-workflow';
import type { Question } from '../api/client';
import { isNoDate } from '../api/records/noDates';
import { recordsWithin } from '../api/records/forms';
import { hoursInWords } from '../api/records/hoursInWords';
import { personFrom } from '../api/records/people';
import { plainText as text } from '../api/text/text';

/** A way to name one record. */
export interface Key {
	/** e.g. idNum */
	mode: string;
	/** e.g. ID Number */
	label: string;
	placeholder: string;
	/** The property of the record that holds it. */
	property: string;
	/** The API's filter for it; without one the list is searched here. */
	filter?: string;
	/** The filter is "Pending Release" in the reference: what it does not find is looked for in the list. */
	pending?: true;
}

/** A kind of record that fields let a person pick. */
export interface Kind {
	/** e.g. access level */
	noun: string;
	/** e.g. access levels */
	plural: string;
	/** e.g. Access Level */
	label: string;
	/** e.g. accessLevel */
	name: string;
	/** Where its list is. */
	path: `/${string}`;
	/** What the list of choices calls it. */
	title: (record: IDataObject) => string;
	/** What tells those with the same title apart; stands behind it. */
	detail: (record: IDataObject) => string;
	/** What a choice from the list stands for comes first. */
	keys: [Key, ...Key[]];
	/** Brings a record into one form, whichever way Lockt sent it. */
	normalise?: (record: IDataObject) => IDataObject;
	/** What to ask for the whole of a record, where another question was answered with less. */
	completes?: (record: IDataObject) => Question | undefined;
	/** By which names a person may mean a record, if by any. */
	names?: (record: IDataObject) => string[];
	/** Those that the picker offers, where it is not all: what they are called, and which they are. */
	offers?: { called: string; includes: (record: IDataObject) => boolean };
	/** The flag of the list of those who are not in the first. */
	apart?: string;
}

/** A kind whose records may be meant by name: in a column, or in a list with commas. */
export interface NamedKind extends Kind {
	names: (record: IDataObject) => string[];
}

const joined = (...parts: string[]) => parts.filter(Boolean).join(' · ');

const named = ({ name }: IDataObject) => text(name);

const id = (placeholder: string, filter?: 'id'): Key => ({
	mode: 'locktId',
	label: 'Lockt ID',
	placeholder,
	property: 'id',
	filter,
});

const idNum = (placeholder: string): Key => ({
	mode: 'idNum',
	label: 'ID Number',
	placeholder,
	property: 'id_num',
	filter: 'id_num',
});

const cardNum = (placeholder: string): Key => ({
	mode: 'cardNum',
	label: 'Card Number',
	placeholder,
	property: 'card_num',
	filter: 'card_num',
});

const byItsName = (placeholder: string, filter?: 'name'): Key => ({
	mode: 'name',
	label: 'Name',
	placeholder,
	property: 'name',
	filter,
});

const byEmail: Key = {
	mode: 'email',
	label: 'Email',
	placeholder: 'e.g. nora.lindqvist@example.com',
	property: 'email',
};

const listNames = (list: unknown) => recordsWithin(list).map(named).join(', ');

/** Its name is what people call it. */
const calledByName = { title: named, names: (record: IDataObject) => [named(record)] };

export const user: NamedKind = {
	noun: 'user',
	plural: 'users',
	label: 'User',
	name: 'user',
	path: '/user',
	title: ({ first_name, last_name, name }) =>
		[text(first_name), text(last_name)].filter(Boolean).join(' ') || text(name),
	names: ({ first_name, last_name, name }) => [
		`${text(first_name)} ${text(last_name)}`,
		`${text(last_name)}, ${text(first_name)}`,
		text(name),
	],
	detail: ({ id_num, email, enabled }) =>
		joined(text(id_num), text(email), enabled === false ? 'disabled' : ''),
	keys: [id('e.g. 5678', 'id'), idNum('e.g. E-10042'), byEmail],
	normalise: personFrom,
	// Reference, user GET: only one asked for alone has them.
	completes: ({ id, credentials }) =>
		credentials === undefined ? { path: '/user', query: { id: id as number } } : undefined,
	// Reference, /user: "List all non-administrative, card holder users in the system."
	apart: 'privileged',
};

/** For filters that stay for long: an e-mail address is soon another's. */
export const userToWatch: NamedKind = {
	...user,
	keys: [user.keys[0], ...user.keys.slice(1).filter(({ property }) => property !== 'email')],
};

export const door: NamedKind = {
	noun: 'door',
	plural: 'doors',
	label: 'Door',
	name: 'door',
	path: '/door',
	...calledByName,
	detail: ({ location, controller }) => joined(text(location), text(controller)),
	keys: [id('e.g. 166'), byItsName('e.g. Server Room 114')],
};

/** The picker leaves out what surely has a battery; the others are taken by ID or name all the same. */
export const doorToUnlock: NamedKind = {
	...door,
	offers: {
		called: 'wired doors',
		includes: ({ controller }) => !/switch/i.test(text(controller)),
	},
};

/** For events, which name their door and location but give no ID. */
const byName = (kind: Kind, placeholder: string): Kind => ({
	...kind,
	keys: [byItsName(placeholder)],
});

export const doorByName = byName(door, 'e.g. Server Room 114');

export const accessLevel: NamedKind = {
	noun: 'access level',
	plural: 'access levels',
	label: 'Access Level',
	name: 'accessLevel',
	path: '/accesslevel',
	...calledByName,
	detail: ({ doors }) => {
		const count = recordsWithin(doors).length;
		return count === 1 ? `1 door: ${listNames(doors)}` : `${count} doors`;
	},
	keys: [id('e.g. 208'), byItsName('e.g. Security', 'name')],
};

export const schedule: NamedKind = {
	noun: 'schedule',
	plural: 'schedules',
	label: 'Schedule',
	name: 'schedule',
	path: '/schedule',
	...calledByName,
	detail: (record) => hoursInWords([record]) ?? joined(text(record.start), text(record.stop)),
	keys: [id('e.g. 543')],
};

export const location: NamedKind = {
	noun: 'location',
	plural: 'locations',
	label: 'Location',
	name: 'location',
	path: '/location',
	...calledByName,
	detail: ({ type }) => text(type),
	keys: [id('e.g. 4325'), byItsName('e.g. North Wing')],
};

export const locationByName = byName(location, 'e.g. North Wing');

export const locationType: NamedKind = {
	noun: 'location type',
	plural: 'location types',
	label: 'Location Type',
	name: 'locationType',
	path: '/locationtype',
	...calledByName,
	detail: ({ id }) => `ID ${text(id)}`,
	keys: [id('e.g. 175')],
};

export const fob: NamedKind = {
	noun: 'fob',
	plural: 'fobs',
	label: 'Fob',
	name: 'fob',
	path: '/fob',
	...calledByName,
	detail: ({ id_num, card_num }) => joined(text(id_num), `card ${text(card_num)}`),
	keys: [
		id('e.g. 443', 'id'),
		{ ...idNum('e.g. F-17'), pending: true },
		byItsName('e.g. Visitor Fob 1', 'name'),
		cardNum('e.g. 050006'),
	],
	normalise: personFrom,
};

export const credential: Kind = {
	noun: 'credential',
	plural: 'credentials',
	// n8n has a field 'Credential' of its own on every panel.
	label: 'Access Credential',
	name: 'credential',
	path: '/credential',
	title: ({ user, card_num }) => listNames(user) || `Card ${text(card_num)}`,
	detail: ({ card_num, claim_status }) => joined(`card ${text(card_num)}`, text(claim_status)),
	keys: [id('e.g. 335', 'id'), cardNum('e.g. 001003')],
};

export const delegate: Kind = {
	noun: 'delegate',
	plural: 'delegates',
	label: 'Delegate',
	name: 'delegate',
	path: '/delegate',
	title: ({ doors, name }) => listNames(doors) || text(name),
	detail: ({ id, access_expires: until }) =>
		joined(`ID ${text(id)}`, isNoDate(until) ? '' : `until ${text(until)}`),
	keys: [id('e.g. 647929')],
};
