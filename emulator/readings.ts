/**
 * What the vendor's text leaves open (api-readings): the emulator plays any of them, the node must
 * work with each. The first of each list is the default.
 */
export const readings = {
	/** With which status a refused request comes. */
	errorStatus: [400, 200],
	/** As `{"result", "errors"}` with the records, or as `{"data": {"error"}}` alone. */
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
} as const;

export type Readings = {
	-readonly [Name in keyof typeof readings]: (typeof readings)[Name][number];
};

export const defaultReadings = Object.fromEntries(
	Object.entries(readings).map(([name, [first]]) => [name, first]),
) as Readings;

/**
 * Checks a reading somebody wrote, e.g. on the command line.
 *
 * @throws when there is no such reading or no such choice
 */
export function readingOf(name: string, value: string): Partial<Readings> {
	const choices: ReadonlyArray<string | number> | undefined = Object.hasOwn(readings, name)
		? readings[name as keyof Readings]
		: undefined;
	if (!choices) {
		throw new Error(`There is no reading '${name}': ${Object.keys(readings).join(', ')}`);
	}
	const choice = choices.find((one) => String(one) === value);
	if (choice === undefined) {
		throw new Error(`'${name}' is one of ${choices.join(', ')}, not '${value}'`);
	}
	return { [name]: choice };
}

/** Every combination of the readings named, for tests that must hold under all of them. */
export function combinations(...names: Array<keyof Readings>): Array<Partial<Readings>> {
	return names.reduce<Array<Partial<Readings>>>(
		(all, name) =>
			all.flatMap((one) => readings[name].map((choice) => ({ ...one, [name]: choice }))),
		[{}],
	);
}
