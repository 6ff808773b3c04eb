import { makeChance } from './chance';
import { coverPairs } from './pairs';

/**
 * What the vendor's text leaves open (api-readings): the emulator plays any of them, the node must
 * work with each. The first of each list is the default.
 */
export const readings = {
	/** With which status a refused request comes. */
	errorStatus: [400, 200],
	/** As `{"result", "errors"}` with the records, or without them, as `errorForm` says. */
	errorShape: ['result', 'data'],
	/** What is wrong with a record: a list of texts, or one text. */
	errorText: ['array', 'string'],
	/** Some records were refused, others taken: `errors` beside `data`, or inside it. */
	partialErrors: ['beside', 'inside'],
	partialStatus: [200, 400],
	/** An unknown ID, name or number: an empty list, status 404, or an error. */
	missing: ['empty', 'notFound', 'error'],
	/** A query flag counts however it is written, or only as the bare word. */
	flags: ['any', 'bare'],
	/** With which status an overlapping POST is refused. */
	overlap: [429, 400, 503],
	/** `GET /events?id=N` starts after N, as its page says, or at N, as the table says. */
	eventsFrom: ['after', 'at'],
	eventsOrder: ['newest', 'oldest'],
	/** The examples say hw_time, the definition event_time. */
	eventTime: ['hw_time', 'event_time'],
	/** User lists show first and last name, or one `name` as the examples do. */
	userNames: ['parts', 'whole'],
	/** Dates come as the pages show them, or all local, or all UTC. */
	dates: ['asShown', 'local', 'utc'],
	/** "Pending Release" endpoints answer 404, or are there. */
	pending: ['notReleased', 'released'],
	/** The known issues of the validations are there, or corrected. */
	knownIssues: ['present', 'fixed'],
	/** A refusal that names no record: as `data`, in a list, as the bare error, or as `result`. */
	errorForm: ['data', 'list', 'bare', 'result'],
	/** `"result": ["Success"]` stands beside what went well; or how many, beside the records of a list. */
	successNote: ['none', 'result', 'count'],
	/** A list of one record is a list, or the record itself. */
	oneRecord: ['list', 'object'],
	/** A list of none is an empty one, `{}`, null, no `data` at all, words, or status 404. */
	noRecords: ['list', 'object', 'null', 'absent', 'words', 'notFound'],
	/** A list stands in `data`, or in it under a name: of any list, or of its kind, as in the body of a change. */
	nesting: ['none', 'named', 'kind'],
	/**
	 * What is no list, such as the counts of a write, comes alone, or in a list; or alone, but for a PUT of a user: that
	 * is repeated as its page has it, and nothing is counted.
	 */
	summary: ['object', 'list', 'repeated'],
	/** Among the records of a list stands a copy, or one without its ID, or a null. */
	badRecord: ['none', 'copy', 'noId', 'null'],
	/** Keys begin with a capital: those on top (`Data`, `Errors`), or all. Or each further word of them does. */
	keys: ['asShown', 'topCapital', 'allCapital', 'camelCase'],
	numbers: ['number', 'text'],
	booleans: ['boolean', 'number', 'text', 'yesNo', 'letter'],
	/** How each date is written, those of events included; unless as shown, whatever `dates` says. */
	dateForm: [
		'asShown',
		'local',
		'offset',
		'us',
		'slashDate',
		'seconds',
		'milliseconds',
		'unreadable',
	],
	/**
	 * The site's zone by its IANA name, or as Windows calls it: with the offset or without; as UTC, whatever the times are; or `/time` is not there.
	 */
	zone: ['iana', 'windows', 'windowsAlone', 'utcName', 'refused'],
	compression: ['none', 'gzip'],
	byteOrderMark: ['none', 'present'],
	contentType: ['json', 'html'],
	/** A filter that changes nothing, or the words by which users are asked for: the full list comes. */
	ignoredFilter: ['none', 'low_battery', 'id_num', 'user_id', 'name', 'userFlags'],
	/** A user comes with PIN and credentials by either filter, or by `id` alone. */
	userCredentials: ['byEither', 'byId'],
	/** Events name doors and locations as `/door` does, with spaces around, or in capitals. */
	eventNames: ['asDoors', 'spaces', 'capitals'],
	/** The battery level of a door: 64, or 0.64, as it is "expressed as a decimal". */
	batteryLevels: ['percent', 'partOfOne'],
	/**
	 * In which form `validate_fails_batch` and `replace_privileges` count; else their defaults do. Where booleans do,
	 * `update_existing` as text is true whatever it says, and finds by ID number and e-mail whom it changes.
	 */
	options: ['any', 'text', 'boolean'],
	/** Which empty `accesslevels` takes all away when it replaces: `[]` and `{}`, or one of them. */
	clearLevels: ['either', 'list', 'object'],
	/** A level that the user has already, where others are added: no matter, or refused as a duplicate. */
	heldLevels: ['taken', 'refused'],
	/** Whose levels the body does not say keeps them, or loses them where it replaces. */
	unsaidLevels: ['kept', 'replaced'],
	/** What `enabled` is: "true", or whatever is not empty. */
	enabledText: ['read', 'anyText'],
} as const;

export type Readings = {
	-readonly [Name in keyof typeof readings]: (typeof readings)[Name][number];
};

const nameList = Object.keys(readings) as Array<keyof Readings>;

export const defaultReadings = Object.fromEntries(
	Object.entries(readings).map(([name, [first]]) => [name, first]),
) as Readings;

/**
 * Checks a reading somebody wrote.
 *
 * @throws when there is no such reading or no such choice
 */
export function readingOf(name: string, value: string): Partial<Readings> {
	const choices: ReadonlyArray<string | number> | undefined = Object.hasOwn(readings, name)
		? readings[name as keyof Readings]
		: undefined;
	if (!choices) {
		throw new Error(`There is no reading '${name}': ${nameList.join(', ')}`);
	}
	const choice = choices.find((one) => String(one) === value);
	if (choice === undefined) {
		throw new Error(`'${name}' is one of ${choices.join(', ')}, not '${value}'`);
	}
	return { [name]: choice };
}

/**
 * Takes what somebody wrote on the command line: NAME=CHOICE, or random:SEED for a choice of each.
 * What comes later counts.
 *
 * @throws when there is no such reading or no such choice
 */
export function readingsFrom(texts: string[]): Partial<Readings> {
	const all = texts.map((text) => {
		const [, seed] = /^random:(\d+)$/.exec(text) ?? [];
		if (seed !== undefined) return randomReadings(Number(seed));
		const [name = '', value = ''] = text.split('=');
		return readingOf(name, value);
	});
	return Object.assign({}, ...all) as Partial<Readings>;
}

/** Which readings are not the default, and what they are. */
export function otherReadings(chosen: Readings): Array<[name: string, choice: string | number]> {
	return nameList
		.filter((name) => chosen[name] !== defaultReadings[name])
		.map((name) => [name, chosen[name]]);
}

/** Every combination of the readings named, for tests that must hold under all of them. */
export function combinations(...names: Array<keyof Readings>): Array<Partial<Readings>> {
	return names.reduce<Array<Partial<Readings>>>(
		(all, name) =>
			all.flatMap((one) => readings[name].map((choice) => ({ ...one, [name]: choice }))),
		[{}],
	);
}

/**
 * Combinations of the readings named, or of all: few, but each two choices come together in one, so
 * that a test may run under all of them. The first has the defaults.
 */
export function pairwise(...names: Array<keyof Readings>): Array<Partial<Readings>> {
	const chosen = names.length > 0 ? names : nameList;
	const rows = coverPairs<Readings[keyof Readings]>(chosen.map((name) => readings[name]));
	return rows.map((row) => Object.fromEntries(chosen.map((name, n) => [name, row[n]])));
}

/** A choice for each reading: looks random, is the same for the same seed. */
export function randomReadings(seed: number): Readings {
	const { helpers } = makeChance(seed);
	return Object.fromEntries(
		nameList.map((name) => [name, helpers.arrayElement<Readings[keyof Readings]>(readings[name])]),
	) as Readings;
}
