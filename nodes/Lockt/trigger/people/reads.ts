import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { LocktError, unlessRefused } from '../../api/errors';
import { warnDaily } from '../../api/questions/warnings';
import { user } from '../../fields/kinds';
import { readListed, readRecords } from '../../fields/records';
import type { PeopleAnswer, PersonRecord } from '../decisions/personChanges';
import { codeLevels } from './levels';
import { areOthers, namesOf, type Names } from './names';
import { joinRows } from './rows';

/** Everybody. */
export interface People {
	/** As Lockt sent them, by ID. */
	records: Map<number, IDataObject>;
	/** What of it is watched. */
	answer: PeopleAnswer;
}

/**
 * Reads the list of users and that of the privileged, who are not in the first. Not every server tells the second.
 *
 * @param before who had which ID before, as far as that is known
 */
export async function readPeople(
	context: IPollFunctions,
	before: Names = new Map(),
): Promise<People> {
	const { records: listed, leftOut } = await readListed(context, user, {}, ask);
	if (listed.length === 0) return { records: new Map(), answer: { users: [] } };
	const users = joinRows(listed);
	const told = await readPrivileged(context);
	const privileged = told && joinRows(told);
	const usersById = byId(users);
	const privilegedById = byId(privileged ?? []);
	const earlier = new Map([...before, ...namesOf(usersById)]);
	const strangers = [...namesOf(privilegedById)].filter(([id, name]) => {
		const other = earlier.get(id);
		return other && areOthers(name, other);
	});
	return {
		records: new Map([...privilegedById, ...usersById]),
		answer: {
			users: users.map(watch),
			privileged: privileged?.map(watch),
			strangers: strangers.map(([id]) => id),
			isPartial: leftOut.length > 0,
		},
	};
}

const byId = (records: IDataObject[]) => new Map(records.map((one) => [Number(one.id), one]));

/** @returns undefined where Lockt does not tell who is privileged */
async function readPrivileged(context: IPollFunctions): Promise<IDataObject[] | undefined> {
	const privileged = readRecords(context, user, { flags: ['privileged'] }, ask);
	return unlessRefused(privileged).catch((error: unknown) => {
		// Just now the key was good for the list of all.
		if (!(error instanceof LocktError) || ![401, 403].includes(error.facts.status ?? 0))
			throw error;
		warnDaily(
			context,
			'Lockt does not let this API user see who is privileged, so that nobody is told to have become so. ' +
				'Ask Lockt support to allow it',
		);
		return undefined;
	});
}

function watch({ id, enabled, accesslevels }: IDataObject): PersonRecord {
	return {
		id: Number(id),
		enabled: typeof enabled === 'boolean' ? enabled : undefined,
		levels: codeLevels(accesslevels),
	};
}
