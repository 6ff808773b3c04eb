import fc from '../fastCheck';
import { errorTexts, firstOf, refusalTexts } from '../../nodes/Lockt/api/answers/said';
import { jsonIn } from '../../nodes/Lockt/api/answers/texts';
import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import { CONTRADICTORY, inLocktsForm } from '../../nodes/Lockt/api/records/forms';
import { PROPERTY_NAMES } from '../../nodes/Lockt/api/records/properties';

const WORDS = 'Invalid id found: 5';

describe('what was wrong with the request', () => {
	const forms: Array<[string, object]> = [
		['in data', { data: { error: WORDS } }],
		['in data, as a list of texts', { data: { error: [WORDS] } }],
		['in a list', { data: [{ error: WORDS }] }],
		['in place of one of the records', { data: [{ id: 1, name: 'A' }, { error: WORDS }] }],
		['beside data', { data: [], error: WORDS }],
		['alone', { error: WORDS }],
		['where the record should be', { data: { id: 5, error: WORDS } }],
		['with capitals', { Data: [{ Error: WORDS }] }],
	];

	it.each(forms)('is told: %s', (_, body) => {
		for (const status of [200, 400, 404]) {
			const said = readAnswer(status, body);
			expect(said.errors).toEqual([WORDS]);
			expect(errorTexts(said)).toEqual([WORDS]);
		}
	});

	it.each([
		['Batch has failed.', 200, [WORDS]],
		['whatever', 400, ['whatever', WORDS]],
	])('and in `result`: %s (%i)', (result, status, found) => {
		const said = readAnswer(status, { result: [result], errors: [{ error: WORDS }] });
		expect(refusalTexts(said)).toEqual(status === 200 ? [result, ...found] : found);
	});

	it.each(['Success', 'success.', 'OK', 'Successful', 'Successfully'])(
		'is nothing where `result` says %j',
		(note) => {
			const said = readAnswer(200, { result: [note], data: [{ id: 5 }] });
			expect(errorTexts(said)).toEqual([]);
			expect(said.list).toEqual([{ id: 5 }]);
		},
	);

	it.each(['Unsuccessful', 'Success of 3, failure of 2', 'Not a success', 'Partial success'])(
		'may be meant where `result` says %j',
		(note) => {
			expect(errorTexts(readAnswer(200, { result: [note], data: [] }))).toEqual([note]);
			expect(refusalTexts(readAnswer(200, { result: [note], data: [] }))).toEqual([]);
		},
	);

	it('is not what is said of one record among others', () => {
		const state = { id: 1, unlocked: false, error: WORDS };
		expect(readAnswer(200, { data: [state, { id: 2, unlocked: true }] }).errors).toEqual([]);
		const refusal = { error: WORDS, input_data: { id: 5 } };
		const said = readAnswer(200, { data: [refusal] });
		expect(said.errors).toEqual([]);
		expect(said.refusals).toEqual([{ problems: [WORDS], input: { id: 5 }, repeatsRecord: true }]);
	});
});

describe('what is in data', () => {
	it.each([
		['an array', { data: [{ id: 1 }, { id: 2 }] }, [{ id: 1 }, { id: 2 }]],
		['one record', { data: { id: 1 } }, [{ id: 1 }]],
		['an empty array', { data: [] }, []],
		['an empty object', { data: {} }, []],
		['null', { data: null }, []],
		['nothing', {}, []],
		['nothing but a note', { result: ['Success'] }, []],
		['no text', { data: '' }, []],
		['under its own name', { data: { users: [{ id: 1 }] } }, [{ id: 1 }]],
		['empty, under its own name', { data: { users: [], total: 0 } }, []],
		['without data', [{ id: 1 }], [{ id: 1 }]],
		['a key with a capital', { Data: [{ Id: '1', Name: 'A' }] }, [{ id: 1, name: 'A' }]],
	])('is a list: %s', (_, body, list) => {
		expect(readAnswer(200, body).list).toEqual(list);
	});

	it.each([
		['another service', { hello: 'world' }],
		['a text', { data: 'none' }],
		['a number', { data: 0 }],
		['false', { data: false }],
		['an empty list without data', []],
		['a list of something else', [{ uid: 1 }]],
		['no JSON', '<html>'],
	])('is not taken for an empty list: %s', (_, body) => {
		expect(readAnswer(200, body).list).toBeUndefined();
	});

	it.each([
		[{ data: { submitted: 2, inserted: 2, errors: 0 } }],
		[{ data: [{ submitted: 2, inserted: 2, errors: 0 }] }],
		[{ data: { submitted: '2', inserted: '2', errors: '0' } }],
		[{ Data: { Submitted: '2', Inserted: 2, Errors: 0 } }],
	])('may be counts: %j', (body) => {
		expect(readAnswer(200, body).counts).toEqual({ submitted: 2, inserted: 2, errors: 0 });
	});

	it('is no count where it is a record', () => {
		expect(readAnswer(200, { data: [{ id: 1, updated: 5 }] }).counts).toBeUndefined();
		expect(readAnswer(200, { data: [{ updated: 5 }, { updated: 6 }] }).counts).toBeUndefined();
	});

	it.each(['beside', 'inside', 'in a list'])('may come with refusals %s', (where) => {
		const errors = [{ error: [WORDS], input_data: { id: 5 } }];
		const counts = { submitted: 2, inserted: 1 };
		const data = where === 'in a list' ? [{ ...counts, errors }] : { ...counts, errors };
		const body = where === 'beside' ? { data: { ...counts, errors: 1 }, errors } : { data };
		const said = readAnswer(200, body);
		expect(said.refusals).toEqual([{ problems: [WORDS], input: { id: 5 }, repeatsRecord: true }]);
		expect(said.counts).toMatchObject(counts);
	});
});

describe('reading', () => {
	it('never fails, and takes nothing that is no JSON object for an answer', () => {
		fc.assert(
			fc.property(fc.integer({ min: 200, max: 599 }), fc.jsonValue(), (status, body) => {
				const said = readAnswer(status, body);
				expect('unread' in said).toBe(typeof body !== 'object' || body === null);
				expect(firstOf(said)).toBeInstanceOf(Object);
			}),
		);
	});

	it('takes JSON out of text, and leaves other text alone', () => {
		const body = { data: [{ id: 1 }] };
		expect(jsonIn(JSON.stringify(body))).toEqual(body);
		expect(jsonIn(`\uFEFF${JSON.stringify(body)}`)).toEqual(body);
		expect(jsonIn(body)).toBe(body);
		for (const text of ['', '<html>', '{"data":[{']) expect(jsonIn(text)).toBe(text);
	});
});

describe('the form of names and values', () => {
	it.each([
		[{ Id: 1 }, { id: 1 }],
		[
			{ ID: '7', First_name: 'Rhea' },
			{ id: 7, first_name: 'Rhea' },
		],
		[{ ACCESS_EXPIRES: '' }, { access_expires: '' }],
		[{ id: 1, Id: '1', ID: 1 }, { id: 1 }],
		[
			{ foo: 1, Foo: 2 },
			{ foo: 1, Foo: 2 },
		],
		[
			{ someThing: 1, WeekDays: 2 },
			{ someThing: 1, WeekDays: 2 },
		],
		[{ enabled: 'True' }, { enabled: true }],
		[
			{ enabled: 0, fob: '1' },
			{ enabled: false, fob: true },
		],
		[
			{ enabled: 'perhaps', fob: null },
			{ enabled: 'perhaps', fob: null },
		],
		[{ battery_level: ' 7.5 ' }, { battery_level: 7.5 }],
		[
			{ id: '', code: 'x', d0: '1' },
			{ id: '', code: 'x', d0: 1 },
		],
		[{ id: '9007199254740993' }, { id: '9007199254740993' }],
		[
			{ card_num: 1003, id_num: 5, name: 5 },
			{ card_num: 1003, id_num: 5, name: 5 },
		],
		[{ name: '166' }, { name: '166' }],
		[{ offset: '-5' }, { offset: -5 }],
		[{ offset: '-0600' }, { offset: '-0600' }],
		[{ Offset: '1000' }, { offset: '1000' }],
		[{ Doors: [{ Id: '3' }] }, { doors: [{ id: 3 }] }],
		...['Active', ' ENABLED ', 'activated', '\u0001', { type: 'Buffer', data: [1] }].map(
			(came): [object, object] => [{ enabled: came }, { enabled: true }],
		),
		...['Inactive', 'disabled', 'Not active', '\u0000', { type: 'Buffer', data: [0] }].map(
			(came): [object, object] => [{ enabled: came }, { enabled: false }],
		),
		// Of a door nothing but yes is yes
		...[
			{ unlocked: 'Active' },
			{ unlocked: 'enabled' },
			{ fob: 'active' },
			{ enabled: 'Suspended' },
			{ enabled: 'constructor' },
			{ enabled: { type: 'Buffer', data: [2] } },
			{ enabled: { type: 'Buffer', data: [0, 1] } },
			{ enabled: { type: 'Buffer' } },
		].map((same): [object, object] => [same, same]),
	])('%j becomes %j', (came, becomes) => {
		expect(inLocktsForm(came)).toEqual(becomes);
	});

	const spellings: Array<[string, (words: string[]) => string]> = [
		['camelCase', ([first = '', ...rest]) => first + rest.map(capital).join('')],
		['PascalCase', (words) => words.map(capital).join('')],
		['hyphens', (words) => words.join('-')],
		['Spaced Words', (words) => words.map(capital).join(' ')],
		['SCREAMING_CASE', (words) => words.join('_').toUpperCase()],
		['blanks around', (words) => ` ${words.join('_')} `],
	];
	const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

	it.each(spellings)('is that of the reference for each name of it: %s', (_, spell) => {
		for (const name of PROPERTY_NAMES) {
			const given = spell(name.split('_'));
			expect(inLocktsForm({ [given]: [] })).toEqual({ [name]: [] });
			expect(inLocktsForm({ Data: [{ doors: [{ [given]: '' }] }] })).toEqual({
				data: [{ doors: [{ [name]: '' }] }],
			});
		}
	});

	it('is the same for no two names of the reference', () => {
		const bare = new Set(PROPERTY_NAMES.map((name) => name.replaceAll('_', '')));
		expect(bare.size).toBe(new Set(PROPERTY_NAMES).size);
	});

	it.each(['_', '__', '$', '@', '#', '.', '@odata.', 'x_'])(
		'is not that of the reference with %s in front: it is kept, and is no property',
		(sign) => {
			for (const name of PROPERTY_NAMES) {
				const record = { [sign + name]: '7', [(sign + name).toUpperCase()]: '8', [name]: [] };
				expect(inLocktsForm({ [sign + name]: '7' })).toEqual({ [sign + name]: '7' });
				expect(inLocktsForm(record)).toMatchObject({ [sign + name]: '7', [name]: [] });
			}
			const users = [{ [`${sign}id`]: 2, user_id: 1, id_num: 'A1' }];
			expect(readAnswer(200, { data: users }).list).toEqual(users);
		},
	);

	it('is none where one property has two values: only that record is lost', () => {
		const good = { id: 1, card_num: '5' };
		const twice = { id: 2, card_num: '5', cardNum: '6' };
		const within = { id: 3, doors: [{ id: 1, ID: 2 }] };
		expect(readAnswer(200, { data: [twice, good, within] }).list).toEqual([
			CONTRADICTORY,
			good,
			CONTRADICTORY,
		]);
		for (const body of [{ data: twice }, { data: [good], Data: [] }, { data: within }]) {
			expect(readAnswer(200, body)).toMatchObject({ unread: CONTRADICTORY, whole: {} });
		}
		expect(readAnswer(200, { data: { inserted: 1, Inserted: 2 } }).counts).toBeUndefined();
	});

	it('is brought about once: the same again is the very same', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const formed = inLocktsForm(value);
				expect(inLocktsForm(formed)).toBe(formed);
			}),
		);
	});
});
