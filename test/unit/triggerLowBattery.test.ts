import { inLocktsForm } from '../../nodes/Lockt/api/records/forms';
import { batteriesFrom, type BatteryRecord } from '../../nodes/Lockt/api/questions/batteries';
import {
	addToBatch,
	isBatteryBatch,
	readBatch,
	type BatteryBatch,
} from '../../nodes/Lockt/trigger/batteries/batch';
import {
	isBatteriesState,
	judge,
	level,
	mustLookUp,
	recordTold,
	type BatteriesState,
	type BatteryNews,
	type Measure,
} from '../../nodes/Lockt/trigger/decisions/lowBattery';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const measure: Measure = { threshold: 20, margin: 5, remindDays: 0, tellFirst: true };
const door = (id: number, battery_level: number | null): BatteryRecord => ({ id, battery_level });
const none: BatteriesState = { threshold: 20, margin: 5, looked: 0, base: 0, low: '' };
const noDoor = () => false;

/** What a poll finds, and with which settings; those of the poll before where it does not say. */
interface Poll {
	/** Levels by door; null for one that does not tell. A door that is left out is not there. */
	doors: Record<number, number | null>;
	/** Since the poll before. */
	hours?: number;
	minutes?: number;
	/** Published anew, with these options. */
	published?: Partial<Measure>;
	/** What the filters let through from now on. */
	lets?: (news: string) => boolean;
	/** What is put out, e.g. 7 low */
	then: string[];
}

/** A workflow, polled as the source does it, by a clock that starts at `now`. */
function startWatching(now = 1_000 * DAY) {
	let options = measure;
	let lets: (news: string) => boolean = () => true;
	let state: BatteriesState | undefined;
	/** What Lockt was asked for by the last poll. */
	let asked: 'low' | 'all' = 'low';

	const poll = ({ doors, hours = 0, minutes = 0, published, ...changes }: Omit<Poll, 'then'>) => {
		now += hours * HOUR + minutes * MINUTE;
		options = { ...options, ...published };
		lets = changes.lets ?? lets;
		const all = Object.entries(doors).map(([id, left]) => door(Number(id), left));
		const low = all.filter((one) => (one.battery_level ?? 100) <= level(options));
		asked = mustLookUp(state, low, now) ? 'all' : 'low';
		const isPublished = state === undefined || published !== undefined;
		const read = asked === 'all' ? { all } : { low };
		const judged = judge(state, read, options, isPublished, now);
		const putOut = judged.news.filter((news) => lets(describeNews(news)));
		state = JSON.parse(JSON.stringify(recordTold(judged.state, putOut))) as BatteriesState;
		expect(isBatteriesState(state)).toBe(true);
		return putOut.map(describeNews);
	};
	return {
		poll,
		get asked() {
			return asked;
		},
		get state() {
			return state!;
		},
	};
}

const describeNews = ({ kind, battery: { id } }: BatteryNews) => `${id} ${kind}`;

/** Plays polls, each of which puts out what it says, and returns what is remembered then. */
function play(...polls: Poll[]): BatteriesState {
	const watch = startWatching();
	const putOut = polls.map((poll) => watch.poll(poll));
	expect(putOut).toEqual(polls.map(({ then }) => then));
	return watch.state;
}

const onlyRecovered = (news: string) => news.endsWith('recovered');
const everything = () => true;

describe('door states', () => {
	it('have their level as a number, or null', () => {
		const levels = [64, 0, '12', ' 7.5 ', '', ' ', null, undefined, -1, 'low', NaN, {}];
		const records = inLocktsForm(levels.map((battery_level, n) => ({ id: n + 1, battery_level })));
		expect(batteriesFrom(records as never).map(({ battery_level }) => battery_level)).toEqual([
			64,
			0,
			12,
			7.5,
			null,
			null,
			null,
			null,
			null,
			null,
			null,
			null,
		]);
	});

	it('have their ID as a number', () => {
		expect(batteriesFrom([{ id: '5', name: 'A' }])).toEqual([
			{ id: 5, name: 'A', battery_level: null },
		]);
	});
});

describe('what to ask for', () => {
	const state = (low: string, looked = 0): BatteriesState => ({ ...none, looked, low });

	it('reaches up to where a battery has recovered, and a full one has', () => {
		expect(level(measure)).toBe(25);
		expect(level({ threshold: 95, margin: 50 })).toBe(99);
	});

	it.each([
		['nothing is known', undefined, [], false],
		['nothing was low', state(''), [], false],
		['it is among the low ones', state('7:'), [door(7, 22)], false],
		['it is so, but does not tell', state('7:'), [door(7, null)], false],
		['it is not', state('7:'), [door(8, 5)], true],
		['one of several is not', state('7: 1:'), [door(7, 5)], true],
	])('is all doors when one that was low is not among the low ones: %s', (_, before, low, all) => {
		expect(mustLookUp(before, low, 30 * MINUTE)).toBe(all);
	});

	it.each([
		['?', 69, false],
		['?', 70, true],
		['A', 69, false],
		['A', 70, true],
		['X!', 69, false],
		['X!', 70, true],
		[':', 11, true],
		['?', 10, false],
		// The clock was put back.
		['?', 9, true],
	])(
		'is so once an hour for a door noted with %s: after minute 10 in minute %i',
		(note, at, all) => {
			expect(mustLookUp(state(`7${note}`, 10), [], at * MINUTE)).toBe(all);
			expect(mustLookUp(state(`7${note}`, 10), [door(7, 3)], at * MINUTE)).toBe(false);
		},
	);

	it('is all doors once when a door is missing, and then not before an hour is over', () => {
		const watch = startWatching();
		watch.poll({ doors: { 7: 10 } });
		const asked = [0, 1, 58, 1, 1].map((minutes) => {
			watch.poll({ doors: {}, minutes });
			return watch.asked;
		});
		expect(asked).toEqual(['all', 'low', 'low', 'all', 'low']);
	});
});

describe('a battery', () => {
	it('is low at the threshold and below, and told once', () => {
		play(
			{ doors: {}, then: [] },
			{ doors: { 7: 20, 8: 21, 9: 0 }, then: ['7 low', '9 low'] },
			{ doors: { 7: 3, 8: 21, 9: 25 }, hours: 24, then: [] },
			{ doors: { 7: 20, 8: 20, 9: 20 }, then: ['8 low'] },
		);
	});

	it('is told with its record and the minute it was noticed', () => {
		const { news } = judge(none, { low: [door(7, 20)] }, measure, false, 90_000);
		expect(news).toEqual([{ kind: 'low', battery: door(7, 20), minute: 1 }]);
	});

	it('that Lockt lists twice is told once', () => {
		const { news } = judge(none, { low: [door(7, 20), door(7, 20)] }, measure, false, 0);
		expect(news.map(describeNews)).toEqual(['7 low']);
	});

	it('has recovered above the margin, and may run low again', () => {
		play(
			{ doors: { 7: 20 }, then: ['7 low'] },
			{ doors: { 7: 25 }, then: [] },
			{ doors: { 7: 26 }, then: ['7 recovered'] },
			{ doors: { 7: 30 }, then: [] },
			{ doors: { 7: 20 }, then: ['7 low'] },
		);
	});

	it('that does not tell is neither low nor recovered', () => {
		play(
			{ doors: { 7: null, 8: 9, 9: 9 }, then: ['8 low', '9 low'] },
			{ doors: { 7: null, 8: null, 9: null }, then: [] },
			{ doors: { 7: null, 8: 12, 9: null }, hours: 1, then: [] },
			{ doors: { 7: 12, 8: 12, 9: 90 }, hours: 1, then: ['9 recovered', '7 low'] },
		);
	});

	it('that does not tell is not told where it is listed as low all the same', () => {
		const known = { ...none, low: '7:' };
		const { news, state } = judge(known, { low: [door(7, null)] }, measure, false, 0);
		expect({ news, low: state.low }).toEqual({ news: [], low: '7?' });
	});
});

describe('a door that is missing', () => {
	it.each([
		['from one answer', [0]],
		['for most of a day', [0, 10, 13]],
	])('%s is not told again', (_, hours) => {
		play(
			{ doors: { 7: 10 }, then: ['7 low'] },
			...hours.map((hours) => ({ doors: {}, hours, then: [] })),
			{ doors: { 7: 10 }, then: [] },
			{ doors: { 7: 90 }, then: ['7 recovered'] },
		);
	});

	it('that comes back with a new battery has recovered', () => {
		play(
			{ doors: { 7: 10 }, then: ['7 low'] },
			{ doors: {}, then: [] },
			{ doors: { 7: 90 }, hours: 1, then: ['7 recovered'] },
		);
	});

	it('for a day is forgotten', () => {
		const state = play(
			{ doors: { 7: 10, 8: 10 }, then: ['7 low', '8 low'] },
			{ doors: { 8: 10 }, then: [] },
			{ doors: { 8: 10 }, hours: 24, then: [] },
		);
		expect(state.low).toBe('8:0');
		play(
			{ doors: { 7: 10 }, then: ['7 low'] },
			{ doors: {}, then: [] },
			{ doors: {}, hours: 24, then: [] },
			{ doors: { 7: 10 }, then: ['7 low'] },
		);
	});

	it('is missing anew when it was there in between, though it did not tell', () => {
		play(
			{ doors: { 7: 10 }, then: ['7 low'] },
			{ doors: {}, then: [] },
			{ doors: { 7: null }, hours: 23, then: [] },
			{ doors: {}, hours: 23, then: [] },
			{ doors: {}, hours: 23, then: [] },
			{ doors: { 7: 10 }, then: [] },
		);
	});

	it('is not forgotten while not all doors were looked at', () => {
		const missing = { ...none, low: '7A' };
		const { state } = judge(missing, { low: [] }, measure, false, 23 * HOUR + 59 * MINUTE);
		expect(state).toEqual(missing);
		const listed = judge({ ...none, low: '7:' }, { low: [] }, measure, false, DAY);
		expect(listed.state.low).toBe('7:');
	});

	it('is not forgotten sooner or later as the clock was put back', () => {
		const ahead = { ...none, looked: 1e6, low: '7A' };
		const { state } = judge(ahead, { all: [] }, measure, false, HOUR);
		expect(state).toMatchObject({ looked: 60, low: '7A' });
		expect(judge(state, { all: [] }, measure, false, DAY).state.low).toBe('7X');
		expect(judge(state, { all: [] }, measure, false, DAY + HOUR).state.low).toBe('');
	});

	it('is told when it is back, where a filter has kept it back before', () => {
		play(
			{ doors: { 7: 10 }, lets: noDoor, then: [] },
			{ doors: {}, lets: everything, then: [] },
			{ doors: { 7: null }, hours: 1, then: [] },
			{ doors: { 7: 10 }, then: ['7 low'] },
		);
	});
});

describe('what a filter has kept back', () => {
	it('is told as soon as a filter lets it through, and once', () => {
		play(
			{ doors: { 7: 10, 8: 10 }, lets: (news) => news.startsWith('8'), then: ['8 low'] },
			{ doors: { 7: 10, 8: 10 }, hours: 50, then: [] },
			{ doors: { 7: 10, 8: 10 }, published: {}, lets: everything, then: ['7 low'] },
			{ doors: { 7: 10, 8: 10 }, then: [] },
		);
	});

	it('is told without anything being published, as when a door was moved to another location', () => {
		play(
			{ doors: { 7: 10 }, lets: noDoor, then: [] },
			{ doors: { 7: 10 }, lets: everything, then: ['7 low'] },
		);
	});

	it('is not told while it is between the threshold and the margin, or does not tell', () => {
		play(
			{ doors: { 7: 10 }, lets: noDoor, then: [] },
			{ doors: { 7: 21 }, lets: everything, then: [] },
			{ doors: { 7: null }, then: [] },
			{ doors: { 7: 20 }, then: ['7 low'] },
		);
	});

	it('may recover without ever having been told as low', () => {
		play(
			{ doors: { 7: 10, 8: 10 }, lets: onlyRecovered, then: [] },
			{ doors: { 7: 90, 8: 10 }, then: ['7 recovered'] },
			{ doors: { 7: 90, 8: 90 }, lets: noDoor, then: [] },
			{ doors: { 7: 90, 8: 90 }, lets: everything, then: [] },
		);
	});

	it('is told when Low Battery is added to Battery Recovered, and what was told before is not', () => {
		play(
			{ doors: { 7: 10 }, then: ['7 low'] },
			{ doors: { 7: 10, 8: 10 }, published: {}, lets: onlyRecovered, then: [] },
			{ doors: { 7: 10, 8: 10 }, published: {}, lets: everything, then: ['8 low'] },
		);
	});
});

describe('doors that are low already', () => {
	const off = { tellFirst: false };
	const on = { tellFirst: true };

	it('are told when the workflow is published', () => {
		play({ doors: { 7: 10, 8: 90 }, published: on, then: ['7 low'] });
	});

	it('are not told where nobody wants to hear of them; later ones are, and recovered ones', () => {
		const state = play(
			{ doors: { 7: 10, 8: 90 }, published: off, then: [] },
			{ doors: { 7: 10, 8: 10 }, hours: 1, then: ['8 low'] },
			{ doors: { 7: 90, 8: 10 }, then: ['7 recovered'] },
			{ doors: { 7: 10, 8: 10 }, then: ['7 low'] },
		);
		expect(state.low).toBe('7:0 1:0');
	});

	it('are told when that is switched on later, and once', () => {
		play(
			{ doors: { 7: 10 }, published: off, then: [] },
			{ doors: { 7: 10 }, published: off, then: [] },
			{ doors: { 7: 10 }, published: on, then: ['7 low'] },
			{ doors: { 7: 10 }, published: on, then: [] },
			{ doors: { 7: 10 }, published: off, then: [] },
			{ doors: { 7: 10 }, published: on, then: [] },
		);
	});

	it('are told when it is switched on, though they do not tell or are missing just then', () => {
		play(
			{ doors: { 7: 10, 8: 10 }, published: off, then: [] },
			{ doors: { 7: null }, published: on, then: [] },
			{ doors: { 7: 10, 8: 10 }, then: ['7 low', '8 low'] },
		);
	});

	it('are not told either when they were kept back by a filter, or Low Battery is added', () => {
		play(
			{ doors: { 7: 90 }, published: off, lets: onlyRecovered, then: [] },
			{ doors: { 7: 10 }, then: [] },
			{ doors: { 7: 10, 8: 10 }, published: off, lets: everything, then: [] },
			{ doors: { 7: 10, 8: 10 }, published: on, then: ['7 low', '8 low'] },
		);
	});

	it('are told when a filter lets them through before the workflow is published anew', () => {
		play(
			{ doors: { 7: 90 }, published: off, lets: noDoor, then: [] },
			{ doors: { 7: 10 }, then: [] },
			{ doors: { 7: 10 }, lets: everything, then: ['7 low'] },
		);
	});
});

describe('a reminder', () => {
	it('comes after so many days while it is low, counted from the hour it was put out', () => {
		play(
			{ doors: { 7: 20 }, minutes: 30, published: { remindDays: 7 }, then: ['7 low'] },
			{ doors: { 7: 20 }, hours: 7 * 24 - 1, then: [] },
			{ doors: { 7: 20 }, minutes: 29, then: [] },
			{ doors: { 7: 20 }, minutes: 1, then: ['7 reminder'] },
			{ doors: { 7: 20 }, then: [] },
			{ doors: { 7: 21 }, hours: 7 * 24, then: [] },
			{ doors: { 7: null }, then: [] },
			{ doors: { 7: 20 }, then: ['7 reminder'] },
		);
	});

	it.each([0, 1, 29, 30, 59])('is within an hour of its day when told in minute %i', (minutes) => {
		play(
			{ doors: { 7: 20 }, minutes, published: { remindDays: 1 }, then: ['7 low'] },
			{ doors: { 7: 20 }, hours: 23, then: [] },
			{ doors: { 7: 20 }, hours: 1, then: ['7 reminder'] },
		);
	});

	it('does not come where none is wanted', () => {
		play({ doors: { 7: 20 }, then: ['7 low'] }, { doors: { 7: 20 }, hours: 9_999, then: [] });
	});

	it('that a filter keeps back is not recorded', () => {
		play(
			{ doors: { 7: 20 }, published: { remindDays: 1 }, then: ['7 low'] },
			{ doors: { 7: 20 }, hours: 24, lets: noDoor, then: [] },
			{ doors: { 7: 20 }, hours: 5, lets: everything, then: ['7 reminder'] },
			{ doors: { 7: 20 }, hours: 23, then: [] },
			{ doors: { 7: 20 }, hours: 1, then: ['7 reminder'] },
		);
	});

	it('counts from when the door was put out, not from when it was seen', () => {
		play(
			{ doors: { 7: 20 }, published: { remindDays: 1 }, lets: noDoor, then: [] },
			{ doors: { 7: 20 }, hours: 20, lets: everything, then: ['7 low'] },
			{ doors: { 7: 20 }, hours: 23, then: [] },
			{ doors: { 7: 20 }, hours: 1, then: ['7 reminder'] },
		);
	});

	it('is not of a door that nobody wanted to hear of', () => {
		play(
			{ doors: { 7: 20 }, published: { remindDays: 1, tellFirst: false }, then: [] },
			{ doors: { 7: 20 }, hours: 48, then: [] },
		);
	});

	it('comes though the clock was ahead', () => {
		const daily = { ...measure, remindDays: 1 };
		const ahead = { ...none, base: 1e6, low: '7:0 1:a' };
		const both = { low: [door(7, 5), door(8, 5)] };
		const corrected = judge(ahead, both, daily, false, HOUR);
		expect(corrected).toEqual({ news: [], state: { ...none, base: 1, low: '7:0 1:0' } });
		const later = judge(corrected.state, both, daily, false, DAY + HOUR);
		expect(later.news.map(describeNews)).toEqual(['7 reminder', '8 reminder']);
	});
});

describe('measured by another threshold or margin, a battery', () => {
	it.each<[string, Partial<Measure>, Array<[level: number, ...then: string[]]>]>([
		['is forgotten where it is low no more', { threshold: 10 }, [[14], [11], [10, '7 low']]],
		['is not told again where it is low by both', { threshold: 10 }, [[10], [5]]],
		['is not told again by a higher threshold', { threshold: 30 }, [[28], [35], [30]]],
		['stays known within a wider margin', { margin: 9 }, [[29], [20], [30, '7 recovered']]],
		['has not recovered by a margin alone', { margin: 2 }, [[24], [20, '7 low']]],
		['has not recovered by a threshold alone', { threshold: 10 }, [[25], [10, '7 low']]],
		['has recovered above both, the new one lower', { threshold: 10 }, [[26, '7 recovered']]],
		['has recovered above both, the new one higher', { threshold: 30 }, [[36, '7 recovered']]],
		[
			'has recovered above both margins',
			{ margin: 9 },
			[
				[30, '7 recovered'],
				[20, '7 low'],
			],
		],
	])('%s', (_, published, later) => {
		const [first, ...others] = later.map(([left, ...then]) => ({ doors: { 7: left }, then }));
		play({ doors: { 7: 20 }, then: ['7 low'] }, { ...first!, published }, ...others);
	});

	it('may be low that was not', () => {
		play(
			{ doors: { 7: 15, 8: 30 }, then: ['7 low'] },
			{ doors: { 7: 15, 8: 30 }, published: { threshold: 30 }, then: ['8 low'] },
		);
	});
});

describe('what is remembered', () => {
	it('can be read by people: the example of its doc comment', () => {
		const state = play(
			{ doors: { 10: 5 }, published: { tellFirst: false }, then: [] },
			{ doors: { 7: 5, 10: 5 }, then: ['7 low'] },
			{ doors: { 7: 5, 9: 5, 10: 5 }, hours: 20, then: ['9 low'] },
			{ doors: { 7: 5, 9: null }, then: [] },
			{ doors: { 7: 5, 9: null }, hours: 2, then: [] },
		);
		expect(state).toEqual({
			threshold: 20,
			margin: 5,
			looked: (1_000 * 24 + 22) * 60,
			base: 1_000 * 24,
			low: '7:0 2?k 1C!',
		});
	});

	it('is only what was put out', () => {
		const { state, news } = judge(none, { low: [door(7, 5), door(9, 5)] }, measure, false, DAY);
		expect(state).toEqual({ ...none, low: '7: 2:' });
		expect(recordTold(state, news.slice(1))).toEqual({ ...none, base: 24, low: '7: 2:0' });
		expect(recordTold(state, [])).toEqual(state);
		const recovered = judge({ ...none, low: '7:0' }, { all: [door(7, 90)] }, measure, false, 0);
		expect(recordTold(recovered.state, recovered.news)).toEqual(none);
	});

	it.each(['', '7:', '7:0 2?k 1C!', 'zz?!', '7X 1:0', '7:0 2gosa7pa2go:3'])(
		'can be gone on from when its doors are %j',
		(low) => {
			const stored = { ...none, looked: 100 * 60, base: 5, low };
			expect(isBatteriesState(stored)).toBe(true);
			expect(recordTold(stored, [])).toEqual({ ...stored, base: low.includes('0') ? 5 : 0 });
		},
	);

	it.each<[unknown]>([
		[undefined],
		[null],
		['x'],
		[[]],
		[{}],
		[{ ...none, threshold: '20' }],
		[{ ...none, margin: -1 }],
		[{ ...none, looked: 1.5 }],
		[{ ...none, looked: undefined }],
		[{ ...none, base: '0' }],
		[{ ...none, base: -1 }],
		...[
			null,
			7,
			{},
			{ 7: { told: 1 } },
			' ',
			'7',
			'0:',
			'07:',
			':',
			'7: ',
			' 7:',
			'7:  1:',
			'7:,1:',
			'-7:',
			'7:-1',
			'7:1.5',
			'7:!!',
			'7:!1',
			'7::',
			'7:a\n',
			'7:a\n1',
			'7Y',
			'7@',
			'7a?B',
			'x7:0 Z',
			'7:12345678',
			'zzzzzzzzzzzz:',
			'2gosa7pa2gv: 1:',
			`${'z'.repeat(400)}:`,
		].map((low): [unknown] => [{ ...none, low }]),
	])('cannot be gone on from when it is %j', (stored) => {
		expect(isBatteriesState(stored)).toBe(false);
	});
});

describe('a batch', () => {
	const news = (kind: BatteryNews['kind'], minute: number, ...ids: number[]): BatteryNews[] =>
		ids.map((id) => ({ kind, minute, battery: door(id, 5) }));

	it('has the doors by what is told of them and when', () => {
		const first = addToBatch([], [...news('low', 5, 9, 7), ...news('recovered', 5, 3)]);
		expect(first).toEqual([
			{ kind: 'low', minute: 5, doors: '7 2' },
			{ kind: 'recovered', minute: 5, doors: '3' },
		]);
		const more = addToBatch(first, [...news('recovered', 8, 9), ...news('reminder', 8, 4)]);
		expect(readBatch(more)).toEqual([
			{ kind: 'low', minute: 5, id: 7 },
			{ kind: 'low', minute: 5, id: 9 },
			{ kind: 'recovered', minute: 5, id: 3 },
			{ kind: 'reminder', minute: 8, id: 4 },
			{ kind: 'recovered', minute: 8, id: 9 },
		]);
		expect(addToBatch(more, [])).toEqual(more);
		expect(isBatteryBatch(JSON.parse(JSON.stringify(more)))).toBe(true);
	});

	it('leaves out the oldest, and nothing of its own run, where it would grow beyond 8 kB', () => {
		let batch: BatteryBatch = [];
		for (let minute = 1; minute <= 1_000; minute++) {
			batch = addToBatch(batch, news('low', minute, 7));
			expect(JSON.stringify(batch).length).toBeLessThanOrEqual(8_000);
		}
		expect(batch.length).toBeGreaterThan(150);
		expect(readBatch(batch)[0]!.minute).toBe(1_001 - batch.length);
		const ids = Array.from({ length: 10_000 }, (_, n) => n + 1);
		const all = addToBatch(batch, news('low', 2_000, ...ids));
		expect(readBatch(all).map(({ id }) => id)).toEqual(ids);
	});

	it.each<[unknown]>([
		[undefined],
		[null],
		[''],
		[{}],
		[[7]],
		[[[7, 'low', 5]]],
		[[{ kind: 'high', minute: 5, doors: '7' }]],
		[[{ kind: 'low', minute: '5', doors: '7' }]],
		[[{ kind: 'low', doors: '7' }]],
		[[{ kind: 'low', minute: 5 }]],
		[[{ kind: 'low', minute: 5, doors: 7 }]],
		[[{ kind: 'low', minute: 5, doors: '7 0' }]],
		[[{ kind: 'low', minute: 5, doors: '7:' }]],
		[[{ kind: 'low', minute: 5, doors: '7' }, null]],
	])('cannot be replayed when it is %j', (stored) => {
		expect(isBatteryBatch(stored)).toBe(false);
	});
});

describe('2,000 low doors', () => {
	/** Doors whose IDs are up to 100 apart. */
	const ids = Array.from({ length: 2_000 }, (_, n) => n * 100 + ((n * 37) % 100) + 1);
	const low = ids.map((id) => door(id, 5));
	const sizeOf = (stored: unknown) => JSON.stringify(stored).length;

	it('told at different times in three years take 14 kB, also when all are missing', () => {
		const judged = judge(undefined, { low }, measure, true, 0);
		const times = judged.news.map((news, n) => ({ ...news, minute: n * 13 * 60 }));
		const state = recordTold(judged.state, times);
		expect(sizeOf(state)).toBeLessThan(14 * 1_024);
		const missing = judge(state, { all: [] }, measure, false, 2_000 * 13 * HOUR).state;
		expect(missing.low.match(/A/g)).toHaveLength(2_000);
		expect(sizeOf(missing)).toBeLessThan(14 * 1_024);
		expect(isBatteriesState(missing)).toBe(true);
	});

	it('told at once take 10 kB, and 6 kB in a batch', () => {
		const { state, news } = judge(undefined, { low }, measure, true, 20_000 * DAY);
		expect(news).toHaveLength(2_000);
		expect(sizeOf(recordTold(state, news))).toBeLessThan(10 * 1_024);
		expect(sizeOf(addToBatch([], news))).toBeLessThan(6 * 1_024);
	});
});
