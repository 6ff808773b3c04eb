import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { findHoldings } from '../api/records/fobs';
import { joinSentences } from '../api/text/text';
import { filters } from '../fields/collections';
import { credential, user } from '../fields/kinds';
import { locator, pickedFilter } from '../fields/locator';
import type { Lookups } from '../fields/lookups';
import type { ReadParameter } from '../fields/row';
import type { UserFilter } from '../fields/userFilter';

/** The filter of fobs by who has them, which Lockt keeps with the credentials. */
export const fobsOfUser: UserFilter = {
	field: filters(locator(user, 'Only the fobs of this user')),
	// Lockt has no such question: what was entered is only checked before anything is sent.
	query: (parameter) => {
		readChosen(parameter);
		return undefined;
	},
	choose: async (fobs, parameter, _zone, warn, lookups) => {
		const chosen = readChosen(parameter);
		if (!chosen || fobs.length === 0) return fobs;
		const id = String(await lookups.idOf(user, chosen));
		const holdingOf = findHoldings(await readCredentials(lookups));
		const held = fobs.map((fob) => ({ fob, holding: holdingOf(fob) }));
		const known = held.filter(({ holding }) => holding !== undefined);
		if (known.length === 0) throw untoldError();
		if (known.length < held.length) {
			warn("'User' leaves out fobs of which Lockt does not say clearly who has them");
		}
		return known.flatMap(({ fob, holding }) => (holding?.ids.includes(id) ? [fob] : []));
	},
};

const readChosen = (parameter: ReadParameter) =>
	pickedFilter(user, parameter('filters', {}) as IDataObject);

/** @throws LocktError that says what it is for */
async function readCredentials({ readAll }: Lookups): Promise<IDataObject[]> {
	return readAll(credential).catch((error: unknown) => {
		if (!(error instanceof LocktError)) throw error;
		throw untoldError(error);
	});
}

function untoldError({ message, facts }: Pick<LocktError, 'message' | 'facts'> = NOT_CLEAR) {
	return new LocktError(
		"Which fobs pass the filter 'User' cannot be told",
		joinSentences('Remove the filter, or try again in a few minutes', message),
		facts,
	);
}

const NOT_CLEAR = { message: 'Lockt does not say clearly who has the fobs', facts: {} };
