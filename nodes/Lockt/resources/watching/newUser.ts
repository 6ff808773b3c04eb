import type { IDataObject } from 'n8n-workflow';
import { booleanIn, recordsWithin } from '../../api/records/forms';
import { LocktError } from '../../api/errors';
import { plainText, quote } from '../../api/text/text';
import type { Finding, Risk, Watch } from '../../execution/plans';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { risksOfFields } from './fields';
import { findMissing, findMore, levelsOf } from '../user/levels';
import { nameUser } from '../user/nameUser';
import { FIELDS, findSwitched, SWITCH } from './user';

/** Whether somebody new is there, as they were to be. */
export const watchNew: Watch = async (sent, lookups) => {
	const findNew = (later: Lookups) => later.find(kind, 'id_num', plainText(sent.id_num));
	const read = async (later: Lookups) => {
		const [found, ...others] = await findNew(later);
		if (found && others.length === 0) return found;
		throw new LocktError(`Lockt shows ${found ? others.length + 1 : 0} of it`, '');
	};
	const isThere: Risk = {
		kind: 'is new and shown',
		open: 'whether the user is there',
		oneShows: true,
		check: async (later) => ((await findNew(later)).length === 0 ? findNobody(sent) : undefined),
	};
	const watched = { kind, fields: FIELDS, read };
	return [
		isThere,
		...riskOfNewSwitch(sent, read),
		riskOfNewLevels(sent, read),
		...(await risksOfFields(watched, {}, sent, lookups)),
	];
};

function findNobody({ id_num }: IDataObject): Finding {
	return {
		problem: `Not as Lockt said: it shows no user with the ID Number ${quote(plainText(id_num))}`,
		advice:
			'Look for the user in Lockt in a few minutes, as it may show them late, before you create them again. Ask Lockt support',
	};
}

type Read = (later: Lookups) => Promise<IDataObject>;

function riskOfNewSwitch({ enabled }: IDataObject, read: Read): Risk[] {
	const wanted = booleanIn(enabled);
	if (wanted === undefined) return [];
	return [
		{
			kind: `is new and enabled ${wanted}`,
			open: SWITCH,
			oneShows: true,
			check: async (later) => findSwitched(wanted, await read(later)),
		},
	];
}

function riskOfNewLevels({ accesslevels }: IDataObject, read: Read): Risk {
	const wanted = recordsWithin(accesslevels).map(({ id }) => Number(id));
	return {
		kind: `is new and has ${wanted.length === 0 ? 'no' : 'some'} levels`,
		open: 'which access levels the user has',
		oneShows: true,
		check: async (later) => {
			const user = await read(later);
			const levels = levelsOf(user);
			if (levels)
				return (
					findMore(nameUser(user), wanted, levels) ?? findMissing(nameUser(user), wanted, levels)
				);
			if (wanted.length === 0) return undefined;
			throw new LocktError('Lockt does not say clearly which access levels the user has', '');
		},
	};
}
