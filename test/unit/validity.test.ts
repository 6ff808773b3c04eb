import { DateTime } from 'luxon';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';
import {
	accessEffective,
	accessExpires,
	clearDates,
	validityFrom,
} from '../../nodes/Lockt/fields/validity';
import { checked } from './checked';

const FIELDS = [accessEffective, accessExpires, clearDates];

const validity = (values: Record<string, unknown>) =>
	validityFrom(checked(FIELDS, values), {
		zone: () => Promise.resolve('America/New_York'),
	} as Lookups);

describe('the dates that were entered', () => {
	it.each([
		['none', {}, {}],
		['blank', { accessEffective: '', accessExpires: null }, {}],
		[
			'both',
			{ accessEffective: '2098-01-15T12:00:00Z', accessExpires: '2099-01-15' },
			{ access_effective: '2098-01-15 07:00:00', access_expires: '2099-01-15 00:00:00' },
		],
		[
			'of an expression',
			{ accessExpires: DateTime.fromISO('2099-01-15T12:00:00Z') },
			{ access_expires: '2099-01-15 07:00:00' },
		],
		[
			'one set, one cleared',
			{ accessExpires: '2099-01-15', clear: ['access_effective'] },
			{ access_effective: '', access_expires: '2099-01-15 00:00:00' },
		],
		[
			'both cleared',
			{ clear: ['access_effective', 'access_expires'] },
			{ access_effective: '', access_expires: '' },
		],
	])('%s', async (_, values, expected) => {
		expect(await validity(values)).toEqual(expected);
	});

	it.each([
		[
			'no date',
			{ accessEffective: '31.12.2099' },
			"'Access Effective' must be a date such as 2027-03-31 or 2027-03-31T17:00:00",
			"It is '31.12.2099'. Nothing was sent to Lockt",
		],
		[
			'no such day',
			{ accessExpires: '2099-02-30' },
			"'Access Expires' must be a date",
			"It is '2099-02-30'",
		],
		[
			'the wrong order',
			{ accessEffective: '2099-02-01', accessExpires: '2099-01-01' },
			"'Access Effective' must be before 'Access Expires'",
			'Nothing was sent to Lockt',
		],
		[
			'the past',
			{ accessExpires: '2001-01-01' },
			"'Access Expires' is in the past: 2001-01-01 00:00:00",
			'Nothing was sent to Lockt',
		],
		[
			'all that is wrong',
			{ accessEffective: '2002-01-01', accessExpires: '2001-01-01' },
			"must be before 'Access Expires'; 'Access Expires' is in the past",
			'Correct the dates',
		],
		[
			'set and cleared',
			{ accessExpires: '2099-01-01', clear: ['access_expires'] },
			"'Access Expires' is to be set and to be cleared",
			"choose it in 'Clear Dates', not both",
		],
	])('are an error: %s', async (_, values, message, description) => {
		await expect(validity(values)).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
			description: expect.stringContaining(description) as string,
		});
	});
});
