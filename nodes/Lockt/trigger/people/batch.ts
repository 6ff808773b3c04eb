import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { isSort, type Change, type PersonNews } from '../decisions/personChanges';

/** What a run put out of people, the oldest first. */
export type PeopleBatch = Told[];

/** What one poll put out: changes or, where they were too many, how many of each. */
export interface Told {
	minute: number;
	/** When changes had been put out before. */
	since: number;
	news?: PersonNews[];
	counts?: Counts;
}

export type Counts = Partial<Record<Change, number>>;

/** More changes in one poll are told as one. */
const MOST_CHANGES = 500;

/** Characters of changes, and polls; what is older is left out. */
const ROOM = 8_000;
const MOST_POLLS = 20;

/** All changes, in the order in which a person reads of them. */
export const CHANGES: Change[] = [
	...(['added', 'disabled', 'enabled', 'removed'] as const),
	...(['accessLevelsChanged', 'becamePrivileged'] as const),
];

/** Whether what n8n stored can be replayed. */
export function isPeopleBatch(stored: unknown): stored is PeopleBatch {
	return Array.isArray(stored) && stored.every(isTold);
}

function isTold(told: unknown): told is Told {
	if (!isRecord(told)) return false;
	const { minute, since, news = [], counts = {} } = told;
	return (
		isWholeNumber(minute) &&
		isWholeNumber(since) &&
		Array.isArray(news) &&
		news.every(isNews) &&
		isRecord(counts) &&
		Object.entries(counts).every(([name, count]) => isChange(name) && isWholeNumber(count))
	);
}

const isChange = (value: unknown) => CHANGES.some((change) => change === value);

function isNews(news: unknown): boolean {
	return (
		isRecord(news) &&
		isChange(news.change) &&
		isWholeNumber(news.id) &&
		[news.before, news.after].every((sort) => sort === '' || isSort(sort))
	);
}

/** What a poll puts out. */
export function tell(news: PersonNews[], minute: number, since: number): Told {
	if (news.length <= MOST_CHANGES) return { minute, since, news };
	const counts: Counts = {};
	for (const { change } of news) counts[change] = (counts[change] ?? 0) + 1;
	return { minute, since, counts };
}

/** A batch with what a further poll put out in it: the newest, as much as fits. */
export function addToBatch(batch: PeopleBatch, told: Told): PeopleBatch {
	let room = ROOM;
	return [...batch, told]
		.reverse()
		.map(({ news = [], ...poll }) => {
			const fitting = news.filter((one) => (room -= JSON.stringify(one).length + 1) >= 0);
			return { ...poll, ...(fitting.length > 0 && { news: fitting }) };
		})
		.filter(({ news, counts }) => news ?? counts)
		.slice(0, MOST_POLLS)
		.reverse();
}
