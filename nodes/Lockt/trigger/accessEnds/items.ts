import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isoDate } from '../../api/records/moments';
import { timeFields } from '../../api/records/dates';
import { nameOf } from '../../api/records/people';
import { dropPins } from '../../api/guard/pins';
import { tellDates } from '../../api/questions/site';
import { oneLine, plainText } from '../../api/text/text';
import { ACCESS_OF, type AccessOf } from '../decisions/accessEnds';
import { describePerson } from '../person';
import type { Settings } from '../settings';
import { makeItem } from '../shape';
import { endsIn, type EndCounts, type EndsBatch } from './batch';
import type { AccessEnds, Holding } from './reads';

type How = Pick<Settings, 'daysBefore' | 'site' | 'simplifies'>;

/**
 * Ends of access as the workflow gets them; of what Lockt no longer has none.
 *
 * @param sample why they are none, but shown as if they were
 */
export function makeEndItems(
	context: IPollFunctions,
	batch: EndsBatch,
	{ zone, find }: Pick<AccessEnds, 'zone' | 'find'>,
	how: How,
	sample?: string,
): IDataObject[] {
	const timeOf = (minute: number) => timeFields(isoDate(minute * 60_000, zone));
	return batch.flatMap((told) => {
		const { minute, counts } = told;
		const items = endsIn(told).flatMap(({ of, id, end }) => {
			const holding = find({ of, id });
			if (!holding) return [];
			const { record, holder } = holding;
			const ends = timeOf(end);
			const why = sample === undefined ? '' : `Sample, as ${sample}: `;
			const what = `Access of ${describe(holding)} ends in ${describeSpan(end - minute)}`;
			const known = {
				...timeOf(minute),
				trigger: 'accessEndsSoon' as const,
				summary: `${why}${what} (${ends.timeText})`,
				person: nameOf(holder ?? {}),
				...(holder && describePerson(holder, zone)),
				cardNumber: of === 'user' ? '' : plainText(record.card_num),
				accessOf: of,
				accessId: id,
				accessEnds: ends.time,
				dedupeKey: `${how.site}/ends/${of}/${id}/${end}`,
			};
			const [lockt] = how.simplifies ? [{}] : tellDates(context, [dropPins(record)], zone);
			return [makeItem(known, lockt!, how)];
		});
		if (!counts) return items;
		const known = {
			...timeOf(minute),
			trigger: 'accessEndsSoon' as const,
			summary: summarizeMany(counts, how),
			dedupeKey: `${how.site}/ends/many/${minute}`,
		};
		return [...items, makeItem(known, {}, how)];
	});
}

/** e.g. Brown, Tabitha; the fob Visitor 1; card 001003 of Brown, Tabitha */
function describe({ of, record, holder }: Holding): string {
	const name = nameOf(holder ?? {});
	const card = oneLine(plainText(record.card_num));
	switch (of) {
		case 'user':
			return name || `person ${Number(record.id)}`;
		case 'fob':
			return `the fob ${oneLine(plainText(record.name)) || card || Number(record.id)}`;
		default:
			return `${card ? `card ${card}` : `credential ${Number(record.id)}`}${name && ` of ${name}`}`;
	}
}

function describeSpan(minutes: number): string {
	const hours = Math.round(minutes / 60);
	if (hours < 1) return 'less than an hour';
	if (hours < 48) return hours === 1 ? 'an hour' : `${hours} hours`;
	return `${Math.round(hours / 24)} days`;
}

const PLURALS: Record<AccessOf, string> = {
	user: 'users',
	fob: 'fobs',
	credential: 'credentials',
};

function summarizeMany(counts: EndCounts, { daysBefore }: How): string {
	const parts = ACCESS_OF.filter((of) => counts[of]).map((of) => `${counts[of]} ${PLURALS[of]}`);
	const days = daysBefore === 1 ? 'a day' : `${daysBefore} days`;
	return `Access of many ends within ${days}, too many to tell one by one: ${parts.join(', ')}`;
}
