import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { listOf } from '../../api/records/forms';
import { isRecord, plainText, quote } from '../../api/text/text';
import { enteredId } from '../../api/text/values';
import type { Check, Finding } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { nameUser } from './nameUser';

/** How access levels are changed: Lockt's own default would take away those that are not named. */
export type LevelMode = 'add' | 'replace';

/** An access level as a user shows it. */
export type Level = IDataObject & { id: number };

/** A user with the access levels that they have. */
export interface Holder {
	/** e.g. Toby Jones (ID 300) */
	name: string;
	levels: Level[];
}

/** Reads which access levels a user has. @throws LocktError when Lockt does not say, so that others would go with one */
export async function readHolder(id: number, lookups: Lookups): Promise<Holder> {
	const user = await lookups.readFull(kind, id);
	const levels = levelsOf(user);
	if (levels) return { name: nameUser(user), levels };
	throw new LocktError(
		'Lockt does not say clearly which access levels the user has',
		'Choose Replace, and name those that the user is to keep. Nothing was sent to Lockt',
	);
}

/**
 * The access levels of a user; undefined where they are not said clearly. `[]` is none, and so is `{}`, by which the
 * reference means that; null may as well be what this answer does not show.
 */
export function levelsOf({ accesslevels }: IDataObject): Level[] | undefined {
	const levels = listOf(accesslevels).map(levelOf);
	const isShown = accesslevels !== undefined && accesslevels !== null;
	return isShown && levels.every((level) => level !== undefined) ? levels : undefined;
}

function levelOf(one: unknown): Level | undefined {
	// In an answer that is passed on as it is, they have `unid` alone.
	const id = isRecord(one) ? enteredId(one.id ?? one.unid) : undefined;
	// Two IDs that differ: which of them is sent would be a guess.
	if (isRecord(one) && one.unid !== undefined && enteredId(one.unid) !== id) return undefined;
	return id === undefined ? undefined : { ...(one as IDataObject), id };
}

/**
 * Whether a user has just the access levels that they were to keep or get. Reference, user, Behaviors: "an empty object"
 * takes all away; elsewhere they are a list, so that `[]` may be ignored.
 */
export function verifyLevels(id: number, wanted: number[]): Check {
	return async (lookups) => {
		const { name, levels } = await readHolder(id, lookups);
		const kept = levels.filter((level) => !wanted.includes(level.id));
		return findKept(name, kept) ?? findLost(name, wanted, levels);
	};
}

/**
 * All that a user is to have who gets some levels besides theirs. Reference, Processing Options:
 * `replace_privileges` is text in the examples and boolean in the definitions, and true unless it counts: sent
 * with those that they have, nobody can lose any by it.
 */
export async function addToHeld(id: number, given: number[], lookups: Lookups): Promise<number[]> {
	const { levels } = await readHolder(id, lookups);
	return [...new Set([...levels.map((level) => level.id), ...given])];
}

/**
 * Whether Lockt refused levels that the user has already: reference, validations, "Duplicate Assigned Access
 * Levels". All of them can still be sent to replace those that there are. To send the new ones alone would take away
 * the others where `replace_privileges` does not count.
 */
export function refusesHeld(problems: string[]): boolean {
	return problems.some((text) => HELD.test(text));
}

const HELD =
	/\b(?:duplicates?|already)\b.{0,40}\baccess.?levels?\b|\baccess.?levels?\b.{0,40}\b(?:duplicates?|already)\b/i;

function findKept(user: string, kept: Level[]): Finding | undefined {
	if (kept.length === 0) return undefined;
	return {
		problem: `Not done, although Lockt said so: access levels are still there. ${user} still has ${listLevels(kept)}`,
		advice:
			'Take them away in Lockt, or disable the user until then. Ask Lockt support why its API does not',
	};
}

/** Those that a user was to keep, and has lost. */
export function findLost(user: string, wanted: number[], levels: Level[]): Finding | undefined {
	const lost = idsWithout(wanted, levels);
	if (lost.length === 0) return undefined;
	return {
		problem: `Not as Lockt said: ${user} has ${listOrNone(levels)} now, without ${listIds(lost)}`,
		advice: 'Give them back in Lockt: the node does not do it by itself. Ask Lockt support',
	};
}

/** Those that a user has without being given them. */
export function findMore(user: string, wanted: number[], levels: Level[]): Finding | undefined {
	const more = levels.filter(({ id }) => !wanted.includes(id));
	if (more.length === 0) return undefined;
	return {
		problem: `Not as Lockt said: ${user} has ${listLevels(more)}, which the user was not given`,
		advice: 'Take them away in Lockt, or disable the user until then. Ask Lockt support',
	};
}

/** Those that a user was to get, and does not have. */
export function findMissing(user: string, wanted: number[], levels: Level[]): Finding | undefined {
	const missing = idsWithout(wanted, levels);
	if (missing.length === 0) return undefined;
	return {
		problem: `Not as Lockt said yet: ${user} has ${listOrNone(levels)}, still without ${listIds(missing)}`,
		advice:
			'Look at the user in Lockt in a few minutes, as it may show them late, or have given them to somebody else, and give them there. Ask Lockt support',
	};
}

const idsWithout = (ids: number[], levels: Level[]) =>
	ids.filter((wanted) => !levels.some(({ id }) => id === wanted));

const listIds = (ids: number[]) => ids.map((id) => `ID ${id}`).join(', ');

const listOrNone = (levels: Level[]) => listLevels(levels) || 'no access levels';

const listLevels = (levels: Level[]) =>
	levels
		.map(({ id, name }) => {
			const text = plainText(name);
			return text === '' ? `ID ${id}` : `${quote(text)} (ID ${id})`;
		})
		.join(', ');
