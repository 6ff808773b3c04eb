import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { LocktError } from '../../api/errors';
import { listOf } from '../../api/forms';
import { isRecord } from '../../api/text';
import { enteredId } from '../../api/values';
import type { Plan, Settled } from '../../execution/plans';
import { singleRecords } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { accessLevel, user as kind } from '../../fields/kinds';
import { locator, severalOf } from '../../fields/locator';
import type { Lookups } from '../../fields/lookups';
import { chosenIds } from '../../fields/references';
import type { Row } from '../../fields/row';
import type { Operation } from '../operation';
import { idOf, planPatch, type LevelMode } from './calls';

export const setAccessLevels: Operation = {
	name: 'Set Access Levels',
	value: 'setAccessLevels',
	action: 'Set access levels of user',
	description: 'Add, replace or remove access levels of a user',
	needs: endpoints.patchUser.needs,
	fields: [
		locator(kind, 'The user whose access levels change'),
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			options: [
				{ name: 'Add', value: 'add', description: 'Give these besides those they have' },
				{
					name: 'Clear All',
					value: 'clearAll',
					description: 'Take all access levels from the user',
				},
				{ name: 'Remove', value: 'remove', description: 'Take these and leave the others' },
				{ name: 'Replace', value: 'replace', description: 'Give these and take all others' },
			],
			default: 'add',
		},
		{
			...severalOf(
				accessLevel,
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			),
			displayOptions: { hide: { mode: ['clearAll'] } },
		},
		singleRecords,
	],
	run: write(plan),
};

async function plan(row: Row, lookups: Lookups): Promise<Plan | Settled> {
	const id = await idOf(row, lookups);
	const mode = row.parameter('mode');
	if (mode === 'clearAll') return planLevels(id, [], 'replace');
	const chosen = await chosenIds(
		row.parameter('accessLevels'),
		'Access Level Names or IDs',
		accessLevel,
		lookups,
	);
	if (mode !== 'remove') return planLevels(id, chosen, mode as LevelMode);

	const held = await readLevels(id, lookups);
	const isLeft = ({ id: level }: IDataObject) => !chosen.includes(Number(level));
	if (held.every(isLeft)) return { outcome: 'unchanged', shows: { id, accesslevels: held } };
	const idsLeft = (levels: IDataObject[]) => levels.filter(isLeft).map((level) => Number(level.id));
	return {
		...planLevels(id, idsLeft(held), 'replace'),
		renew: async (fresh) => recordOf(id, idsLeft(await readLevels(id, fresh))),
	};
}

/** The access levels that a user has. @throws LocktError when Lockt does not say, so that others would go with one */
async function readLevels(id: number, lookups: Lookups): Promise<IDataObject[]> {
	const { accesslevels } = await lookups.readFull(kind, id);
	const levels = listOf(accesslevels);
	const areClear = levels.every((one) => isRecord(one) && enteredId(one.id) !== undefined);
	if (accesslevels !== undefined && areClear) return levels as IDataObject[];
	throw new LocktError(
		'Lockt does not say clearly which access levels the user has',
		'Choose Replace, and name those that the user is to keep. Nothing was sent to Lockt',
	);
}

function planLevels(id: number, levels: number[], mode: LevelMode): Plan {
	const { accesslevels } = recordOf(id, levels);
	const plan = planPatch(id, { accesslevels }, 'updated', mode);
	// Of two that take levels away, the second would undo the first.
	return mode === 'add' ? plan : { ...plan, unique: { User: id } };
}

function recordOf(id: number, levels: number[]) {
	return { id, accesslevels: [...new Set(levels)].map((level) => ({ id: level })) };
}
