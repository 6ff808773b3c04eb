import { isRecord } from '../../api/text/text';
import { isWholeNumber } from '../../api/text/values';
import { codeNotes, decodeNotes, isNoteList } from '../decisions/noteList';
import type { BatteryNews } from '../decisions/lowBattery';

/** What a run put out of the batteries, the oldest first. 2,000 doors that run low at once take 4 to 6 kB. */
export type BatteryBatch = Group[];

/** What is the same of many doors; and these, as noteList.ts writes them, without notes. */
interface Group extends Pick<BatteryNews, 'kind' | 'minute'> {
	doors: string;
}

/** A door that was told. */
type Told = Pick<BatteryNews, 'kind' | 'minute'> & { id: number };

/** Each start of n8n replays the batch and may add to it. What is older is left out beyond so many characters. */
const ROOM = 8_000;

const KINDS: Array<BatteryNews['kind']> = ['low', 'reminder', 'recovered'];

/** Whether what n8n stored can be replayed. */
export function isBatteryBatch(stored: unknown): stored is BatteryBatch {
	return (
		Array.isArray(stored) &&
		stored.every(
			(group) =>
				isRecord(group) &&
				KINDS.some((kind) => kind === group.kind) &&
				isWholeNumber(group.minute) &&
				isNoteList(group.doors, /^$/),
		)
	);
}

/** A batch with further news in it. */
export function addToBatch(batch: BatteryBatch, news: BatteryNews[]): BatteryBatch {
	const further = groupNews(news);
	const earlier = [...batch];
	while (earlier.length > 0 && JSON.stringify([...earlier, ...further]).length > ROOM) {
		earlier.shift();
	}
	return [...earlier, ...further];
}

/** The doors of a batch, one by one. */
export function readBatch(batch: BatteryBatch): Told[] {
	return batch.flatMap(({ kind, minute, doors }) =>
		[...decodeNotes(doors).keys()].map((id) => ({ kind, minute, id })),
	);
}

/** @param news of one poll: of one minute */
function groupNews(news: BatteryNews[]): BatteryBatch {
	return KINDS.flatMap((kind) => {
		const alike = news.filter((one) => one.kind === kind);
		const [first] = alike;
		if (!first) return [];
		const doors = codeNotes(new Map(alike.map(({ battery }) => [battery.id, ''])));
		return { kind, minute: first.minute, doors };
	});
}
