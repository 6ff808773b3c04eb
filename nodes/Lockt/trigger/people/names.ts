import type { IDataObject } from 'n8n-workflow';
import { nameOf } from '../../api/records/people';
import { isMasked } from '../../api/text/masked';
import { sortWords } from '../../api/text/nameWords';
import { saysNothing } from '../../api/text/nothing';
import { plainText } from '../../api/text/text';

/** How a person is called, for those who were removed: Lockt no longer tells it then. */
export interface Name {
	person: string;
	personIdNumber: string;
	personEmail: string;
}

export type Names = Map<number, Name>;

/** Who was seen in this process, by trigger. Nothing of it is stored. */
const seen = new Map<string, Names>();

/** More triggers than an instance has: beyond it names are forgotten rather than kept for ever. */
const MOST_KEPT = 20;

export function namesOf(records: Map<number, IDataObject>): Names {
	return new Map(
		[...records].map(([id, record]): [number, Name] => [
			id,
			{
				person: nameOf(record),
				personIdNumber: plainText(record.id_num),
				personEmail: plainText(record.email),
			},
		]),
	);
}

/** Whether two are different people, by what is shown of both. */
export function areOthers(one: Name, other: Name): boolean {
	return differ(one.person, other.person) || differ(one.personEmail, other.personEmail);
}

function differ(one: string, other: string): boolean {
	const isHidden = [one, other].some((text) => saysNothing(text) || isMasked(text));
	return !isHidden && sortWords(one) !== sortWords(other);
}

/** Those who were there before, as far as this process knows. */
export const namesBefore = (trigger: string): Names => seen.get(trigger) ?? new Map<number, Name>();

/** Those who are there, and those who were before. */
export function recallNames(trigger: string, records: Map<number, IDataObject>): Names {
	return new Map([...namesBefore(trigger), ...namesOf(records)]);
}

/** What the list does not show of somebody, who may be removed next. */
export function setNumber(names: Names, id: number, personIdNumber: string): void {
	const name = names.get(id);
	if (name) names.set(id, { ...name, personIdNumber });
}

/** From now on these can be named. */
export function keepNames(trigger: string, names: Names): void {
	if (seen.size >= MOST_KEPT && !seen.has(trigger)) seen.clear();
	seen.set(trigger, names);
}
