import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { LocktError, unlessRefused } from '../../api/errors';
import { warnDaily } from '../../api/questions/warnings';
import { user } from '../../fields/kinds';
import { readListed, readRecords } from '../../fields/records';
import type { PeopleAnswer, PersonRecord } from '../decisions/personChanges';
import { codeLevels } from './levels';

/** Everybody. */
export interface People {
	/** As Lockt sent them, by ID. */
	records: Map<number, IDataObject>;
	/** What of it is watched. */
	answer: PeopleAnswer;
}

/** Reads the list of users and that of the privileged, who are not in the first. Not every server tells the second. */
export async function readPeople(context: IPollFunctions): Promise<People> {
	const { records: users, leftOut } = await readListed(context, user, {}, ask);
	if (users.length === 0) return { records: new Map(), answer: { users: [] } };
	const privileged = await readPrivileged(context);
	const all = [...(privileged ?? []), ...users];
	return {
		records: new Map(all.map((one) => [Number(one.id), one])),
		answer: {
			users: users.map(watch),
			privileged: privileged?.map(watch),
			isPartial: leftOut.length > 0,
		},
	};
}

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
