import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { isoDate } from '../../api/records/moments';
import { timeFields } from '../../api/records/dates';
import { dropPins } from '../../api/guard/pins';
import { siteZoneIfTold, tellDates } from '../../api/questions/site';
import { oneLine, plainText } from '../../api/text/text';
import { readSort, type Change, type PersonNews } from '../decisions/personChanges';
import { fingerprint } from '../../api/text/fingerprint';
import { describePerson } from '../person';
import type { Settings } from '../settings';
import { makeItem, type PersonFacts } from '../shape';
import { CHANGES, type Counts, type Told } from './batch';
import { decodeLevels, nameLevels } from './levels';
import type { Names } from './names';

type How = Pick<Settings, 'site' | 'simplifies'>;
type LevelNames = Map<number, unknown>;

/**
 * Changes as the workflow gets them. The site's time zone is asked for only when there are any.
 *
 * @param records of those who are there, as Lockt sent them
 * @param names of these, and of those who were before
 * @param sample why they are none, but shown as if they were
 */
export async function makePersonItems(
	context: IPollFunctions,
	batch: Told[],
	{ records, names }: { records: Map<number, IDataObject>; names: Names },
	how: How,
	sample?: string,
): Promise<IDataObject[]> {
	if (batch.every(({ news = [], counts }) => news.length === 0 && !counts)) return [];
	const zone = await siteZoneIfTold(context);
	const levels = nameLevels(records.values());
	return batch.flatMap(({ minute, since, news = [], counts }) => {
		const time = timeFields(isoDate(minute * 60_000, zone));
		const key = (of: string) => `${how.site}/person/${of}/${since}`;
		const items = news.map((one) => {
			const { change, id, before, after } = one;
			const record = records.get(id) ?? {};
			const { person = '', ...name } = names.get(id) ?? {};
			const known = {
				...time,
				trigger: 'personChanged' as const,
				summary: summarize(one, person || `Person ${id}`, levels, sample),
				person,
				...describePerson({ ...record, id }, zone),
				...name,
				change,
				before: readFacts(before),
				after: readFacts(after),
				dedupeKey: `${key(`${id}/${change}`)}/${fingerprint(before, after)}`,
			};
			const [lockt] = how.simplifies ? [{}] : tellDates(context, [dropPins(record)], zone);
			return makeItem(known, lockt!, how);
		});
		return counts ? [...items, makeBulkItem(counts, time, key('many'), how)] : items;
	});
}

/** One item for changes that are too many to be told one by one. */
function makeBulkItem(
	counts: Counts,
	time: ReturnType<typeof timeFields>,
	dedupeKey: string,
	how: How,
): IDataObject {
	const parts = CHANGES.filter((change) => counts[change]).map(
		(change) => `${counts[change]} ${WORDS[change]}`,
	);
	const known = {
		...time,
		trigger: 'personChanged' as const,
		summary: `Many people changed at once, too many to tell one by one: ${parts.join(', ')}`,
		change: 'many' as const,
		dedupeKey: `${dedupeKey}/${fingerprint(counts)}`,
	};
	return makeItem(known, {}, how);
}

const WORDS: Record<Change, string> = {
	added: 'added',
	disabled: 'disabled',
	enabled: 'enabled',
	removed: 'removed',
	accessLevelsChanged: 'with other access levels',
	becamePrivileged: 'became privileged',
};

/** What was remembered of a person; null for nothing. */
function readFacts(sort: string): PersonFacts | null {
	if (sort === '') return null;
	const { enabled = null, privileged, levels } = readSort(sort);
	const { count = null, ids = null } = levels === undefined ? {} : decodeLevels(levels);
	return { enabled, privileged, accessLevelCount: count, accessLevelIds: ids };
}

/** One sentence, e.g. Brown, Tabitha was disabled */
function summarize(
	{ change, before, after }: PersonNews,
	who: string,
	levels: LevelNames,
	sample: string | undefined,
): string {
	if (sample !== undefined) return `Sample, as ${sample}: ${who} is ${change}`;
	switch (change) {
		case 'accessLevelsChanged':
			return `The access levels of ${who} changed: ${compareLevels(before, after, levels)}`;
		case 'becamePrivileged':
			return `${who} became privileged`;
		default:
			return `${who} was ${change}`;
	}
}

/** e.g. Laboratories added; Storage, level 12 taken away */
function compareLevels(before: string, after: string, levels: LevelNames): string {
	const [had, has] = [readFacts(before), readFacts(after)];
	const [old, now] = [had?.accessLevelIds, has?.accessLevelIds];
	if (!old || !now) {
		return `${had?.accessLevelCount ?? 0} before, ${has?.accessLevelCount ?? 0} now`;
	}
	const list = (ids: number[], what: string) =>
		ids.length > 0 ? [`${ids.map((id) => nameLevel(id, levels)).join(', ')} ${what}`] : [];
	return [...list(without(now, old), 'added'), ...list(without(old, now), 'taken away')].join('; ');
}

const without = (some: number[], others: number[]) => some.filter((id) => !others.includes(id));

const nameLevel = (id: number, levels: LevelNames) =>
	oneLine(plainText(levels.get(id))) || `level ${id}`;
