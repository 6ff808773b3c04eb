import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { listOf, recordsWithin } from '../../api/records/forms';
import { plainText, quote } from '../../api/text/text';
import { isBlank } from '../../api/text/values';
import type { Check, Finding } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import { nameUser } from './nameUser';

/** Reference, user PUT, Behaviors: takes all credentials but fobs away. */
export const NO_CARDS = '-1';

/**
 * Whether a user has no credentials any more, fobs excepted. Reference, user PUT, Behaviors: -1 takes them; in which
 * form it counts is open, and any other card number "will be ignored".
 */
export function verifyNoCards(id: number): Check {
	return async (lookups) => {
		const user = await lookups.readFull(kind, id);
		const { credentials, card_num } = user;
		const isShown = credentials !== undefined && credentials !== null;
		if (!isShown && (card_num === undefined || !isBlank(card_num))) throw unclearError();
		const all = recordsWithin(credentials);
		if (all.length < listOf(credentials).length) throw unclearError();
		const kept = all.filter(({ fob }) => fob === false);
		if (kept.length > 0) return findKept(user, kept);
		if (all.some(({ fob }) => fob !== true)) throw unclearError();
		const isOfFob = all.some((fob) => plainText(fob.card_num) === plainText(card_num));
		if (!isBlank(card_num) && !isOfFob) throw unclearError();
		return undefined;
	};
}

const unclearError = () =>
	new LocktError('Lockt does not say clearly which credentials the user has', 'Look in Lockt');

function findKept(user: IDataObject, kept: IDataObject[]): Finding {
	const cards = kept.map(
		({ id, card_num }) => `${quote(plainText(card_num))} (ID ${plainText(id)})`,
	);
	return {
		problem: `Not done, although Lockt said so: credentials are still there. ${nameUser(user)} still has the cards ${cards.join(', ')}`,
		advice:
			'Delete them with Credential: Delete, or disable the user until then. Ask Lockt support why its API does not',
	};
}
