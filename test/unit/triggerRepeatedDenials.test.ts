import fc from '../fastCheck';
import {
	countDenials,
	isDenialsState,
	MOST,
	type Denial,
	type Rule,
} from '../../nodes/Lockt/trigger/decisions/repeatedDenials';
import { runs } from '../runs';

const NOW = 1_800_000_000;
const MINUTE = 60;
const rule: Rule = { count: 3, within: 5 * MINUTE };

const denial = (of: string, id: number, minute: number): Denial => ({
	...{ of, id: String(id), seconds: NOW + minute * MINUTE },
});

/** What is told poll by poll: the IDs of each episode. The state goes through n8n's database each time. */
function play(polls: Denial[][], how = rule) {
	let state = '';
	return polls.map((denials) => {
		const step = countDenials(state, denials, how, NOW);
		state = JSON.parse(JSON.stringify(step.state)) as string;
		expect(isDenialsState(state)).toBe(true);
		return step.told.map((episode) => episode.map(({ id }) => Number(id)));
	});
}

describe('denials', () => {
	it('are told when they are as many as the rule says, within its time', () => {
		expect(play([[denial('a', 1, 0)], [denial('a', 2, 2)], [denial('a', 3, 5)]])).toEqual([
			[],
			[],
			[[1, 2, 3]],
		]);
		expect(play([[denial('a', 1, 0), denial('a', 2, 2), denial('a', 3, 5.1)]])).toEqual([[]]);
	});

	it('are counted for each card or door', () => {
		const both = [denial('a', 1, 0), denial('b', 2, 0), denial('a', 3, 1), denial('b', 4, 1)];
		expect(play([both, [denial('b', 5, 2)]])).toEqual([[], [[2, 4, 5]]]);
	});

	it('are told once, until the time has passed without one', () => {
		const first = [0, 1, 2, 7, 12].map((minute, n) => [denial('a', n + 1, minute)]);
		const second = [18, 19, 20].map((minute, n) => [denial('a', n + 6, minute)]);
		expect(play([...first, ...second]).flat()).toEqual([
			[1, 2, 3],
			[6, 7, 8],
		]);
	});

	it('that show late or again count once', () => {
		const [one, two, late] = [denial('a', 1, 0), denial('a', 3, 4), denial('a', 2, 2)];
		expect(play([[one, one], [two, one], [two], [late], [late, one]])).toEqual([
			[],
			[],
			[],
			[[1, 2, 3]],
			[],
		]);
	});

	it('with the same ID and another time are others: a backup was restored', () => {
		expect(play([[denial('a', 1, 0), denial('a', 1, 1), denial('a', 2, 2)]])).toEqual([
			[[1, 1, 2]],
		]);
	});

	it('have IDs beyond what a number holds', () => {
		const ids = ['90071992547409930001', '90071992547409930002', '90071992547409930003'];
		let state = '';
		const told = ids.flatMap((id) => {
			const step = countDenials(state, [{ of: 'a', id, seconds: NOW }], rule, NOW);
			state = step.state;
			return step.told;
		});
		expect(told.map((episode) => episode.map(({ id }) => id))).toEqual([ids]);
	});

	it('are forgotten after two days', () => {
		const { state } = countDenials('', [denial('a', 1, 0)], rule, NOW);
		expect(state).not.toBe('');
		expect(countDenials(state, [], rule, NOW + 48 * 3600).state).toBe('');
	});
});

it.each([undefined, null, 7, 'x', 'ab:', 'ab!1', 'ab:1', 'ab:1.2  cd:1.2', 'ab:1.2,', 'ab?1,2'])(
	'what n8n stored is known to be none: %j',
	(stored) => {
		expect(isDenialsState(stored)).toBe(false);
	},
);

/** Denials with their card, in minutes that lie close together, and in which polls they show. */
const histories = fc.array(
	fc.record({
		of: fc.constantFrom('a', 'b'),
		minute: fc.integer({ min: -120, max: 0 }),
		polls: fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 3 }),
	}),
	{ minLength: 5, maxLength: 40, size: 'max' },
);
const rules = fc.record({
	count: fc.integer({ min: 2, max: 5 }),
	within: fc.integer({ min: 1, max: 12 }).map((minutes) => minutes * MINUTE),
});

/** The same by the definition alone, from all that was ever shown. */
function clustersOf(denials: Denial[], { within }: Rule): Denial[][] {
	const clusters: Denial[][] = [];
	for (const one of [...new Set(denials)].sort((x, y) => x.seconds - y.seconds)) {
		const mine = clusters.findLast(([first]) => first!.of === one.of);
		if (mine && one.seconds - mine.at(-1)!.seconds <= within) mine.push(one);
		else clusters.push([one]);
	}
	return clusters;
}
const isTooMany = (cluster: Denial[], { count, within }: Rule) =>
	cluster.some(
		({ seconds }) =>
			cluster.filter((one) => one.seconds >= seconds && one.seconds - seconds <= within).length >=
			count,
	);
const nameAll = (episodes: Denial[][]) =>
	episodes
		.map((one) =>
			one
				.map(({ id }) => id)
				.sort()
				.join(' '),
		)
		.sort();

it('in any history no episode is missed, and none told twice', () => {
	const often = runs({ sample: 300, full: 20_000 });
	let told = 0;
	fc.assert(
		fc.property(histories, rules, (history, how) => {
			const shown: Denial[] = [];
			const known = new Set<string>();
			let state = '';
			for (let poll = 0; poll <= 12; poll++) {
				const fresh = history.flatMap(({ of, minute, polls }, n) =>
					polls.includes(poll) ? [denial(of, n + 1, minute)] : [],
				);
				for (const one of fresh) if (!shown.some(({ id }) => id === one.id)) shown.push(one);
				const expected = clustersOf(shown, how).filter(
					(cluster) => isTooMany(cluster, how) && !cluster.some(({ id }) => known.has(id)),
				);
				const step = countDenials(state, fresh, how, NOW);
				state = step.state;
				if (nameAll(step.told).join() !== nameAll(expected).join()) {
					expect(nameAll(step.told)).toEqual(nameAll(expected));
				}
				told += expected.length;
				for (const { id } of expected.flat()) known.add(id);
			}
		}),
		often,
	);
	expect(told).toBeGreaterThan(often.numRuns);
});

it('with the most there can be, what is remembered stays small, and the newest is known', () => {
	fc.assert(
		fc.property(
			fc.array(fc.record({ card: fc.nat({ max: 2000 }), second: fc.nat({ max: 40_000 }) }), {
				minLength: 500,
				maxLength: 1500,
				size: 'max',
			}),
			rules,
			(history, how) => {
				const rising = history
					.map(({ card, second }, n) => ({
						...{ of: (card + 0x10000000).toString(16), id: String(10 ** 15 + n) },
						seconds: NOW - second,
					}))
					.sort((a, b) => a.seconds - b.seconds);
				let state = '';
				for (let at = 0; at < rising.length; at += 100) {
					({ state } = countDenials(state, rising.slice(at, at + 100), how, NOW));
					if (state.length > MOST || !isDenialsState(state)) expect(state.length).toBe(MOST);
				}
				expect(state).toContain(rising.at(-1)!.of);
				expect(state.length).toBeGreaterThan(MOST / 2);
			},
		),
		runs({ sample: 10, full: 200 }),
	);
});
