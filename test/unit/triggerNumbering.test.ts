import type { EventRecord } from '../../nodes/Lockt/api/events';
import {
	chooseAnchors,
	compareNumbering,
	findLatest,
	hasNewest,
	isSameTime,
	readSeconds,
	readStamp,
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
		for (let id = 1; id <= 3000; id++) anchors = chooseAnchors(anchors, events(id));
		expect(anchors.length).toBeLessThan(24);
		expect(JSON.stringify(anchors).length).toBeLessThan(700);
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
