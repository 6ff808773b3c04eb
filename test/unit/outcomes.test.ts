import fc from '../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import { write } from '../../emulator/answers/batch';
import { openBuilding } from '../../emulator/building/open';
import { contract, nameOf } from '../../emulator/contract';
import { combinations, defaultReadings } from '../../emulator/readings';
import { LocktError } from '../../nodes/Lockt/api/errors';
import { outcomeOfAct, outcomeOfCall, type AskedAct } from '../../nodes/Lockt/api/answers/acts';
import { outcomesOf } from '../../nodes/Lockt/api/answers/outcomes';
import { notTaken } from '../../nodes/Lockt/api/answers/tooEarly';
import { outcomeWithoutAnswer, type Outcome } from '../../nodes/Lockt/api/answers/notDone';
import type { Becomes } from '../../nodes/Lockt/api/answers/addUp';
import { unlockOutcomes } from '../../nodes/Lockt/api/answers/unlock';
import type { Answer } from '../../nodes/Lockt/api/transport';
import { answered as answer } from './answered';

const kinds = (outcomes: Outcome[]) => outcomes.map(({ kind }) => kind);
const problemsOf = (outcome: Outcome | undefined) =>
	outcome && outcome.kind !== 'done' ? outcome.problems : [];
const doors = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, n) => ({ name: `Door ${n}` }));
const refusal = (input_data: unknown, error: unknown) => ({ error, input_data });

/** Acts: one on the user with the ID 5, and one on as many as there are. */
const ONE: AskedAct = { becomes: 'changed', about: { name: 'user_id', value: 5 } };
const PURGE: AskedAct = { becomes: 'deleted' };

describe('what became of each record of a batch', () => {
	const shapes = combinations('partialErrors', 'partialStatus', 'errorText');
	const endpoint = contract.find((row) => nameOf(row) === 'POST /door')!;

	it('is what Lockt says of it, whichever records it refuses and however it says so', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.nat(19), { maxLength: 20 }),
				fc.constantFrom(...shapes),
				(bad, shape) => {
					const records = doors(20).map((door, n) =>
						bad.includes(n) ? { ...door, location_id: 999_999 } : door,
					);
					const { status, body } = write(
						endpoint,
						openBuilding({}),
						{ ...defaultReadings, ...shape },
						{
							value: '',
							limit: 100,
							body: { doors: records, options: { validate_fails_batch: 'false' } },
						},
					);
					const outcomes = outcomesOf(records, answer(status, body), { becomes: 'created' });
					outcomes.forEach((outcome, n) => {
						expect(outcome.kind).toBe(bad.includes(n) ? 'refused' : 'done');
						if (bad.includes(n)) {
							expect(problemsOf(outcome)).toEqual(['Invalid location_id found: 999999']);
						}
					});
				},
			),
			{ numRuns: 60 },
		);
	});

	it('matches a refusal to its record when properties are in another order, or numbers are text', () => {
		const records = [
			{ id: -1, id_num: 'A', accesslevels: [{ id: 5 }] },
			{ id: -1, id_num: 'B', accesslevels: [{ id: 5 }] },
		];
		const errors = [refusal({ accesslevels: [{ id: '5' }], id_num: 'B', id: '-1' }, 'no')];
		const data = { submitted: 2, inserted: 1, updated: 0, errors: 1 };
		const outcomes = outcomesOf(records, answer(200, { data, errors }), { becomes: 'created' });
		expect(kinds(outcomes)).toEqual(['done', 'refused']);
	});

	it('matches a refusal that does not repeat the PIN, or repeats only a part', () => {
		const records = [
			{ id: -1, id_num: 'A', pin: '1111' },
			{ id: -1, id_num: 'B', pin: '2222' },
		];
		const data = { submitted: 2, inserted: 1, errors: 1 };
		for (const input of [{ id: -1, id_num: 'B', pin: '****' }, { id_num: 'B' }]) {
			const errors = [refusal(input, ['bad'])];
			expect(
				kinds(outcomesOf(records, answer(400, { data, errors }), { becomes: 'created' })),
			).toEqual(['done', 'refused']);
		}
	});

	it.each([
		['fewer done than there are records', { submitted: 3, inserted: 2, errors: 0 }, []],
		['more errors than are named', { submitted: 3, inserted: 2, errors: 2 }, [0]],
		['fewer records taken in', { submitted: 2, inserted: 2, errors: 1 }, [0]],
		['more done than there are records', { submitted: 3, inserted: 4, errors: 0 }, []],
	])('is unknown where the counts do not add up: %s', (_, data, refused) => {
		const records = doors(3);
		const errors = refused.map((n) => refusal(records[n], 'bad'));
		const outcomes = outcomesOf(records, answer(200, { data, errors }));
		outcomes.forEach((outcome, n) => {
			expect(outcome.kind).toBe(refused.includes(n) ? 'refused' : 'unknown');
			if (!refused.includes(n)) expect(problemsOf(outcome).join()).toContain('does not add up');
		});
	});

	it('is unknown where a refusal cannot be told whose it is, unless it is that of all', () => {
		const records = doors(2);
		const errors = [refusal({ name: 'Somebody else' }, 'bad')];
		const one = answer(200, { data: { submitted: 2, inserted: 1, errors: 1 }, errors });
		expect(kinds(outcomesOf(records, one))).toEqual(['unknown', 'unknown']);
		const both = answer(200, {
			data: { submitted: 2, inserted: 0, updated: 0, errors: 2 },
			errors: [...errors, ...errors],
		});
		expect(kinds(outcomesOf(records, both))).toEqual(['refused', 'refused']);
	});

	it('takes the example of door POST, which counts one door as inserted and as updated', () => {
		const kindsFor = (inserted: number, updated: number, count: number) => {
			const data = { submitted: count, inserted, updated, errors: 0 };
			return kinds(outcomesOf(doors(count), answer(200, { data }), { becomes: 'createdTwice' }));
		};
		expect(kindsFor(1, 1, 1)).toEqual(['done']);
		expect(kindsFor(1, 0, 1)).toEqual(['done']);
		expect(kindsFor(1, 1, 2)).toEqual(['unknown', 'unknown']);
		expect(kindsFor(2, 1, 2)).toEqual(['unknown', 'unknown']);
	});

	it('counts what was processed once, and not beside what it was processed into', () => {
		const names = ['inserted', 'updated', 'deleted', 'processed'];
		const kindOf = (becomes: Becomes, counts: object) =>
			outcomesOf(doors(2), answer(200, { data: { submitted: 2, ...counts } }), { becomes })[0]!
				.kind;
		fc.assert(
			fc.property(
				fc.constantFrom<Becomes>('created', 'createdTwice', 'changed', 'saved', 'deleted'),
				fc.dictionary(fc.constantFrom(...names), fc.nat(2)),
				(becomes, counts) => {
					const { processed, ...named } = counts;
					if (kindOf(becomes, counts) !== 'done') return;
					expect(processed ?? 2).toBe(2);
					// What is said by its own name is said without it as well.
					if (Object.keys(named).length > 0) expect(kindOf(becomes, named)).toBe('done');
				},
			),
			{ numRuns: 500 },
		);
	});

	it.each([
		[{ result: ['Batch has failed.'], errors: [refusal({ name: 'Door 1' }, ['taken'])] }],
		[{ result: ['Batch has failed.'], errors: [refusal({ name: 'Door 1' }, 'taken')] }],
	])('a batch that failed as a whole: nobody was done', (body) => {
		for (const status of [200, 400]) {
			const outcomes = outcomesOf(doors(3), answer(status, body));
			expect(kinds(outcomes)).toEqual(['refused', 'refused', 'refused']);
			expect(problemsOf(outcomes[1])).toEqual(['taken']);
			expect(problemsOf(outcomes[0])[0]).toContain('another item of the same batch');
		}
	});

	it.each([200, 400])('one text for the whole batch (status %i)', (status) => {
		const said = { data: { error: 'Batch size exceeds maximum of 50 objects.' } };
		const outcomes = outcomesOf(doors(2), answer(status, said));
		expect(kinds(outcomes)).toEqual(['refused', 'refused']);
		expect(problemsOf(outcomes[0])).toEqual([
			'Lockt refused it: Batch size exceeds maximum of 50 objects.',
		]);
	});

	it.each([
		[
			'it broke down in the middle',
			400,
			{ data: { error: 'The destination host is unreachable.' } },
		],
		['it broke down in the middle', 200, { data: { error: 'An Unexpected Error has occurred.' } }],
		['status 500', 500, { data: { error: 'x' } }],
		['a web page', 200, '<html>'],
		['half an answer', 200, '{"data": {'],
		['something else', 200, { hello: 'world' }],
		['nothing', 200, ''],
		['no counts', 200, { data: {} }],
		['a list', 200, { data: [] }],
	])('is unknown: %s', (_, status, body) => {
		expect(kinds(outcomesOf(doors(2), answer(status, body)))).toEqual(['unknown', 'unknown']);
	});

	it.each([
		['the key', 401, { data: { error: 'Invalid API key' } }],
		['the licence', 403, { error: 'Your licence does not include this endpoint.' }],
		['too many requests', 429, { data: { error: 'Too many requests' } }],
		['overlap', 400, { data: { error: 'POST operations must not overlap.' } }],
		['overlap', 503, { data: { error: 'Simultaneous operations are not allowed' } }],
		['elsewhere', 307, ''],
		['elsewhere', 308, { data: { error: 'Moved' } }],
	])('is refused as a whole: %s (%i)', (_, status, body) => {
		expect(kinds(outcomesOf(doors(2), answer(status, body)))).toEqual(['refused', 'refused']);
	});

	it.each([300, 301, 302, 303, 304, 305, 408])(
		'is unknown with status %i, whatever comes with it: it may have been done',
		(status) => {
			const refusals = [refusal({ name: 'Door 0' }, 'taken'), refusal({ name: 'Door 1' }, 'taken')];
			for (const body of [
				'',
				{},
				{ data: { error: 'Invalid name found' } },
				{ errors: refusals },
			]) {
				const said = answer(status, body);
				expect(kinds(outcomesOf(doors(2), said))).toEqual(['unknown', 'unknown']);
				expect(kinds(unlockOutcomes([{ id: 1 }], said))).toEqual(['unknown']);
				expect(outcomeOfAct(said, ONE).kind).toBe('unknown');
				expect(outcomeOfCall(said).kind).toBe('unknown');
			}
		},
	);

	it('without an answer it is unknown, unless the request cannot have arrived', () => {
		expect(outcomeWithoutAnswer(new LocktError('a', 'b', { mayHaveArrived: true })).kind).toBe(
			'unknown',
		);
		expect(outcomeWithoutAnswer(new LocktError('a', 'b')).kind).toBe('refused');
	});

	it('whatever comes, each record has one outcome, and nothing throws', () => {
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), (status, body) => {
				const anything = answer(status, body);
				for (const outcomes of [outcomesOf, unlockOutcomes]) {
					const found = outcomes([{ id: 1 }, { id: 2 }], anything);
					expect(found).toHaveLength(2);
					for (const { kind } of found) expect(['refused', 'unknown']).toContain(kind);
				}
			}),
		);
	});
});

describe('what became of each record of a creation', () => {
	const created = (data: object, errors: unknown[] = [], count = 2) =>
		kinds(outcomesOf(doors(count), answer(200, { data, errors }), { becomes: 'created' }));

	it.each([
		['all are new', { submitted: 2, inserted: 2, updated: 0, errors: 0 }, 'done'],
		['as many were somebody else', { submitted: 2, inserted: 2, updated: 2 }, 'unknown'],
		['one was somebody else', { submitted: 2, inserted: 1, updated: 1, errors: 0 }, 'unknown'],
		['all were somebody else', { submitted: 2, inserted: 0, updated: 2, errors: 0 }, 'unknown'],
	])('%s', (_, data, kind) => {
		expect(created(data)).toEqual([kind, kind]);
	});

	it('one alone, none inserted, one error without a reason: it was refused', () => {
		expect(created({ submitted: 1, inserted: 0, updated: 0, errors: 1 }, [], 1)).toEqual([
			'refused',
		]);
	});
});

describe('a batch whose errors come without counts', () => {
	const body = { errors: [refusal({ name: 'Door 1' }, 'taken')] };

	it('leaves open what became of the others, when Lockt was to go on', () => {
		const outcomes = outcomesOf(doors(3), answer(200, body), { allOrNothing: false });
		expect(kinds(outcomes)).toEqual(['unknown', 'refused', 'unknown']);
	});
});

describe('what became of a request without records', () => {
	const act = (status: number, body: unknown) => outcomeOfAct(answer(status, body), ONE);

	it.each<[asked: AskedAct, data: object]>([
		[ONE, { submitted: 1, processed: 1, errors: 0 }],
		[ONE, { submitted: 1, updated: 1, errors: 0, user_id: 5 }],
		[ONE, { inserted: 0, updated: 1, processed: 1, user: { id: 5 } }],
		[PURGE, { submitted: 2, deleted: 2, errors: 0 }],
		[PURGE, { submitted: 2, deleted: 0, errors: 0 }],
		[PURGE, { submitted: 2, deleted: 1, processed: 1, updated: 0 }],
		[PURGE, { processed: 3 }],
	])('is done where Lockt counts just that: %j, %j', (asked, data) => {
		expect(outcomeOfAct(answer(200, { data }), asked)).toEqual({ kind: 'done', answer: data });
	});

	it.each<[asked: AskedAct, data: object, beside?: object]>([
		...[{ updated: 500 }, { updated: 2 }, { processed: 2 }, { updated: 0 }, { processed: 0 }].map(
			(data): [AskedAct, object] => [ONE, data],
		),
		[ONE, { deleted: 1 }],
		[ONE, { inserted: 1 }],
		[ONE, { updated: 1, inserted: 1 }],
		[ONE, { updated: 0, processed: 1 }],
		[ONE, { updated: 1, processed: 2 }],
		[ONE, { submitted: 2, processed: 1 }],
		[ONE, { submitted: 0, updated: 1 }],
		[ONE, { user_id: 999, processed: 1 }],
		[ONE, { processed: 1, user: { id: 999 } }],
		[ONE, { processed: 1 }, { users: [{ UserId: '999' }] }],
		[PURGE, { updated: 500 }],
		[PURGE, { deleted: 1, updated: 1 }],
		[PURGE, { deleted: 1, processed: 2 }],
		[PURGE, { deleted: 0, processed: 2 }],
		[PURGE, { submitted: 1, deleted: 2 }],
		[PURGE, { processed: 0 }],
	])('is unknown where it counts, or names, anything else: %j, %j', (asked, data, beside = {}) => {
		expect(outcomeOfAct(answer(200, { data, ...beside }), asked).kind).toBe('unknown');
	});

	it.each([
		['refused', 400, { data: { error: 'Invalid user_id found: 5' } }],
		['unknown', 200, { data: { submitted: 2, deleted: 1, errors: 1 } }],
		['unknown', 200, { data: { error: 'Unable to locate template.' } }],
		['unknown', 502, '<html>'],
	])('%s (%i)', (kind, status, body) => {
		expect(act(status, body).kind).toBe(kind);
	});

	const bodies = [{}, [], null, '', 'ok', { data: {} }, { data: [] }, { data: null }, { ok: true }];

	it.each(bodies)('is unknown when Lockt does not say so: %j', (body) => {
		expect(act(200, body).kind).toBe('unknown');
		expect(act(204, body).kind).toBe('unknown');
	});

	const done = { data: { submitted: 1, processed: 1, deleted: 1, updated: 1, errors: 0 } };

	it.each([400, 401, 403, 404, 405, 408, 409, 410, 413, 415, 418, 422, 429, 451, 500, 502, 503])(
		'is never done with status %i, whatever comes with it',
		(status) => {
			for (const body of [...bodies, done, { data: [{ id: 5 }] }]) {
				expect(['refused', 'unknown']).toContain(act(status, body).kind);
				expect(['refused', 'unknown']).toContain(outcomeOfCall(answer(status, body)).kind);
			}
		},
	);
});

describe('what became of a call that nobody here knows', () => {
	it.each([
		[{ data: { count: 3 } }, { count: 3 }],
		[{ data: [{ id: 5 }] }, { id: 5 }],
		[{ data: [{ id: 5 }, { id: 6 }] }, { data: [{ id: 5 }, { id: 6 }] }],
		[{ data: [] }, { data: [] }],
		[{ ok: true }, { ok: true }],
	])('is passed on: %j', (body, expected) => {
		expect(outcomeOfCall(answer(200, body))).toEqual({ kind: 'done', answer: expected });
	});
});

describe('what became of the doors of an unlock call', () => {
	const opened = { id: 1, name: 'Dock', unlocked: true, status: 'unlocked', errors: [] };

	it('each has its own', () => {
		const data = [
			{ id: '2', name: 'Gate', unlocked: false, status: 'error', errors: ['Offline.'] },
			opened,
			{ id: 4, unlocked: false, errors: 'Jammed.' },
			{ id: 5, unlocked: false },
			{ id: 7, name: 'Lift' },
		];
		const errors = [refusal({ id: 3 }, ['Invalid id found: 3'])];
		const ids = [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id }));
		const outcomes = unlockOutcomes(ids, answer(200, { data, errors }));
		expect(kinds(outcomes)).toEqual([
			'done',
			'refused',
			'refused',
			'refused',
			'refused',
			'unknown',
			'unknown',
		]);
		expect(outcomes.map((one) => problemsOf(one).join())).toEqual([
			'',
			'Offline.',
			'Invalid id found: 3',
			'Jammed.',
			'Lockt did not unlock it and gives no reason',
			'Lockt did not say whether it unlocked',
			'Lockt did not say whether it unlocked',
		]);
	});
});

describe('a door that is said not to be unlocked', () => {
	const kindOf = (more: object) =>
		kinds(
			unlockOutcomes([{ id: 1 }], answer(200, { data: [{ id: 1, unlocked: false, ...more }] })),
		);

	it.each([
		...[
			'pending',
			'queued',
			'sent',
			'scheduled',
			'accepted',
			'in progress',
			'relocking in 5 s',
		].map((status) => ({ status })),
		{ message: 'Momentary unlock complete' },
		{ status: 'error', note: 'Will be tried again' },
	])('may be so all the same: %j', (more) => {
		expect(kindOf(more)).toEqual(['unknown']);
	});

	it.each([
		{},
		{ status: 'locked' },
		{ status: 'failed', errors: ['Jammed.'] },
		{ state: 'offline' },
	])('is not where nothing else is said: %j', (more) => {
		expect(kindOf(more)).toEqual(['refused']);
	});
});

describe('errors that name no record', () => {
	it.each([
		['Name already exists.', 'Name is too long.'],
		[{ error: ['Name is missing.'] }, { error: ['Name is long.'] }],
	])('may all be about one of them: %j', (...errors) => {
		const records = [{ name: 'Dock' }, { name: 'Gate' }];
		const said = answer(200, { errors });
		expect(kinds(outcomesOf(records, said, { allOrNothing: false }))).toEqual([
			'unknown',
			'unknown',
		]);
		expect(kinds(outcomesOf(records, said, { allOrNothing: true }))).toEqual([
			'refused',
			'refused',
		]);
	});
});

describe('what is counted as done beside words that it was not', () => {
	const counts = { submitted: 1, inserted: 0, updated: 1, errors: 0 };
	const opened = { id: 1, unlocked: true, status: 'unlocked', errors: [] };
	const against = [
		{ result: ['The user could not be updated'] },
		{ result: 'Partial success' },
		...[
			...['messages', 'description', 'remarks', 'explanation', 'title', 'log', 'notices', 'hint'],
		].flatMap((name) => [
			{ [name]: ['Unexpected error unlocking door. Door or Controller may be offline.'] },
			{ [name]: 'A communications error has occurred, nothing was changed.' },
			{ [name]: 'Rolled back' },
		]),
		...[{ transaction: 'rolled back' }, { resultCode: 12 }, { results: ['failed'] }],
		...[{ rows_affected: 0 }, { modified: 0 }, { committed: 'N' }, { summary: '1 failed' }],
		...[{ message: 'Momentary unlock is disabled' }, { message: 'Your access has been disabled' }],
		...[{ message: 'User updated tomorrow' }, { message: '7 records updated' }],
		{ success: false },
		{ Success: 'false', message: 'failed' },
		{ ok: 0 },
		{ status: 'error' },
		{ statusCode: 500 },
		{ message: 'Not done' },
		{ warnings: ['Controller offline'] },
		{ failed: 1 },
		{ error_message: 'No' },
		...['applied', 'committed', 'executed', 'accepted', 'opened', 'granted', 'confirmed'].map(
			(name) => ({ [name]: false }),
		),
		...['validateOnly', 'read_only', 'cancelled', 'timedOut', 'refused', 'offline', 'preview'].map(
			(name) => ({ [name]: true }),
		),
		...[{ not_found: 1 }, { notFound: [1] }, { missing: 1 }, { job_id: 5 }, { returnCode: 1 }],
		...[
			{ jobStatus: 'queued' },
			{ door_state: 'locked' },
			{ relay: 'failed' },
			{ phase: 'queued' },
		],
		...[{ comment: 'Nothing was changed' }, { meta: { committed: 'false' } }, { ack: 'no' }],
	];
	const inFavour = [
		{ result: ['Success'] },
		{ success: true, message: 'OK' },
		{ status: 200, failed: 0, warnings: [] },
		{ time: '2027-03-31 17:00:00', site: 'North Wing' },
		{ enabled: false, update_existing: 'false', user: { enabled: false } },
		{ cancelled: false, timedOut: 'false', readOnly: false, not_found: 0, missing: [] },
		{ door_state: 'unlocked', returnCode: 0, committed: true },
		{ message: 'User updated successfully.' },
		{ message: 'Request completed successfully', result: ['Success'] },
		{ options: { validate_fails_batch: 'Y', replace_privileges: true, update_existing: 'N' } },
		{ reason: 'OK', debug: false, cached: false, has_more: false, throttled: false },
		{ rateLimit: { limit: 100, remaining: 99 }, elapsed: '0.012 s', api: { version: 'v1.2' } },
		{ location: { name: 'North Wing' }, hint: 'Main entrance' },
	];
	const kindsOf = (beside: object, inside: object) => [
		outcomesOf([{ id: 1 }], answer(200, { ...beside, data: { ...counts, ...inside } }))[0]!.kind,
		outcomeOfAct(answer(200, { ...beside, data: { ...counts, ...inside } }), ONE).kind,
		unlockOutcomes([{ id: 1 }], answer(200, { ...beside, data: [{ ...opened, ...inside }] }))[0]!
			.kind,
	];

	it.each(against)('is unknown: %j', (words) => {
		expect(kindsOf(words, {})).toEqual(['unknown', 'unknown', 'unknown']);
		if ('result' in words) return;
		expect(kindsOf({}, words)).toEqual(['unknown', 'unknown', 'unknown']);
	});

	it.each(inFavour)('is done where they say nothing of the kind: %j', (words) => {
		expect(kindsOf(words, {})).toEqual(['done', 'done', 'done']);
	});

	it('is done for the others of a batch where the words are explained', () => {
		const data = { submitted: 2, inserted: 1, errors: 1 };
		const said = (text: string) =>
			answer(200, { result: [text], data, errors: [refusal({ name: 'Door 0' }, 'taken')] });
		const kindsFor = (text: string) =>
			kinds(outcomesOf(doors(2), said(text), { becomes: 'created' }));
		expect(kindsFor('Validation errors found. Details provided.')).toEqual(['refused', 'done']);
		expect(kindsFor('The rest could not be saved')).toEqual(['refused', 'unknown']);
	});

	it('is unknown for a door with an error of its own', () => {
		const state = { ...opened, error: 'Controller offline' };
		const data = [state, { ...opened, id: 2 }];
		expect(kinds(unlockOutcomes([{ id: 1 }, { id: 2 }], answer(200, { data })))).toEqual([
			'unknown',
			'done',
		]);
	});
});

it('is done beside words that repeat the counts', () => {
	const data = { submitted: 2, updated: 2, errors: 0 };
	const kindOf = (message: string) => outcomesOf(doors(2), answer(200, { data, message }))[0]!.kind;
	expect(kindOf('2 records updated')).toBe('done');
	expect(kindOf('1 record updated')).toBe('unknown');
});

describe('what is counted as refused beside words that it was done, or will be', () => {
	const hopes = [
		{ message: 'Momentary unlock complete' },
		{ message: 'The update was completed' },
		{ message: 'Queued for processing' },
		{ error: 'Sent to controllers, no confirmation' },
		{ error: 'Will be done when the controller is online' },
		{ success: true },
		{ result: ['Success'] },
		...['queued', 'pending', 'done', 'ok', 'accepted', 'in progress'].map((status) => ({ status })),
		...[{ queued: 1 }, { deferred: 1 }, { pending: true }, { job_id: 'a-5' }],
		...[{ job: { status: 'queued' } }, { messages: [{ text: 'Queued' }] }, { code: 202 }],
		...[{ meta: { message: 'Momentary unlock sent' } }, { results: [{ status: 'deleted' }] }],
		...[{ deleted_ids: [305] }, { unlocked_doors: [1] }, { accepted: true }, { saved: 'yes' }],
	];
	const inVain = [
		{ success: false },
		{ result: ['Validation errors found'] },
		{ status: 'error', message: 'User not found' },
		{ queued: 0, pending: false, status: 400 },
		{ message: 'The user cannot be updated' },
		{ users: [{ name: 'Sent Mail Room', enabled: true }], meta: { page: 1, took: '12 ms' } },
	];
	const counts = { submitted: 1, inserted: 0, updated: 0, errors: 1 };
	const locked = { id: 1, unlocked: false, errors: [] };
	const kindsOf = (words: object) =>
		[200, 400].flatMap((status) => [
			outcomesOf([{ id: 1 }], answer(status, { ...words, data: counts }))[0]!.kind,
			outcomeOfAct(answer(status, { ...words, data: counts }), ONE).kind,
			unlockOutcomes([{ id: 1 }], answer(status, { ...words, data: [locked] }))[0]!.kind,
		]);

	it.each(hopes)('is unknown: %j', (words) => {
		expect(kindsOf(words)).toEqual(Array(6).fill('unknown'));
	});

	it.each(inVain)('is refused where they say nothing of the kind: %j', (words) => {
		expect(kindsOf(words)).toEqual(Array(6).fill('refused'));
	});

	it.each([
		'Momentary unlock sent, no confirmation',
		'Will unlock when online',
		'Controller will retry',
		'Sent to controller',
		'Opened only partly',
		'Door opened until 17:00',
		...['Momentary unlock executed', 'Unlock performed', 'Access granted', 'Door is open'],
		...['Door released', 'Unlock in process', 'No acknowledgement from the controller'],
	])('is unknown of a door whose errors say: %s', (error) => {
		for (const errors of [error, [error], [{ error, input_data: { id: 1 } }]]) {
			const said = answer(200, { data: [{ ...locked, errors }] });
			expect(unlockOutcomes([{ id: 1 }], said)[0]!.kind).toBe('unknown');
		}
	});

	it.each([
		...[{ queued: true }, { job_id: 5 }, { will_retry: true }, { open: true }, { accepted: 1 }],
		...[{ relay: { state: 'unlocked' } }, { messages: ['Momentary unlock complete'] }],
	])('is unknown of a door of which it says besides: %j', (besides) => {
		const said = answer(200, { data: [{ ...locked, ...besides }] });
		expect(unlockOutcomes([{ id: 1 }], said)[0]!.kind).toBe('unknown');
	});

	it.each(['Jammed.', 'Door will not open', 'Door cannot be opened', 'Door is not wired'])(
		'is refused of a door whose errors say: %s',
		(error) => {
			const said = answer(200, { data: [{ ...locked, errors: [error] }] });
			expect(unlockOutcomes([{ id: 1 }], said)[0]!.kind).toBe('refused');
		},
	);
});

describe('a request that was turned away', () => {
	const GOOD = [
		'Success',
		'SUCCESS',
		'Successful.',
		'OK',
		'Ok',
		'Done',
		'Processed',
		'1 record saved',
	];
	const saying: Array<[string, (word: string) => unknown]> = [
		['a result', (word) => ({ result: [word] })],
		['a result beside no data', (word) => ({ result: [word], data: [] })],
		['a result beside an empty object', (word) => ({ result: [word], data: {} })],
		['a result beside null', (word) => ({ Result: [word], data: null })],
		['text', (word) => word],
		['JSON text', (word) => JSON.stringify(word)],
		['a list', (word) => [word]],
		['data', (word) => ({ data: word })],
		['data as a list', (word) => ({ data: [word] })],
		['a message', (word) => ({ message: word })],
		['half of an answer', (word) => `{"result":["${word}"],"data":{"submitted":1,"err`],
		['half of counts', () => '{"data":{"submitted":1,"processed":1,"err'],
	];

	it.each(saying)('is unknown where it says that it was done: %s', (_, body) => {
		for (const word of GOOD) {
			for (const status of [307, 400, 403, 404, 405, 410, 413, 429, 503]) {
				const came = answer(status, body(word));
				const [outcome] = outcomesOf([{ id: 5 }], came);
				expect([word, status, outcome!.kind]).toEqual([word, status, 'unknown']);
				expect([word, status, notTaken(came)]).toEqual([word, status, false]);
			}
		}
	});

	const results = [
		...[1, '1', '05', 'true', true, [5], { id: 5 }, { delegate_id: 5 }, { count: 1 }, { rows: 1 }],
		...[{ data: true }, { data: 1 }, { data: { id: 5 } }, { users: [{ id: 5 }] }],
		...[{ affected: 1 }, { status: 200 }, { code: '200' }, { message: '', id: 77_001 }],
		...[{ id: 305 }, { id: '404' }, { users: [{ id: 410 }] }, { created: { id: [310] } }],
	];

	it.each(results)('is unknown where it holds what may have come of it: %j', (body) => {
		for (const status of [307, 403, 404, 405, 410, 413, 429]) {
			const came = answer(status, body);
			expect([status, outcomesOf([{ id: 5 }], came)[0]!.kind]).toEqual([status, 'unknown']);
			expect([status, notTaken(came)]).toEqual([status, false]);
		}
	});

	it.each([
		{ error: 'Not Found', statusCode: 404 },
		{ status: 404, message: 'Not Found' },
		{ code: '405', error: 'Method Not Allowed' },
		{ errorCode: 1042, message: 'Forbidden', data: null },
		{ error: 'Forbidden', isError: true, requestTimeMs: 12 },
	])('is refused where numbers are of the refusal alone: %j', (body) => {
		for (const status of [403, 404, 405]) {
			expect(outcomesOf([{ id: 5 }], answer(status, body))[0]!.kind).toBe('refused');
		}
	});

	it.each([
		{},
		{ retry_after: 30 },
		{ limit: 100, remaining: 0 },
		{ status: 429, error: 'Too many requests.' },
	])('came too early where it says no more than that: %j', (body) => {
		expect(notTaken(answer(429, body))).toBe(true);
	});

	const statuses = [401, 403, 404, 405, 410, 413];
	const ofNobody = ['Your licence does not include this endpoint.', 'Unauthorized'];
	const ofSomebody = [
		'The resource was not found.',
		'Access to the indicated resource was denied.',
		'Not Found',
		'Forbidden',
	];
	const brokenDown = [
		'An Unexpected Error has occurred.',
		'A communications error occurred between the controller and the host.',
		'The destination host is unreachable.',
		'Deadlock victim',
		'Unable to locate the controller. Unexpected error.',
		'No response found from the controller',
		'Session expired while waiting for the controller',
		'Audit log denied access after the command',
	];
	const kindsFor = (count: number, status: number, error: string) => {
		const said = answer(status, { data: { error } });
		return new Set([
			...kinds(outcomesOf(doors(count), said)),
			...kinds(unlockOutcomes(doors(count), said)),
		]);
	};

	it.each(statuses)('with status %i may be so because of one of several records', (status) => {
		const isOfRequest = status === 413;
		for (const error of ofSomebody) {
			expect(kindsFor(1, status, error)).toEqual(new Set(['refused']));
			expect(kindsFor(2, status, error)).toEqual(new Set([isOfRequest ? 'refused' : 'unknown']));
		}
		for (const error of ofNobody) {
			expect(kindsFor(2, status, error)).toEqual(new Set(['refused']));
		}
	});

	it.each(statuses)('with status %i is unknown where Lockt broke down', (status) => {
		for (const error of brokenDown) {
			expect([error, ...kindsFor(1, status, error)]).toEqual([error, 'unknown']);
		}
	});

	it.each([...statuses, 307, 308, 411, 414, 415, 431])(
		'with status %i is unknown where anything says that it was done, or the answer is cut off',
		(status) => {
			const said: unknown[] = [
				...[{ message: 'Momentary unlock complete' }, { unlocked: true }, { status: 'queued' }],
				...[
					{ result: ['Momentary unlock sent'] },
					{ job: { status: 'pending' } },
					{ data: { updated: true } },
				],
				...['{"data":[{"id":1,"unlo', '[{"id":1'],
			];
			for (const body of said) {
				expect([body, outcomesOf(doors(1), answer(status, body))[0]!.kind]).toEqual([
					body,
					'unknown',
				]);
				expect([body, unlockOutcomes(doors(1), answer(status, body))[0]!.kind]).toEqual([
					body,
					'unknown',
				]);
			}
			// A page of a proxy, or nothing, says that nobody looked into it
			for (const body of ['', '<html>Sign in</html>', {}]) {
				expect(outcomesOf(doors(1), answer(status, body))[0]!.kind).toBe('refused');
			}
		},
	);
});

describe('an error anywhere in an answer that says that it was done', () => {
	const counts = { submitted: 1, inserted: 0, updated: 1, errors: 0, meta: { page: { no: 1 } } };
	const opened = { id: 1, unlocked: true, status: 'unlocked', reader: { battery: [{ at: 1 }] } };
	const options = { validate_fails_batch: 'false' };
	const answers: Array<[string, object, (said: Answer) => Outcome]> = [
		['a batch', { data: counts, options }, (said) => outcomesOf([{ id: 1 }], said)[0]!],
		['an act', { data: counts, site: { id: 5 } }, (said) => outcomeOfAct(said, ONE)],
		['a door', { data: [opened], options }, (said) => unlockOutcomes([{ id: 1 }], said)[0]!],
		[
			'doors by name',
			{ data: { doors: [opened] } },
			(said) => unlockOutcomes([{ id: 1 }], said)[0]!,
		],
	];
	const errors = [
		...[{ error: 'Relay did not answer' }, { errors: ['Relay did not answer'] }, { error: true }],
		...[{ Error: { code: 5 } }, { errors: [{ message: 'Offline' }] }, { _errors: ['Offline'] }],
		...[{ relay: { error: 'Offline' } }, { log: [{ data: { errors: ['Offline'] } }] }],
		...[{ options: { error: 'Offline' } }, { input_data: { error: ['Offline'] } }],
	];
	const fine = [
		{ result: ['The request was processed successfully'] },
		{ message: 'The request was processed successfully.' },
		{ error: '' },
		{ errors: [] },
		{ error: 'No errors' },
		{ relay: { error: null } },
	];

	/** The answer over and over, with more in one of its objects each time, and in one more entry of its lists. */
	function placesIn(value: unknown, more: object): unknown[] {
		if (typeof value !== 'object' || value === null) return [];
		const entries = Object.entries(value);
		const within = entries.flatMap(([name, one]) =>
			placesIn(one, more).map((changed) =>
				Array.isArray(value)
					? value.map((other: unknown, n) => (String(n) === name ? changed : other))
					: { ...value, [name]: changed },
			),
		);
		return [
			Array.isArray(value) ? [...(value as unknown[]), more] : { ...value, ...more },
			...within,
		];
	}

	it.each(answers)('leaves open what became of %s', (_, body, read) => {
		expect(read(answer(200, body)).kind).toBe('done');
		for (const place of errors.flatMap((error) => placesIn(body, error))) {
			for (const status of [200, 400]) {
				expect([place, read(answer(status, place)).kind]).toEqual([place, 'unknown']);
			}
		}
		for (const more of fine) expect(read(answer(200, { ...body, ...more })).kind).toBe('done');
	});

	it('is that of another door where it says so', () => {
		const doors = [{ id: 1 }, { id: 2 }];
		const other = { id: 2, unlocked: false, errors: ['Offline'] };
		const kindsOf = (body: object) => kinds(unlockOutcomes(doors, answer(200, body)));
		expect(kindsOf({ data: [opened, other] })).toEqual(['done', 'refused']);
		const refusals = [refusal({ id: 2 }, ['Invalid id found: 2'])];
		expect(kindsOf({ data: [opened], errors: refusals })).toEqual(['done', 'refused']);
		const result = ['Validation errors found.'];
		for (const status of [200, 400]) {
			const said = answer(status, { result, data: [opened], errors: refusals });
			expect(kinds(unlockOutcomes(doors, said))).toEqual(['done', 'refused']);
		}
		expect(kindsOf({ data: [opened, other], errors: ['Offline'] })[0]).toBe('unknown');
		expect(kindsOf({ data: [opened, { id: '', error: 'Offline' }] })[0]).toBe('unknown');
		expect(kindsOf({ data: [opened, 'Controller offline'] })[0]).toBe('unknown');
		expect(kindsOf({ data: { doors: [opened], error: 'Offline' } })[0]).toBe('unknown');
	});
});

describe('a list of what went wrong, under any name', () => {
	it.each(['validation_errors', 'validationErrors', 'warnings', 'failures', 'skipped', 'rejected'])(
		'is a doubt, whatever its records hold: %s',
		(name) => {
			const counts = { submitted: 2, inserted: 0, updated: 2, errors: 0 };
			for (const list of [[{ field: 'name' }], [{ id: 1 }], ['Phone'], [[{ code: 7 }]]]) {
				const said = answer(200, { data: counts, [name]: list });
				expect(outcomesOf(doors(2), said)[0]!.kind).toBe('unknown');
			}
			expect(outcomesOf(doors(2), answer(200, { data: counts, [name]: [] }))[0]!.kind).toBe('done');
		},
	);
});

describe('what was to be created', () => {
	it('and is counted as updated, was something else that is there already: that is said', () => {
		for (const counts of [
			{ inserted: 0, updated: 1 },
			{ inserted: 1, updated: 1 },
			{ updated: 2 },
		]) {
			const said = answer(200, { data: { submitted: 2, errors: 0, ...counts } });
			for (const outcome of outcomesOf(doors(2), said, { becomes: 'created' })) {
				expect(outcome.kind).toBe('unknown');
				expect(problemsOf(outcome).join()).toContain('may have been changed instead');
			}
		}
	});
});

describe('what was to be changed', () => {
	const inserted = { submitted: 1, inserted: 1, updated: 0, errors: 0 };

	it('is not done where it is counted as inserted, but for fobs', () => {
		const said = answer(200, { data: inserted });
		expect(outcomesOf([{ id: 5 }], said)[0]!.kind).toBe('unknown');
		expect(outcomeOfAct(said, ONE).kind).toBe('unknown');
		expect(outcomesOf([{ id: 5 }], said, { becomes: 'saved' })[0]!.kind).toBe('done');
	});
});

describe('an error of a batch that names none of its records', () => {
	const some = [
		...['Validation errors found. Some records were processed', 'Invalid phone'],
		// Reference, "Expected Outputs": the one sentence for validation errors, also of some of them
		'Validation errors found. Batch has failed. Details provided.',
	];
	const none = ['Batch size exceeds maximum of 50 objects.', 'No data found.'];
	const forms = (error: string) => [
		{ data: { error } },
		{ data: [{ error }] },
		{ data: [{ error }, { error }] },
		{ error },
		{ errors: [], error },
	];

	it.each([200, 400, 409, 422])(
		'leaves open what became of them, unless it says (%i)',
		(status) => {
			for (const [texts, kind] of [
				[some, 'unknown'],
				[none, 'refused'],
			] as const) {
				for (const body of texts.flatMap(forms)) {
					const open = outcomesOf(doors(3), answer(status, body), { allOrNothing: false });
					expect(kinds(open)).toEqual([kind, kind, kind]);
				}
			}
		},
	);

	it('is that of all where Lockt does all or nothing, and of the one there is', () => {
		const body = { error: 'Invalid phone' };
		expect(kinds(outcomesOf(doors(3), answer(400, body)))).toEqual(Array(3).fill('refused'));
		const alone = outcomesOf(doors(1), answer(400, body), { allOrNothing: false });
		expect(kinds(alone)).toEqual(['refused']);
	});
});

/** What platforms say that Lockt may be built on: it may come after the work. */
const PLATFORMS = [
	...['Nullable object must have a value.', "Invalid object name 'AuditLog'.", 'Access is denied.'],
	'There is already an open DataReader associated with this Command which must be closed first.',
	...['Invalid attempt to read when no data is present.', 'Missing reply from controller'],
	'The server response was: 5.7.1 Relaying denied',
	'Index was out of range. Must be non-negative and less than the size of the collection.',
	...['Unable to write to the event log: access denied', 'No reply found from controller'],
	...['Event could not be written: duplicate event', 'Controller confirmation is missing'],
	...['The given key is not available in the dictionary', 'Reply from reader is invalid'],
	...[
		'Empty reply from controller',
		'Malformed response from controller',
		'The reply is not valid',
	],
	...[
		'Response limit exceeded',
		'Improper ACK from controller',
		'Maximum request length exceeded.',
	],
	...['The remote server returned an error: (403) Forbidden.', 'License server does not exist'],
	'Error during serialization. The length of the string exceeds the value set on maxJsonLength.',
	...["Invalid column name 'email'.", "Login failed for user 'sa'.", 'Invalid cast from DateTime'],
	'The INSERT statement conflicted with the FOREIGN KEY constraint',
	"Cannot insert the value NULL into column 'email'; column does not allow nulls. INSERT fails.",
	'The EXECUTE permission was denied on the object',
	'String or binary data would be truncated.',
	"Violation of UNIQUE KEY constraint 'UQ_Users'.",
	'Subquery returned more than 1 value',
	"Duplicate entry 'a@b' for key 'users.email'",
	"Table 'lockt.users' doesn't exist",
	"Access denied for user 'lockt'@'localhost' (using password: YES)",
	"Unknown column 'pin' in 'field list'",
	'MySQL server has gone away',
	'Lock wait timeout exceeded; try restarting transaction',
	"Data too long for column 'name' at row 1",
	'Too many connections',
	'Commands out of sync',
	'duplicate key value violates unique constraint "users_pkey"',
	'relation "users" does not exist',
	'null value in column "name" violates not-null constraint',
	'permission denied for table users',
	'ORA-01031: insufficient privileges',
	'ORA-00001: unique constraint violated',
	'java.lang.NullPointerException',
	'Index 5 out of bounds for length 3',
	'No value present',
	'name must not be null',
	'Invalid mark',
	'Stream closed',
	'Missing required creator property',
	'Undefined index: email',
	'Missing argument 1 for notify()',
	'Invalid argument supplied for foreach()',
	'Allowed memory size exhausted',
	'Class Door not found',
	'Cannot redeclare send()',
	'upstream sent invalid header',
	'upstream prematurely closed connection',
	'413 Request Entity Too Large',
	'550 User unknown',
	'550 5.1.1 No such user here',
	'501 Invalid email address',
	'Mailbox unavailable',
	'553 5.1.3 Invalid address',
	'The specified string is not in the form required for an e-mail address.',
	'Name or service not known',
	'No such file or directory',
	'Relay is not responding',
	'Strike fault',
	'Door did not report back',
	'Reader is missing',
	'Invalid frame checksum',
	'No ACK from panel',
	'Firmware is not supported',
	'Battery of the lock is empty',
	'Bolt must be retracted',
];

describe('an error that repeats no record', () => {
	const ofOne = (words: string, status: number) => {
		const said = answer(status, { data: { error: words } });
		return [
			outcomesOf(doors(1), said)[0]!,
			unlockOutcomes([{ id: 1 }], said)[0]!,
			unlockOutcomes([{ id: 1 }], answer(status, { data: [{ id: 1, errors: [words] }] }))[0]!,
			outcomeOfAct(said, ONE),
			outcomeOfCall(said),
		].map(({ kind }) => kind);
	};
	const allAre = (kind: string) => Array<string>(5).fill(kind);

	it.each([
		...['Object reference not set to an instance of an object.', 'A task was canceled.'],
		...['The connection to the database was lost', 'Deadlock found when trying to get lock'],
		...['The operation took too long', 'Internal error', 'Out of memory', 'Unknown error', 'Error'],
		...['Request already processed', 'Duplicate request', 'It was deleted already', 'Interrupted'],
		...['E-mail notification could not be delivered', 'Failed to write audit log after commit'],
		...['No acknowledgement from controller', 'Controller offline, command stored', 'Queue full'],
		...['Cannot send the answer', 'Replication failed', 'upstream request failed', 'Sync error'],
		...['System.Data.SqlClient.SqlException (0x80131904)', 'Server is shutting down'],
		...[
			'Response was too large',
			'Serialization of the response failed',
			'The service was aborted',
		],
		...['Value cannot be null. Parameter name: source', 'System.InvalidOperationException'],
		...['Operation is not valid due to the current state of the object.', 'Nope.'],
		...['Cannot insert duplicate key row in object dbo.User', "Access to the path 'C:' is denied"],
		...PLATFORMS,
	])('is unknown where it may have come after the work: %s', (words) => {
		for (const status of [200, 400, 408, 409]) {
			expect(ofOne(words, status)).toEqual(allAre('unknown'));
		}
	});

	it.each([
		...['Missing or blank name', 'Non-Numeric card_num found: A8914', 'User not found'],
		...['Invalid email address found: rgreswell0@@@@gravatar.com', 'PIN length must be 4'],
		...['Door Name Already Exists: Database Room', 'Fob Name Already Exists: Internal Connection'],
		...['Duplicate access level found: 5', 'Invalid access_expires date: x, cannot be in past'],
		...['Door id 5 is not available to delegate', 'Invalid id found: 5 is not a Fob'],
		...['Validation errors found.', 'No data found or invalid JSON objects supplied.'],
		...['Batch size exceeds maximum of 50 objects.', 'Your licence does not allow this'],
		...['Email is required', 'Unknown user', 'Insufficient privileges'],
		...['Missing or blank first_name', 'Invalid phone number found: 1', 'Access denied.'],
		...['Invalid card_num length found: 12345678901, limit is 10', 'Non-Numeric pin found: a'],
		...[
			'Invalid access_effective date: x, must be before access_expires',
			'Missing or blank doors',
		],
	])('is refused where it is a validation: %s', (words) => {
		for (const status of [200, 400, 409]) expect(ofOne(words, status)).toEqual(allAre('refused'));
	});

	it('is refused in whichever words where it repeats the record, unless Lockt broke down over it', () => {
		const own = (words: string) =>
			outcomesOf(doors(1), answer(200, { errors: [refusal({ name: 'Door 0' }, words)] }))[0]!.kind;
		expect(own('We do not want that one')).toBe('refused');
		expect(own('Object reference not set to an instance of an object.')).toBe('unknown');
	});
});
