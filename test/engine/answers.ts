import type { IDataObject } from 'n8n-workflow';

/** What an answer says became of a record: done, refused, or nothing that could be relied on. */
export type Said = 'done' | 'refused' | 'nothing';

/** What is answered. */
export interface Asked {
	/** The records of the request, as they were sent; a request without a body has none. */
	records: IDataObject[];
	/** Which count Lockt gives when all is well, e.g. inserted; doors are unlocked one by one instead. */
	counts: 'inserted' | 'updated' | 'deleted' | 'processed' | 'unlocked';
	/** Whether the endpoint is one that the node knows. */
	isKnown: boolean;
	/** Whether it may be counted as inserted, though Lockt has another word for it. */
	countsAsInserted?: boolean;
	/** Whether it may be counted as updated, too. */
	countsTwice?: boolean;
	/** Whether it is about a user whom the address names. */
	isAboutUser?: boolean;
}

/** A body, and what it says with status 200. */
export interface Shape {
	name: string;
	body: (asked: Asked) => unknown;
	says: (asked: Asked) => Said;
}

const nothing = () => 'nothing' as const;
const refused = () => 'refused' as const;
/** Where nothing was sent that could be repeated, or it is not known what was, the words may mean anything. */
const refusedWithRecords = ({ isKnown, records }: Asked) =>
	isKnown && records.length > 0 ? ('refused' as const) : ('nothing' as const);

/** An answer that says that it was done once, and that a door was unlocked. */
function done({ records, counts }: Asked): IDataObject {
	if (counts !== 'unlocked') return { data: { submitted: 1, [counts]: 1, errors: 0 } };
	const data = { id: records[0]!.id, name: 'A', unlocked: true, status: 'unlocked', errors: [] };
	return { data: [data] };
}

const inCounts = ({ counts }: Asked) => ({
	submitted: 1,
	[counts === 'unlocked' ? 'processed' : counts]: 1,
});

/** The same with more in the counts, or in what is said of the door. */
function inside(asked: Asked, more: object): IDataObject {
	const { data } = done(asked);
	return {
		data: Array.isArray(data) ? [{ ...data[0], ...more }] : { ...(data as object), ...more },
	};
}

const counting = (more: object) => () => ({ data: { submitted: 1, errors: 0, ...more } });

/** Counts say nothing of doors that were to be unlocked. */
const byCounts =
	(said: Said) =>
	({ counts }: Asked): Said =>
		counts === 'unlocked' ? 'nothing' : said;

/** An act on a user or on an alert changes it. */
const isUpdated = ({ records, counts, isKnown }: Asked): Said =>
	!isKnown || counts === 'updated' || (records.length === 0 && counts === 'processed')
		? 'done'
		: 'nothing';

const refusal = ({ records: [record = {}] }: Asked, error: unknown = ['Not that one.']) => ({
	error,
	input_data: record,
});

/** A record like ours, of which nothing is ours. */
const stranger = ({ records: [record = {}] }: Asked) => ({
	error: ['Somebody else.'],
	input_data: Object.fromEntries(
		Object.keys({ id: 0, ...record }).map((name) => [name, `other ${name}`]),
	),
});

const INVALID = 'Invalid id found: 5';

/** Words of what broke down, or was done before: that may have been after the work. */
const BREAKDOWNS = [
	...['Object reference not set to an instance of an object.', 'A task was canceled.'],
	...['The connection to the database was lost', 'The operation took too long', 'Internal error'],
	...['Request already processed', 'It was deleted already.', 'Unknown error'],
	...['E-mail notification could not be delivered', 'Cannot send the answer'],
];

const ERROR = { data: { error: 'Validation errors found.' } };
const BROKEN = 'An Unexpected Error has occurred. Request has been terminated.';

/** So deep that whoever goes through it step by step runs out of stack. */
const DEEP = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** What a server may answer to a request for one thing. Texts go over the wire as they are. */
export const shapes: Shape[] = [
	{ name: 'no body', body: () => '', says: nothing },
	{ name: '{}', body: () => ({}), says: nothing },
	{ name: 'null', body: () => 'null', says: nothing },
	{ name: '[]', body: () => [], says: nothing },
	{ name: 'a number', body: () => '1', says: nothing },
	{ name: 'text', body: () => 'OK', says: nothing },
	{ name: 'a web page', body: () => '<!doctype html><h1>Sign in</h1>', says: nothing },
	{ name: 'half of it', body: () => '{"data":{"submitted":1,"inserted":1', says: nothing },
	{ name: 'no data', body: () => ({ data: null }), says: nothing },
	{ name: 'an empty list', body: () => ({ data: [] }), says: nothing },
	{ name: 'another JSON', body: () => ({ ok: true, message: 'Created' }), says: nothing },
	{ name: 'records', body: () => ({ data: [{ id: 5 }, { id: 6 }] }), says: nothing },
	{ name: 'counts that are right', body: done, says: () => 'done' },
	{
		name: 'counts as text',
		body: ({ counts }) => ({ data: { submitted: '1', [counts]: '1', errors: '0' } }),
		says: byCounts('done'),
	},
	{
		name: 'counts as other text',
		body: ({ counts }) => ({ data: { submitted: 1, [counts]: 'one', errors: 0 } }),
		says: nothing,
	},
	{ name: 'none done, none wrong', body: counting({ inserted: 0, updated: 0 }), says: nothing },
	{
		name: 'more done than there are',
		body: ({ counts }) => ({ data: { submitted: 1, [counts]: 2, errors: 0 } }),
		says: ({ isKnown }) => (isKnown ? 'nothing' : 'done'),
	},
	{
		name: 'processed, and not a single one by its own name',
		body: counting({ processed: 1, inserted: 0, updated: 0, deleted: 0 }),
		says: ({ isKnown }) => (isKnown ? 'nothing' : 'done'),
	},
	{
		name: 'twice as many processed as done',
		body: (asked) => inside(asked, { processed: 2 }),
		says: ({ isKnown, counts }) => (isKnown && counts !== 'unlocked' ? 'nothing' : 'done'),
	},
	{
		name: 'inserted, and updated as well',
		body: counting({ inserted: 1, updated: 1 }),
		says: ({ isKnown, countsTwice }) => (!isKnown || countsTwice ? 'done' : 'nothing'),
	},
	{
		name: 'as much of another kind',
		body: ({ counts }) => counting(counts === 'deleted' ? { updated: 1 } : { deleted: 1 })(),
		says: ({ isKnown }) => (isKnown ? 'nothing' : 'done'),
	},
	{
		name: 'success of another user',
		body: (asked) => inside(asked, { user_id: 999_999 }),
		says: ({ isAboutUser }) => (isAboutUser ? 'nothing' : 'done'),
	},
	{
		name: 'none inserted, one error',
		body: counting({ inserted: 0, updated: 0, errors: 1 }),
		says: (asked) => (asked.isKnown ? 'refused' : 'nothing'),
	},
	{ name: 'updated, not inserted', body: counting({ inserted: 0, updated: 1 }), says: isUpdated },
	{ name: 'updated, and nothing of inserted', body: counting({ updated: 1 }), says: isUpdated },
	{
		name: 'inserted, not updated',
		body: counting({ inserted: 1, updated: 0 }),
		says: ({ isKnown, counts, countsAsInserted }) =>
			!isKnown || counts === 'inserted' || countsAsInserted ? 'done' : 'nothing',
	},
	...[
		{ result: ['It could not be done'] },
		{ success: false, message: 'failed' },
		{ status: 'error' },
		{ warnings: ['Controller offline'] },
		{ isSuccess: 'false' },
		{ HasErrors: true },
		{ validation_errors: [{ field: 'name' }] },
		{ rolledBack: true },
		{ duplicates: 1 },
		{ meta: { success: false } },
		{ results: [{ status: 'failed' }] },
		...[{ committed: false }, { validateOnly: true }, { cancelled: true }, { not_found: 1 }],
		...[{ timedOut: true }, { jobStatus: 'queued' }, { door_state: 'locked' }, { opened: 'false' }],
	].map((words): Shape => ({
		name: `success beside ${JSON.stringify(words)}`,
		body: (asked) => ({ ...done(asked), ...words }),
		says: nothing,
	})),
	{
		name: 'success with an error inside',
		body: (asked) => inside(asked, { error: 'Controller offline' }),
		says: nothing,
	},
	{
		name: 'success that fails inside',
		body: (asked) => inside(asked, { failed: 1, message: 'Not done' }),
		says: nothing,
	},
	...[
		{ relay: { error: 'Relay did not answer' } },
		{ meta: { page: { errors: ['Batch has failed'] } } },
		{ log: [{ error: 'Controller offline' }] },
	].flatMap((more): Shape[] => [
		{
			name: `success with ${JSON.stringify(more)} inside`,
			body: (asked) => inside(asked, more),
			says: nothing,
		},
		{
			name: `success beside ${JSON.stringify(more)}`,
			body: (asked) => ({ ...done(asked), ...more }),
			says: nothing,
		},
	]),
	{
		name: 'success beside an error of a door that may be offline',
		body: (asked) => ({
			...done(asked),
			error: 'Unexpected error unlocking door. Door or Controller may be offline.',
		}),
		says: nothing,
	},
	{
		name: 'success, and an error as one more in the list',
		body: (asked) => ({ data: [done(asked).data, { error: 'Controller offline' }].flat() }),
		says: nothing,
	},
	{
		name: 'too early, and done all the same',
		body: () => ({ data: { error: 'Too many requests. 1 of 1 records were inserted' } }),
		says: nothing,
	},
	{
		name: 'errors that repeat the record',
		body: (asked) => ({ errors: [refusal(asked)] }),
		says: refusedWithRecords,
	},
	{
		name: 'errors without the record',
		body: ({ counts }) =>
			counts === 'unlocked' ? { errors: [INVALID] } : { errors: [{ error: INVALID }] },
		says: ({ isKnown }) => (isKnown ? 'refused' : 'nothing'),
	},
	...[
		[{ message: 'Request Timeout' }],
		[{ code: 10000, message: 'Upstream' }],
		['Service unavailable'],
		[{ error: ['socket hang up'] }],
		[{ error: 'Zeitüberschreitung', input_data: {} }],
		[{ status: '422', title: 'Gateway' }],
	].map((errors): Shape => ({
		name: `errors of a server in between: ${JSON.stringify(errors)}`,
		body: () => ({ success: false, errors }),
		says: nothing,
	})),
	{
		name: 'errors of another record',
		body: (asked) => ({ errors: [stranger(asked)] }),
		says: nothing,
	},
	{
		name: 'an error for the record that says nothing of it',
		body: (asked) => ({ errors: [refusal(asked, [BROKEN])] }),
		says: nothing,
	},
	{
		name: 'success beside an error of the record',
		body: (asked) => ({ ...done(asked), errors: [refusal(asked)] }),
		says: nothing,
	},
	{
		name: 'success beside errors that are a text',
		body: (asked) => ({ ...done(asked), errors: 'Something failed.' }),
		says: nothing,
	},
	{
		name: 'success beside errors without words',
		body: (asked) => ({ ...done(asked), errors: { code: 5 } }),
		says: nothing,
	},
	{
		name: 'success beside an error',
		body: (asked) => ({ ...done(asked), error: 'Something failed.' }),
		says: nothing,
	},
	{
		name: 'success beside an error that is an object',
		body: (asked) => ({ ...done(asked), error: { code: 5 } }),
		says: nothing,
	},
	...[
		{ hasErrors: 'false' },
		{ is_success: true, skipped: 0 },
		{ meta: { warnings: [] } },
		{ enabled: false },
		{ cancelled: false },
	].map((words): Shape => ({
		name: `success beside ${JSON.stringify(words)}`,
		body: (asked) => ({ ...done(asked), ...words }),
		says: () => 'done',
	})),
	{
		name: 'counts beside an error in a list',
		body: (asked) => ({ data: [inCounts(asked), { error: 'Not that one.' }] }),
		says: nothing,
	},
	{
		name: 'counts twice',
		body: (asked) => ({ data: [inCounts(asked), inCounts(asked)] }),
		says: nothing,
	},
	{
		name: 'words of something that was done',
		body: () => ({ error: 'Some doors are offline, the rest was processed.' }),
		says: nothing,
	},
	{
		name: 'words of what was done, and nothing else',
		body: () => ({ data: { error: 'All records inserted.' } }),
		says: nothing,
	},
	...[
		...['Door opened, logging failed', '2 of 3 doors opened', 'Completed with warnings'],
		...['User removed, but the log could not be written', 'Applied in part', 'Queued'],
		...['Timeout waiting for controller', 'Request timed out', 'Anonymised, report failed'],
	].map((words): Shape => ({
		name: `words: ${words}`,
		body: () => ({ error: words }),
		says: nothing,
	})),
	...[{ result: { success: false } }, { dryRun: true }, { queued: true }, { deleted: false }].map(
		(words): Shape => ({
			name: `success beside ${JSON.stringify(words)} inside`,
			body: (asked) => ({ ...done(asked), ...words }),
			says: nothing,
		}),
	),
	...BREAKDOWNS.flatMap((words): Shape[] => [
		{ name: `words: ${words}`, body: () => ({ data: { error: words } }), says: nothing },
		{
			name: `an error of the record: ${words}`,
			body: (asked) =>
				asked.counts === 'unlocked'
					? { data: [{ id: asked.records[0]!.id, errors: [words] }] }
					: { error: [words] },
			says: nothing,
		},
	]),
	{ name: 'an error', body: () => ERROR, says: refused },
	{ name: 'a list with an error', body: () => ({ data: [ERROR.data] }), says: refused },
	{
		name: 'an error that says nothing of records',
		body: () => ({ data: { error: BROKEN } }),
		says: nothing,
	},
	{ name: 'a result', body: () => ({ result: ['OK'] }), says: nothing },
	{
		name: 'a result that is a refusal',
		body: () => ({ result: ['Batch size exceeds maximum of 0 objects.'] }),
		says: refused,
	},
	{
		name: 'a result with errors that repeat the record',
		body: (asked) => ({
			result: ['Validation errors found. Batch has failed. Details provided.'],
			errors: [refusal(asked)],
		}),
		says: refusedWithRecords,
	},
	{
		name: 'words of an overlap',
		body: () => ({ data: { error: 'POST operations must not overlap.' } }),
		says: refused,
	},
	{ name: 'a list 20,000 deep', body: () => DEEP, says: nothing },
	{ name: 'data 20,000 deep', body: () => `{"data":${DEEP}}`, says: nothing },
	{
		name: 'success beside something 20,000 deep',
		body: (asked) => `${JSON.stringify(done(asked)).slice(0, -1)},"more":${DEEP}}`,
		says: nothing,
	},
	{
		name: 'a huge text',
		body: () => ({ data: { error: `${INVALID}! `.repeat(50_000) } }),
		says: refused,
	},
];

/** With these a server says that it did not look at what was sent, unless it speaks of that. */
const TURNED_AWAY = [307, 308, 401, 403, 404, 405, 410, 413, 415, 429];

/** With these it may have done everything: where to look for the answer, and that time was up. */
const SAYS_NOTHING = [202, 204, 300, 301, 302, 303, 304, 408];

export const statuses = [
	200,
	201,
	...SAYS_NOTHING,
	400,
	...TURNED_AWAY,
	409,
	418,
	422,
	451,
	500,
	502,
	503,
];

/** Whether there is something of records, or of what was done: it was looked into then. */
const speaksOfDoing = (body: unknown) =>
	typeof body !== 'string' &&
	/"(?:submitted|inserted|updated|deleted|processed|input_data|id)":|records (?:were )?inserted|was processed|opened|removed|completed|anonymised|applied|queued|time(?:d )?out/i.test(
		JSON.stringify(body),
	);

/** Whether something broke down, or was done before: with whatever status that may have been after the work. */
const brokeDown = (body: unknown) =>
	/unexpected error|object reference|task was canceled|database|too long|internal error|already (?:processed|deleted)|deleted already|unknown error|not be delivered|cannot send/i.test(
		JSON.stringify(body),
	);

/** Whether what is turned away says as well that it went well, or is cut off before it says anything. */
const leavesOpen = ({ name }: Shape): boolean =>
	['another JSON', 'half of it', 'a result', 'text', 'a number'].includes(name);

/** Where no record is named, the words may be those of a server that has not heard what became of it. */
const isInBetween = ({ name }: Shape): boolean => name.startsWith('errors of a server in between');

/** What an answer as a whole says: the rule that the node is measured by. */
export function readAnswer(status: number, shape: Shape, asked: Asked): Said {
	if (SAYS_NOTHING.includes(status)) return 'nothing';
	if (status === 429 && (speaksOfDoing(shape.body(asked)) || /already/.test(shape.name))) {
		return 'nothing';
	}
	if (TURNED_AWAY.includes(status) && leavesOpen(shape)) return 'nothing';
	if (status !== 429 && isInBetween(shape)) return 'nothing';
	if (TURNED_AWAY.includes(status) && !speaksOfDoing(shape.body(asked))) {
		return status !== 429 && brokeDown(shape.body(asked)) ? 'nothing' : 'refused';
	}
	if (status >= 500) return status === 503 && /overlap/.test(shape.name) ? 'refused' : 'nothing';
	const said = shape.says(asked);
	if (status < 300) return said;
	return said === 'done' ? 'nothing' : said;
}
