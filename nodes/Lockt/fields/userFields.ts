import { dates, digits, text, widelyKnown, type Field } from './field';
import { accessLevel } from './kinds';
import { access } from './validity';

/** Texts of the customer's own. */
export const customFields: Field[] = [1, 2, 3, 4].map((n) => text(`custom${n}`, `Custom ${n}`));

/** Who somebody is. Reference, user POST, UPDATE: all of these must be there, wanted or not. */
export const personFields: Field[] = widelyKnown(
	text('id_num', 'ID Number'),
	text('first_name', 'First Name'),
	text('last_name', 'Last Name'),
	{ id: 'email', label: 'Email', holds: { is: 'email' } },
	text('phone', 'Phone'),
	{
		...digits('pin', 'PIN'),
		about: 'the digits that they type at a door: make some up for each person',
	},
);

/** What can be changed alone. Reference, user PUT, Object Definition, and the change log of 2023-04-21. */
export const patchableFields: Field[] = widelyKnown(
	digits('card_num', 'Card Number'),
	...dates(access),
	{ id: 'enabled', label: 'Enabled', holds: { is: 'yesNo' } },
	{ id: 'accesslevels', label: 'Access Levels', holds: { is: 'many', of: accessLevel } },
	...customFields,
);

/**
 * What nobody is without. Reference, user POST, INSERT and UPDATE: nor may e-mail and phone be blank, but of who came
 * another way they are.
 */
export const NEVER_BLANK = new Set(['id_num', 'first_name', 'last_name', 'pin']);
