import type { IDataObject } from 'n8n-workflow';
import { readMoment } from '../../api/records/moments';
import { isNoDate, isOpenDate } from '../../api/records/noDates';
import { plainText, quote } from '../../api/text/text';
import { OPEN, type Finding, type Risk, type Watch } from '../../execution/plans';
import type { Field } from '../../fields/field';
import type { Kind } from '../../fields/kinds';
import type { Lookups } from '../../fields/lookups';
import { findPicked } from '../../fields/records';
import { cardsIn, isShownAs } from './comparing';

/** A record that is looked at before and after it is sent. */
export interface Watched {
	kind: Kind;
	/** Those of its fields that can be compared. */
	fields: Field[];
	/** How to read it. */
	read: (lookups: Lookups) => Promise<IDataObject>;
}

/** How to read the record of an ID: one alone, or out of the list where many are. */
export function readById(kind: Kind, id: number): Watched['read'] {
	const picked = { key: kind.keys[0], value: String(id) };
	return async (lookups) =>
		findPicked(kind, picked, await lookups.find(kind, picked.key.property, picked.value));
}

/** Whether a record has what was sent, and what else it had before. */
export function watchFields(watched: Watched): Watch {
	return async (sent, lookups, isSeen) => {
		if (soughtOf(watched.fields, sent).every(isSeen)) return [];
		return risksOfFields(watched, await watched.read(lookups), sent, lookups);
	};
}

/** For which kinds of risk a record is read beforehand until they were seen to go right: of what is not sent, the dates. */
export function soughtOf(fields: Field[], sent: IDataObject): string[] {
	return fields.flatMap((field) => {
		if (field.id in sent) return becomes(field);
		return field.holds.is === 'date' ? [keeps(field), staysBlank(field)] : [];
	});
}

/** Who had a value already does not show that others get it. */
const becomes = ({ id }: Field) => `${id} becomes what is sent`;
const stays = ({ id }: Field) => `${id} stays what is sent`;
const keeps = ({ id }: Field) => `${id} stays, though it is not sent`;
/** Who has none does not show that others keep theirs. */
const staysBlank = ({ id }: Field) => `${id} stays blank`;

/** What may go wrong with the fields of a record. @param before as it is shown right before it is sent */
export async function risksOfFields(
	watched: Watched,
	before: IDataObject,
	sent: IDataObject,
	{ zone }: Lookups,
): Promise<Risk[]> {
	const risks = watched.fields.map(async (field): Promise<Risk | undefined> => {
		const isSent = field.id in sent;
		if (!isSent && isNoDate(before[field.id])) return riskOfBlank(watched, field, before, sent);
		const wanted = isSent ? sent[field.id] : before[field.id];
		const had = isSent ? await isShownAs(before, field, wanted, zone) : true;
		return {
			kind: !isSent ? keeps(field) : had === true ? stays(field) : becomes(field),
			open: `whether '${field.label}' is as it was to be`,
			oneShows: true,
			check: async (later) => {
				const after = await watched.read(later);
				const isLeft = had !== true && plainText(after[field.id]) === plainText(before[field.id]);
				const isRight = await isShownAs(after, field, wanted, zone);
				const isGone = isRight === undefined && isErased(field, before, after, wanted);
				if (isRight === false || isGone) {
					return findOther(watched.kind, field, after, wanted, isLeft);
				}
				return isRight ? undefined : OPEN;
			},
		};
	});
	return (await Promise.all(risks)).filter((risk) => risk !== undefined);
}

/** What was shown right before, and is blank now. */
function isErased(
	{ id }: Field,
	before: IDataObject,
	after: IDataObject,
	wanted: unknown,
): boolean {
	const [was, is, sent] = [before[id], after[id], wanted].map((one) => plainText(one).trim());
	return was !== '' && is === '' && sent !== '' && after[id] !== undefined;
}

/** What is blank, and not sent: a date or a card that comes lets somebody in, or locks them out. */
function riskOfBlank(
	{ kind, read }: Watched,
	field: Field,
	before: IDataObject,
	sent: IDataObject,
): Risk | undefined {
	const isNew = Number(sent.id) < 0;
	if (before[field.id] === undefined && !isNew) return undefined;
	const findMore = MORE[field.id];
	if (!findMore || findMore(before)) return undefined;
	return {
		kind: staysBlank(field),
		open: `whether '${field.label}' is as it was to be`,
		oneShows: true,
		check: async (later) => {
			const after = await read(later);
			return findMore(after) ? findOther(kind, field, after, '', false) : undefined;
		},
	};
}

/** Whether somebody has what they were not given; a begin that is past is no matter. */
const MORE: Record<string, (record: IDataObject) => boolean> = {
	access_expires: ({ access_expires: end }) => !isOpenDate(end) && isDate(end),
	access_effective: ({ access_effective: begin }) =>
		isDate(begin) && readMoment(begin, 'utc')!.toMillis() > Date.now() + DAY_MS,
	card_num: (record) => cardsIn(record).some(({ card_num }) => plainText(card_num).trim() !== ''),
};

const DAY_MS = 24 * 3_600_000;

const isDate = (value: unknown) => !isNoDate(value) && readMoment(value, 'utc') !== undefined;

/** @param isLeft it is as it was before */
function findOther(
	{ noun, title }: Kind,
	{ id, label, holds }: Field,
	after: IDataObject,
	wanted: unknown,
	isLeft: boolean,
): Finding {
	const nothing = holds.is === 'date' ? 'no date' : 'blank';
	const say = (value: unknown) =>
		plainText(value).trim() === '' ? nothing : quote(plainText(value));
	const values = `${say(after[id])} instead of ${say(wanted)}`;
	const name = `the ${noun} ${quote(title(after))} (ID ${plainText(after.id)})`;
	return {
		problem: `Not as Lockt said: it shows ${name} with ${id === 'pin' ? `another '${label}'` : `'${label}' ${values}`}`,
		advice: adviseOn(noun, isLeft),
	};
}

/** @param isLeft it is as it was before */
export function adviseOn(noun: string, isLeft: boolean): string {
	const act = isLeft
		? `Look at the ${noun} in Lockt in a few minutes, as it may show it late, or have changed another ${noun} instead, and correct it there`
		: `Correct the ${noun} in Lockt`;
	return `${act}. Ask Lockt support why its API does not`;
}
