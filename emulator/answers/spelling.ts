import { DateTime } from 'luxon';
import { LOCAL } from '../building/clock';
import type { Readings } from '../readings';
import { shapes, type Property } from '../shapes';

/** The properties that hold dates: as the shapes say, and what examples show besides. */
const DATES = new Set([
	...Object.values<Property[]>(shapes)
		.flat()
		.filter(({ datatype }) => datatype === 'date-time')
		.map(({ property }) => property),
	'hw_time',
	'datetime_utc',
	'datetime_local',
]);

const dateForms: Record<Exclude<Readings['dateForm'], 'asShown'>, (at: DateTime) => unknown> = {
	local: (at) => at.toFormat(LOCAL),
	offset: (at) => at.toISO(),
	us: (at) => at.toFormat('M/d/yyyy h:mm:ss a', { locale: 'en-US' }),
	slashDate: (at) => `/Date(${at.toMillis()})/`,
	seconds: (at) => at.toUnixInteger(),
	milliseconds: (at) => at.toMillis(),
	unreadable: (at) => at.toFormat("d. MMMM yyyy 'um' H 'Uhr' m", { locale: 'de' }),
};

const booleanForms: Record<Readings['booleans'], (value: boolean) => unknown> = {
	boolean: (value) => value,
	number: Number,
	text: String,
	yesNo: (value) => (value ? 'Yes' : 'No'),
	letter: (value) => (value ? 'Y' : 'N'),
};

/** Spells the keys and values of a body as the readings say. What was sent comes back as it came. */
export function spell(body: unknown, readings: Readings, timezone: string): unknown {
	const { keys, numbers, booleans, dateForm, batteryLevels } = readings;
	const changesValues =
		numbers === 'text' ||
		booleans !== 'boolean' ||
		dateForm !== 'asShown' ||
		batteryLevels === 'partOfOne';
	if (!changesValues && keys === 'asShown') return body;
	return spelled(body, 0);

	function spelled(value: unknown, depth: number): unknown {
		if (Array.isArray(value)) return value.map((one) => spelled(one, depth));
		if (typeof value !== 'object' || value === null) return valueForm(value);
		return Object.fromEntries(
			Object.entries(value).map(([key, content]) => [
				keyForm(key, depth),
				key === 'input_data' ? content : spelled(dated(key, measured(key, content)), depth + 1),
			]),
		);
	}

	function keyForm(key: string, depth: number): string {
		if (keys === 'camelCase') return camelCase(key);
		const isCapital = keys === 'allCapital' || (keys === 'topCapital' && depth === 0);
		return isCapital ? key.charAt(0).toUpperCase() + key.slice(1) : key;
	}

	function measured(key: string, content: unknown): unknown {
		const isLevel = key === 'battery_level' && typeof content === 'number';
		return isLevel && batteryLevels === 'partOfOne' ? content / 100 : content;
	}

	function dated(key: string, content: unknown): unknown {
		// Those of a schedule are times of the day.
		const isDate = DATES.has(key) && typeof content === 'string' && /^\d{4}-/.test(content);
		if (dateForm === 'asShown' || !isDate) return content;
		const zone = key === 'datetime_utc' ? 'utc' : timezone;
		const at = DateTime.fromISO(content.replace(' ', 'T'), { zone });
		return at.isValid ? dateForms[dateForm](at) : content;
	}

	function valueForm(value: unknown): unknown {
		const form = typeof value === 'boolean' ? booleanForms[booleans](value) : value;
		return typeof form === 'number' && numbers === 'text' ? String(form) : form;
	}
}

/** Two words that the reference writes as one. */
const COMPOUNDS: Record<string, string> = {
	accesslevels: 'access_levels',
	timezone: 'time_zone',
	datatype: 'data_type',
	unid: 'un_id',
};

function camelCase(key: string): string {
	return (COMPOUNDS[key] ?? key).replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
