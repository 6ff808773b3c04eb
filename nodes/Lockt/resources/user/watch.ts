import type { IDataObject } from 'n8n-workflow';
import { plainText } from '../../api/text';
import type { Check, Finding, Plan } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import type { LevelMode } from './calls';
import { findLost, levelsOf, readHolder } from './levels';
import { nameUser } from './nameUser';

/**
 * Compares a user as they are before and after a change: nobody loses access levels or is let in by what was to stay
 * as it is. Reference, Processing Options: `replace_privileges` is text in the examples and boolean in the definitions,
 * and true unless it counts; of a user without levels in the body nothing is said.
 */
export function watchUser(id: number, mode: LevelMode): Plan['watchFirst'] {
	return async (record, lookups) => {
		const before = await lookups.readFull(kind, id);
		const isReplaced = mode === 'replace' && record.accesslevels !== undefined;
		const held = isReplaced ? [] : [...(levelsOf(before) ?? []), ...(levelsOf(record) ?? [])];
		const ids = [...new Set(held.map((level) => level.id))];
		return async (later) => {
			const after = await later.readFull(kind, id);
			const switched = findSwitched(before.enabled, record.enabled, after);
			if (switched || ids.length === 0) return switched;
			const { name, levels } = await readHolder(id, later);
			return findLost(name, ids, levels);
		};
	};
}

/** Whether somebody new who was to be disabled is so. */
export const watchNew: NonNullable<Plan['watchFirst']> = ({ id_num, enabled }) => {
	const check: Check = async (later) => {
		const [found, ...others] = await later.find(kind, 'id_num', plainText(id_num));
		return found && others.length === 0 ? findSwitched(undefined, enabled, found) : undefined;
	};
	return Promise.resolve(enabled === undefined ? undefined : check);
};

function findSwitched(
	before: IDataObject[string],
	asked: IDataObject[string],
	after: IDataObject,
): Finding | undefined {
	const wanted = asked === undefined ? before : asked === true || asked === 'true';
	const { enabled } = after;
	if (typeof wanted !== 'boolean' || typeof enabled !== 'boolean' || enabled === wanted) {
		return undefined;
	}
	return {
		problem: `Not as Lockt said: it shows ${nameUser(after)} as ${enabled ? 'enabled' : 'disabled'}, who was to be ${wanted ? 'enabled' : 'disabled'}`,
		advice: `${wanted ? 'Enable' : 'Disable'} the user in Lockt. Ask Lockt support why its API does not`,
	};
}
