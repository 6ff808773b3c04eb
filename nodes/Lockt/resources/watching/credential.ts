import type { IDataObject } from 'n8n-workflow';
import { knownHoldersOf } from '../../api/records/holders';
import { plainText, quote } from '../../api/text/text';
import { OPEN, type Risk, type Watch } from '../../execution/plans';
import { dates, digits, type Field } from '../../fields/field';
import { credential as kind } from '../../fields/kinds';
import { access } from '../../fields/validity';
import { risksOfFields, soughtOf } from './fields';
import { adviseOn } from './findings';
import { readById, type Watched } from './watched';

const FIELDS: Field[] = [...dates(access), digits('card_num', 'Card Number')];

/** Compares a credential as it is before and after a change of its dates: nobody else gets it, and its number stays. */
export function watchCredential(id: number): Watch {
	const watched = { kind, fields: FIELDS, read: readById(kind, id) };
	return async (sent, lookups, isSeen) => {
		if ([STAYS, ...soughtOf(FIELDS, sent)].every(isSeen)) return [];
		const before = await watched.read(lookups);
		return [
			...riskOfHolder(watched, before),
			...(await risksOfFields(watched, before, sent, lookups)),
		];
	};
}

const STAYS = 'the holder stays';

function riskOfHolder({ read }: Watched, before: IDataObject): Risk[] {
	const held = knownHoldersOf(before);
	if (!held) return [];
	return [
		{
			kind: held.length === 0 ? 'stays with nobody' : STAYS,
			open: 'who has the credential',
			oneShows: true,
			check: async (later) => {
				const after = await read(later);
				const holders = knownHoldersOf(after);
				if (!holders) return OPEN;
				return holders.join() === held.join() ? undefined : findHolder(after, holders, held);
			},
		},
	];
}

function findHolder(after: IDataObject, holders: string[], held: string[]) {
	const [is, was] = [holders, held].map(nameHolders);
	const name = `the credential ${quote(kind.title(after))} (ID ${plainText(after.id)})`;
	return {
		problem: `Not as Lockt said: it shows ${name} with ${is}, and it was with ${was}`,
		advice: adviseOn(kind.noun, false),
	};
}

const nameHolders = (ids: string[]) =>
	ids.length === 0 ? 'nobody' : `the user with the ID ${ids.join(', ')}`;
