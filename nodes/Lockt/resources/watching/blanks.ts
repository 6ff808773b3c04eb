import type { IDataObject } from 'n8n-workflow';
import { readMoment } from '../../api/records/moments';
import { isNoDate, isOpenDate } from '../../api/records/noDates';
import { plainText } from '../../api/text/text';
import type { Risk } from '../../execution/plans';
import type { Field } from '../../fields/field';
import { cardsIn } from './comparing';
import { findOther } from './findings';
import type { Watched } from './watched';

/** Who has none does not show that others keep theirs. */
export const staysBlank = ({ id }: Field) => `${id} stays blank`;

/** What is blank, and not sent: a date or a card that comes lets somebody in, or locks them out. */
export function riskOfBlank(
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
