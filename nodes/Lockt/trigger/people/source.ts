import type { IDataObject } from 'n8n-workflow';
import { PERSON_CAUSES } from '../causes';
import { isDue } from '../decisions/looks';
import {
	isPeopleState,
	judgePeople,
	type PeopleAnswer,
	type PeopleState,
} from '../decisions/personChanges';
import { identifyTrigger } from '../identity';
import { readChosen } from '../person';
import type { Source } from '../source';
import { addToBatch, isPeopleBatch, tell, type PeopleBatch } from './batch';
import { makePersonItems } from './items';
import { keepNames, namesBefore, namesOf, recallNames, setNumber, type Names } from './names';
import { readPeople } from './reads';
import { warnOfUnread } from './unread';

/** Who is added and removed, and what they may do. */
export const people: Source<PeopleState, PeopleBatch> = {
	name: 'people',
	causes: PERSON_CAUSES,
	isLasting: false,
	isState: isPeopleState,
	isBatch: isPeopleBatch,
	emptyBatch: [],

	async poll(context, settings, before, batch, occasion) {
		const isPublished = before === undefined || occasion === 'published';
		if (!isPublished && !isDue(before, settings.checkPeopleMinutes, Date.now())) {
			return { items: [], state: before, batch, isConclusive: true };
		}
		const trigger = identifyTrigger(context);
		const earlier = isPublished ? undefined : namesBefore(trigger);
		const { records, answer } = await readPeople(context, earlier);
		const { state, news } = judgePeople(isPublished ? undefined : before, answer, Date.now());
		warnOfUnread(context, answer, state, settings.personChanges);
		if (state.apart) keepUsers(records, answer);
		const names = isPublished ? namesOf(records) : recallNames(trigger, records);
		const chosen = await readChosen(context, settings.people, listKnown(records, names));
		for (const [id, number] of chosen.numbers) setNumber(names, id, number);
		const wanted = news.filter(
			({ change, id }) => settings.personChanges.has(change) && chosen.has(id),
		);
		const told = tell(wanted, state.looked, state.since);
		const items = await makePersonItems(context, [told], { records, names }, settings);
		for (const { change, id } of news) if (change === 'removed') names.delete(id);
		keepNames(trigger, names);
		return {
			items,
			state: items.length > 0 ? { ...state, since: state.looked } : state,
			batch: addToBatch(batch, told),
			isConclusive: true,
		};
	},

	/** Other sites have people with the same IDs. */
	recognises: () => Promise.resolve(false),

	async sample(context, settings) {
		const { records, answer } = await readPeople(context);
		const names = namesOf(records);
		const chosen = await readChosen(context, settings.people, [...records.values()]);
		const known = answer.users.find(({ id, enabled }) => enabled !== undefined && chosen.has(id));
		if (!known) return [];
		const { state } = judgePeople(undefined, { users: [known] }, Date.now());
		const [sort] = state.sorts as [string];
		const change = known.enabled ? 'enabled' : 'disabled';
		const told = tell([{ change, id: known.id, before: sort, after: sort }], state.looked, 0);
		const why = 'no change of a person is known';
		return makePersonItems(context, [told], { records, names }, settings, why);
	},

	async replay(context, settings, batch) {
		if (batch.length === 0) return [];
		const { records } = await readPeople(context);
		if (records.size === 0) return undefined;
		const names = recallNames(identifyTrigger(context), records);
		return makePersonItems(context, batch, { records, names }, settings);
	},
};

/** An ID means one of these alone. */
function keepUsers(records: Map<number, IDataObject>, { users }: PeopleAnswer): void {
	const ids = new Set(users.map(({ id }) => id));
	for (const id of records.keys()) if (!ids.has(id)) records.delete(id);
}

/** Everybody with the ID number that is known of them: those who were removed are not in the list. */
function listKnown(records: Map<number, IDataObject>, names: Names): IDataObject[] {
	if (records.size === 0) return [];
	return [...names].map(
		([id, { personIdNumber }]) => records.get(id) ?? { id, id_num: personIdNumber },
	);
}
