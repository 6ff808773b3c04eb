import { endpoints } from '../../api/endpoints';
import { confirmPicked, idOfPicked, readAgain, type RecordName } from '../../execution/confirming';
import type { Plan, Settled } from '../../execution/plans';
import { singleRecords } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { accessLevel, user as kind } from '../../fields/kinds';
import { locator, severalOf } from '../../fields/locator';
import type { Lookups } from '../../fields/lookups';
import { chosenIds } from '../../fields/references';
import type { Row } from '../../fields/row';
import type { Operation } from '../operation';
import { namesOf, planPatch } from './calls';
import { addToHeld, readHolder, refusesHeld, verifyLevels, type LevelMode } from './levels';

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
			description: 'What becomes of the access levels: add, remove, replace or clearAll',
		},
		{
			...severalOf(
				accessLevel,
				'The access levels to give or take. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			),
			displayOptions: { hide: { mode: ['clearAll'] } },
		},
		singleRecords,
	],
	run: write(plan),
};

async function plan(row: Row, lookups: Lookups): Promise<Plan | Settled> {
	const id = await idOfPicked(kind, row, lookups);
	const mode = row.parameter('mode');
	if (mode === 'clearAll') return confirmPicked(kind, row, id, planReplacement(id, []));
	const chosen = await chosenIds(
		row.parameter('accessLevels'),
		'Access Level Names or IDs',
		accessLevel,
		lookups,
	);
	if (mode === 'replace') return confirmPicked(kind, row, id, planReplacement(id, chosen));
	if (mode === 'remove') return planRemoval(id, namesOf(row), chosen, lookups);
	return planAddition(id, namesOf(row), chosen);
}

function planAddition(id: number, names: RecordName[], levels: number[]): Plan {
	const readAll = async (fresh: Lookups) => {
		await readAgain(kind, id, names, fresh);
		return addToHeld(id, levels, fresh);
	};
	return {
		...planLevels(id, levels, 'add'),
		unique: { User: id },
		parts: partsOf(levels, 'added'),
		renew: async (fresh) => ({ record: recordOf(id, await readAll(fresh)) }),
		otherwise: (problems) => {
			if (!refusesHeld(problems)) return undefined;
			const renew = async (fresh: Lookups) => {
				const all = await readAll(fresh);
				return { record: recordOf(id, all), verify: verifyLevels(id, all) };
			};
			return { ...planLevels(id, levels, 'replace'), renew };
		},
	};
}

/** Of two that take levels away, the second would undo the first, or what another one adds. */
function planReplacement(id: number, levels: number[]): Plan {
	return {
		...planLevels(id, levels, 'replace'),
		unique: { User: id },
		verify: verifyLevels(id, levels),
	};
}

async function planRemoval(
	id: number,
	names: RecordName[],
	chosen: number[],
	lookups: Lookups,
): Promise<Plan | Settled> {
	const parts = partsOf(chosen, 'removed');
	const removal = async (now: Lookups) => {
		const { levels } = await readHolder(id, now);
		const left = levels.filter((level) => !chosen.includes(level.id)).map((level) => level.id);
		return left.length < levels.length
			? { ...planReplacement(id, left), parts, shows: recordOf(id, left) }
			: {
					outcome: 'unchanged' as const,
					shows: { id, accesslevels: levels },
					unique: { User: id },
					parts,
				};
	};
	const plan = await removal(lookups);
	if (!('call' in plan)) return plan;
	return {
		...plan,
		renew: async (fresh) => {
			await readAgain(kind, id, names, fresh);
			return removal(fresh);
		},
	};
}

const partsOf = (levels: number[], becomes: string) =>
	Object.fromEntries(levels.map((level) => [level, becomes]));

function planLevels(id: number, levels: number[], mode: LevelMode): Plan {
	const { accesslevels } = recordOf(id, levels);
	return planPatch(id, { accesslevels }, 'updated', mode);
}

function recordOf(id: number, levels: number[]) {
	return { id, accesslevels: [...new Set(levels)].map((level) => ({ id: level })) };
}
