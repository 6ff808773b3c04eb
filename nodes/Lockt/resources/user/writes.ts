import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { mapRecord } from '../../fields/mapping';
import { chosenIds } from '../../fields/references';
import type { Lookups } from '../../fields/lookups';
import type { Row } from '../../fields/row';
import { actOn, type Call, type Plan, type Settled } from '../../execution/plans';
import { access, clearDates, wrongDates } from '../../fields/validity';
import { batchesOfRecords, dryRun, singleRecords } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { endpoints } from '../../api/endpoints';
import { LocktError, missingError } from '../../api/errors';
import { refused } from '../../api/outcomes';
import { plainText } from '../../api/text';
import { anyUser, changedUser, newUser } from '../../fields/columns';
import { columnsField } from '../../fields/columnsField';
import { accessLevel, user as kind } from '../../fields/kinds';
import { locator, picked, severalOf } from '../../fields/locator';
import { deleteRecords } from '../deleteRecords';
import type { Operation } from '../operation';
import { forPost, numbersOf, patchUser, planChange, saveUsers, type LevelMode } from './change';

/** Reference, user POST, Behaviors: the ID of somebody new. */
const NEW = -1;

/** Reference, user PUT, Behaviors: takes all credentials but fobs away. */
const NO_CARDS = '-1';

const levelMode: INodeProperties = {
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
		'What becomes of the access levels that a user has already, when the item names some',
};

const clearFields: INodeProperties = {
	...clearDates,
	displayName: 'Clear Fields',
	options: [
		...clearDates.options!,
		...[1, 2, 3, 4].map((n) => ({ name: `Custom ${n}`, value: `custom${n}` })),
	],
	description: 'Fields to empty. A field that is left blank stays as it is.',
};

export const userWrites: Operation[] = [
	{
		name: 'Anonymize',
		value: 'anonymize',
		action: 'Anonymize user',
		description:
			'Remove what identifies a user, from past events too. For good. Marked as pending release in the Lockt reference.',
		needs: endpoints.anonymizeUser.needs,
		fields: [locator(kind, 'The user to anonymize'), dryRun],
		run: write(async (row, lookups) => {
			const id = await idOf(row, lookups);
			return {
				call: anonymizing(id),
				record: {},
				outcome: 'anonymized',
				shows: { id },
				unique: { User: id },
			};
		}),
	},
	{
		name: 'Create',
		value: 'create',
		action: 'Create user',
		description: 'Create a user, with a card and access levels if you like',
		needs: endpoints.saveUsers.needs,
		fields: [columnsField(newUser), batchesOfRecords],
		run: write(async (row, lookups) => {
			const { record, problems } = await mapRecord(row, newUser, lookups);
			return planCreation(record, problems, lookups);
		}),
	},
	{
		name: 'Create or Update',
		value: 'createOrUpdate',
		action: 'Create or update user',
		description:
			'Create a new user, or update the one with the same ID number, else e-mail, else ID',
		needs: endpoints.saveUsers.needs,
		fields: [columnsField(anyUser), levelMode, batchesOfRecords],
		run: write(createOrUpdate),
	},
	deleteRecords(
		kind,
		endpoints.deleteUsers,
		'Delete a user with their credentials for good. To take access off, disable them.',
	),
	{
		name: 'Disable',
		value: 'disable',
		action: 'Disable user',
		description: 'Take all access off a user at once. They keep what they have for later.',
		needs: endpoints.patchUser.needs,
		fields: [locator(kind, 'The user to disable'), singleRecords],
		run: write(async (row, lookups) =>
			patch(await idOf(row, lookups), { enabled: false }, 'disabled'),
		),
	},
	{
		name: 'Enable',
		value: 'enable',
		action: 'Enable user',
		description: 'Give a disabled user their access back',
		needs: endpoints.patchUser.needs,
		fields: [locator(kind, 'The user to enable'), singleRecords],
		run: write(async (row, lookups) =>
			patch(await idOf(row, lookups), { enabled: true }, 'enabled'),
		),
	},
	{
		name: 'Remove Credentials',
		value: 'removeCredentials',
		action: 'Remove credentials of user',
		description: 'Delete all credentials of a user for good, fobs excepted',
		needs: 'delete',
		fields: [locator(kind, 'The user whose credentials go'), singleRecords],
		run: write(async (row, lookups) => ({
			...patch(await idOf(row, lookups), { card_num: NO_CARDS }, 'credentials removed'),
			shows: { id: await idOf(row, lookups) },
		})),
	},
	{
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
		run: write(setAccessLevels),
	},
	{
		name: 'Update',
		value: 'update',
		action: 'Update user',
		description: 'Change a user. Blank fields stay as they are.',
		needs: endpoints.patchUser.needs,
		fields: [
			locator(kind, 'The user to change'),
			columnsField(changedUser),
			levelMode,
			clearFields,
			batchesOfRecords,
		],
		run: write(async (row, lookups) => {
			const id = await idOf(row, lookups);
			const { record, problems } = await mapRecord(row, changedUser, lookups);
			const cleared = row.parameter('clear', []) as string[];
			const twice = cleared.filter((name) => name in record);
			const fields = { ...record, ...Object.fromEntries(cleared.map((name) => [name, ''])) };
			if (Object.keys(fields).length === 0 && problems.length === 0) {
				throw new LocktError(
					'There is nothing to change',
					"Fill in at least one of the 'Fields'. Nothing was sent to Lockt",
				);
			}
			const wrong = twice.map((name) => `'Clear Fields' names ${name}, which is filled in, too`);
			const levels = row.parameter('levelMode') as LevelMode;
			return planChange({ id, fields, levels, problems: [...problems, ...wrong] }, lookups);
		}),
	},
];

function idOf({ parameter }: Row, lookups: Lookups): Promise<number> {
	return lookups.idOf(kind, picked(kind, parameter));
}

/** A change of one property, whatever it was before. */
function patch(id: number, fields: IDataObject, outcome: string, mode: LevelMode = 'add'): Plan {
	return {
		call: patchUser(mode),
		record: { id, ...fields },
		outcome,
		found: { kind, property: 'id', value: id },
	};
}

async function planCreation(
	fields: IDataObject,
	problems: string[],
	lookups: Lookups,
): Promise<Plan> {
	return {
		call: saveUsers('add'),
		record: forPost({ id: NEW, ...fields }),
		outcome: 'created',
		shows: fields,
		problems: [...problems, ...(await wrongDates(access, fields, lookups))],
		unique: numbersOf(fields),
		found: { kind, property: 'id_num', value: fields.id_num },
	};
}

/** Reads the list once; two matches, or numbers that point to two people, are never guessed about. */
async function createOrUpdate(row: Row, lookups: Lookups): Promise<Plan | Settled> {
	const { record, filled, problems } = await mapRecord(row, anyUser, lookups);
	const { id: givenId, ...fields } = record;
	const levels = row.parameter('levelMode') as LevelMode;
	const known = await match(record, lookups);
	if (known) {
		return planChange({ id: Number(known.id), fields, levels, known, problems }, lookups);
	}
	if (givenId !== undefined) throw missingError(kind.noun, 'ID', plainText(givenId));
	const missing = newUser.fields
		.filter(({ id, required }) => required && !filled.has(id))
		.map(({ label }) => `'${label}' is missing, which a new user needs`);
	return planCreation(fields, [...problems, ...missing], lookups);
}

/** The user that a row means: by ID number, else e-mail, else ID. @throws LocktError when unclear */
async function match(record: IDataObject, lookups: Lookups): Promise<IDataObject | undefined> {
	const found: Array<[label: string, user: IDataObject]> = [];
	for (const [property, label] of [
		['id_num', 'ID Number'],
		['email', 'Email'],
		['id', 'ID'],
	] as const) {
		const value = plainText(record[property]);
		if (value === '') continue;
		const users = await lookups.findInList(kind, property, value);
		if (users.length > 1) {
			throw new LocktError(
				`${users.length} users have the ${label} '${value}'`,
				"Correct them in Lockt, or give the 'ID' of the user who is meant. Nothing was sent to Lockt",
			);
		}
		if (users[0]) found.push([label, users[0]]);
	}
	const [first, ...others] = found;
	const other = others.find(([, user]) => user.id !== first![1].id);
	if (!first || !other) return first?.[1];
	const named = ([label, user]: (typeof found)[number]) =>
		`'${label}' is that of ${kind.title(user)} (ID ${plainText(user.id)})`;
	throw new LocktError(
		`The item points to two users: ${named(first)}, but ${named(other)}`,
		'Correct the item. Nothing was sent to Lockt',
	);
}

async function setAccessLevels(row: Row, lookups: Lookups): Promise<Plan | Settled> {
	const id = await idOf(row, lookups);
	const mode = row.parameter('mode');
	if (mode === 'clearAll') return withLevels(id, [], 'replace');
	const chosen = await chosenIds(
		row.parameter('accessLevels'),
		'Access Level Names or IDs',
		accessLevel,
		lookups,
	);
	if (mode !== 'remove') return withLevels(id, chosen, mode as LevelMode);

	const { accesslevels } = await lookups.readFull(kind, id);
	const held = ((accesslevels ?? []) as IDataObject[]).map((level) => Number(level.id));
	const rest = held.filter((level) => !chosen.includes(level));
	if (rest.length === held.length) {
		return { outcome: 'unchanged', shows: { id, accesslevels: accesslevels ?? [] } };
	}
	return { ...withLevels(id, rest, 'replace'), unique: { User: id } };
}

function withLevels(id: number, levels: number[], mode: LevelMode): Plan {
	const accesslevels = [...new Set(levels)].map((level) => ({ id: level }));
	return patch(id, { accesslevels }, 'updated', mode);
}

/** Reference, /anonymize: "Pending Release"; a Lockt without it answers 404. */
function anonymizing(id: number): Call {
	const call = actOn(endpoints.anonymizeUser, id);
	return {
		...call,
		outcomes: (records, answer) =>
			answer.status === 404
				? records.map(() =>
						refused(
							['Anonymize is not released on this Lockt instance yet'],
							'Ask Lockt support when it will be. Until then, disable or delete the user',
						),
					)
				: call.outcomes(records, answer),
	};
}
