import type { IDataObject } from 'n8n-workflow';
import { isNoDate } from '../../api/records/noDates';
import { plainText } from '../../api/text/text';
import { OPEN, type Risk } from '../../execution/plans';
import type { Field } from '../../fields/field';
import type { Lookups } from '../../fields/lookups';
import { riskOfBlank, staysBlank } from './blanks';
import { isShownAs } from './comparing';
import { findOther } from './findings';
import type { Watched } from './watched';

/** For which kinds of risk a record is read beforehand until they were seen to go right: of what is not sent, the dates. */
export function soughtOf(fields: Field[], sent: IDataObject): string[] {
	return fields.flatMap((field) => {
		const isDate = field.holds.is === 'date';
		if (!(field.id in sent)) return isDate ? [keeps(field), staysBlank(field)] : [];
		const wanted = sent[field.id];
		return isDate && !isNone(wanted)
			? [becomes(field, wanted), comes(field)]
			: [becomes(field, wanted)];
	});
}

/** Who had a value already, or none, does not show that others get it. */
const becomes = ({ id }: Field, wanted: unknown) =>
	isNone(wanted) ? `${id} goes` : `${id} becomes what is sent`;
const comes = ({ id }: Field) => `${id} comes where there was none`;
const stays = ({ id }: Field) => `${id} stays what is sent`;
const keeps = ({ id }: Field) => `${id} stays, though it is not sent`;

/** What may go wrong with the fields of a record. @param before as it is shown right before it is sent */
export async function risksOfFields(
	watched: Watched,
	before: IDataObject,
	sent: IDataObject,
	{ zone }: Lookups,
): Promise<Risk[]> {
	const risks = watched.fields.map(async (field): Promise<Risk | undefined> => {
		const isSent = field.id in sent;
		if (!isSent && isNone(before[field.id])) return riskOfBlank(watched, field, before, sent);
		const wanted = isSent ? sent[field.id] : before[field.id];
		const had = isSent ? await isShownAs(before, field, wanted, zone) : true;
		return {
			kind: !isSent ? keeps(field) : had === true ? stays(field) : kindOf(field, before, wanted),
			open: `whether '${field.label}' is as it was to be`,
			oneShows: true,
			showsNothing: had === undefined && Number(sent.id) > 0,
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

function kindOf(field: Field, before: IDataObject, wanted: unknown): string {
	const isNew = field.holds.is === 'date' && isNoDate(before[field.id]);
	return isNew ? comes(field) : becomes(field, wanted);
}

const isNone = (value: unknown) => typeof value !== 'boolean' && isNoDate(value);

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
