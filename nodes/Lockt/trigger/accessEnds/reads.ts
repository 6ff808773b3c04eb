import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ask } from '../../api/client';
import { isNoDate } from '../../api/records/noDates';
import { readMoment } from '../../api/records/moments';
import { unlessRefused } from '../../api/errors';
import { withoutFobs } from '../../api/records/fobs';
import { recordsWithin } from '../../api/records/forms';
import { knownHoldersOf } from '../../api/records/holders';
import { siteZoneIfTold, warnOfDates } from '../../api/questions/site';
import { warnDaily, warnOnce } from '../../api/questions/warnings';
import { credential, fob, user, type Kind } from '../../fields/kinds';
import { comparable, readRecords } from '../../fields/records';
import type { AccessEnd, AccessOf } from '../decisions/accessEnds';

/** Whose access ends, as Lockt sent it. */
export interface Holding {
	of: AccessOf;
	record: IDataObject;
	/** The user it is of; undefined for a fob, or where Lockt does not tell it. */
	holder?: IDataObject;
}

/** All ends of access that can be read. */
export interface AccessEnds {
	zone: string | undefined;
	/** All users, as far as Lockt lists them. */
	users: IDataObject[];
	ends: AccessEnd[];
	/** Of what there is any. */
	listed: AccessOf[];
	/** Finds whose it is; undefined for what Lockt no longer has. */
	find: (end: Pick<AccessEnd, 'of' | 'id'>) => Holding | undefined;
}

/**
 * Reads users, fobs and credentials. Of a list that Lockt refuses none are told; of the credentials neither
 * without the fobs: Lockt lists these among them, too, and may do so among the users.
 */
export async function readEnds(context: IPollFunctions): Promise<AccessEnds> {
	const listed = await readList(context, user);
	const fobs = await readList(context, fob);
	const users = listed && withoutFobs(listed, fobs ?? []);
	if (users) warnOfSilence(context, users);
	const credentials = fobs && (await readList(context, credential));
	const zone = await siteZoneIfTold(context);
	const cards = new Set(fobs?.map(cardOf).filter(Boolean));
	const byId = new Map(users?.map((one) => [Number(one.id), one]));
	const holdings: Holding[] = [
		...(users ?? []).map((record) => ({ of: 'user' as const, record, holder: record })),
		...(fobs ?? []).map((record) => ({ of: 'fob' as const, record })),
		...(credentials ?? [])
			.filter((record) => !cards.has(cardOf(record)))
			.map((record) => ({ of: 'credential' as const, record, holder: findHolder(record, byId) })),
	];
	const index = new Map(holdings.map((one) => [`${one.of}/${Number(one.record.id)}`, one]));
	return {
		zone,
		users: users ?? [],
		ends: readMoments(context, holdings, zone),
		listed: [...new Set(holdings.map(({ of }) => of))],
		find: ({ of, id }) => index.get(`${of}/${id}`),
	};
}

/** Undefined where Lockt refuses it, of which n8n's log is told. */
async function readList(context: IPollFunctions, kind: Kind): Promise<IDataObject[] | undefined> {
	const records = await unlessRefused(readRecords(context, kind, {}, ask));
	if (!records) {
		warnOnce(
			context,
			`Lockt refused to list its ${kind.plural}: 'Access Ends Soon' does not tell when their access ends`,
		);
	}
	return records;
}

function warnOfSilence(context: IPollFunctions, users: IDataObject[]): void {
	if (users.length === 0 || users.some(({ access_expires }) => access_expires !== undefined))
		return;
	warnDaily(
		context,
		"Lockt's list of users does not show when their access ends: 'Access Ends Soon' cannot tell it of any user, " +
			'only of fobs and credentials. Run Check Compatibility of the Lockt node, and ask Lockt support',
	);
}

const cardOf = ({ card_num }: IDataObject) => comparable('card_num', card_num);

/** The IDs of those whose access it is; undefined where Lockt does not show whose. */
export function whoseIds({ of, record }: Holding): number[] | undefined {
	if (of === 'fob') return [];
	return of === 'user' ? [Number(record.id)] : knownHoldersOf(record)?.map(Number);
}

/** The user as the list shows them or, where it does not, as the credential does. */
function findHolder(
	credential: IDataObject,
	users: Map<number, IDataObject>,
): IDataObject | undefined {
	const [holder, ...others] = knownHoldersOf(credential) ?? [];
	if (holder === undefined || others.length > 0) return undefined;
	const id = Number(holder);
	const shown = recordsWithin(credential.user).find((one) => Number(one.id ?? one.unid) === id);
	return users.get(id) ?? { ...shown, id };
}

function readMoments(
	context: IPollFunctions,
	holdings: Holding[],
	zone: string | undefined,
): AccessEnd[] {
	const dated = holdings.filter(({ record }) => !isNoDate(record.access_expires));
	const ends = dated.flatMap(({ of, record }) => {
		const moment = readMoment(record.access_expires, zone);
		return moment
			? [{ of, id: Number(record.id), end: Math.floor(moment.toMillis() / 60_000) }]
			: [];
	});
	warnOfDates(
		context,
		holdings.map(({ record }) => ({ access_expires: record.access_expires })),
	);
	if (zone === undefined && ends.length < dated.length) {
		warnOnce(
			context,
			"'Access Ends Soon' leaves out who has access until a local time: Lockt does not say the site's time zone",
		);
	}
	return ends;
}
