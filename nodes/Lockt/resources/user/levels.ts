import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { listOf } from '../../api/forms';
import { isRecord, plainText, quote, shortenValue } from '../../api/text';
import { enteredId } from '../../api/values';
import type { Finding, Verification } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';

/** An access level as a user shows it. */
type Level = IDataObject & { id: number };

/** A user with the access levels that they have. */
export interface Holder {
	/** e.g. Toby Jones (ID 300) */
	name: string;
	levels: Level[];
}

/** Reads which access levels a user has. @throws LocktError when Lockt does not say, so that others would go with one */
export async function readHolder(id: number, lookups: Lookups): Promise<Holder> {
	const user = await lookups.readFull(kind, id);
	const levels = listOf(user.accesslevels).map(levelOf);
	if (user.accesslevels !== undefined && levels.every((level) => level !== undefined)) {
		return { name: `${shortenValue(kind.title(user))} (ID ${id})`, levels };
	}
	throw new LocktError(
		'Lockt does not say clearly which access levels the user has',
		'Choose Replace, and name those that the user is to keep. Nothing was sent to Lockt',
	);
}

function levelOf(one: unknown): Level | undefined {
	const id = isRecord(one) ? enteredId(one.id) : undefined;
	return id === undefined ? undefined : { ...(one as IDataObject), id };
}

/**
 * Whether access levels that were to be taken away are gone. Reference, user, Behaviors: "an empty object"
 * takes all away; elsewhere they are a list, so that `[]` may be ignored.
 */
export function verifyTaken(id: number, isTaken: (level: number) => boolean): Verification {
	const check = async (lookups: Lookups) => {
		const { name, levels } = await readHolder(id, lookups);
		return findKept(
			name,
			levels.filter((level) => isTaken(level.id)),
		);
	};
	return { prepare: () => Promise.resolve(check) };
}

function findKept(user: string, kept: Level[]): Finding | undefined {
	if (kept.length === 0) return undefined;
	return {
		problem: `Not done, although Lockt said so: access levels are still there. ${user} still has ${listLevels(kept)}`,
		advice:
			'Take them away in Lockt, or disable the user until then. Ask Lockt support why its API does not',
	};
}

/**
 * Whether a user whose access levels were added to still has the others. Reference, Processing Options:
 * `replace_privileges` is text in the examples and boolean in the definitions, and true unless it counts.
 *
 * @param given those that are sent: they tell nothing
 */
export function verifyAdded(id: number, given: number[]): Verification {
	return {
		first: true,
		prepare: async (lookups) => {
			const before = await readHolder(id, lookups);
			if (before.levels.every((level) => given.includes(level.id))) return undefined;
			return async (later) => findLost(before, await readHolder(id, later));
		},
	};
}

/** Nothing is given back by itself: who takes one write otherwise may take the next one so, too. */
function findLost(before: Holder, now: Holder): Finding | undefined {
	const left = new Set(now.levels.map(({ id }) => id));
	const lost = before.levels.filter(({ id }) => !left.has(id));
	if (lost.length === 0) return undefined;
	return {
		problem: `Lockt replaced the access levels instead of adding to them: ${now.name} has lost ${listLevels(lost)}, and has ${listLevels(now.levels) || 'none'} now`,
		advice:
			'Give them back: the node does not do it by itself. Add does not work with this Lockt: use Replace and name all that the user is to have, and ask Lockt support',
	};
}

const listLevels = (levels: Level[]) =>
	levels
		.map(({ id, name }) => {
			const text = plainText(name);
			return text === '' ? `ID ${id}` : `${quote(text)} (ID ${id})`;
		})
		.join(', ');
