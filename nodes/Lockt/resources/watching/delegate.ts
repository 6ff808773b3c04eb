import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../../api/errors';
import { recordsWithin } from '../../api/records/forms';
import { plainText } from '../../api/text/text';
import type { Finding, Watch } from '../../execution/plans';
import { delegate as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { isSameDate } from './comparing';

/**
 * Whether all doors were passed on. Reference, delegate POST, Behaviors: those that the user got by a delegate
 * themselves "are ignored". What is so of one user and these doors says nothing of others.
 */
export const watchDelegate: Watch = async (sent, lookups, isSeen) => {
	const risk = `passes on ${idsOf(sent).join()} of ${plainText(sent.from_user_id)}`;
	if (isSeen(risk)) return [];
	const before = new Set((await lookups.readAll(kind)).map(({ id }) => id));
	return [
		{
			kind: risk,
			open: 'whether all doors were passed on',
			check: async (later) => {
				const after = await later.readAll(kind);
				return findIgnored(sent, await findAlike(after, sent, before, later));
			},
		},
	];
};

function findIgnored(sent: IDataObject, [shown, ...others]: IDataObject[]): Finding | undefined {
	const got = shown && others.length === 0 ? doorsOf(shown) : undefined;
	if (!got) throw new LocktError('Lockt does not show the delegate clearly', '');
	const wanted = idsOf(sent);
	const more = got.filter((id) => !wanted.includes(id));
	if (more.length > 0) {
		return {
			problem: `Not as Lockt said: it passed on ID ${more.join(', ID ')} as well, which was not asked for`,
			advice: 'Take the delegate back in Lockt. Ask Lockt support why its API does so',
		};
	}
	const ignored = wanted.filter((id) => !got.includes(id));
	if (ignored.length === 0) return undefined;
	return {
		problem: `Not as Lockt said: it passed on the doors without ${ignored.map((id) => `ID ${id}`).join(', ')}`,
		advice:
			'Users can pass on doors of their own access levels alone, and none that was passed on to them. The other doors are passed on: do not create it again for those',
	};
}

/** The list does not show whose a delegate is: one that is new, with the same dates, counts as it. */
async function findAlike(
	shown: IDataObject[],
	sent: IDataObject,
	before: Set<unknown>,
	{ zone }: Lookups,
): Promise<IDataObject[]> {
	const areAlike = shown.map(async (one) => {
		const dates = ['access_effective', 'access_expires'].filter((name) => name in sent);
		const same = dates.map((name) => isSameDate(one[name], sent[name], zone));
		return (await Promise.all(same)).every((isSame) => isSame === true);
	});
	const are = await Promise.all(areAlike);
	return shown.filter(({ id }, n) => are[n] && !before.has(id));
}

/** Undefined where they are not shown, or not each of them with its ID: nobody passes on none. */
function doorsOf(shown: IDataObject): number[] | undefined {
	const ids = idsOf(shown);
	const isWhole = Array.isArray(shown.doors) && ids.length === shown.doors.length && ids.length > 0;
	return isWhole && ids.every((id) => Number.isSafeInteger(id) && id > 0) ? ids : undefined;
}

const idsOf = ({ doors }: IDataObject) => recordsWithin(doors).map(({ id }) => Number(id));
