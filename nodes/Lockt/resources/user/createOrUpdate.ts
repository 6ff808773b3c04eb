import type { IDataObject } from 'n8n-workflow';
import { endpoints } from '../../api/endpoints';
import { LocktError, missingError } from '../../api/errors';
import { plainText, quote } from '../../api/text/text';
import type { RecordName } from '../../execution/confirming';
import type { Plan, Settled } from '../../execution/plans';
import { batchesOfRows } from '../../execution/writeOptions';
import { write } from '../../execution/writes';
import { anyUser, newUser } from '../../fields/columns/columns';
import { columnsFields } from '../../fields/columns/columnsField';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { mapRecord } from '../../fields/mapping';
import { findOtherness } from '../../fields/otherPerson';
import type { Row } from '../../fields/row';
import type { Operation } from '../operation';
import { levelMode, planCreation } from './calls';
import { planChange } from './change';
import type { LevelMode } from './levels';
import { nameUser } from './nameUser';

export const createOrUpdate: Operation = {
	name: 'Create or Update',
	value: 'createOrUpdate',
	action: 'Create or update user',
	description:
		'Create a new user, or update the one with the same ID number, else e-mail, else Lockt ID',
	needs: endpoints.saveUsers.needs,
	fields: [...columnsFields(anyUser), levelMode, batchesOfRows],
	run: write(plan),
};

/** Reads the list once; two matches, or numbers that point to two people, are never guessed about. */
async function plan(row: Row, lookups: Lookups): Promise<Plan | Settled> {
	const { record, filled, problems, nameMissing } = await mapRecord(row, anyUser, lookups);
	const { id: givenId, ...fields } = record;
	const levels = row.parameter('levelMode') as LevelMode;
	if (givenId !== undefined) refuseIdAlone(row, fields);
	const found = await findUser(record, lookups);
	if (found) {
		const { user: known, names } = found;
		return planChange({ id: Number(known.id), names, fields, levels, known, problems }, lookups);
	}
	if (givenId !== undefined) throw missingError(kind.noun, 'Lockt ID', plainText(givenId));
	const missing = newUser.fields
		.filter(({ id, required }) => required && !filled.has(id))
		.map(nameMissing);
	const nobody = missing.length > 0 ? [`${nameNobody(fields)} needs ${missing.join(', ')}`] : [];
	return planCreation(fields, [...problems, ...nobody], lookups);
}

/**
 * Found by its name, a column "ID" is most likely the number of another system, as of HR, or of the row.
 *
 * @throws LocktError where nothing else says who is meant
 */
function refuseIdAlone({ parameter }: Row, { id_num, email }: IDataObject): void {
	const { mappingMode } = parameter('columns') as { mappingMode?: string };
	if (mappingMode === 'defineBelow' || id_num !== undefined || email !== undefined) return;
	throw new LocktError(
		"The item names its user by an ID alone, which may be another system's than Lockt's",
		"Give the 'ID Number' or the 'Email' as well, or choose 'Map Each Column Manually'. Nothing was sent to Lockt",
	);
}

/** Whom an item names that nobody is. */
function nameNobody(fields: IDataObject): string {
	const names = NAMES.filter(({ property }) => plainText(fields[property]) !== '').map(
		({ property, label }) => `the ${label} ${quote(plainText(fields[property]))}`,
	);
	return names.length > 0
		? `Nobody has ${names.join(' or ')}, and somebody new`
		: "The item names nobody: 'ID Number', 'Email' and 'Lockt ID' are blank. Somebody new";
}

/** By what an item names a user, the first that is given first. */
const NAMES = [
	{ property: 'id_num', label: 'ID Number' },
	{ property: 'email', label: 'Email' },
	{ property: 'id', label: 'Lockt ID' },
];

/** A user, and by what the row names them. */
type Match = RecordName & { user: IDataObject };

/** The user that a row means: by ID number, else e-mail, else ID. @throws LocktError when unclear */
async function findUser(
	record: IDataObject,
	lookups: Lookups,
): Promise<{ user: IDataObject; names: RecordName[] } | undefined> {
	const found: Match[] = [];
	const unknown: string[] = [];
	let unclear: unknown;
	for (const { property, label } of NAMES) {
		const value = plainText(record[property]);
		if (value === '') continue;
		const users = await lookups.findInList(kind, property, value).catch((error: unknown) => {
			if (property !== 'email') throw error;
			unclear = error;
		});
		if (!users) continue;
		if (users.length > 1) {
			throw new LocktError(
				`${users.length} users have the ${label} ${quote(value)}`,
				"Correct them in Lockt, or give the 'Lockt ID' of the user who is meant. Nothing was sent to Lockt",
			);
		}
		if (users[0]) found.push({ property, label, value, user: users[0] });
		else unknown.push(`nobody has the ${label} ${quote(value)}`);
	}
	const [first, ...others] = found;
	// An ID number says who is meant, or that it is somebody new. An address that is somebody's already Lockt refuses then.
	if (unclear instanceof Error && plainText(record.id_num) === '') throw unclear;
	if (!first) return undefined;
	const advice = IF_STRANGER[first.property];
	if (advice !== undefined && unknown.length > 0) {
		throw new LocktError(
			`The item may mean a stranger: ${describeMatch(first)}, but ${unknown.join(' and ')}`,
			`${advice}. Nothing was sent to Lockt`,
		);
	}
	const other = others.find(({ user }) => user.id !== first.user.id);
	const otherness = findOtherness(record, first.property, first.user);
	if (!other && otherness !== undefined) {
		throw new LocktError(
			`The item may mean a stranger: ${describeMatch(first)}, ${otherness}`,
			`Correct the ${first.label}, give first and last name as well, or use Update if it is that person. Nothing was sent to Lockt`,
		);
	}
	if (!other) return { user: first.user, names: found };
	throw new LocktError(
		`The item points to two users: ${describeMatch(first)}, but ${describeMatch(other)}`,
		'Correct the item. Nothing was sent to Lockt',
	);
}

/** What to do where nobody has what comes before it. Whoever is found by ID number is meant whatever else is new. */
const IF_STRANGER: Record<string, string> = {
	id: "Leave the 'Lockt ID' away for somebody new, or use Update to change who has it",
	email:
		"Use Update to change somebody's ID number, or give the e-mail address of the person who is meant",
};

function describeMatch({ label, user }: Match): string {
	return `'${label}' is that of ${nameUser(user)}`;
}
