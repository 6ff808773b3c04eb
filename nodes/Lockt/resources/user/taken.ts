import type { IDataObject } from 'n8n-workflow';
import { plainText, shortenValue } from '../../api/text';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { nameUser } from './nameUser';

/** By what Lockt finds whom a POST changes, whatever ID it has. Reference, "Processing Options", update_existing. */
const FOUND_BY = [
	{ property: 'id_num', label: 'ID Number' },
	{ property: 'email', label: 'Email' },
];

/**
 * What of a user who is to be sent by POST somebody else has: Lockt may find them by it, and change them instead.
 *
 * @param sent with the ID of the user; somebody new has the one of nobody
 */
export async function takenProblems(sent: IDataObject, lookups: Lookups): Promise<string[]> {
	const problems = FOUND_BY.map(async ({ property, label }) => {
		const value = plainText(sent[property]);
		if (value.trim() === '') return [];
		const others = await lookups.findListed(kind, property, value);
		const other = others.find(({ id }) => Number(id) !== Number(sent.id));
		if (!other) return [];
		const whose = `that of ${nameUser(other)} already, whom Lockt could change instead`;
		return [`'${label}' ${shortenValue(value)} is ${whose}`];
	});
	return (await Promise.all(problems)).flat();
}

/** So long the list of users counts as what Lockt has: to read it for each batch would cost more than the batch. */
const RECENT_MS = 15_000;

/** Who read the list last, by the lookups with which a run was planned. */
const newest = new WeakMap<Lookups, { lookups: Lookups; at: number }>();

/**
 * How to look at it again in its turn, by the list that the run read last or, where that is too long ago, anew.
 *
 * @param planned the lookups by which it was looked at just now
 */
export function takenInTurn(planned: Lookups) {
	newest.set(planned, newest.get(planned) ?? { lookups: planned, at: Date.now() });
	return async (sent: IDataObject, fresh: Lookups): Promise<string[]> => {
		const last = newest.get(planned);
		if (last && Date.now() - last.at < RECENT_MS) return takenProblems(sent, last.lookups);
		const at = Date.now();
		const problems = await takenProblems(sent, fresh);
		newest.set(planned, { lookups: fresh, at });
		return problems;
	};
}
