import type { IDataObject } from 'n8n-workflow';
import { plainText, shortenValue } from '../../api/text/text';
import { credential, user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { nameUser } from './nameUser';

/** By what Lockt finds whom a POST changes, whatever ID it has. Reference, "Processing Options", update_existing. */
const FOUND_BY = [
	{ property: 'id_num', label: 'ID Number' },
	{ property: 'email', label: 'Email' },
];

/** Whose ID is that of nobody. Reference, user POST, Behaviors. */
const isNew = ({ id }: IDataObject) => Number(id) < 0;

/**
 * What of a user who is to be sent by POST somebody else has: Lockt may find them by it, and change them instead.
 * Where the list leaves open who has it, they are asked for by it.
 *
 * @param sent with the ID of the user; somebody new has the one of nobody
 * @param given what of it is new
 */
export async function takenProblems(
	sent: IDataObject,
	given: IDataObject,
	lookups: Lookups,
): Promise<string[]> {
	const problems = FOUND_BY.map(async ({ property, label }) => {
		const value = plainText(sent[property]);
		if (value.trim() === '') return [];
		const isOther = ({ id }: IDataObject) => Number(id) !== Number(sent.id);
		const listed = await lookups.findListed(kind, property, value);
		const isKnown = listed.tellsAll || listed.records.some(isOther) || !(property in given);
		const { records, tellsAll } = isKnown
			? { records: listed.records, tellsAll: true }
			: await lookups.findAlone(kind, property, value);
		const other = records.find(isOther);
		const what = `'${label}' ${shortenValue(value)}`;
		if (other) {
			return [`${what} is that of ${nameUser(other)} already, whom Lockt could change instead`];
		}
		return tellsAll || isLeftToLockt(property, sent) ? [] : [`${what}: ${OPEN}`];
	});
	const cards = isNew(sent) ? cardTaken(sent, lookups) : [];
	return (await Promise.all([...problems, cards])).flat();
}

/**
 * Whether a card is there already, whoever has it. Reference, user POST and PUT, Behaviors: it is ignored then; and a
 * POST may take whoever has it for the user who is meant ("Used for update determination").
 */
export async function cardTaken({ card_num }: IDataObject, lookups: Lookups): Promise<string[]> {
	const number = plainText(card_num);
	if (number.trim() === '') return [];
	const [taken] = await lookups.find(credential, 'card_num', number);
	if (!taken) return [];
	const holder = shortenValue(credential.title(taken));
	return [
		`'Card Number': ${number} is there already (${holder}), and Lockt would not give it to the user. Give another one, or delete that credential first`,
	];
}

const OPEN =
	'whether somebody has it already is not clear, as Lockt sent users that do not show it. Whoever has it could be changed instead';

/**
 * Lists without e-mail addresses are one of the vendor's examples: they must not stop every new hire. Of somebody new
 * whose ID number is nobody's, Lockt itself refuses an address that is taken.
 */
function isLeftToLockt(property: string, sent: IDataObject): boolean {
	return property === 'email' && isNew(sent) && plainText(sent.id_num).trim() !== '';
}

/** So long the list of users counts as what Lockt has, unless another run of this process changes something: to read it for each batch would cost more than the batch. */
const RECENT_MS = 15_000;

/** Who read the list last, by the lookups with which a run was planned. */
const newest = new WeakMap<Lookups, { lookups: Lookups; at: number }>();

/**
 * How to look at it again in its turn, by the list that the run read last or, where that is too long ago or another run
 * has changed something since, anew. What the run itself has sent is known: no two of its items have the same.
 *
 * @param planned the lookups by which it was looked at just now
 */
export function takenInTurn(planned: Lookups) {
	newest.set(planned, newest.get(planned) ?? { lookups: planned, at: Date.now() });
	return async (sent: IDataObject, given: IDataObject, fresh: Lookups): Promise<string[]> => {
		const last = newest.get(planned);
		if (last && Date.now() - last.at < RECENT_MS && !(await last.lookups.isOvertaken()))
			return takenProblems(sent, given, last.lookups);
		const at = Date.now();
		const problems = await takenProblems(sent, given, fresh);
		newest.set(planned, { lookups: fresh, at });
		return problems;
	};
}
