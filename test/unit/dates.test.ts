import fc from 'fast-check';
import { hasDates, isoDate, withIsoDates } from '../../nodes/Lockt/lockt/dates';

const NEW_YORK = 'America/New_York';

describe('isoDate', () => {
	it.each([
		['local, winter', '2026-01-15 08:00:00', '2026-01-15T08:00:00.000-05:00'],
		['local, summer', '2026-07-15 08:00:00', '2026-07-15T08:00:00.000-04:00'],
		['UTC', '2026-07-15T12:00:00.000Z', '2026-07-15T08:00:00.000-04:00'],
		['UTC without fractions', '2026-07-15T12:00:00Z', '2026-07-15T08:00:00.000-04:00'],
		[
			'the hour the clock skips: the one after it',
			'2026-03-08 02:30:00',
			'2026-03-08T03:30:00.000-04:00',
		],
		['the hour it shows twice: the first', '2026-11-01 01:30:00', '2026-11-01T01:30:00.000-04:00'],
		['UTC in the first of the two', '2026-11-01T05:30:00Z', '2026-11-01T01:30:00.000-04:00'],
		['UTC in the second of the two', '2026-11-01T06:30:00Z', '2026-11-01T01:30:00.000-05:00'],
		['nothing', '', ''],
		['a form nobody knows', 'tomorrow', 'tomorrow'],
	])('%s', (_, text, expected) => {
		expect(isoDate(text, NEW_YORK)).toBe(expected);
	});

	it('names the same moment as the UTC text, in every zone', () => {
		const zones = fc.constantFrom(
			'utc',
			NEW_YORK,
			'Europe/Berlin',
			'Asia/Kolkata',
			'Pacific/Chatham',
		);
		const moments = fc.date({
			min: new Date('2000-01-01'),
			max: new Date('2099-01-01'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(moments, zones, (moment, zone) => {
				const iso = isoDate(moment.toISOString(), zone);
				expect(Date.parse(iso)).toBe(moment.getTime());
				expect(iso).toMatch(/(Z|[+-]\d\d:\d\d)$/);
			}),
		);
	});
});

describe('the dates of a record', () => {
	it('are told apart from everything else', () => {
		expect(hasDates({ name: '2026-01-15 08:00:00', access_expires: '' })).toBe(false);
		expect(hasDates({ access_expires: '2026-01-15 08:00:00' })).toBe(true);
		expect(
			withIsoDates(
				{ name: '2026-01-15 08:00:00', access_expires: '2026-01-15 08:00:00' },
				NEW_YORK,
			),
		).toEqual({ name: '2026-01-15 08:00:00', access_expires: '2026-01-15T08:00:00.000-05:00' });
	});
});
