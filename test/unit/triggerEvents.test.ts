import { CACHED_EVENTS } from '../../emulator/building/building';
import type { EventRecord } from '../../nodes/Lockt/api/events';
import {
	ask,
	isEventsState,
	LEDGER,
	seed,
	take,
	type EventsState,
} from '../../nodes/Lockt/trigger/decisions/events';
import { coded, decoded, isCoded } from '../../nodes/Lockt/trigger/decisions/ledger';

const MINUTE = 60_000;
const OVERLAP = 5 * MINUTE;
const limits = { overlap: OVERLAP };
const event = (id: number): EventRecord => ({ id, device: `Door ${id}` });
const events = (...ids: number[]) => ids.map(event);
const range = (from: number, to: number) =>
	events(...Array.from({ length: to - from + 1 }, (_, n) => from + n));
const idsOf = (list: EventRecord[]) => list.map(({ id }) => id);
const seenOf = ({ seen, floor }: EventsState) => decoded(seen, floor);

it('remembers as many events as Lockt keeps', () => {
	expect(LEDGER).toBe(CACHED_EVENTS);
});

describe('IDs as text', () => {
	it('come back as they were', () => {
		for (const ids of [[], [11], [11, 12, 46, 82, 2_000_000_000]]) {
			expect(decoded(coded(ids, 10), 10)).toEqual(ids);
		}
	});

	it('take little room', () => {
		expect(coded([11, 12, 46, 82], 10)).toBe('1 1 y 10');
		const busy = Array.from({ length: LEDGER }, (_, n) => 17_000_000 + n * 1000);
		expect(coded(busy, busy[0]! - 1).length).toBeLessThan(21_000);
	});

	it.each(['', '1', 'a z 10', '1 0a'.replace('0', '')])('%j is such a text', (text) => {
		expect(isCoded(text)).toBe(true);
	});

	it.each([' ', '0', '1 0', '01', '1  1', ' 1', '1 ', 'A', '-1', 5, null, undefined])(
		'%j is none',
		(text) => {
			expect(isCoded(text)).toBe(false);
		},
	);
});

describe('the first run', () => {
	it('counts everything there is as seen, and goes on from the last event but one', () => {
		const state = seed(events(7, 9, 8, 9), 1000);
		expect(state).toEqual({ floor: 8, seen: '1', marks: [[1000, 9]] });
		expect(ask(state)).toBe(8);
		expect(take(state, 8, events(8, 9), 1000, limits).fresh).toEqual([]);
	});

	it('in a building with one event or none asks for everything until there are more', () => {
		expect(seed([], 1000)).toEqual({ floor: 0, seen: '', marks: [] });
		expect(seed(events(5), 1000)).toEqual({ floor: 0, seen: '5', marks: [[1000, 5]] });
		expect(ask(seed([], 1000))).toBe('everything');
		expect(ask(seed(events(5), 1000))).toBe('everything');
		const { state, fresh, next } = take(seed([], 1000), 'everything', [], 2000, limits);
		expect({ state, fresh, next }).toEqual({ state: seed([], 1000), fresh: [], next: undefined });
		expect(idsOf(take(state, 'everything', events(3, 2), 3000, limits).fresh)).toEqual([2, 3]);
	});
});

describe('what n8n stored', () => {
	const good = { floor: 8, seen: '1', marks: [[1000, 9]], doubt: { since: 1, newest: 2 } };

	it('can be gone on from when it is a state', () => {
		expect(isEventsState(good)).toBe(true);
		expect(isEventsState({ ...good, doubt: undefined, marks: [] })).toBe(true);
		expect(isEventsState({ floor: 0, seen: '', marks: [] })).toBe(true);
	});

	it.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ ...good, floor: -1 }],
		[{ ...good, floor: 1.5 }],
		[{ ...good, floor: '8' }],
		[{ ...good, seen: 5 }],
		[{ ...good, seen: '0' }],
		// The newest event is always among the seen ones.
		[{ ...good, seen: '' }],
		[{ ...good, marks: {} }],
		[{ ...good, marks: [5] }],
		[{ ...good, marks: [[1]] }],
		[{ ...good, marks: [[1, 2, 3]] }],
		[
			{
				...good,
				marks: [
					[1, 2],
					[1, 'x'],
				],
			},
		],
		[{ ...good, doubt: null }],
		[{ ...good, doubt: 5 }],
		[{ ...good, doubt: { since: 1 } }],
		[{ ...good, doubt: { newest: 1 } }],
	])('cannot when it is %j', (stored) => {
		expect(isEventsState(stored)).toBe(false);
	});
});

describe('an answer', () => {
	const state: EventsState = { floor: 5, seen: '1 2', marks: [[0, 8]] };

	it('gives what is new, oldest first, each once', () => {
		const { fresh, next, gap, reset } = take(
			state,
			5,
			events(11, 7, 8, 9, 7, 6, 5, 4),
			MINUTE,
			limits,
		);
		expect(fresh).toEqual(events(7, 9, 11));
		expect({ next, gap, reset }).toEqual({});
	});

	it('remembers what was seen, and when the newest was', () => {
		const after = take(state, 5, events(6, 8, 9), MINUTE, limits).state;
		expect(seenOf(after)).toEqual([6, 8, 9]);
		expect(after).toEqual({
			floor: 5,
			seen: '1 2 1',
			marks: [
				[0, 8],
				[MINUTE, 9],
			],
		});
		// Nothing new: no further mark.
		expect(take(after, 5, events(6, 8, 9), 2 * MINUTE, limits).state).toEqual(after);
	});

	it('never gives what is at the floor or below', () => {
		expect(take(state, 5, events(1, 5, 8), MINUTE, limits).fresh).toEqual([]);
	});
});

describe('the floor', () => {
	const start: EventsState = {
		floor: 5,
		seen: '1 2 1',
		marks: [
			[0, 8],
			[MINUTE, 9],
		],
	};
	const at = (now: number, state = start, asked: number | 'everything' = 5) =>
		take(state, asked, events(6, 8, 9), now, limits).state;

	it('rises to what was newest so long ago', () => {
		expect(at(OVERLAP - 1)).toEqual(start);
		expect(at(OVERLAP)).toEqual({
			floor: 8,
			seen: '1',
			marks: [
				[0, 8],
				[MINUTE, 9],
			],
		});
		expect(at(OVERLAP, start, 'everything').floor).toBe(8);
	});

	it('stays below the newest event, which is then in every answer', () => {
		const late = at(100 * OVERLAP);
		expect(late).toEqual({ floor: 8, seen: '1', marks: [[MINUTE, 9]] });
		const [, again] = [late, take(late, 8, events(8, 9), 200 * OVERLAP, limits).state];
		expect(again).toEqual(late);
		// A newer one, and the former newest may be the floor at once.
		expect(take(again, 8, events(9, 12), 201 * OVERLAP, limits).state).toEqual({
			floor: 9,
			seen: '3',
			marks: [
				[MINUTE, 9],
				[201 * OVERLAP, 12],
			],
		});
	});

	it('does not rise by an answer that leaves out late events', () => {
		expect(at(OVERLAP, start, 8)).toEqual(start);
	});

	it('rises at once when there is no overlap', () => {
		const { state } = take(start, 5, events(9, 10, 11), MINUTE, { overlap: 0 });
		expect(state.floor).toBe(10);
	});

	it('is not held back by a clock that was ahead', () => {
		const ahead: EventsState = { ...start, marks: [[1e15, 8]] };
		const corrected = at(MINUTE, ahead);
		expect(corrected.marks).toEqual([
			[MINUTE, 8],
			[MINUTE, 9],
		]);
		expect(at(MINUTE + OVERLAP, corrected).floor).toBe(8);
	});

	it('is reached by few marks, however often is polled', () => {
		const minute = { overlap: MINUTE };
		let state: EventsState = { floor: 0, seen: '1', marks: [[0, 1]] };
		let marks = 0;
		for (let second = 1; second <= 300; second += 0.5) {
			const ids = [...seenOf(state), 2 * second + 1];
			state = take(state, ask(state), events(...ids), second * 1000, minute).state;
			marks = Math.max(marks, state.marks.length);
		}
		expect(marks).toBeLessThanOrEqual(65);
		expect(state.floor).toBeGreaterThan(2 * (300 - 60 - 3));
		expect(state.floor).toBeLessThanOrEqual(2 * (300 - 60) + 1);
	});

	it('rises over what does not fit into the memory', () => {
		const { state, fresh } = take(
			{ floor: 1, seen: '1', marks: [] },
			1,
			range(2, LEDGER + 11),
			0,
			limits,
		);
		expect(fresh).toHaveLength(LEDGER + 9);
		expect(state.floor).toBe(11);
		expect(seenOf(state)).toHaveLength(LEDGER);
		expect(JSON.stringify(state).length).toBeLessThan(32_000);
		const exact = take({ floor: 1, seen: '1', marks: [] }, 1, range(2, LEDGER + 1), 0, limits);
		expect(exact.state.floor).toBe(1);
		expect(seenOf(exact.state)).toHaveLength(LEDGER);
	});
});

describe('an answer that may be cut off', () => {
	const state: EventsState = { floor: 5, seen: '1 2', marks: [[0, 8]] };

	it('leads to another question, from the last event but one on', () => {
		const { next, fresh } = take(state, 5, range(6, 105), 0, limits);
		expect(next).toBe(104);
		expect(fresh).toHaveLength(98);
	});

	it('does not when it is short, when nothing is newer, or when all was asked for', () => {
		expect(take(state, 5, range(6, 104), 0, limits).next).toBeUndefined();
		expect(take(state, 'everything', range(6, 300), 0, limits).next).toBeUndefined();
		const full = take(state, 5, range(6, 105), 0, limits).state;
		expect(
			take(full, 104, Array.from({ length: 60 }, () => events(104, 105)).flat(), 0, limits).next,
		).toBe(undefined);
	});

	it('goes on from what is known when it ends before that', () => {
		const known = take(state, 5, range(6, 400), 0, limits).state;
		const { next, fresh } = take(known, 5, range(6, 105), 0, limits);
		expect({ next, fresh }).toEqual({ next: 399, fresh: [] });
		expect(take(known, 5, range(7, 106), 0, limits).next).toBe(399);
		expect(take(known, 5, range(6, 104), 0, limits).next).toBe('everything');
	});

	it('is not gone on from when that would be the same question', () => {
		const one: EventsState = { floor: 5, seen: '1000', marks: [] };
		expect(take(one, 5, range(6, 105), 0, limits).next).toBe('everything');
	});
});

describe('a gap', () => {
	const state: EventsState = { floor: 5, seen: '1 2', marks: [[0, 8]] };

	it('shows by the newest known event missing while there are newer ones', () => {
		const { gap, fresh } = take(state, 5, events(20, 21), MINUTE, limits);
		expect(gap).toEqual({ after: 8, before: 20 });
		expect(idsOf(fresh)).toEqual([20, 21]);
	});

	it('is none as long as the answer reaches back to it, or on the first events', () => {
		expect(take(state, 5, events(8, 20), MINUTE, limits)).not.toHaveProperty('gap');
		expect(take(state, 5, events(6, 20), MINUTE, limits)).not.toHaveProperty('gap');
		expect(take(seed([], 0), 'everything', events(20), MINUTE, limits)).not.toHaveProperty('gap');
	});
});

describe('the newest event gone', () => {
	const state: EventsState = { floor: 5, seen: '1 2', marks: [[0, 8]] };
	const missing = events(1, 2, 3);

	it('has all events asked for, and nothing changed', () => {
		expect(take(state, 5, [], MINUTE, limits)).toEqual({ state, fresh: [], next: 'everything' });
		expect(take(state, 6, events(6, 7), MINUTE, limits)).toEqual({
			state,
			fresh: [],
			next: 'everything',
		});
	});

	it('is doubted first, as a server may lag behind', () => {
		const doubting = take(state, 'everything', missing, MINUTE, limits);
		expect(doubting).toEqual({
			state: { ...state, doubt: { since: MINUTE, newest: 3 } },
			fresh: [],
		});
		const still = take(doubting.state, 'everything', events(1, 2, 3, 4), OVERLAP, limits);
		expect(still).toEqual(doubting);
		const back = take(doubting.state, 5, events(6, 8, 9), 2 * MINUTE, limits);
		expect(idsOf(back.fresh)).toEqual([9]);
		expect(back.state).not.toHaveProperty('doubt');
	});

	it('means that IDs start anew when it stays away; what came since then is new', () => {
		const { state: doubting } = take(state, 'everything', missing, MINUTE, limits);
		const anew = take(doubting, 'everything', events(1, 2, 3, 4), MINUTE + OVERLAP, limits);
		expect(anew).toMatchObject({ reset: true, fresh: events(4) });
		expect(anew.gap).toBeUndefined();
		expect(seenOf(anew.state)).toEqual([4]);
		expect(anew.state.floor).toBe(3);
		expect(anew.state).not.toHaveProperty('doubt');
	});

	it('means so too when there are no events left', () => {
		const { state: doubting } = take(state, 'everything', [], MINUTE, limits);
		expect(doubting.doubt).toEqual({ since: MINUTE, newest: 0 });
		const anew = take(doubting, 'everything', [], MINUTE + OVERLAP, limits);
		expect(anew).toMatchObject({
			reset: true,
			fresh: [],
			state: { floor: 0, seen: '', marks: [] },
		});
		const later = take(doubting, 'everything', events(1), MINUTE + OVERLAP, limits);
		expect(later).toMatchObject({ reset: true, fresh: events(1) });
		expect(later.gap).toBeUndefined();
	});

	it('is not doubted for ever by a clock that was ahead', () => {
		const ahead: EventsState = { ...state, doubt: { since: 1e15, newest: 3 } };
		const corrected = take(ahead, 'everything', missing, MINUTE, limits);
		expect(corrected.state.doubt).toEqual({ since: MINUTE, newest: 3 });
		expect(corrected.reset).toBeUndefined();
	});
});
