import type { EventRecord } from '../../nodes/Lockt/api/records/events';
import {
	chooseAnchors,
	compareNumbering,
	findLatest,
	followMove,
	hasNewest,
	isId,
	isSameTime,
	isSurelyLater,
	readSeconds,
	readStamp,
	renewAnchors,
	type Anchor,
} from '../../nodes/Lockt/trigger/decisions/numbering';

const START = Date.UTC(2026, 10, 24, 12) / 1000;
const at = (seconds: number) => new Date((START + seconds) * 1000).toISOString();
const event = (id: number | string, seconds = Number(id)): EventRecord => ({
	id,
	db_time: at(seconds),
});
const events = (...ids: number[]) => ids.map((id) => event(id));

describe('the second of an event', () => {
	it.each([
		[{ db_time: '2026-11-24T12:00:05.900Z', event_time: '2026-11-20T00:00:00Z' }, START + 5],
		[{ db_time: '', event_time: '2026-11-24T12:00:05Z' }, START + 5],
		[{ event_time: '2026-11-24 12:00:05' }, START + 5],
		[{ db_time: 'soon', event_time: '11/24/2026 12:00:05 PM' }, START + 5],
		[{ db_time: 'soon' }, undefined],
		[{}, undefined],
	])('of %j is %j', (dates, seconds) => {
		expect(readSeconds({ id: 1, ...dates })).toBe(seconds);
	});
});

describe('the form of a time', () => {
	it.each([
		['2026-11-24T12:00:05.900Z', 'moment'],
		['2026-11-24T12:00:05-05:00', 'moment'],
		['1795521605', 'moment'],
		['2026-11-24 12:00:05', 'local'],
		['11/24/2026 12:00:05 PM', 'local'],
	])('of %j is %s', (text, form) => {
		expect(readStamp({ id: 1, db_time: text })?.form).toBe(form);
		expect(readStamp({ id: 1, event_time: text })?.form).toBe(form);
	});

	it('is none where the time cannot be read', () => {
		expect(readStamp({ id: 1, db_time: 'soon' })).toBeUndefined();
	});
});

describe('an ID that n8n stored', () => {
	it.each([
		[true, ['0', '7', '12', '9007199254740993']],
		[false, ['', '01', '-1', '1.5', '1x', 'x1', '12\n', 12, undefined]],
	])('is one: %j, for %j', (is, stored) => {
		expect(stored.map(isId)).toEqual(stored.map(() => is));
	});
});

describe('an event is surely later', () => {
	it.each([
		[true, event(61)],
		[false, event(60)],
		[false, { id: 99, db_time: 'soon' }],
	])('than a second: %j, for %j', (is, one) => {
		expect(isSurelyLater(one, START)).toBe(is);
	});
});

describe('two times are of one event', () => {
	const stamp = (seconds: number, form: 'local' | 'moment') => ({ seconds: START + seconds, form });

	it.each([
		[0, true, true],
		[1, true, true],
		[2, false, false],
		[899, false, true],
		[900, false, true],
		[901, false, true],
		[898, false, false],
		[450, false, false],
		[5 * 3600, false, true],
		[5 * 3600 + 30, false, false],
		[15 * 3600, false, true],
		[15 * 3600 + 900, false, false],
		[24 * 3600, false, false],
	])('when they are %d seconds apart: %s, or %s if one is local', (apart, same, across) => {
		for (const form of ['local', 'moment'] as const) {
			expect(isSameTime(stamp(0, form), stamp(apart, form))).toBe(same);
			expect(isSameTime(stamp(apart, form), stamp(0, form))).toBe(same);
		}
		expect(isSameTime(stamp(0, 'local'), stamp(apart, 'moment'))).toBe(across);
		expect(isSameTime(stamp(apart, 'local'), stamp(0, 'moment'))).toBe(across);
	});
});

describe('the events to know a numbering by', () => {
	const idsOf = (anchors: Anchor[]) => anchors.map(([id]) => Number(id));

	it('are the newest two, the oldest, and between them ever fewer', () => {
		const all = events(...Array.from({ length: 5000 }, (_, n) => n + 1));
		expect(idsOf(chooseAnchors([], all))).toEqual([
			5000, 4999, 4998, 4996, 4992, 4984, 4968, 4936, 4872, 4744, 4488, 3976, 2952, 904, 1,
		]);
	});

	it('stay few, however many come, and reach far back', () => {
		let anchors: Anchor[] = [];
		for (let id = 1; id <= 3000; id++) {
			anchors = chooseAnchors(anchors, [{ ...event(id), device: 'Gate', event_time: at(id) }]);
		}
		expect(anchors.length).toBeLessThan(24);
		expect(JSON.stringify(anchors).length).toBeLessThan(1100);
		expect(idsOf(anchors).slice(0, 2)).toEqual([3000, 2999]);
		const back = idsOf(anchors).map((id) => 3000 - id);
		back.slice(2).forEach((far, n) => {
			expect(far).toBeLessThanOrEqual(2 * back[n + 1]! + 1);
		});
		expect(back.at(-1)).toBe(2999);
	});

	it('have their seconds, and leave out those without', () => {
		const some = [event(7, 70), { id: 8, db_time: 'soon' }, event(9, 90)];
		expect(chooseAnchors([['5', START, 'local']], some)).toEqual([
			['9', START + 90, 'moment'],
			['7', START + 70, 'moment'],
			['5', START, 'local'],
		]);
	});

	it('order by number, also beyond what a number holds', () => {
		const some = [event('9007199254740993', 1), event('10000000000000000', 2), event('9', 0)];
		expect(chooseAnchors([], some).map(([id]) => id)).toEqual([
			'10000000000000000',
			'9007199254740993',
			'9',
		]);
	});
});

describe('the numbers of an answer', () => {
	const anchors: Anchor[] = [
		['9', START + 9, 'moment'],
		['5', START + 5, 'moment'],
	];

	it.each([
		['same', events(5)],
		['same', events(8, 9, 10)],
		['same', [{ id: 9, db_time: '2026-11-24 07:00:09' }]],
		['other', [event(9, 9 + 5 * 3600)]],
		['other', [event(9, 100)]],
		['other', [event(5), event(9, 100)]],
		['unknown', events(6, 7, 8)],
		['unknown', [{ id: 9, db_time: 'soon' }]],
		['unknown', []],
	])('are %s', (numbering, some) => {
		expect(compareNumbering(anchors, some)).toBe(numbering);
	});

	const MINUTES = 60;
	const HOURS = 3600;
	/** An event with all that its lock said. */
	const told = (id: number, more: object = {}): EventRecord => ({
		...event(id),
		event_time: at(id - 1),
		device: 'Main Entrance',
		card_num: String(id),
		...more,
	});
	const two = chooseAnchors([], [told(5), told(9)]);
	const moved = (id: number, seconds: number, more: object = {}) =>
		told(id, { db_time: at(id + seconds), event_time: at(id - 1 + seconds), ...more });

	it.each([
		['an hour later, all of it', [moved(5, HOURS), moved(9, HOURS)]],
		['an hour earlier', [moved(9, -HOURS)]],
		['a day later', [moved(9, 24 * HOURS)]],
		['three quarters of an hour later', [moved(5, 45 * MINUTES), moved(9, 45 * MINUTES)]],
		['with a time of Lockt that comes and goes', [told(5, { db_time: null }), told(9)]],
		['with another time of Lockt, and what the lock said', [told(9, { db_time: at(77) })]],
		['with times of Lockt that went apart', [told(5, { db_time: at(7) }), told(9)]],
		['an hour later by Lockt alone', [told(9, { db_time: at(9 + HOURS) })]],
		['by another name, at the same time', [told(9, { device: 'Entrance' })]],
	])('are the same for events that are told %s', (_, some) => {
		expect(compareNumbering(two, some)).toBe('same');
	});

	it.each([
		['one moved and one did not', [told(5), moved(9, HOURS)]],
		['they moved apart', [moved(5, HOURS), moved(9, 2 * HOURS)]],
		['it is no quarter of an hour', [moved(9, HOURS + 30)]],
		['it is more than a day', [moved(9, 24 * HOURS + 15 * MINUTES)]],
		['somebody else moved with it', [moved(9, HOURS, { card_num: '7' })]],
		['it is at another door', [moved(9, HOURS, { device: 'Archive' })]],
		['the lock says something else', [told(9, { db_time: at(77), event_time: at(50) })]],
		['the lock says nothing', [told(9, { db_time: at(77), event_time: '' })]],
		['one is somebody else', [told(5), told(9, { db_time: at(77), card_num: '7' })]],
		['nothing but the time is known', [{ id: 9, db_time: at(9 + HOURS) }]],
	])('are other ones, when %s', (_, some) => {
		expect(compareNumbering(two, some)).toBe('other');
	});

	it('are compared by time alone, where a memory of before holds no more', () => {
		expect(compareNumbering(anchors, [told(9)])).toBe('same');
		expect(compareNumbering(anchors, [moved(9, HOURS)])).toBe('other');
	});

	it('go on with times that have moved, and with what is known of each event', () => {
		const known = { anchors: two, formers: [two.slice(1)], latest: START + 9 };
		const followed = followMove(known, [moved(9, HOURS)]);
		expect(followed.anchors.map(([, seconds]) => seconds)).toEqual(
			two.map(([, seconds]) => seconds + HOURS),
		);
		expect(followed.formers[0]![0]![1]).toBe(two[1]![1] + HOURS);
		expect(followed.latest).toBe(START + 9 + HOURS);
		for (const some of [[], [told(9)], [told(5), moved(9, HOURS)], [event(9, HOURS)]]) {
			expect(followMove(known, some)).toBe(known);
		}
		const late = chooseAnchors([], [told(9, { db_time: '' })]);
		expect(renewAnchors([...late, two[1]!], [told(9), told(8)])).toEqual(two);
	});

	it('are other ones, where neither says when it was by its lock', () => {
		const known = chooseAnchors([], [told(9, { event_time: '' })]);
		const later = told(9, { event_time: '', db_time: at(77) });
		expect(compareNumbering(known, [later])).toBe('other');
	});

	it('stay at their times, where a site tells another form of them', () => {
		const known = { anchors, formers: [], latest: START + 9 };
		expect(followMove(known, [{ id: 9, db_time: '2026-11-24 07:00:09' }])).toBe(known);
	});

	it('have no latest time where none was known, however times have moved', () => {
		const known = { anchors: two, formers: [], latest: undefined };
		expect(followMove(known, [moved(9, HOURS)]).latest).toBeUndefined();
	});

	it('have the newest event that is known, or not', () => {
		expect(hasNewest(anchors, events(9))).toBe(true);
		expect(hasNewest(anchors, events(5))).toBe(false);
		expect(hasNewest(anchors, [event(9, 100)])).toBe(false);
		expect(hasNewest([], events(9))).toBe(false);
	});
});

describe('the latest event', () => {
	const now = START * 1000;

	it.each([
		[undefined, [], undefined],
		[START, [], START],
		[undefined, events(1, 3, 2), START + 3],
		[START + 9, events(1, 3), START + 9],
		[START, [{ id: 1, db_time: 'soon' }], START],
		[START, [event(1, 15 * 3600)], START + 15 * 3600],
		[START, [event(1, 15 * 3600 + 1)], START],
	])('of %j and %j is %j', (before, some, latest) => {
		expect(findLatest(before, some, now)).toBe(latest);
	});
});
