import fc from 'fast-check';
import { DateTime } from 'luxon';
import { shapes } from '../../emulator/shapes';
import { hasDates, isoDate, localDate, withIsoDates } from '../../nodes/Lockt/api/dates';

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

describe('the properties that are dates', () => {
	const dates = Object.entries(shapes).flatMap(([record, properties]) =>
		properties
			.filter(({ datatype }) => datatype === 'date-time')
			.map(({ property }) => [`${record}.${property}`, property] as const),
	);

	it.each(dates)('%s is one: add it to MOMENTS in api/dates.ts', (_, property) => {
		const record = { [property]: '2026-01-15 08:00:00' };
		expect(hasDates(record)).toBe(true);
		expect(withIsoDates(record, NEW_YORK)).toEqual({ [property]: '2026-01-15T08:00:00.000-05:00' });
	});

	it('are seen in whatever form they can be converted from', () => {
		for (const text of ['2027-01T10:00', '20270115T100000Z', '2027-W03-4T10:00']) {
			expect(hasDates({ leaves: '', event_time: text })).toBe(true);
		}
	});

	it('are left alone where they are a time of the day', () => {
		const schedule = { start: '07:00:00', stop: '18:59:59' };
		expect(hasDates(schedule)).toBe(false);
		expect(withIsoDates(schedule, NEW_YORK)).toEqual(schedule);
	});
});

describe('localDate', () => {
	it.each([
		['with an offset', '2026-07-15T14:00:00+02:00', '2026-07-15 08:00:00'],
		['UTC', '2026-01-15T14:00:00Z', '2026-01-15 09:00:00'],
		['basic form', '20260715T140000Z', '2026-07-15 10:00:00'],
		['a week date', '2026-W03-4', '2026-01-15 00:00:00'],
		["without an offset: the site's own time", '2026-07-15T08:00:00', '2026-07-15 08:00:00'],
		['without seconds', '2026-07-15T08:00', '2026-07-15 08:00:00'],
		["Lockt's own form", '2026-07-15 08:00:00', '2026-07-15 08:00:00'],
		['a day alone: its midnight', '2026-07-15', '2026-07-15 00:00:00'],
		['the hour the clock skips: the one after it', '2026-03-08T02:30:00', '2026-03-08 03:30:00'],
		['spaces around it', ' 2026-07-15 ', '2026-07-15 00:00:00'],
	])('%s', (_, text, expected) => {
		expect(localDate(text, NEW_YORK)).toBe(expected);
	});

	it.each([
		'2026-02-30',
		'2026-13-01',
		'31.12.2026',
		'12/31/2026',
		'09:00',
		'2026',
		'soon',
		'',
		46_000,
	])('%j is no date', (value) => {
		expect(localDate(value, NEW_YORK)).toBeUndefined();
	});

	it('takes the date objects of expressions', () => {
		const moment = DateTime.fromISO('2026-07-15T12:00:00Z');
		expect(localDate(moment, NEW_YORK)).toBe('2026-07-15 08:00:00');
		expect(localDate(moment.toJSDate(), NEW_YORK)).toBe('2026-07-15 08:00:00');
		expect(localDate(DateTime.invalid('x'), NEW_YORK)).toBeUndefined();
		expect(localDate(new Date('x'), NEW_YORK)).toBeUndefined();
	});

	it('and isoDate are each other the wrong way round, but for the hour that autumn shows twice', () => {
		const moments = fc.date({
			min: new Date('2000-01-01'),
			max: new Date('2099-01-01'),
			noInvalidDate: true,
		});
		const zones = fc.constantFrom(
			'utc',
			NEW_YORK,
			'Europe/Berlin',
			'Asia/Kolkata',
			'Pacific/Chatham',
		);
		fc.assert(
			fc.property(moments, zones, (moment, zone) => {
				moment.setMilliseconds(0);
				const back = new Date(isoDate(localDate(moment, zone)!, zone));
				const twice = DateTime.fromJSDate(moment, { zone }).getPossibleOffsets().length > 1;
				if (!twice) expect(back).toEqual(moment);
				else expect(moment.getTime() - back.getTime()).toBeLessThanOrEqual(3_600_000);
			}),
		);
	});
});
