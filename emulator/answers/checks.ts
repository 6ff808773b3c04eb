import { momentOf } from '../building/clock';
import { filter, type Building } from '../building/building';
import type { Readings } from '../readings';

/** A record of a request's body, as it came. */
export type Input = Record<string, unknown>;

/** What a check may look at besides the value. */
export interface Scene {
	building: Building;
	readings: Readings;
	/** The record the value belongs to. */
	input: Input;
	/** The records of the same call that came before it and were found good. */
	before: Input[];
	/** Whether what a user has is replaced. */
	replaces: boolean;
	/** Values in use and by whom, looked up once per call. */
	inUse: (source: Values) => Map<string, Set<number>>;
}

/** Lists the values of a field that must be unlike each other, by the ID of who has them. */
export type Values = (building: Building) => Iterable<[id: number, value: string]>;

/** Says what is wrong with the value of a field, in the vendor's pattern; nothing when it is fine. */
export type Check = (value: unknown, field: string, scene: Scene) => string | undefined;

/** "Length versus system limit": the reference does not give the limits; these are made up. */
export const LIMITS = { card_num: 10, pin: 6 };

/** Signal to take all credentials but fobs away. Reference, user POST and PUT, Behaviors. */
export const REMOVE_CARDS = '-1';

export const isBlank = (value: unknown) =>
	value === undefined || value === null || text(value) === '';

const unlessBlank =
	(check: Check): Check =>
	(value, ...rest) =>
		isBlank(value) ? undefined : check(value, ...rest);

export const missing: Check = (value, field) =>
	isBlank(value) ? `Missing or blank ${field}` : undefined;

/** For a field that may be left out, but not be blank when it is there. */
export const blank: Check = (value, field) =>
	value !== undefined && isBlank(value) ? `Missing or blank ${field}` : undefined;

export const nonNumeric = unlessBlank((value, field) =>
	/^-?\d+$/.test(text(value)) ? undefined : `Non-Numeric ${field} found: ${text(value)}`,
);

/** Digits alone: of a card or a PIN, where a minus would be none. */
export const nonDigits = unlessBlank((value, field) =>
	/^\d+$/.test(text(value)) ? undefined : `Non-Numeric ${field} found: ${text(value)}`,
);

export const nonDigitsOrRemoval = unlessBlank((value, ...rest) =>
	text(value) === REMOVE_CARDS ? undefined : nonDigits(value, ...rest),
);

export const tooLong = (limit: number) =>
	unlessBlank((value, field) =>
		text(value).length > limit
			? `Invalid ${field} length found: ${text(value)}, limit is ${limit}`
			: undefined,
	);

export const emailFormat = unlessBlank((value) =>
	/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text(value))
		? undefined
		: `Invalid email address found: ${text(value)}`,
);

export const phoneFormat = unlessBlank((value) =>
	/^\+?[\d\s().-]{7,20}$/.test(text(value))
		? undefined
		: `Invalid phone number found: ${text(value)}`,
);

export const dateFormat = unlessBlank((value, field, { building }) =>
	momentOf(text(value), building.timezone)
		? undefined
		: `Invalid ${field} date: ${text(value)}, must be YYYY-MM-DD HH:MM:SS`,
);

/** Reference, delegate POST, "Example Response - Errors". @param other the date that comes after it */
export const before = (other: string) =>
	unlessBlank((value, field, { input }) =>
		!isBlank(input[other]) && text(value) >= text(input[other])
			? `Invalid ${field} date: ${text(value)}, must be before ${other}`
			: undefined,
	);

export const notPast = unlessBlank((value, field, { building }) => {
	const moment = momentOf(text(value), building.timezone);
	return moment && moment < building.now()
		? `Invalid ${field} date: ${text(value)}, cannot be in past`
		: undefined;
});

type Records = 'users' | 'doors' | 'accessLevels' | 'schedules' | 'locations' | 'locationTypes';

/** The value is the ID of one of these. */
export const idOf = (kind: Records) =>
	unlessBlank((value, field, { building }) =>
		building[kind].has(Number(value)) ? undefined : `Invalid ${field} found: ${text(value)}`,
	);

export const idOfCredential = unlessBlank((value, field, { building }) =>
	building.credentials.has(Number(value)) ? undefined : `Invalid ${field} found: ${text(value)}`,
);

export const notFob = unlessBlank((value, field, { building }) =>
	building.credentials.get(Number(value))?.fob
		? `Invalid ${field} found: ${text(value)} is a Fob`
		: undefined,
);

export const isFob = unlessBlank((value, field, { building }) =>
	building.credentials.get(Number(value))?.fob
		? undefined
		: `Invalid ${field} found: ${text(value)} is not a Fob`,
);

/** 0 is nobody. */
export const idOfUserOrNobody: Check = (value, ...rest) =>
	text(value) === '0' ? undefined : idOf('users')(value, ...rest);

/**
 * Somebody else has the value already: in the system, or earlier in the same call.
 *
 * @param what as the message names it, e.g. Door Name
 * @param values the values in use
 */
export const exists = (
	what: string,
	values: Values,
	{ inBatch = () => true }: { inBatch?: (readings: Readings) => boolean } = {},
) =>
	unlessBlank((value, field, { readings, input, before, inUse }) => {
		const own = Number(input.id);
		const wanted = text(value);
		const clash = `${what} Already Exists: ${wanted}`;
		const others = [...(inUse(values).get(wanted) ?? [])].filter((id) => id !== own);
		if (others.length > 0) return clash;
		const twice = before.some((other) => text(other[field]) === wanted);
		return twice && inBatch(readings) ? clash : undefined;
	});

/** Answers `inUse` for one call: each list is read once, however many records ask for it. */
export function valuesInUse(building: Building): Scene['inUse'] {
	const known = new Map<Values, Map<string, Set<number>>>();
	return (values) => {
		const found = known.get(values) ?? new Map<string, Set<number>>();
		if (!known.has(values)) {
			known.set(values, found);
			for (const [id, value] of values(building)) {
				found.set(value, (found.get(value) ?? new Set()).add(id));
			}
		}
		return found;
	};
}

/** All the access levels of a user record are there, and none is named twice. */
export const levelsValid: Check = (value, _, { building }) => {
	const bad = idsOf(value).find((id) => !building.accessLevels.has(id));
	return bad === undefined ? undefined : `Invalid access level found: ${bad}`;
};

export const levelsOnce: Check = (value, _, { building, readings, input, replaces }) => {
	const isHeld = readings.heldLevels === 'refused' && !replaces;
	const held = (isHeld && building.users.get(Number(input.id))?.accessLevelIds) || [];
	const twice = [...held, ...idsOf(value)].find((id, n, all) => all.indexOf(id) !== n);
	return twice === undefined ? undefined : `Duplicate access level found: ${twice}`;
};

/** Doors of an access level: each is there, none named twice, and so are their schedules. */
export const doorsValid: Check = (value, _, { building }) => {
	const bad = idsOf(value).find((id) => !building.doors.has(id));
	return bad === undefined ? undefined : `Invalid door id found: ${bad}`;
};

export const schedulesValid: Check = (value, _, { building }) => {
	const bad = entriesOf(value).find(({ schedule_id: id }) => !building.schedules.has(Number(id)));
	return bad && `Invalid schedule id found: ${text(bad.schedule_id)}`;
};

/** Known issue: Lockt looks for the same door in all records of the call, not in each alone. */
export const doorsOnce: Check = (value, field, { readings, before }) => {
	const others =
		readings.knownIssues === 'present' ? before.flatMap((one) => idsOf(one[field])) : [];
	const seen = new Set(others);
	const twice = idsOf(value).find((id) => seen.has(id) || !seen.add(id));
	return twice === undefined ? undefined : `Duplicate door id found: ${twice}`;
};

export function idsOf(value: unknown): number[] {
	return entriesOf(value).map(({ id }) => Number(id));
}

export function entriesOf(value: unknown): Input[] {
	return Array.isArray(value)
		? value.filter((entry): entry is Input => typeof entry === 'object' && entry !== null)
		: [];
}

/** The value as text, whether it came as text or as a number. */
export function text(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value).trim()
		: value === undefined || value === null
			? ''
			: JSON.stringify(value);
}

export function* emails({ users }: Building): Iterable<[number, string]> {
	for (const { id, email } of users.values()) yield [id, email];
}

export function* userIdNums({ users }: Building): Iterable<[number, string]> {
	for (const { id, id_num } of users.values()) yield [id, id_num];
}

export function* cardNums({ credentials }: Building): Iterable<[number, string]> {
	for (const { id, card_num } of credentials.values()) yield [id, card_num];
}

export function* fobNames(building: Building): Iterable<[number, string]> {
	for (const { id, name } of filter(building.credentials, ({ fob }) => fob !== undefined)) {
		yield [id, name];
	}
}

export function names(kind: 'doors' | 'accessLevels' | 'locations') {
	return function* (building: Building): Iterable<[number, string]> {
		for (const { id, name } of building[kind].values()) yield [id, name];
	};
}
