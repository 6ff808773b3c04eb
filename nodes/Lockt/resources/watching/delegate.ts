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
export const watchDelegate: Watch = (sent) =>
	Promise.resolve([
		{
			kind: `passes on ${idsOf(sent).join()} of ${plainText(sent.from_user_id)}`,
			open: 'whether all doors were passed on',
			check: (later) => findIgnored(sent, later),
		},
	]);

/** The list does not show whose a delegate is: one with the same dates counts as it. */
async function findIgnored(sent: IDataObject, later: Lookups): Promise<Finding | undefined> {
	const wanted = idsOf(sent);
	const alike = await findAlike(await later.readAll(kind), sent, later);
	const lacking = alike.map((one) => wanted.filter((id) => !idsOf(one).includes(id)));
	const [fewest] = lacking.sort((one, other) => one.length - other.length);
	if (!fewest || fewest.length === wanted.length) {
		throw new LocktError('Lockt does not show the delegate clearly', '');
	}
	if (fewest.length === 0) return undefined;
	return {
		problem: `Not as Lockt said: it passed on the doors without ${fewest.map((id) => `ID ${id}`).join(', ')}`,
		advice:
			'Users can pass on doors of their own access levels alone, and none that was passed on to them. The other doors are passed on: do not create it again for those',
	};
}

async function findAlike(
	shown: IDataObject[],
	sent: IDataObject,
	{ zone }: Lookups,
): Promise<IDataObject[]> {
	const areAlike = shown.map(async (one) => {
		const dates = ['access_effective', 'access_expires'].filter((name) => name in sent);
		const same = dates.map((name) => isSameDate(one[name], sent[name], zone));
		return (await Promise.all(same)).every((isSame) => isSame === true);
	});
	const are = await Promise.all(areAlike);
	return shown.filter((_, n) => are[n]);
}

const idsOf = ({ doors }: IDataObject) => recordsWithin(doors).map(({ id }) => Number(id));
