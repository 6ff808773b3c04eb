import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { Question } from '../api/client';
import type { LocktError } from '../api/errors';
import { filters } from './collections';
import { user } from './kinds';
import { explainMissing, locator, pickedFilter } from './locator';
import type { Choose } from './choose';
import type { Lookups } from './lookups';
import type { ReadParameter } from './row';

/** The filter of a list by one user, which nobody needs to add. */
export interface UserFilter {
	/** What the canvas shows of it. */
	field: INodeProperties;
	/** What Lockt is asked by it. @throws LocktError when it was added but is blank */
	query?: (parameter: ReadParameter) => Question['query'];
	/** The same question in terms that Lockt takes for this list. @throws LocktError when there is no such user, or several */
	resolve?: (question: Question, lookups: Lookups) => Promise<Question>;
	/** Those of the user: a server may not heed the filter. */
	choose: Choose;
	/** What to say when Lockt refused to answer: that there is no such user, if it may be that. */
	explain?: (error: LocktError, parameter: ReadParameter) => LocktError;
}

/** What a list can be filtered by. */
interface Heeds {
	/** The properties of a user that Lockt takes for it, besides their ID. */
	also?: string[];
	/** Whether a record is of the user with an ID, where records tell it. */
	isTheirs?: (record: IDataObject, id: string) => boolean;
}

/** @param heeds what else names a user is looked up first */
export function userFilter(description: string, { also = [], isTheirs }: Heeds) {
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
		resolve: async (question, lookups) => {
			const [[property, value] = []] = Object.entries(question.query ?? {});
			const key = user.keys.find((one) => one.property === property);
			if (!key || also.includes(key.property)) return question;
			const id = await lookups.idOf(user, { key, value: String(value) });
			return { ...question, query: { user_id: String(id) } };
		},
		choose: async (records, parameter, _zone, _warn, lookups) => {
			const chosen = readPicked(parameter);
			if (!chosen || !isTheirs) return records;
			const id = String(await lookups.idOf(user, chosen));
			return records.filter((record) => isTheirs(record, id));
		},
		explain: (error, parameter) => {
			const chosen = readPicked(parameter);
			return chosen ? explainMissing(user, chosen, error) : error;
		},
	} satisfies UserFilter;
}
