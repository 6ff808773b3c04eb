import fc from '../fastCheck';
import { CACHED_EVENTS } from '../../emulator/building/building';
import { idOf, type EventRecord } from '../../nodes/Lockt/api/records/events';
import { ask, reseed, settle, take } from '../../nodes/Lockt/trigger/decisions/events';
import {
	isEventsState,
	LEDGER,
	seed,
	type EventsState,
} from '../../nodes/Lockt/trigger/decisions/eventsMemory';
import { codeIds, decodeIds, fitIds, isCoded } from '../../nodes/Lockt/trigger/decisions/ledger';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const OVERLAP = 5 * MINUTE;
const START = Date.UTC(2026, 10, 24, 12);
const limits = { overlap: OVERLAP };
const ALL = { pages: 0 };
const from = (id: number, pages = 0) => ({ from: String(id), pages });

/** Event number n happened n seconds after the start, unless told otherwise. */
const event = (id: number, seconds = id): EventRecord => ({
	id,
	db_time: new Date(START + seconds * 1000).toISOString(),
});
const events = (...ids: number[]) => ids.map((id) => event(id));
const range = (first: number, last: number) =>
	events(...Array.from({ length: last - first + 1 }, (_, n) => first + n));
const idsOf = (list: EventRecord[]) => list.map(({ id }) => id);
const seenOf = ({ seen, floor }: EventsState) => decodeIds(seen, BigInt(floor)).map(Number);
/** By what a numbering is known when it is left. */
const newestTwo = ({ anchors }: EventsState) => anchors.slice(0, 2);
const big = (...ids: number[]) => ids.map(BigInt);

/** A state in which these events are known, the first of them as the floor. */
function known(...ids: number[]): EventsState {
	const [floor = 0, ...seen] = ids;
	return {
		...seed(events(...ids), START),
		floor: String(floor),
		seen: codeIds(big(...seen), BigInt(floor)),
	};
}

describe('IDs as text', () => {
	it('come back as they were', () => {
		for (const ids of [big(), big(11), big(11, 12, 46, 82, 2_000_000_000)]) {
			expect(decodeIds(codeIds(ids, 10n), 10n)).toEqual(ids);
		}
		const huge = [9_007_199_254_740_993n, 9_007_199_254_740_994n, 10n ** 30n, 10n ** 30n + 1n];
		expect(decodeIds(codeIds(huge, 0n), 0n)).toEqual(huge);
	});

	it('take little room', () => {
		expect(codeIds(big(11, 12, 46, 82), 10n)).toBe('1*2 y 10');
		const busy = range(1, CACHED_EVENTS).map(idOf);
		expect(codeIds(busy, 0n).length).toBeLessThan(LEDGER);
	});

	it('are the newest ones, as many as fit into so much text', () => {
		expect(fitIds(big(1, 2, 40, 41), 100)).toEqual(big(1, 2, 40, 41));
		expect(fitIds(big(1, 2, 40, 41), 5)).toEqual(big(2, 40, 41));
		expect(fitIds(big(1, 2, 40, 41), 4)).toEqual(big(40, 41));
		expect(fitIds(big(1, 2, 40, 41), 0)).toEqual(big(41));
		expect(fitIds([], 10)).toEqual([]);
	});

	it('take hardly any where none are left out', () => {
		expect(codeIds(range(1, 5000).map(idOf), 0n)).toBe('1*3uw');
		expect(codeIds(big(1, 2, 3, 5, 7, 9, 11), 0n)).toBe('1*3 2*4');
	});

	const steps = fc.array(fc.constantFrom(1, 1, 1, 2, 2, 40, 2000), { maxLength: 60 });
	const idsBy = (some: number[]) => {
		let id = 10n;
		return some.map((step) => (id += BigInt(step)));
	};

	it('come back whatever the steps are, and as many as fit are kept', () => {
		fc.assert(
			fc.property(steps, fc.nat(40), (some, characters) => {
				const ids = idsBy(some);
				expect(decodeIds(codeIds(ids, 10n), 10n)).toEqual(ids);
				const newest = fitIds(ids, characters);
				expect(newest).toEqual(ids.slice(ids.length - newest.length));
				if (newest.length === 0) return;
				// What the first of them is a step from is not said.
				const steps = codeIds(newest.slice(1), newest[0]!);
				expect(steps.length).toBeLessThanOrEqual(characters);
				const [before] = ids.slice(0, -newest.length).slice(-1);
				if (before === undefined) return;
				expect(codeIds(newest, before).length + 1).toBeGreaterThan(characters);
			}),
		);
	});

	it('are no more than Lockt keeps, however short', () => {
		expect(fitIds(range(1, 9000).map(idOf), 100)).toHaveLength(5000);
		expect(fitIds(range(1, 5000).map(idOf), 100)).toHaveLength(5000);
	});

	it.each(['', '1', 'a z 10', '1 a', '1*4', '2*a 1', '1*7ps'])('%j is such a text', (text) => {
		expect(isCoded(text)).toBe(true);
	});

	it.each([
		...[' ', '0', '1 0', '01', '1  1', ' 1', '1 ', 'A', '-1', 5, null, undefined],
		...['1*', '*4', '1*4*4', '1*zzzz', '1*7pt', '1*3ux 1*3ux', '1 *4'],
	])('%j is none', (text) => {
		expect(isCoded(text)).toBe(false);
	});
});

describe('the first run', () => {
	it('counts everything there is as seen, and goes on from the last event but one', () => {
		const state = seed(events(7, 9, 8, 9), START);
		expect(state).toMatchObject({ floor: '8', seen: '1', marks: [[START, '9']], swept: START });
		expect(state.latest).toBe(START / 1000 + 9);
		expect(ask(state, START, limits)).toEqual(from(8));
		expect(take(state, from(8), events(8, 9), START, limits).fresh).toEqual([]);
	});

	it('in a building with one event or none asks for everything until there are more', () => {
		expect(seed([], START)).toMatchObject({ floor: '0', seen: '', marks: [], anchors: [] });
		expect(seed(events(5), START)).toMatchObject({ floor: '0', seen: '5' });
		expect(ask(seed([], START), START, limits)).toEqual(ALL);
		expect(ask(seed(events(5), START), START, limits)).toEqual(ALL);
		expect(idsOf(take(seed([], START), ALL, events(3, 2), START, limits).fresh)).toEqual([2, 3]);
	});

	it('is settled an hour after publishing, with an answer that is neither empty nor old', () => {
		const before = { ...known(5, 6), published: START };
		const answered = { ...before };
		expect(settle(answered, before, START + HOUR - 1)).toBe(answered);
		expect(settle(answered, before, START + HOUR).published).toBeUndefined();
		for (const state of [
			before,
			{ ...before, behind: START },
			{ ...seed([], START), published: START },
		]) {
			expect(settle(state, before, START + 9 * HOUR)).toBe(state);
		}
	});

	it('is settled with all that is known', () => {
		const before = known(7, 8);
		const state = { ...before, published: START };
		expect(settle(state, before, START + HOUR)).toEqual(before);
	});

	it('anew keeps what was known where an answer is empty or old', () => {
		const before = known(5, 6);
		expect(reseed(before, [], START, limits)).toEqual(before);
		const behind = reseed(before, events(4, 5), START, limits);
		expect(behind).toMatchObject({ floor: before.floor, seen: before.seen, behind: START });
		expect(reseed(before, events(5, 6, 7), START, limits)).toEqual(seed(events(5, 6, 7), START));
	});
});

describe('what n8n stored', () => {
	const good = {
		...known(7, 8),
		behind: 1,
		formers: [[['9', 5, 'local']]],
		published: 1,
	};

	it('can be gone on from when it is a state', () => {
		expect(isEventsState(good)).toBe(true);
		expect(isEventsState(JSON.parse(JSON.stringify(known(7, 8, 9))))).toBe(true);
		expect(isEventsState(seed([], START))).toBe(true);
		expect(isEventsState({ ...good, anchors: [['9', 5, 'local', 'a1', '']] })).toBe(true);
		expect(isEventsState({ ...good, latest: undefined, marks: [], anchors: [] })).toBe(true);
	});

	it.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ ...good, floor: 8 }],
		[{ ...good, floor: '-1' }],
		[{ ...good, floor: '08' }],
		[{ ...good, floor: '8.5' }],
		[{ ...good, seen: 5 }],
		[{ ...good, seen: '0' }],
		// The newest event is always among the seen ones.
		[{ ...good, seen: '' }],
		[{ ...good, marks: {} }],
		[{ ...good, marks: [5] }],
		[{ ...good, marks: [[1]] }],
		[{ ...good, marks: [[1, '2', 3]] }],
		[{ ...good, marks: [[1, 2]] }],
		[{ ...good, marks: [['1', '2']] }],
		[{ ...good, anchors: {} }],
		[{ ...good, anchors: [['9']] }],
		[{ ...good, anchors: [['9', 5]] }],
		[{ ...good, anchors: [[9, 5, 'local']] }],
		[{ ...good, anchors: [['9', 5, 'utc']] }],
		[{ ...good, anchors: [['9', '5', 'local']] }],
		[{ ...good, anchors: [['9', 5, 'local', 'a1']] }],
		[{ ...good, anchors: [['9', 5, 'local', 'a1', 7]] }],
		[{ ...good, latest: 'x' }],
		[{ ...good, latest: null }],
		[{ ...good, swept: undefined }],
		[{ ...good, swept: -1 }],
		[{ ...good, behind: null }],
		[{ ...good, formers: null }],
		[{ ...good, formers: [['9', 1.5, 'local']] }],
		[{ ...good, formers: [[['9', 1.5, 'local']]] }],
		[{ ...good, published: 'x' }],
	])('cannot when it is %j', (stored) => {
		expect(isEventsState(stored)).toBe(false);
	});
});

describe('an answer', () => {
	const state = known(5, 6, 8);

	it('gives what is new, oldest first, each once', () => {
		const answer = events(11, 7, 8, 9, 7, 6, 5, 4);
		const { fresh, next, gap, renumbered } = take(state, from(5), answer, START, limits);
		expect(fresh).toEqual(events(7, 9, 11));
		expect({ next, gap, renumbered }).toEqual({});
	});

	it('remembers what was seen, and when the newest was', () => {
		const after = take(state, from(5), events(6, 8, 9), START + MINUTE, limits).state;
		expect(seenOf(after)).toEqual([6, 8, 9]);
		expect(after.marks).toEqual([
			[START, '8'],
			[START + MINUTE, '9'],
		]);
		expect(after.anchors[0]).toEqual(['9', START / 1000 + 9, 'moment']);
		expect(after.latest).toBe(START / 1000 + 9);
		// Nothing new: no further mark.
		const again = take(after, from(5), events(6, 8, 9), START + MINUTE, limits).state;
		expect(again).toEqual(after);
	});

	it('never gives what is at the floor or below', () => {
		expect(take(state, from(5), events(1, 5, 8), START, limits).fresh).toEqual([]);
	});
});

describe('the floor', () => {
	const start = { ...known(5, 6, 8, 9), marks: [] as EventsState['marks'] };
	start.marks = [
		[START, '8'],
		[START + MINUTE, '9'],
	];
	const at = (later: number, state = start, asked = from(5)) =>
		take(state, asked, events(6, 8, 9), START + later, limits).state;

	it('rises to what was newest so long ago', () => {
		expect(at(OVERLAP - 1)).toMatchObject({ floor: '5', seen: start.seen });
		expect(at(OVERLAP)).toMatchObject({ floor: '8', seen: '1', marks: start.marks });
		expect(take(start, ALL, events(6, 8, 9), START + OVERLAP, limits).state.floor).toBe('8');
	});

	it('stays below the newest event, which is then in every answer', () => {
		const late = at(100 * OVERLAP);
		expect(late).toMatchObject({ floor: '8', seen: '1', marks: [[START + MINUTE, '9']] });
		// A newer one, and the former newest may be the floor at once.
		const now = START + 201 * OVERLAP;
		expect(take(late, from(8), events(9, 12), now, limits).state).toMatchObject({
			floor: '9',
			seen: '3',
			marks: [
				[START + MINUTE, '9'],
				[now, '12'],
			],
		});
	});

	it('does not rise by an answer that leaves out late events', () => {
		expect(at(OVERLAP, start, from(8)).floor).toBe('5');
		const cutOff = take(start, from(5), events(8, 9), START + OVERLAP, limits).state;
		expect(cutOff.floor).toBe('5');
	});

	it('rises at once when there is no overlap', () => {
		const { state } = take(start, from(5), events(6, 8, 9, 10, 11), START, { overlap: 0 });
		expect(state.floor).toBe('10');
	});

	it('is not held back by a clock that was ahead', () => {
		const ahead: EventsState = { ...start, marks: [[1e15, '8']], swept: 1e15 };
		const corrected = at(MINUTE, ahead);
		expect(corrected.marks).toEqual([
			[START + MINUTE, '8'],
			[START + MINUTE, '9'],
		]);
		expect(corrected.swept).toBe(START + MINUTE);
		expect(at(MINUTE + OVERLAP, corrected).floor).toBe('8');
	});

	it('is reached by few marks, however often is polled', () => {
		const minute = { overlap: MINUTE };
		let state: EventsState = { ...known(0, 1), marks: [[START, '1']] };
		let marks = 0;
		for (let second = 1; second <= 150; second += 0.5) {
			const now = START + second * 1000;
			const answer = [...seenOf(state), 2 * second + 1].map((id) => event(id));
			state = take(state, ask(state, now, minute), answer, now, minute).state;
			marks = Math.max(marks, state.marks.length);
		}
		expect(marks).toBeLessThanOrEqual(130);
		expect(Number(state.floor)).toBeGreaterThan(2 * (150 - 120 - 3));
		expect(Number(state.floor)).toBeLessThanOrEqual(2 * (150 - 60) + 1);
	});

	it('rises over what does not fit into the memory', () => {
		const small = { ...limits, ledger: 20 };
		// Steps that grow: no two of them are equal.
		const ids = Array.from({ length: 30 }, (_, n) => 2 + (n * (n + 1)) / 2);
		const { state, fresh } = take(known(1, 2), from(1), events(...ids), START, small);
		expect(fresh).toHaveLength(29);
		expect(seenOf(state)).toEqual(ids.slice(-11));
		expect(state.floor).toBe(String(ids.at(-12)));
	});
});

describe('late events', () => {
	const busy = (count: number) => known(...range(1, count + 1).map(({ id }) => Number(id)));

	it('are looked for in each poll, from the floor on', () => {
		expect(ask(busy(90), START, limits)).toEqual(from(1));
	});

	it('are looked for at times, where many events are above the floor', () => {
		const many = busy(91);
		expect(ask(many, START + OVERLAP - 1, limits)).toEqual(from(91));
		expect(ask(many, START + OVERLAP, limits)).toEqual(from(1));
		expect(ask({ ...many, swept: START + 1 }, START, limits)).toEqual(from(1));
	});

	it('were looked for when an answer reached from the floor to the newest event', () => {
		const many = busy(91);
		const now = START + MINUTE;
		expect(take(many, from(1), range(1, 92), now, limits).state.swept).toBe(now);
		expect(take(many, ALL, range(1, 92), now, limits).state.swept).toBe(now);
		expect(take(many, from(91), range(91, 92), now, limits).state.swept).toBe(START);
		expect(take(many, from(1), range(3, 92), now, limits).state.swept).toBe(START);
	});
});

describe('an answer that may be cut off', () => {
	const state = known(5, 6, 8);

	it('leads to another question, from the last event but one on', () => {
		const { next, fresh } = take(state, from(5), range(6, 105), START, limits);
		expect(next).toEqual(from(104, 1));
		expect(fresh).toHaveLength(98);
	});

	it('does not when it is short, or when all was asked for', () => {
		expect(take(state, from(5), range(6, 104), START, limits).next).toBeUndefined();
		expect(take(state, ALL, range(6, 300), START, limits).next).toBeUndefined();
	});

	it('does not when that would be the same question', () => {
		const answer = Array.from({ length: 60 }, () => events(6, 8)).flat();
		expect(take(state, from(6), answer, START, limits).next).toBeUndefined();
	});

	it('leads to all that Lockt has, when a second one follows', () => {
		const first = take(state, from(5), range(6, 105), START, limits);
		const second = take(first.state, first.next!, range(104, 203), START, limits);
		expect(second.next).toEqual({ pages: 2 });
		const third = take(second.state, second.next!, range(1, 900), START, limits);
		expect(idsOf(third.fresh)).toEqual(idsOf(range(204, 900)));
		expect(third).not.toHaveProperty('next');
	});

	it('leads further by ID, when what lies between is not among all that Lockt has', () => {
		const { state: paged } = take(state, from(5), range(6, 203), START, limits);
		const all = take(paged, { pages: 2 }, range(800, 900), START, limits);
		expect(all).toEqual({ state: paged, fresh: [], next: from(202, 3) });
		const page = take(paged, all.next!, range(202, 301), START, limits);
		expect(page.next).toEqual(from(300, 4));
	});
});

describe('a gap', () => {
	const state = known(5, 6, 8);

	it('shows when all that Lockt has begins after the newest event known', () => {
		const asked = take(state, from(5), events(20, 21), START, limits);
		expect(asked).toEqual({ state, fresh: [], next: ALL });
		const { gap, fresh } = take(state, ALL, events(20, 21), START, limits);
		expect(gap).toEqual({ after: '8', before: '20' });
		expect(idsOf(fresh)).toEqual([20, 21]);
	});

	it('is none between numbers that follow each other', () => {
		const step = take(state, ALL, events(9, 10), START, limits);
		expect(step).not.toHaveProperty('gap');
		expect(idsOf(step.fresh)).toEqual([9, 10]);
	});

	it('is none where all of it happened before: a backup was restored', () => {
		const local = (id: number, time: string) => ({ id, db_time: `2026-11-24 ${time}` });
		const state = known(3, 4);
		const isGap = (...some: EventRecord[]) => {
			const { gap, renumbered } = take(state, ALL, some, START, limits);
			expect(renumbered).toBe(gap ? undefined : true);
			return gap !== undefined;
		};
		// What is known is of four seconds after twelve, and an event may show five minutes late.
		expect(isGap(event(9, 4 - 300))).toBe(true);
		expect(isGap(event(9, 3 - 300))).toBe(false);
		expect(isGap(event(10, 8), event(9, 3 - 300))).toBe(false);
		// The clock of the site may have shown an hour twice since.
		expect(isGap(local(9, '10:55:04'))).toBe(true);
		expect(isGap(local(9, '10:55:03'))).toBe(false);
		expect(isGap({ id: 9, db_time: 'soon' }, event(10))).toBe(true);
	});

	it('is none as long as the answer reaches back, or on the first events', () => {
		expect(take(state, from(5), events(8, 20), START, limits)).not.toHaveProperty('gap');
		expect(take(state, ALL, events(6, 20), START, limits)).not.toHaveProperty('gap');
		expect(take(seed([], START), ALL, events(20), START, limits)).not.toHaveProperty('gap');
	});
});

describe('an empty answer', () => {
	const state = known(5, 6, 8);

	it('has all events asked for, and concludes nothing', () => {
		expect(take(state, from(5), [], START, limits)).toEqual({ state, fresh: [], next: ALL });
		expect(take(state, ALL, [], START + 9 * 24 * HOUR, limits)).toEqual({ state, fresh: [] });
	});
});

describe('a server that lags behind', () => {
	const state = known(5, 6, 8);

	it('is asked for all, and waited for', () => {
		expect(take(state, from(5), events(6), START, limits)).toEqual({
			state,
			fresh: [],
			next: ALL,
		});
		const waiting = take(state, ALL, events(3, 5, 6), START, limits);
		expect(waiting).toEqual({ state: { ...state, behind: START }, fresh: [] });
		const still = take(waiting.state, ALL, events(3, 5, 6), START + 23 * HOUR, limits);
		expect(still).toEqual(waiting);
		const back = take(waiting.state, from(5), events(6, 8, 9), START + 23 * HOUR, limits);
		expect(idsOf(back.fresh)).toEqual([9]);
		expect(back.state.behind).toBeUndefined();
	});

	it('is gone on with after a day: what it shows counts as seen', () => {
		const waiting = { ...state, behind: START };
		const step = take(waiting, ALL, events(3, 5, 6), START + 24 * HOUR, limits);
		expect(step).toMatchObject({ fresh: [], renumbered: true });
		expect(seenOf(step.state)).toEqual([6]);
		expect(step.state.formers).toEqual([newestTwo(state)]);
	});

	it('is not waited for longer by a clock that was ahead', () => {
		const waiting = take({ ...state, behind: 1e15 }, ALL, events(3, 5), START, limits);
		expect(waiting.state.behind).toBe(START);
	});

	it('is gone on with sooner where no time can be read', () => {
		const ids = (...list: number[]) => list.map((id) => ({ id, db_time: 'soon' }));
		const blind = { ...seed(ids(5, 6, 8), START), floor: '5', seen: '1 2' };
		const waiting = take(blind, ALL, ids(3), START, limits);
		expect(waiting).toEqual({ state: { ...blind, behind: START }, fresh: [] });
		const early = take(waiting.state, ALL, ids(3), START + OVERLAP - 1, limits);
		expect(early).toEqual(waiting);
		const anew = take(waiting.state, ALL, ids(3), START + OVERLAP, limits);
		expect(anew).toMatchObject({ fresh: [], renumbered: true });
		// And its IDs alone tell what is new.
		expect(idsOf(take(blind, ALL, ids(7, 9), START, limits).fresh)).toEqual([7, 9]);
		// Also where times could be read before, and not at once where there is no patience.
		const readable = { ...state, behind: START };
		expect(take(readable, ALL, ids(3), START + OVERLAP, limits).renumbered).toBe(true);
		expect(take(blind, ALL, ids(3), START, { overlap: 0 }).renumbered).toBeUndefined();
	});

	it('is none where something later shows, whatever else does', () => {
		const later = [event(4, 69), { id: 3, db_time: 'soon' }];
		expect(take(state, ALL, later, START, limits).renumbered).toBe(true);
	});
});

describe('a backup that was restored', () => {
	const state = known(1, 2, 3, 4, 5, 6, 7, 8);
	const MUCH_LATER = 1000;

	it('shows by an ID with another time: what happened later is new', () => {
		const answer = [...events(1, 2, 3), event(8, MUCH_LATER), event(9, MUCH_LATER + 1)];
		expect(take(state, from(1), answer, START, limits)).toEqual({ state, fresh: [], next: ALL });
		const step = take(state, ALL, answer, START, limits);
		expect(step).toMatchObject({ renumbered: true });
		expect(idsOf(step.fresh)).toEqual([8, 9]);
		expect(seenOf(step.state)).toEqual([8, 9]);
		expect(step.state.formers).toEqual([newestTwo(state)]);
	});

	it('still brings those that show late, and an event of the same second', () => {
		const { latest } = state;
		const answer = [event(4, 8), event(7, MUCH_LATER), event(9, MUCH_LATER)];
		const step = take(state, ALL, answer, START, limits);
		expect(latest).toBe(START / 1000 + 8);
		expect(idsOf(step.fresh)).toEqual([4, 7, 9]);
		const late = [...answer, event(8, MUCH_LATER)];
		expect(idsOf(take(step.state, ALL, late, START, limits).fresh)).toEqual([8]);
	});

	it('brings nothing that was there before', () => {
		const answer = [event(4, 3.5), event(8, MUCH_LATER)];
		const clash = [...answer, event(7, 6.5 - 3)];
		expect(idsOf(take(state, ALL, clash, START, limits).fresh)).toEqual([8]);
	});

	it('shows by a later event where the newest one known is gone, too', () => {
		const soon = [...events(1, 2), event(3, 68)];
		expect(take(known(1, 2, 8), ALL, soon, START, limits).state.behind).toBe(START);
		const later = [...events(1, 2), event(3, 69)];
		const step = take(known(1, 2, 8), ALL, later, START, limits);
		expect(step).toMatchObject({ renumbered: true });
		expect(idsOf(step.fresh)).toEqual([3]);
	});

	it('shows where its numbers overtake the newest one known, which is left out', () => {
		const answer = [...events(1, 2), event(3, 500), event(5, 501), event(9, 502)];
		const step = take(known(4, 6, 8), ALL, [...answer, event(4)], START, limits);
		expect(step).toMatchObject({ renumbered: true });
		expect(idsOf(step.fresh)).toEqual([3, 5, 9]);
		const further = take(step.state, ALL, [...answer, event(10, 503)], START, limits);
		expect(idsOf(further.fresh)).toEqual([10]);
		// A server that has them all has left one out.
		const all = [...answer, ...events(4, 6, 8), event(10, 503)];
		expect(idsOf(take(further.state, ALL, all, START, limits).fresh)).toEqual([]);
	});

	it('shows where none of the numbers known is there', () => {
		const gaps = known(100, 200);
		const other = [event(150, MUCH_LATER), event(210, MUCH_LATER + 1)];
		expect(idsOf(take(gaps, ALL, other, START, limits).fresh)).toEqual([150, 210]);
		// Higher numbers for what is old: a new numbering, and no gap.
		const higher = [event(900, 0), event(901, 150), event(902, MUCH_LATER)];
		const now = START + MUCH_LATER * 1000;
		const step = take({ ...gaps, latest: START / 1000 + 400 }, ALL, higher, now, limits);
		expect(step).toMatchObject({ renumbered: true });
		expect(step).not.toHaveProperty('gap');
		expect(idsOf(step.fresh)).toEqual([902]);
	});

	it('brings of the second of the latest event known what was not known', () => {
		const known10 = seed([event(5), event(9, 10), event(10)], START);
		const answer = [
			...[event(8, 10), event(9, 10), event(11, 10), event(10, 12)],
			{ id: 12, db_time: 'soon' },
		];
		const { fresh, renumbered } = take(known10, ALL, answer, START, limits);
		expect(renumbered).toBe(true);
		expect(idsOf(fresh).sort()).toEqual([10, 11]);
	});

	it('brings late events where the numbers known go on, and else later ones alone', () => {
		const known10 = seed(events(5, 9, 10), START);
		expect(idsOf(take(known10, ALL, [event(9), event(12, 8)], START, limits).fresh)).toEqual([12]);
		expect(idsOf(take(known10, ALL, [event(8), event(12, 8)], START, limits).fresh)).toEqual([]);
		const sameSecond = seed([event(5), event(9, 10), event(10)], START);
		const { fresh } = take(sameSecond, ALL, [event(9, 10), event(12)], START, limits);
		expect(idsOf(fresh)).toEqual([12]);
	});

	it('keeps when the workflow was published', () => {
		const published = { ...state, published: START };
		const step = take(published, ALL, [event(8, MUCH_LATER)], START, limits);
		expect(step.state.published).toBe(START);
	});

	it('and others after it are left again when the newest event of before is back', () => {
		let restored = state;
		for (const restart of [100, 200, 300, 400]) {
			const answer = [event(1, restart), event(2, restart + 1)];
			restored = take(restored, ALL, answer, START, limits).state;
		}
		const back = take(restored, ALL, range(1, 9), START, limits);
		expect(idsOf(back.fresh)).toEqual([9]);
		const twoOf = (restart: number) =>
			newestTwo(seed([event(2, restart + 1), event(1, restart)], START));
		expect(back.state.formers).toEqual([400, 300, 200, 100].map(twoOf));
	});

	it('before five others is forgotten: of more the memory does not grow', () => {
		let restored = state;
		for (let restart = 1; restart < 10; restart++) {
			restored = take(restored, ALL, [event(1, restart * 100)], START, limits).state;
		}
		expect(restored.formers.map(([newest]) => newest![1] - START / 1000)).toEqual([
			800, 700, 600, 500, 400,
		]);
	});

	it('goes on from the newest of several that the numbers which are back are of', () => {
		const later = { ...known(20, 21), formers: [known(1, 2).anchors, known(4, 5, 6).anchors] };
		const back = take(later, ALL, [...range(1, 7), event(20, 900)], START, limits);
		expect(idsOf(back.fresh)).toEqual([7, 20]);
		expect(back.state.formers).toEqual([newestTwo(later)]);
	});

	it('whose times nobody can read is not known again', () => {
		const blind = { ...state, anchors: [], latest: undefined, behind: START - HOUR };
		const step = take(blind, ALL, events(1), START, limits);
		expect(step).toMatchObject({ renumbered: true, state: { formers: [] } });
	});

	it('is left again when the newest event of before is back', () => {
		const restored = take(state, ALL, [event(8, MUCH_LATER)], START, limits).state;
		const before = [...events(6, 7, 8), event(9, 2000)];
		expect(take(restored, from(1), before, START, limits).next).toEqual(ALL);
		const back = take(restored, ALL, before, START, limits);
		expect(back).toMatchObject({ renumbered: true });
		expect(idsOf(back.fresh)).toEqual([9]);
		expect(seenOf(back.state)).toEqual([8, 9]);
		expect(back.state.formers).toEqual([newestTwo(restored)]);
		// And there and back again.
		const again = take(back.state, ALL, [event(8, MUCH_LATER), event(9, 3000)], START, limits);
		expect(idsOf(again.fresh)).toEqual([9]);
	});

	it('is gone on with after a day, where what happened since was taken for a server that lags', () => {
		const soon = [event(1, 30)];
		const { state: waiting, fresh } = take(known(2, 8), ALL, soon, START, limits);
		expect(fresh).toEqual([]);
		const step = take(waiting, ALL, soon, START + 24 * HOUR, limits);
		expect(idsOf(step.fresh)).toEqual([1]);
	});

	it('was none when what came meanwhile is there as well', () => {
		const lagging = { ...known(3, 4), formers: [state.anchors] };
		const back = take(lagging, ALL, range(1, 9), START, limits);
		expect(idsOf(back.fresh)).toEqual([9]);
		expect(back.state.formers).toEqual([]);
	});

	it.each([
		{ between: [11, 12], seen: [12] },
		{ between: [9, 12], seen: [12] },
		{ between: [5, 12], seen: [9, 12] },
	])('goes on from what was known of both: $between and 8, 9', ({ between, seen }) => {
		const formers = [newestTwo(known(8, 9))];
		const lagging = { ...seed(events(...between), START), formers };
		const back = take(lagging, ALL, events(8, 9, ...between, 13), START, limits);
		expect(idsOf(back.fresh)).toEqual([13]);
		expect(isEventsState(back.state)).toBe(true);
		expect(seenOf(back.state)).toEqual([...seen, 13]);
	});

	it('is known by one event alone', () => {
		const one = take(
			{ ...known(3, 4), formers: [[['8', START / 1000 + 8, 'moment']]] },
			ALL,
			range(1, 9),
			START,
			limits,
		);
		// Those up to 4 were known meanwhile.
		expect(idsOf(one.fresh)).toEqual([5, 6, 7, 9]);
	});
});
