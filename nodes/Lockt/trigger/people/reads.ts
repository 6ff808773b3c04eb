import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { unlessRefused } from '../../api/errors';
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
	const privileged = await unlessRefused(
		readRecords(context, user, { flags: ['privileged'] }, ask),
	);
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

function watch({ id, enabled, accesslevels }: IDataObject): PersonRecord {
	return {
		id: Number(id),
		enabled: typeof enabled === 'boolean' ? enabled : undefined,
		levels: codeLevels(accesslevels),
	};
}
