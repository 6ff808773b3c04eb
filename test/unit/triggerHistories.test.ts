import fc from '../fastCheck';
import { runs } from '../runs';
import { play, type World } from './histories';

const scripts = fc.array(fc.nat({ max: 1_000_000 }), {
	minLength: 10,
	maxLength: 120,
	size: 'max',
});

const calm = {
	inclusive: fc.boolean(),
	keeps: fc.constantFrom(12, 1000),
	late: fc.constant(false),
	lags: fc.constant(false),
	resets: fc.constant(false),
	durable: fc.boolean(),
	filtered: fc.boolean(),
	ledger: fc.constant(5000),
};

const worlds: Record<string, fc.Arbitrary<World>> = {
	'late events': fc.record({ ...calm, late: fc.constant(true) }),
	'answers cut off at the newest events': fc.record({ ...calm, cap: fc.constantFrom(5, 7, 20) }),
	'answers that lag behind, and late events': fc.record({
		...calm,
		lags: fc.constant(true),
		late: fc.boolean(),
	}),
	'local times told by the offset of now': fc.record({
		...calm,
		times: fc.constant('byOffsetOfNow' as const),
		late: fc.boolean(),
	}),
	'times of Lockt that come after the event': fc.record({
		...calm,
		times: fc.constant('late' as const),
		late: fc.boolean(),
		resets: fc.boolean(),
	}),
	'IDs that start anew, and late events': fc.record({
		...calm,
		resets: fc.constant(true),
		late: fc.boolean(),
	}),
};

describe.each(Object.entries(worlds))('random histories with %s', (_, world) => {
	it('lose nothing, repeat nothing, and never fall silent', () => {
		fc.assert(
			fc.property(world, scripts, (one, script) => {
				const { lost, repeated, alive } = play(one, script);
				// To ask `expect` each time would take longer than the histories.
				if (lost.length === 0 && repeated.length === 0 && alive) return;
				expect({ lost, repeated, alive }).toEqual({ lost: [], repeated: [], alive: true });
			}),
			runs({ sample: 25, full: 25_000 }),
		);
	});
});

const LEDGER = 8;
/** The step to the oldest one is not counted. */
const LARGEST = LEDGER + 4;

describe('random histories with a small memory', () => {
	it('forget old IDs without repeating them', () => {
		fc.assert(
			fc.property(
				fc.record({ ...calm, late: fc.boolean(), ledger: fc.constant(LEDGER) }),
				scripts,
				(one, script) => {
					const { repeated, alive, largest } = play(one, script);
					if (repeated.length === 0 && alive && largest <= LARGEST) return;
					expect({ repeated, alive }).toEqual({ repeated: [], alive: true });
					expect(largest).toBeLessThanOrEqual(LARGEST);
				},
			),
			runs({ sample: 25, full: 5_000 }),
		);
	});
});

it('the model itself: histories have everything in them that they are about', () => {
	const seen = { due: 0, emitted: 0, late: 0, resets: 0 };
	fc.assert(
		fc.property(
			fc.record({ ...calm, late: fc.constant(true), resets: fc.constant(true) }),
			scripts,
			(one, script) => {
				const { happened, resets } = play(one, script);
				seen.resets += resets;
				for (const event of happened) {
					seen.emitted += event.emitted;
					if (event.due) seen.due++;
					if (event.due && event.overtaken && event.visible > event.overtaken) seen.late++;
				}
			},
		),
		{ numRuns: 100, seed: 1 },
	);
	expect(seen.due).toBeGreaterThan(200);
	expect(seen.emitted).toBeGreaterThanOrEqual(seen.due);
	expect(seen.late).toBeGreaterThan(20);
	expect(seen.resets).toBeGreaterThan(10);
});
