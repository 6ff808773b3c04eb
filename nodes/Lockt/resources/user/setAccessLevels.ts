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

	const { accesslevels } = await lookups.readFull(kind, id);
	const held = heldLevels(accesslevels);
	const rest = held.filter((level) => !chosen.includes(level));
	if (rest.length === held.length) {
		return { outcome: 'unchanged', shows: { id, accesslevels: accesslevels ?? [] } };
	}
	return { ...planLevels(id, rest, 'replace'), unique: { User: id } };
}

/** @throws LocktError where one cannot be read: it would be taken from the user with the others */
function heldLevels(accesslevels: unknown): number[] {
	const ids = listOf(accesslevels).map((one) => (isRecord(one) ? enteredId(one.id) : undefined));
	if (ids.every((id) => id !== undefined)) return ids;
	throw new LocktError(
		'The access levels of the user cannot be read, so that the others could not be kept',
		"Use the mode 'Replace', or ask Lockt support. Nothing was sent to Lockt",
	);
}

function planLevels(id: number, levels: number[], mode: LevelMode): Plan {
	const accesslevels = [...new Set(levels)].map((level) => ({ id: level }));
	return planPatch(id, { accesslevels }, 'updated', mode);
}
