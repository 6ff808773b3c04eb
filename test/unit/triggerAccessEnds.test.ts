import fc from '../fastCheck';
import {
	addToBatch,
	endsIn,
	isEndsBatch,
	tellEnds,
} from '../../nodes/Lockt/trigger/accessEnds/batch';
import {
	ACCESS_OF,
	isEndsState,
	judgeEnds,
	type AccessEnd,
	type EndsState,
} from '../../nodes/Lockt/trigger/decisions/accessEnds';
import { hold } from '../emulator/invariants';
import { runs } from '../runs';

const MINUTE = 60_000;
const DAY = 24 * 60;
const NOW = 1_000 * DAY;
const WEEK = 7 * DAY;

const end = (of: AccessEnd['of'], id: number, after: number): AccessEnd => ({
	...{ of, id },
	end: NOW + after,
});
const ann = (after: number) => end('user', 7, after);

/** What a trigger tells that looks once a minute, the first time when it is published. */
function watch(...answers: AccessEnd[][]) {
	let state: EndsState | undefined;
	const told = answers.map((ends, n) => {
		const judged = judgeEnds(state, { ends, listed: ACCESS_OF }, 7, (NOW + n) * MINUTE);
		state = JSON.parse(JSON.stringify(judged.state)) as EndsState;
		expect(isEndsState(state)).toBe(true);
		return judged.news;
	});
	return { told, last: told.at(-1)!, state: state! };
}

describe('access that ends', () => {
	it('within the days is told, once', () => {
		const { told } = watch([], [ann(WEEK)], [ann(WEEK)], [ann(WEEK)]);
		expect(told).toEqual([[], [ann(WEEK)], [], []]);
	});

	it('is told from so many days before on, to the minute', () => {
		const { told } = watch([ann(WEEK + 2)], [ann(WEEK + 2)], [ann(WEEK + 2)]);
		expect(told).toEqual([[], [], [ann(WEEK + 2)]]);
	});

	it('is not told when it has ended', () => {
		expect(watch([], [ann(1)], [ann(1)]).told.flat()).toEqual([]);
		expect(watch([], [ann(2)]).last).toEqual([ann(2)]);
		expect(watch([], [ann(-WEEK)]).last).toEqual([]);
	});

	it('soon when the workflow is published counts as seen', () => {
		expect(watch([ann(5)], [ann(5)]).last).toEqual([]);
	});

	it.each([
		[60, false],
		[-60, false],
		[61, true],
		[-61, true],
	])('is told again when it moves by %i minutes: %j', (by, again) => {
		const moved = ann(DAY + by);
		expect(watch([ann(DAY)], [moved]).last).toEqual(again ? [moved] : []);
		expect(watch([], [ann(DAY)], [moved]).last).toEqual(again ? [moved] : []);
	});

	it('is told again when it has crept away by more than an hour', () => {
		const { told } = watch([], [ann(DAY)], [ann(DAY + 50)], [ann(DAY + 100)]);
		expect(told).toEqual([[], [ann(DAY)], [], [ann(DAY + 100)]]);
	});

	it('is not told again when it was missing, or is far away meanwhile', () => {
		expect(watch([], [ann(DAY)], [], [ann(DAY)]).last).toEqual([]);
		expect(watch([], [ann(DAY)], [ann(90 * DAY)], [ann(DAY)]).last).toEqual([]);
	});

	it('soon where Lockt lists its sort for the first time counts as seen', () => {
		const look = (state: EndsState | undefined, ...ends: AccessEnd[]) =>
			judgeEnds(state, { ends, listed: ends.map(({ of }) => of) }, 7, NOW * MINUTE);
		const fobs = [end('fob', 1, DAY), end('fob', 2, DAY)] as const;
		const { state } = look(look(undefined, ann(DAY)).state);
		expect(state.listed).toEqual(['user']);
		expect(look(state, fobs[0], end('user', 8, DAY)).news).toEqual([end('user', 8, DAY)]);
		expect(look(look(state, fobs[0]).state, ...fobs).news).toEqual([fobs[1]]);
	});

	it('is told of each sort and ID', () => {
		const all = [end('user', 1, DAY), end('fob', 1, DAY), end('credential', 2, DAY)];
		expect(watch([], all, all).told).toEqual([[], all, []]);
	});

	it('of one that comes twice is told by what is first in time, and once', () => {
		const twice = [ann(DAY), ann(3 * DAY), ann(2 * DAY)];
		expect(watch([], twice, twice.toReversed()).told).toEqual([[], [ann(DAY)], []]);
	});
});

describe('what is remembered of ends', () => {
	const { state } = watch([ann(DAY), end('user', 8, DAY), end('fob', 3, 70)]);

	it('is nothing of what ended more than an hour ago', () => {
		expect(state.seen).toEqual({ user: '7:uw80 1:uw80', fob: '3:uv5y' });
		const later = (minutes: number) =>
			judgeEnds(state, { ends: [], listed: [] }, 7, (NOW + minutes) * MINUTE).state;
		expect(later(130).seen).toHaveProperty('fob');
		expect(later(131).seen).toEqual({ user: '7:uw80 1:uw80' });
	});

	it('takes about 9 bytes each', () => {
		const many = Array.from({ length: 3_000 }, (_, n) => end('user', 1000 + 7 * n, 60 + n));
		expect(JSON.stringify(watch(many).state).length / 3_000).toBeLessThan(9);
	});

	it.each([
		['nothing', undefined],
		['no minute', { ...state, looked: -1 }],
		['nothing seen', { ...state, seen: undefined }],
		['no word on what was listed', { ...state, listed: undefined }],
		['something else listed', { ...state, listed: ['user', 'door'] }],
		['an end that is none', { ...state, seen: { user: '7' } }],
		['an end with more before it', { ...state, seen: { fob: '7 :uw80' } }],
		['an end with more behind it', { ...state, seen: { credential: '7:uw80!' } }],
	])('is not read when it has %s', (_, stored) => {
		expect(isEndsState(stored)).toBe(false);
	});
});

describe('the ends of a batch', () => {
	const many = (count: number) => Array.from({ length: count }, (_, n) => end('fob', n + 1, DAY));

	it('are told one by one, or as one when they are more than 500', () => {
		expect(tellEnds([], NOW)).toEqual([]);
		const [few] = tellEnds(many(500), NOW);
		expect(endsIn(few!)).toEqual(many(500));
		const all = [...many(500), ann(DAY)];
		expect(tellEnds(all, NOW)).toEqual([{ minute: NOW, counts: { fob: 500, user: 1 } }]);
	});

	it('are the latest, as many as fit', () => {
		let batch = tellEnds([ann(DAY)], NOW);
		for (let n = 1; n < 5; n++) batch = addToBatch(batch, tellEnds(many(400), NOW + n));
		expect(batch.map(({ minute }) => minute)).toEqual([NOW + 3, NOW + 4]);
		expect(isEndsBatch(JSON.parse(JSON.stringify(batch)))).toBe(true);
		expect(addToBatch(batch, [])).toEqual(batch);
	});

	it.each([
		[{}],
		[[null]],
		[[{ minute: -1 }]],
		[[{ minute: 1, ends: { user: '7' } }]],
		[[{ minute: 1, counts: { user: '7' } }]],
	])('are not read from %j', (stored) => {
		expect(isEndsBatch(stored)).toBe(false);
	});
});

/**
 * Random histories: ends that are set, moved and taken away, records that are missing from an answer,
 * looks that fail, publishing, restarts that lose what n8n's default engine had not stored.
 */

interface Move {
	/** From now on; so many minutes after now, or without an end. */
	sets: Array<{ id: number; after?: number }>;
	missing: number[];
	minutes: number;
	happens: 'nothing' | 'fails' | 'restarts' | 'publishes';
}

const IDS = [1, 2, 40];

const moves = fc.array(
	fc.record<Move>({
		sets: fc.array(
			fc.record(
				{
					id: fc.constantFrom(...IDS),
					after: fc.oneof(
						fc.integer({ min: -DAY, max: 9 * DAY }),
						fc.constantFrom(0, 1, 30, 60, 61, 6 * DAY, 6 * DAY + 60, WEEK, WEEK + 1),
					),
				},
				{ requiredKeys: ['id'] },
			),
			{ maxLength: 2 },
		),
		missing: fc.subarray(IDS),
		minutes: fc.constantFrom(1, 60, 60, 60, 61, DAY, 3 * DAY),
		happens: fc.constantFrom('nothing', 'nothing', 'nothing', 'fails', 'restarts', 'publishes'),
	}),
	{ minLength: 1, maxLength: 30 },
);

/** All that whoever reads it has seen of one ID, without an end to it. */
type Seen = Map<number, number>;

it('each end is told once, in time, and never when it is past', () => {
	fc.assert(
		fc.property(moves, (history) => {
			let minute = NOW;
			const ends = new Map<number, number>();
			let state: EndsState | undefined;
			let seen: Seen = new Map();
			let stored: { state?: EndsState; seen: Seen } = { seen };

			for (const { sets, missing, minutes, happens } of history) {
				minute += minutes;
				for (const { id, after } of sets) {
					if (after === undefined) ends.delete(id);
					else ends.set(id, minute + after);
				}
				if (happens === 'fails') continue;
				if (happens === 'restarts') {
					state = stored.state;
					seen = new Map(stored.seen);
				}
				if (happens === 'publishes') state = undefined;
				const isFirst = state === undefined;
				if (isFirst) seen = new Map();

				const answer = [...ends].filter(([id]) => !missing.includes(id));
				const listed = answer.map(([id, at]): AccessEnd => ({ of: 'user', id, end: at }));
				const judged = judgeEnds(state, { ends: listed, listed: ['user'] }, 7, minute * MINUTE);
				state = JSON.parse(JSON.stringify(judged.state)) as EndsState;
				hold(isEndsState(state), 'it cannot read its own state');

				const soon = answer.filter(([, at]) => at > minute && at - minute <= WEEK);
				const isNew = ([id, at]: [number, number]) => {
					const before = seen.get(id);
					return before === undefined || at - before > 60 || before - at > 60;
				};
				const fresh = soon.filter(isNew);
				for (const [id, at] of fresh) seen.set(id, at);
				const told = judged.news.map(({ id, end: at }) => `${id} at ${at}`);
				expect(told).toEqual(isFirst ? [] : fresh.map(([id, at]) => `${id} at ${at}`));
				if (told.length > 0 || isFirst) stored = { state, seen: new Map(seen) };
			}
		}),
		runs({ sample: 300, full: 20_000 }),
	);
});
