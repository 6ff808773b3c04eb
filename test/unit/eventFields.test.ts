import { tellEvent } from '../../nodes/Lockt/api/records/eventFields';
import type { EventRecord } from '../../nodes/Lockt/api/records/events';

const denied: EventRecord = {
	id: 1633,
	event_time: '2026-11-23T16:16:00.000-05:00',
	device: 'Laboratory 123',
	location: 'South Wing',
	user: 'Brown, Tabitha',
	card_num: '001055',
	code: 49,
	code_text: 'Access Denied',
	subcode_text: 'Battery Missing',
	category_text: 'Door Access Denied',
};
const summaryOf = (changed: object) => tellEvent({ ...denied, ...changed }).summary;
const noReason = { subcode_text: undefined };
const AT = 'at Laboratory 123, South Wing';
const WHEN = '(Mon 23 Nov 2026, 4:16 PM)';

it('an event is told under plain names', () => {
	expect(tellEvent(denied)).toEqual({
		time: '2026-11-23T16:16:00.000-05:00',
		timeText: 'Mon 23 Nov 2026, 4:16 PM',
		summary: `Brown, Tabitha was turned away ${AT}: Battery Missing ${WHEN}`,
		door: 'Laboratory 123',
		location: 'South Wing',
		person: 'Brown, Tabitha',
		eventId: 1633,
		event: 'Access Denied',
		reason: 'Battery Missing',
		category: 'Door Access Denied',
		cardNumber: '001055',
	});
});

it.each([
	['2026-11-23 16:16:00 -05:00', '2026-11-23T16:16:00.000-05:00', 'Mon 23 Nov 2026, 4:16 PM'],
	['2026-11-23 16:16:00 +00:00', '2026-11-23T16:16:00.000Z', 'Mon 23 Nov 2026, 4:16 PM'],
	['2026-11-23 16:16:00Z', '2026-11-23T16:16:00.000Z', 'Mon 23 Nov 2026, 4:16 PM UTC'],
	['1795468560', '2026-11-23T21:16:00.000Z', 'Mon 23 Nov 2026, 9:16 PM UTC'],
	['2026-11-23 16:16:00', '', '2026-11-23 16:16:00'],
	['yesterday', '', 'yesterday'],
])('without the zone of the site, %s is told as ISO 8601 or as it came', (date, time, timeText) => {
	expect(tellEvent({ ...denied, event_time: date })).toMatchObject({ time, timeText });
});

it.each(['AccessDenied', 'access_denied', 'Access\u00a0Denied', 'ACCESS DENIED', 'Access-Denied'])(
	'a denial is one in any spelling: %j',
	(spelling) => {
		for (const property of ['code_text', 'category_text']) {
			const named = { code: 4711, code_text: '', category_text: '', [property]: spelling };
			expect(summaryOf(named)).toContain('was turned away');
		}
	},
);

describe('the summary of an event', () => {
	const granted = { ...noReason, code: 48, code_text: 'Access Granted', category_text: undefined };
	const forced = { ...noReason, code: 70, code_text: 'Door Forced Open', category_text: 'Alarm' };
	const nobody = { user: '', card_num: '' };

	it.each([
		['who was let in', granted, `Brown, Tabitha was let in ${AT} ${WHEN}`],
		['why', { ...granted, subcode_text: 'PIN' }, `Brown, Tabitha was let in ${AT}: PIN ${WHEN}`],
		['no reason', noReason, `Brown, Tabitha was turned away ${AT} ${WHEN}`],
		['the card', { ...noReason, user: ' ' }, `Card 001055 was turned away ${AT} ${WHEN}`],
		['someone', { ...noReason, ...nobody }, `Someone was turned away ${AT} ${WHEN}`],
		['what else happened', { ...forced, ...nobody }, `Door Forced Open ${AT} ${WHEN}`],
		['who was there', forced, `Door Forced Open ${AT}: Brown, Tabitha ${WHEN}`],
		[
			'no location',
			{ ...forced, ...nobody, location: '' },
			`Door Forced Open at Laboratory 123 ${WHEN}`,
		],
		[
			'no door',
			{ ...granted, device: null, location: null },
			`Brown, Tabitha was let in at a door ${WHEN}`,
		],
		['the category', { ...forced, ...nobody, code_text: '' }, `Alarm ${AT} ${WHEN}`],
		[
			'nothing',
			{ ...forced, ...nobody, code_text: {}, category_text: [] },
			`Something happened ${AT} ${WHEN}`,
		],
		[
			'names of many lines',
			{ ...granted, user: ' Lee,\n Ann ', device: 'A  1', location: '' },
			`Lee, Ann was let in at A 1 ${WHEN}`,
		],
		[
			'markup as it is',
			{ ...granted, user: "<b>O'Neil</b> & Co" },
			`<b>O'Neil</b> & Co was let in ${AT} ${WHEN}`,
		],
	])('says %s', (_, changed, summary) => {
		expect(summaryOf(changed)).toBe(summary);
	});

	it('leaves out a time that is not there', () => {
		expect(summaryOf({ ...granted, event_time: '' })).toBe(`Brown, Tabitha was let in ${AT}`);
	});
});
