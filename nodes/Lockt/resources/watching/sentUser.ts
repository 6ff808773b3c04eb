import type { IDataObject } from 'n8n-workflow';
import { VALIDITY } from '../../api/records/dates';
import { booleanIn } from '../../api/records/forms';
import { plainText, unpadded } from '../../api/text/text';
import { user as kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { patchableFields, personFields } from '../../fields/userFields';
import { isSameDate, isShownAs } from './comparing';
import type { LevelMode } from '../user/levels';
import { NO_CARDS, verifyNoCards } from '../user/credentials';
import { levelsOf } from '../user/levels';

/**
 * Whether Lockt shows a user as they were sent by PUT. Of a card that was given nothing is concluded: it may be
 * another's, or not be shown.
 */
export async function isAsSent(
	mode: LevelMode,
	{ id, ...sent }: IDataObject,
	lookups: Lookups,
): Promise<boolean | undefined> {
	const user = await lookups.readFull(kind, Number(id));
	const isShown = async (name: string, value: unknown): Promise<boolean | undefined> => {
		if (name === 'enabled') return isSame(user.enabled, booleanIn(value));
		if (name === 'accesslevels') return hasLevels(user, sent, mode);
		if (DATES.has(name)) return isSameDate(user[name], value, lookups.zone);
		if (/^custom\d$/.test(name)) return isSame(unpadded(user[name]), plainText(value));
		if (name !== 'card_num' || value !== NO_CARDS) return undefined;
		return (await verifyNoCards(Number(id))(lookups)) === undefined;
	};
	const all = await Promise.all(Object.entries(sent).map(([name, value]) => isShown(name, value)));
	if (all.includes(undefined)) return undefined;
	return !all.includes(false);
}

/** Whether Lockt shows a user with what was sent, as far as that can be told; undefined where nothing can. */
export async function isShown(
	mode: LevelMode,
	{ id, ...sent }: IDataObject,
	lookups: Lookups,
): Promise<boolean | undefined> {
	const user = await lookups.readFull(kind, Number(id));
	const all = await Promise.all(
		[...personFields, ...patchableFields]
			.filter((field) => field.id in sent)
			.map((field) =>
				field.holds.is === 'many'
					? Promise.resolve(hasLevels(user, sent, mode))
					: isShownAs(user, field, sent[field.id], lookups.zone),
			),
	);
	if (all.includes(false)) return false;
	return all.includes(true) ? true : undefined;
}

const DATES = new Set<string>(VALIDITY);

/** What is shown in another form may be the same all the same. */
function isSame(shown: unknown, sent: unknown): boolean | undefined {
	return typeof shown === typeof sent ? shown === sent : undefined;
}

function hasLevels(user: IDataObject, sent: IDataObject, mode: LevelMode): boolean | undefined {
	const [held, wanted] = [user, sent].map((one) => levelsOf(one)?.map(({ id }) => id));
	if (!held || !wanted) return undefined;
	const isKept = mode === 'add' || held.every((id) => wanted.includes(id));
	return isKept && wanted.every((id) => held.includes(id));
}
