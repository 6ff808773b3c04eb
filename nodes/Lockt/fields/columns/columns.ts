import { dates, digits, required, text, widelyKnown, type Field } from '../field';
import * as kinds from '../kinds';
import { personFields, patchableFields } from '../userFields';
import { access, type Period } from '../validity';

/** The fields of one operation. */
export interface Columns {
	/** e.g. newUser */
	name: string;
	/** What `/object?type=` calls the record; it may know fields that the reference does not. */
	objectType: string;
	fields: Field[];
	/** What there is to know of them. */
	hint?: string;
	/** Two of them that must be in order. Users are compared with what they have: user/change.ts. */
	period?: Period;
}

const EXAMPLES =
	'Somebody new needs an ID Number (such as A-1042), First Name, Last Name, Email, Phone (+45 20 12 34 56) and PIN (4821): the digits that they type at a door; make some up for each person.';

/** Reference, user POST, INSERT: these may not be missing or blank. */
export const newUser: Columns = {
	name: 'newUser',
	objectType: 'user_create',
	fields: [...required(...personFields), ...patchableFields],
	hint: EXAMPLES,
};

export const changedUser: Columns = {
	name: 'changedUser',
	objectType: 'user_create',
	fields: [...personFields, ...patchableFields],
};

export const anyUser: Columns = {
	name: 'anyUser',
	objectType: 'user_create',
	fields: [
		...personFields.map((field) => ({ ...field, neededIfNew: true })),
		...patchableFields,
		{ id: 'id', label: 'Lockt ID', holds: { is: 'number' } },
	],
	hint: EXAMPLES,
};

const ofFob = [
	text('name', 'Name'),
	text('id_num', 'ID Number'),
	...widelyKnown(digits('card_num', 'Card Number')),
];

export const newFob: Columns = {
	name: 'newFob',
	objectType: 'fob',
	fields: [...required(...ofFob), ...widelyKnown(...dates(access))],
	period: access,
	hint: 'A new fob needs a Name (such as Fob 12), an ID Number (F-0012) and the Card Number that is printed on it (0012345).',
};

export const changedFob: Columns = {
	name: 'changedFob',
	objectType: 'fob',
	fields: [...ofFob, ...widelyKnown(...dates(access))],
	period: access,
};

export const newDoor: Columns = {
	name: 'newDoor',
	objectType: 'door_create',
	fields: [
		...required(text('name', 'Name')),
		...widelyKnown({
			id: 'location_id',
			label: 'Location',
			holds: { is: 'one', of: kinds.location },
		}),
	],
};

export const newLocation: Columns = {
	name: 'newLocation',
	objectType: 'location',
	fields: required(
		text('name', 'Name'),
		...widelyKnown({
			id: 'locationtype',
			label: 'Location Type',
			holds: { is: 'one', of: kinds.locationType },
		}),
	),
};

export const newAccessLevel: Columns = {
	name: 'newAccessLevel',
	objectType: 'accesslevel_create',
	fields: [
		...required(
			text('name', 'Name'),
			...widelyKnown({ id: 'doors', label: 'Doors', holds: { is: 'many', of: kinds.door } }),
		),
		// For the doors that bring none of their own.
		...widelyKnown({
			id: 'schedule_id',
			label: 'Schedule',
			holds: { is: 'one', of: kinds.schedule },
		}),
	],
};
