import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { LocktError } from '../../api/errors';
import { plainText } from '../../api/text/text';
import type { RecordName } from '../../execution/confirming';
import { batchCall, type Call, type Plan } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import { picked } from '../../fields/locator';
import { lookInTurn } from '../../execution/lookInTurn';
import type { Lookups } from '../../fields/lookups';
import { addressTo } from '../../fields/records';
import type { Row } from '../../fields/row';
import { access, wrongDates } from '../../fields/validity';
import { isAsSent, isShown } from '../watching/sentUser';
import { cardTaken, knownProblems } from './taken';
import { watchUser } from '../watching/user';
import { watchNew } from '../watching/newUser';
import type { LevelMode } from './levels';

const replacing = (mode: LevelMode) =>
	({ replace_privileges: mode === 'replace' ? 'true' : 'false' }) as const;

/**
 * Creates users and nothing else: Lockt refuses whoever has the ID number or e-mail of somebody. `update_existing` is
 * left to its default, false: as text, a Lockt that expects a boolean may take it for true, and change them instead.
 */
const createUsers = batchCall(endpoints.saveUsers, {
	options: replacing('add'),
	creates: true,
});

/** Changes users as a whole; `update_existing` false would ignore the changes. */
export const saveUsers = (mode: LevelMode): Call =>
	batchCall(endpoints.saveUsers, {
		options: { update_existing: 'true', ...replacing(mode) },
		isShown: (record, lookups) => isShown(mode, record, lookups),
	});

/** Changes only what is sent. */
export const patchUser = (mode: LevelMode): Call =>
	batchCall(endpoints.patchUser, {
		options: replacing(mode),
		isAsSent: (record, lookups) => isAsSent(mode, record, lookups),
		isShown: (record, lookups) => isShown(mode, record, lookups),
	});

/** The field for it. */
export const levelMode: INodeProperties = {
	displayName: 'Access Level Mode',
	name: 'levelMode',
	type: 'options',
	options: [
		{ name: 'Add', value: 'add', description: 'Users keep the access levels they have' },
		{
			name: 'Replace',
			value: 'replace',
			description: 'Users lose the access levels that are not named',
		},
	],
	default: 'add',
	description:
		'What becomes of the access levels of a user when the item names some: add to them, or replace them',
};

/** Reference, user POST, Behaviors: the ID of somebody new. */
const NEW = -1;

/** What the item names its user by. */
export function namesOf({ parameter }: Row): RecordName[] {
	const { key, value } = picked(kind, parameter);
	return [{ ...key, value }];
}

/** What brings a user some values, whatever they were before. */
export function planPatch(
	id: number,
	fields: IDataObject,
	outcome: string,
	mode: LevelMode = 'add',
): Plan {
	return {
		call: patchUser(mode),
		record: addressTo(id, fields),
		outcome,
		found: { kind, property: 'id', value: id },
		watch: watchUser(id, mode),
	};
}

/**
 * What creates a user. Who has got the same ID number or e-mail by the time it is sent Lockt says itself; a card that is
 * there by then it may leave away in silence.
 *
 * @param problems what is wrong with the row already
 */
export async function planCreation(
	fields: IDataObject,
	problems: string[],
	lookups: Lookups,
): Promise<Plan> {
	const record = forPost(addressTo(NEW, fields));
	const known = await knownProblems(fields, lookups);
	const inTurn = lookInTurn(lookups);
	return {
		call: createUsers,
		record,
		renew: async (fresh) => {
			refuseProblems(await inTurn(fresh, (now) => cardTaken(record, now)));
			return { record };
		},
		outcome: 'created',
		shows: fields,
		problems: [...problems, ...known, ...(await wrongDates(access, fields, lookups))],
		unique: numbersOf(fields),
		found: { kind, property: 'id_num', value: fields.id_num },
		watch: watchNew,
	};
}

/** @throws LocktError when there are any */
export function refuseProblems(problems: string[]): void {
	if (problems.length === 0) return;
	throw new LocktError(problems.join('; '), 'Correct the item. Nothing was sent to Lockt');
}

/** What no two users have alike. */
export function numbersOf({ id_num, email, card_num }: IDataObject) {
	return { 'ID Number': id_num, Email: email, 'Card Number': card_num };
}

/** As the vendor's example has it: in a POST `enabled` is text. */
export function forPost(record: IDataObject): IDataObject {
	return { ...record, ...(record.enabled !== undefined && { enabled: textOf(record.enabled) }) };
}

/** A value as text, true and false as well. */
export function textOf(value: unknown): string {
	return typeof value === 'boolean' ? String(value) : plainText(value);
}
