import fc from '../fastCheck';
import { DateTime } from 'luxon';
import { shapes } from '../../emulator/shapes';
import {
	canSendBack,
	hasDates,
	localDateOf,
	unreadableDates,
	withIsoDates,
} from '../../nodes/Lockt/api/records/dates';
import { isNoDate } from '../../nodes/Lockt/api/records/noDates';
import { isoDate, readMoment } from '../../nodes/Lockt/api/records/moments';
import { localDate } from '../../nodes/Lockt/api/records/enteredDates';

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
		['ISO with an offset', '2026-07-15T14:00:00+02:00', '2026-07-15T08:00:00.000-04:00'],
		['ISO without one: local', '2026-07-15T08:00:00', '2026-07-15T08:00:00.000-04:00'],
		['local, with fractions', '2026-07-15 08:00:00.000', '2026-07-15T08:00:00.000-04:00'],
		['US, morning', '7/15/2026 8:00:00 AM', '2026-07-15T08:00:00.000-04:00'],
		['US, after midnight', '01/05/2026 12:30:00 AM', '2026-01-05T00:30:00.000-05:00'],
		['US, after noon', '1/5/2026 12:30 pm', '2026-01-05T12:30:00.000-05:00'],
		['US with a narrow space', '1/5/2026, 9:30:00\u202fPM', '2026-01-05T21:30:00.000-05:00'],
		['local, without seconds', '2026-07-15 08:00', '2026-07-15T08:00:00.000-04:00'],
		['UTC in words', '2026-07-15 12:00:00 UTC', '2026-07-15T08:00:00.000-04:00'],
		['UTC with a blank', '2026-07-15 12:00:00.000Z', '2026-07-15T08:00:00.000-04:00'],
		['an offset with a blank', '2026-07-15 14:00:00 +02:00', '2026-07-15T08:00:00.000-04:00'],
		['/Date/', '/Date(1784116800000)/', '2026-07-15T08:00:00.000-04:00'],
		['/Date/ with an offset', '/Date(1784116800000+0200)/', '2026-07-15T08:00:00.000-04:00'],
		['seconds', 1784116800, '2026-07-15T08:00:00.000-04:00'],
		['seconds as text', '1784116800', '2026-07-15T08:00:00.000-04:00'],
		['milliseconds', 1784116800000, '2026-07-15T08:00:00.000-04:00'],
		['milliseconds as text', '1784116800000', '2026-07-15T08:00:00.000-04:00'],
		['nothing', '', ''],
		['null', null, null],
		['a form nobody knows', 'tomorrow', 'tomorrow'],
		['day and month in doubt', '5/1/2026 13:00:00', '5/1/2026 13:00:00'],
		['no such day', '2/30/2026 1:00:00 PM', '2/30/2026 1:00:00 PM'],
		['another number', 20260715, 20260715],
		['a time of the day', '07:00:00', '07:00:00'],
	])('%s', (_, value, expected) => {
		expect(isoDate(value, NEW_YORK)).toBe(expected);
	});

	it('leaves everything as it is where the zone is not known', () => {
		for (const text of ['2026-07-15T12:00:00Z', '2026-07-15 08:00:00', '/Date(1784116800000)/']) {
			expect(isoDate(text, undefined)).toBe(text);
		}
	});

	it('is the same in whichever form a moment comes', () => {
		fc.assert(
			fc.property(
				fc.date({ min: new Date('2001-09-10'), max: new Date('2099-01-01'), noInvalidDate: true }),
				fc.constantFrom(NEW_YORK, 'Europe/Berlin', 'Asia/Kolkata', 'UTC-5'),
				(date, zone) => {
					date.setMilliseconds(0);
					const at = DateTime.fromJSDate(date, { zone });
					const absolute = [
						at.toISO(),
						at.toUTC().toISO(),
						`/Date(${at.toMillis()})/`,
						at.toMillis(),
						String(at.toUnixInteger()),
					];
					for (const form of absolute) expect(isoDate(form, zone)).toBe(at.toISO());
					if (at.getPossibleOffsets().length > 1) return;
					const local = [
						at.toFormat('yyyy-MM-dd HH:mm:ss'),
						at.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
						at.toFormat('M/d/yyyy h:mm:ss a', { locale: 'en-US' }),
					];
					for (const form of local) expect(isoDate(form, zone)).toBe(at.toISO());
				},
			),
		);
	});

	it('takes no other digits for a moment', () => {
		const moments = fc.date({
			min: new Date('1900-01-01'),
			max: new Date('2099-12-31'),
			noInvalidDate: true,
		});
		const compact = fc.constantFrom('yyyyMMdd', 'yyMMddHHmmss', 'yyyyMMddHHmm', 'yyyyMMddHHmmss');
		fc.assert(
			fc.property(moments, compact, fc.boolean(), (moment, format, asNumber) => {
				const text = DateTime.fromJSDate(moment, { zone: 'utc' }).toFormat(format);
				const value = asNumber ? Number(text) : text;
				fc.pre(String(value) === text);
				expect(isoDate(value, NEW_YORK)).toBe(value);
				expect(unreadableDates({ access_expires: value })).toEqual(['access_expires']);
			}),
		);
		for (const digits of [
			'999999999',
			'4102444800',
			'4102444800000',
			'178411680000',
			'17841168000000',
		]) {
			expect(isoDate(digits, NEW_YORK)).toBe(digits);
		}
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

describe('an offset', () => {
	const times = [
		'T18:00:00',
		'T18:00',
		'T18',
		'T18:00:00.000',
		' 18:00:00',
		' 18:00:00.000',
		' 18:00:00 ',
	];
	const days = ['2027-12-31', '2027-365', '2027-W52-5'];
	const forms = (hours: string, minutes: string) =>
		days.flatMap((day) =>
			times.flatMap((time) =>
				['+', '-'].flatMap((sign) => [
					`${day}${time}${sign}${hours}:${minutes}`,
					`${day}${time}${sign}${hours}${minutes}`,
					...(minutes === '00' ? [`${day}${time}${sign}${hours}`] : []),
				]),
			),
		);

	it.each([...['1401', '1430', '1500', '2400', '9900', '9999'], ...['0060', '0199', '1360']])(
		'that no clock on earth has makes no date: %s',
		(digits) => {
			for (const text of forms(digits.slice(0, 2), digits.slice(2))) {
				expect([text, isoDate(text, 'utc')]).toEqual([text, text]);
				expect([text, localDate(text, 'utc')]).toEqual([text, undefined]);
				expect([text, canSendBack(text, NEW_YORK)]).toEqual([text, false]);
			}
		},
	);

	it.each(['0000', '0059', '0530', '1345', '1400'])('that one may have is read: %s', (digits) => {
		for (const time of ['T18:00:00', ' 18:00:00']) {
			for (const sign of ['+', '-']) {
				const text = `2027-12-31${time}${sign}${digits.slice(0, 2)}:${digits.slice(2)}`;
				const meant = new Date(`2027-12-31T18:00:00${text.slice(-6)}`).toISOString();
				expect(isoDate(text, 'utc')).toBe(meant);
				expect(localDate(text, 'utc')).toBe(meant.slice(0, 19).replace('T', ' '));
			}
		}
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

describe('no date', () => {
	it.each(['', ' ', null, 0, '0000-00-00', '0000-00-00 00:00:00', 'never', 'N/A', 'null'])(
		'may be said by %j, which is nothing that cannot be read',
		(value) => {
			expect(isNoDate(value)).toBe(true);
			expect(canSendBack(value, undefined)).toBe(true);
			expect(unreadableDates({ access_expires: value })).toEqual([]);
		},
	);

	it.each([
		...['0001-01-01T00:00:00Z', '0001-01-01T00:00:00', '0001-01-01 00:00:00', '0001-01-01'],
		...['0001-01-01T00:00:00.0000000', '0001-01-01T00:00:00+02:00', '0001-01-01T05:00:00Z'],
		...['0001-01-01 00:00:00 -05:00', '1/1/0001 12:00:00 AM', '01/01/0001 00:00 AM'],
		...['/Date(-62135596800000)/', '/Date(-62135578800000-0500)/', '/Date(-62135604000000)/'],
		...[-62135596800, -62135596800000, '0000-00-00 00:00:00', '0000-00-00T00:00:00Z'],
	])(
		'may be said by the first day of a calendar: %j is shown and sent back as nothing',
		expectNone,
	);

	it.each([
		NEW_YORK,
		'Asia/Kolkata',
		'Pacific/Tongatapu',
		'Pacific/Pago_Pago',
		'Europe/London',
		'utc',
	])(
		'may be said by the first moment of 1970 in any form, also as the clock showed it in %s',
		(there) => {
			const first = DateTime.fromMillis(0, { zone: there, locale: 'en-US' });
			for (const value of [
				...['yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd HH:mm', "yyyy-MM-dd'T'HH:mm:ss"].map((form) =>
					first.toFormat(form),
				),
				...[first.toISO(), first.toUTC().toISO(), '1970-01-01T00:00:00Z', '1970-01-01'],
				...['M/d/yyyy h:mm:ss a', 'MM/dd/yyyy hh:mm a'].map((form) => first.toFormat(form)),
				...[`/Date(${first.offset * 60_000})/`, '/Date(0)/', '/Date(0+0200)/', '/Date(-0)/'],
				...['yyyy-MM-dd HH:mm:ss ZZ', "yyyyMMdd'T'HHmmssZZZ"].map((form) => first.toFormat(form)),
			]) {
				expectNone(value);
			}
		},
	);

	it.each([
		...['1970-01-01 00:03:12', '1969-12-31T19:04:59Z', '/Date(192000)/', '1/1/1970 12:00:01 AM'],
		...[
			'1970-01-02 00:00:00',
			'1969-12-31 09:00:00',
			'1969-07-20T20:00:00Z',
			'1971-01-01 00:00:00',
		],
	])('is not said by %j of a clock that was reset, or of another day', (value) => {
		expect(isNoDate(value)).toBe(false);
		expect(localDateOf(value, 'utc')).toMatch(/^(1969|197[01])-/);
	});

	function expectNone(value: string | number | null) {
		for (const zone of [NEW_YORK, 'Asia/Kolkata', 'utc', undefined]) {
			expect([value, isoDate(value, zone)]).toEqual([value, '']);
			expect([value, canSendBack(value, zone)]).toEqual([value, true]);
			expect(localDateOf(value, zone)).toBe('');
			expect(readMoment(value, zone)).toBeUndefined();
		}
		expect(isNoDate(value)).toBe(true);
		expect(hasDates({ access_expires: value })).toBe(false);
		expect(unreadableDates({ access_expires: value })).toEqual([]);
	}

	it('is none that Lockt can be sent where the last day of all is another year on the site', () => {
		const last = '9999-12-31T23:59:59Z';
		expect(canSendBack(last, NEW_YORK)).toBe(true);
		expect(canSendBack(last, 'Asia/Kolkata')).toBe(false);
		expect(isoDate(last, 'Asia/Kolkata')).toBe(last);
	});

	it.each(['tomorrow', '5/1/2026 13:00:00', 20260715])('is not said by %j', (value) => {
		expect(isNoDate(value)).toBe(false);
		expect(unreadableDates({ access_expires: value })).toEqual(['access_expires']);
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

describe('a date that somebody entered, where the zone is not known', () => {
	it('is taken as it is when it is local, and refused when it has an offset', () => {
		expect(localDate('2026-07-15T08:00:00', undefined)).toBe('2026-07-15 08:00:00');
		expect(localDate('soon', undefined)).toBeUndefined();
		for (const date of ['2026-07-15T08:00:00Z', new Date('2026-07-15T08:00:00Z')]) {
			expect(() => localDate(date, undefined)).toThrow("did not say the site's time zone");
		}
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
