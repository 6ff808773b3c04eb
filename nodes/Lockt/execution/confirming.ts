import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { quote } from '../api/text/text';
import { user, type Kind } from '../fields/kinds';
import { picked } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import { refuseOtherPerson } from '../fields/meantPerson';
import { cameAsNumber, mayHave } from '../fields/records';
import type { Row } from '../fields/row';
import type { Plan, Settled } from './plans';

/** By what an item names a record. */
export interface RecordName {
	/** e.g. id_num */
	property: string;
	/** e.g. ID Number */
	label: string;
	value: string;
}

/**
 * The plan for a record that the item may name by something else than its ID: right before it is sent, it is
 * looked up anew, as a number may be another's by then. An ID is not looked up: no other record gets it.
 *
 * @param id what it was when it was planned
 */
export function confirmPicked<T extends Plan | Settled>(
	kind: Kind,
	{ parameter }: Row,
	id: number,
	plan: T,
): T {
	const chosen = picked(kind, parameter);
	if (chosen.key.property === 'id' || !('call' in plan)) return plan;
	return {
		...plan,
		renew: async (fresh) => {
			if ((await fresh.idOf(kind, chosen)) !== id) {
				throw movedError(kind, chosen.key.label, chosen.value, id);
			}
			const isAskedById = kind.keys[0].filter !== undefined;
			if (isAskedById && (await fresh.mayListLag(kind))) {
				await readAgain(kind, id, [{ ...chosen.key, value: chosen.value }], fresh);
			}
			return (await plan.renew?.(fresh)) ?? { record: plan.record };
		},
	};
}

/**
 * Reads a record alone, whose ID was found by what the item says of it.
 *
 * @throws LocktError when that is not its own any more: another one may be meant
 */
export async function readAgain(
	kind: Kind,
	id: number,
	names: RecordName[],
	lookups: Lookups,
): Promise<IDataObject> {
	const record = await lookups.readFull(kind, id);
	for (const { property, label, value } of names) {
		const isTheirs = mayHave(property, value)(record) && (await isConfirmed(property, value));
		if (!isTheirs) throw movedError(kind, label, value, id);
	}
	return record;

	async function isConfirmed(property: string, value: string) {
		if (!cameAsNumber(property, record)) return true;
		return (await lookups.find(kind, property, value)).some((one) => one.id === id);
	}
}

/**
 * The ID of the record that the item names.
 *
 * @param isUpdate what else the item says may be what the record is to become
 * @throws LocktError where there is none, or the item means somebody else
 */
export async function idOfPicked(
	kind: Kind,
	row: Row,
	lookups: Lookups,
	isUpdate = false,
): Promise<number> {
	const chosen = picked(kind, row.parameter);
	const id = await lookups.idOf(kind, chosen);
	if (kind === user) await refuseOtherPerson(row, chosen, lookups, isUpdate);
	return id;
}

/** The plan for the record that the item names. @param plan what is to be done, given its ID */
export async function planPicked<T extends Plan | Settled>(
	kind: Kind,
	row: Row,
	lookups: Lookups,
	plan: (id: number) => T | Promise<T>,
): Promise<T> {
	const id = await idOfPicked(kind, row, lookups);
	return confirmPicked(kind, row, id, await plan(id));
}

/** What named a record is another's by now, who may be meant. @param label e.g. ID Number */
function movedError({ noun }: Kind, label: string, value: string, id: number): LocktError {
	return new LocktError(
		`The ${label} ${quote(value)} was that of the ${noun} with the ID ${id}, but is not any more`,
		`Run this item again, so that the ${noun} is looked up anew. Nothing was sent to Lockt`,
	);
}
