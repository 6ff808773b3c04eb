import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Question } from '../api/client';
import type { LocktError } from '../api/errors';
import { filters } from './collections';
import type { Kind } from './kinds';
import { explainMissing, locator, pickedFilter } from './locator';
import type { Choose } from './choose';
import type { ReadParameter } from './row';

/** The filter of a list by one user, which nobody needs to add. */
export interface UserFilter {
	/** What the canvas shows of it. */
	field: INodeProperties;
	/** What Lockt is asked by it. @throws LocktError when it was added but is blank */
	query?: (parameter: ReadParameter) => Question['query'];
	/** Those of the user: a server may not heed the filter. */
	choose: Choose;
	/** What to say when Lockt refused to answer: that there is no such user, if it may be that. */
	explain?: (error: LocktError, parameter: ReadParameter) => LocktError;
}

/**
 * @param user with the keys that the list can be filtered by
 * @param isTheirs whether a record is of the user with an ID, where records tell it
 */
export function userFilter(
	user: Kind,
	description: string,
	isTheirs: (record: IDataObject, id: string) => boolean = () => true,
) {
	const readPicked = (parameter: ReadParameter) =>
		pickedFilter(user, parameter('filters', {}) as IDataObject);
	return {
		field: filters(locator(user, description)),
		query: (parameter) => {
			const chosen = readPicked(parameter);
			if (!chosen) return undefined;
			const { property } = chosen.key;
			return { [property === 'id' ? 'user_id' : property]: chosen.value };
		},
		choose: (records, parameter) => {
			const chosen = readPicked(parameter);
			if (chosen?.key.property !== 'id') return records;
			return records.filter((record) => isTheirs(record, chosen.value));
		},
		explain: (error, parameter) => {
			const chosen = readPicked(parameter);
			return chosen ? explainMissing(user, chosen, error) : error;
		},
	} satisfies UserFilter;
}
