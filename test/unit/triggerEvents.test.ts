import fc from 'fast-check';
import type { EventRecord } from '../../nodes/Lockt/lockt/events';
import { advance, isEventsState, seed, type EventsState } from '../../nodes/Lockt/triggers/events';

const event = (id: number): EventRecord => ({ id, device: `Door ${id}` });
const idsOf = (events: EventRecord[]) => events.map(({ id }) => id);

describe('the first run', () => {
	it('counts everything there is as seen', () => {
		expect(seed([event(7), event(9), event(8)])).toEqual({ lastId: 9 });
	});

	it('starts at 0 in a building without events', () => {
		expect(seed([])).toEqual({ lastId: 0 });
	});
});

describe('what n8n stored', () => {
	it.each([[{}], [{ lastId: 'x' }], [{ lastId: null }], [{ lastId: 1.5 }]])(
		'%j is not a state',
		(stored) => {
			expect(isEventsState(stored)).toBe(false);
		},
	);

	it('survives being stored as JSON', () => {
		expect(isEventsState(JSON.parse(JSON.stringify(seed([event(3)]))) as object)).toBe(true);
	});
});

describe('later runs', () => {
	it('emit oldest first and remember the newest', () => {
		expect(advance({ lastId: 5 }, [event(9), event(7), event(6)])).toEqual({
			emitted: [event(6), event(7), event(9)],
			state: { lastId: 9 },
		});
	});

	/**
	 * Histories of a building: how many events happen before each poll, and how Lockt answers it:
	 * at or after the ID asked for, in whatever order, with or without repetition.
	 */
	const polls = fc.array(
		fc.record({
			gaps: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }),
			inclusive: fc.boolean(),
			order: fc.infiniteStream(fc.nat()),
			twice: fc.boolean(),
			whole: fc.boolean(),
		}),
		{ minLength: 1, maxLength: 12 },
	);

	it('emit every event after the first run exactly once and in order', () => {
		fc.assert(
			fc.property(polls, (history) => {
				const happened: number[] = [];
				let state: EventsState | undefined;
				let seeded = 0;
				const emitted: number[] = [];

				for (const { gaps, inclusive, order, twice, whole } of history) {
					for (const gap of gaps) happened.push((happened.at(-1) ?? 0) + gap);
					const from = whole || !state ? 0 : state.lastId;
					const asked = happened.filter((id) => (inclusive ? id >= from : id > from));
					const shuffled = (twice ? [...asked, ...asked] : asked)
						.map((id) => ({ id, rank: order.next().value as number }))
						.sort((a, b) => a.rank - b.rank)
						.map(({ id }) => event(id));
					if (!state) {
						state = seed(shuffled);
						seeded = happened.length;
						continue;
					}
					const result = advance(state, shuffled);
					emitted.push(...idsOf(result.emitted));
					state = JSON.parse(JSON.stringify(result.state)) as EventsState;
				}
				expect(emitted).toEqual(happened.slice(seeded));
			}),
			{ numRuns: 2000 },
		);
	});
});
