import { readings, type Readings } from '../emulator/readings';

/** What is to be said of a reading. */
interface Explained<Choice extends string | number> {
	/** What the vendor's text leaves open. */
	open: string;
	/** Lines of the reference, release 1.1.0; nothing where it is silent. */
	lines?: string;
	/** What the node does under each form. */
	does: Record<`${Choice}`, string>;
	/** What shows the maintainers what the real one does. */
	send: string;
}

const CHECK = 'Check Compatibility';
const SAME = 'understood the same';
/** What a change shows, which Check Compatibility never makes. */
const change = (what: string) => `Status and body of ${what}, with names and numbers replaced`;

/** Every reading of the emulator, and every form of it: who adds one explains it here. */
const explained: { [Name in keyof Readings]: Explained<Readings[Name]> } = {
	errorStatus: {
		open: 'The status of a refusal',
		lines: '79-84',
		does: { 400: 'an error with the words of Lockt', 200: 'the same error, as the body says it' },
		send: CHECK,
	},
	errorShape: {
		open: 'Whether a refused change names the records',
		lines: '105, 127',
		does: {
			result: 'each item gets its own refusal',
			data: 'all items of the request are refused',
		},
		send: change('a refused change'),
	},
	errorText: {
		open: 'What is wrong with a record as a list or one text',
		lines: '147-151',
		does: { array: 'all that is wrong is said', string: SAME },
		send: change('a refused change'),
	},
	partialErrors: {
		open: 'Where the errors stand when some records were taken',
		lines: '127, 563',
		does: { beside: 'items are told apart', inside: SAME },
		send: change('a change with one bad record, All or Nothing off'),
	},
	partialStatus: {
		open: 'The status when some records were taken',
		lines: '79-81, 563',
		does: {
			200: 'items are told apart',
			400: 'items are told apart by what is listed and counted',
		},
		send: change('a change with one bad record, All or Nothing off'),
	},
	missing: {
		open: 'The answer to an unknown ID, name or number',
		lines: '83',
		does: {
			empty: 'an error that names what is not there',
			notFound: 'the same error, if the words do not say otherwise',
			error: 'the same error, if the words say that it is not there',
		},
		send: 'The error of Get with an ID that does not exist',
	},
	flags: {
		open: 'Whether ?missingcreds= counts like ?missingcreds',
		lines: '237',
		does: { any: 'the bare word is sent', bare: 'the bare word is sent' },
		send: CHECK,
	},
	overlap: {
		open: 'How a POST that overlaps another is refused',
		lines: '99',
		does: {
			429: 'one request at a time; a refused one is sent again for up to three minutes',
			400: 'the same, where the words say that it was too early',
			503: 'the same, where the words say that it was too early; unlocks never',
		},
		send: change('a change that came too early'),
	},
	eventsFrom: {
		open: 'Whether /events?id=N has event N in it',
		lines: '221, 1907',
		does: { after: 'no event is told twice', at: 'the event that is known is left out' },
		send: CHECK,
	},
	eventsOrder: {
		open: 'Which event comes first',
		lines: '1860-1900',
		does: { newest: 'sorted by ID', oldest: 'sorted by ID' },
		send: CHECK,
	},
	eventTime: {
		open: 'The name of the time of an event',
		lines: '1828, 1868',
		does: { hw_time: 'event_time is added', event_time: 'put out as it is' },
		send: CHECK,
	},
	userNames: {
		open: 'Names in lists of users',
		lines: '2928-2985',
		does: { parts: 'put out as they are', whole: 'first and last name are told from it' },
		send: CHECK,
	},
	dates: {
		open: 'Which dates are local and which are UTC',
		lines: '354',
		does: {
			asShown: "told by their form, put out in the site's time",
			local: SAME,
			utc: SAME,
		},
		send: CHECK,
	},
	pending: {
		open: 'Whether "Pending Release" endpoints are there',
		lines: '224, 250',
		does: {
			notReleased: 'fobs are found in the list; Anonymize says that it is not released',
			released: 'they are used',
		},
		send: CHECK,
	},
	knownIssues: {
		open: 'Whether the known issues are corrected',
		lines: '347-354',
		does: { present: 'a name that is there twice is refused before it is sent', fixed: 'the same' },
		send: change('a change that is refused without reason'),
	},
	errorForm: {
		open: 'The form of a refusal without records',
		lines: '113-118, 143',
		does: { data: 'an error with the words of Lockt', list: SAME, bare: SAME, result: SAME },
		send: CHECK,
	},
	successNote: {
		open: 'Whether a result stands beside what went well',
		lines: '143',
		does: {
			none: 'done',
			result: 'done, if it says so; after a change any other words are a problem',
			count: 'beside records any words will do',
		},
		send: CHECK,
	},
	oneRecord: {
		open: 'A list of one record',
		lines: '104, 107-111',
		does: { list: 'a list of one', object: 'a list of one' },
		send: CHECK,
	},
	noRecords: {
		open: 'A list of none',
		lines: '104',
		does: {
			list: 'no records',
			object: 'no records',
			null: 'no records',
			absent: 'no records',
			words: 'no records, if they say that there are none of what was asked for',
			notFound: 'no records, if /time answers below the same address',
		},
		send: CHECK,
	},
	nesting: {
		open: 'Whether the list stands in data, or in it under a name of its own',
		lines: '104, 107-111',
		does: { none: 'the records are put out', named: SAME, kind: SAME },
		send: CHECK,
	},
	summary: {
		open: 'Whether counts come alone, in a list, or not at all for a PUT of a user',
		lines: '133-140, 3701-3705',
		does: {
			object: 'counts',
			list: 'counts',
			repeated:
				'where a PUT of a user is answered without counts, the user is read: done, if all that was sent can be compared and is there; a card that was given cannot be',
		},
		send: CHECK,
	},
	badRecord: {
		open: 'Records without an ID, or twice, which the text does not foresee',
		does: {
			none: 'all are put out',
			copy: 'put out once',
			noId: "left out, with a warning in n8n's log",
			null: "left out, with a warning in n8n's log",
		},
		send: CHECK,
	},
	keys: {
		open: 'How the names of properties are written',
		does: {
			asShown: 'put out as they are',
			topCapital: SAME,
			allCapital: 'put out in small letters',
			camelCase:
				'put out as the reference has them, as are any other letters, hyphens and spaces; a record that has one twice with two values is left out, and an answer that does is an error',
		},
		send: CHECK,
	},
	numbers: {
		open: 'Numbers as numbers or text',
		lines: '1256-1259',
		does: { number: 'put out as they are', text: 'IDs, codes, levels and counts become numbers' },
		send: CHECK,
	},
	booleans: {
		open: 'Yes and no',
		does: {
			boolean: 'put out as they are',
			number: 'become true or false',
			text: 'become true or false',
			yesNo: 'become true or false',
			letter: 'become true or false',
		},
		send: CHECK,
	},
	dateForm: {
		open: 'How dates are written',
		lines: '354',
		does: {
			asShown: "become ISO 8601 in the site's time",
			local: SAME,
			offset: SAME,
			us: 'the same; where a date of the same answer has a day in place of the month, all of its dates with slashes stay as they came, with a warning',
			slashDate: SAME,
			seconds: SAME,
			milliseconds: SAME,
			unreadable:
				"stay as they came, with a warning; a filter by time, and a user's dates that would be sent back, are an error",
		},
		send: CHECK,
	},
	zone: {
		open: "How /time calls the site's zone",
		lines: '257',
		does: {
			iana: 'dates are told by it, with its changes of the clock',
			windows: 'only the offset of now counts, see below',
			windowsAlone: 'the same: the offset is what the local time differs by from the UTC time',
			utcName:
				'dates stay as they came, with a warning: name and times do not fit together; UTC, or an offset of 0, counts only where a local time shows it',
			refused: 'the same, unless the trigger was told it before',
		},
		send: CHECK,
	},
	compression: {
		open: 'Whether answers are compressed',
		does: { none: 'read', gzip: 'read' },
		send: 'Nothing: n8n reads both',
	},
	byteOrderMark: {
		open: 'Whether a byte order mark comes first',
		does: { none: 'read', present: 'read' },
		send: 'Nothing: both are read',
	},
	contentType: {
		open: 'The content type of an answer',
		lines: '76',
		does: { json: 'read', html: 'read, if it is JSON' },
		send: CHECK,
	},
	ignoredFilter: {
		open: 'Filters that change nothing',
		lines: '351-352',
		does: {
			none: 'what came is what was asked for',
			low_battery: 'levels above it are taken out',
			id_num: 'others are taken out; for the doors of a user, an error that says so',
			user_id: 'others are taken out; for the doors of a user, an error that says so',
			name: 'others are taken out',
			userFlags:
				'of those who miss credentials the others are taken out, if their cards are shown; else an error that says so',
		},
		send: CHECK,
	},
	userCredentials: {
		open: 'Whether a user by ID number has PIN and credentials',
		lines: '3093-3167',
		does: { byEither: 'put out', byId: 'the user is asked for by ID as well' },
		send: CHECK,
	},
	eventNames: {
		open: 'How events spell doors and locations',
		does: {
			asDoors: 'compared',
			spaces: 'compared without outer spaces',
			capitals: 'compared without regard to case',
		},
		send: CHECK,
	},
	batteryLevels: {
		open: 'How battery levels are "expressed as a decimal"',
		lines: '1704',
		does: {
			percent: 'put out as they are',
			partOfOne:
				'where no level of all doors is above 1, and one is between: become percent, with a warning',
		},
		send: CHECK,
	},
	options: {
		open: 'In which form options count: the definition says boolean, the examples text',
		lines: '563, 615, 3467-3469',
		does: {
			any: 'sent as text',
			text: 'sent as text',
			boolean:
				'sent as text, and not heeded: Add names all that the user is to have, so that nobody loses any; nobody is created with what somebody has, administrators included, who could be changed instead',
		},
		send: 'A user whose access levels are other than they should be after Add, and the request that Dry Run shows, without names',
	},
	clearLevels: {
		open: 'Which empty access levels take all away',
		lines: '3460',
		does: {
			either: 'all are taken away',
			list: 'all are taken away',
			object: 'none are taken away: the item fails, and names the levels that are still there',
		},
		send: 'A user who kept levels after Clear All, and the request that Dry Run shows, without names',
	},
	heldLevels: {
		open: 'Whether a level that the user has already may be named where others are added: "Duplicate Assigned Access Levels"',
		lines: '304, 325',
		does: {
			taken: 'Add names all that the user is to have',
			refused:
				'the same request once more, to replace what the user has by all that they are to have; afterwards the node looks whether they have it',
		},
		send: change('an Add that is refused'),
	},
	unsaidLevels: {
		open: 'Whether replacing takes the access levels of a user whose body names none',
		lines: '563, 615',
		does: {
			kept: 'nobody loses any',
			replaced:
				'told by looking before and after at those who hold any, until one has kept them (up to five of a request): their items fail, name the levels, and nothing more is sent',
		},
		send: 'A user who lost access levels, and the request that Dry Run shows, without names',
	},
	enabledText: {
		open: 'What a text as `enabled` means',
		lines: '3443',
		does: {
			read: 'as it says',
			anyText:
				'told as above, by those who are to be disabled or to stay so: the item fails and says who is enabled now',
		},
		send: 'A user who should be disabled and is not, and the request that Dry Run shows, without names',
	},
};

/** The readings as the table of docs/readings.md. */
export function readingTable(): string {
	const names = Object.keys(readings) as Array<keyof Readings>;
	const rows = names.map((name) => {
		const { open, lines, does, send }: Explained<string | number> = explained[name];
		const forms = readings[name].map((choice) => `\`${choice}\`: ${does[`${choice}`]!}`);
		return [`\`${name}\``, open, lines ?? 'silent', forms.join('; '), send];
	});
	const head = ['Reading', 'What is open', 'Lines', 'What the node does', 'What to send'];
	return [head, head.map(() => '-'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
