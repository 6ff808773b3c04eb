import fc from '../fastCheck';
import { DateTime } from 'luxon';
import type { IDataObject } from 'n8n-workflow';
import { nameOfRow } from '../../nodes/Lockt/fields/rowName';
import { mapRecord } from '../../nodes/Lockt/fields/mapping';
import { chosenIds } from '../../nodes/Lockt/fields/references';
import { access, wrongDates } from '../../nodes/Lockt/fields/validity';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';
import { means, titleOf } from '../../nodes/Lockt/fields/columns/columnNames';
import {
	anyUser,
	changedUser,
	newAccessLevel,
	newDoor,
	newLocation,
	newUser,
	type Columns,
} from '../../nodes/Lockt/fields/columns/columns';
import { plainText } from '../../nodes/Lockt/api/text/text';
import { accessLevel, door } from '../../nodes/Lockt/fields/kinds';
import { newcomer } from '../emulator/samples';

const NAMES: Record<string, IDataObject[]> = {
	'access level': [
		{ id: 208, name: 'Security' },
		{ id: 209, name: 'Offices' },
		{ id: 210, name: 'Twins' },
		{ id: 211, name: 'Twins' },
	],
	door: [
		{ id: 166, name: 'Dock' },
		{ id: 174, name: '[Lab] 1' },
		{ id: 180, name: '101' },
		{ id: 181, name: '166' },
		{ id: 182, name: '182' },
	],
	location: [{ id: 43, name: 'North Wing' }],
	schedule: [
		{ id: 543, name: 'Always' },
		{ id: 600, name: 'Short' },
		{ id: 601, name: '600' },
	],
};

/** What a site has, without Lockt. */
const site = {
	zone: () => Promise.resolve('America/New_York'),
	findSplit: ({ noun, names }, parts) =>
		Promise.resolve(
			(NAMES[noun] ?? []).filter((one) =>
				names(one).some((name) => name.includes(',') && parts.join(', ').includes(name)),
			),
		),
	findInList: ({ noun }, _property, value) =>
		Promise.resolve((NAMES[noun] ?? []).filter(({ id }) => plainText(id) === value)),
	findMeant: ({ noun, names }, text) => {
		if (text.trim() === '') throw new Error('Nobody asks for a blank name');
		const records = NAMES[noun] ?? [];
		const named = records.filter((one) => names(one).includes(text));
		const numbered = records.filter(({ id }) => plainText(id) === text);
		return Promise.resolve([...new Set([...named, ...numbered])]);
	},
	readAll: ({ noun }) =>
		Promise.resolve(
			noun === 'credential' ? [{ card_num: '001055' }, { card_num: '' }] : undefined!,
		),
} as Partial<Lookups> as Lookups;

/** A row whose columns a person mapped. */
const filledIn = (columns: Columns, value: object, schema: object[] = []) =>
	mapRecord(row({ mappingMode: 'defineBelow', value, schema }, {}), columns, site);

/** A row that is taken as it comes. */
const autoMapped = (columns: Columns, input: object) =>
	mapRecord(
		row({ mappingMode: 'autoMapInputData', value: null, schema: [] }, input),
		columns,
		site,
	);

const row = (columns: object, input: object) => ({
	...{
		index: 0,
		input: input as IDataObject,
		inputs: [input as IDataObject],
		tell: () => undefined,
	},
	origins: () => [],
	asker: { workflow: 'W', execution: '1' },
	parameter: (name: string, fallback?: unknown) => (name === 'columns' ? columns : fallback),
});

const only = async (column: string, value: unknown) => {
	const { record, problems } = await filledIn(changedUser, { [column]: value });
	return problems.length > 0 ? problems : record[column];
};

describe('the value of a column', () => {
	it.each([
		['text', 'first_name', ' Rhea ', 'Rhea'],
		['a number as text', 'custom1', 7, '7'],
		['digits, leading zeros kept', 'card_num', '00877', '00877'],
		['digits from a number', 'card_num', 500600, '500600'],
		['an e-mail address', 'email', ' rhea@web.example ', 'rhea@web.example'],
		['yes', 'enabled', 'Yes', true],
		['a truth value', 'enabled', false, false],
		['a number for yes', 'enabled', 1, true],
		['no', 'enabled', ' N ', false],
		['a date', 'access_expires', '2099-03-31T17:00:00Z', '2099-03-31 13:00:00'],
		[
			'a date of an expression',
			'access_expires',
			DateTime.fromISO('2099-03-31T17:00:00Z'),
			'2099-03-31 13:00:00',
		],
		['one by ID', 'accesslevels', '208', [{ id: 208 }]],
		['one as a number', 'accesslevels', 208, [{ id: 208 }]],
		['several by name and ID', 'accesslevels', 'Offices, 208', [{ id: 209 }, { id: 208 }]],
		['with semicolons', 'accesslevels', ' Offices ; ;Security;', [{ id: 209 }, { id: 208 }]],
		['in lines', 'accesslevels', 'Offices\nSecurity', [{ id: 209 }, { id: 208 }]],
		['a list', 'accesslevels', ['Offices', 208], [{ id: 209 }, { id: 208 }]],
		['a list as JSON', 'accesslevels', '["Offices", 208]', [{ id: 209 }, { id: 208 }]],
		[
			'as Lockt returned them',
			'accesslevels',
			[{ id: 208, unid: 208, name: 'Security' }, { unid: 7 }, { name: 'Offices' }],
			[{ id: 208 }, { id: 7 }, { id: 209 }],
		],
		['one record', 'accesslevels', { id: 208 }, [{ id: 208 }]],
		[
			'one as Lockt shows it',
			'accesslevels',
			{ id: 208, unid: 208, name: 'SECURITY' },
			[{ id: 208 }],
		],
		['named twice: once', 'accesslevels', '208, Security, 208', [{ id: 208 }]],
		['a text with blanks in it', 'accesslevels', 'Offices,, ,Security', [{ id: 209 }, { id: 208 }]],
	])('%s', async (_, column, value, expected) => {
		expect(await only(column, value)).toEqual(expected);
	});

	it.each([
		['first_name', true, "'First Name' must be text"],
		['first_name', { a: 1 }, "'First Name' must be text"],
		['card_num', '12-34', "'Card Number' must be digits only"],
		['card_num', -1, "'Card Number' must be digits only"],
		['card_num', 1.5, "'Card Number' must be digits only"],
		['email', 'rhea@web', "'Email' must be an e-mail address: 'rhea@web' is none"],
		['enabled', 'maybe', "'Enabled' must be Yes or No"],
		[
			'access_expires',
			'31.12.2099',
			"'Access Expires' must be a date such as 2027-03-31 or 2027-03-31T17:00:00: '31.12.2099' is none",
		],
		['accesslevels', 'Nights', "'Access Levels': there is no access level 'Nights'"],
		['accesslevels', '208, Nights', "'Access Levels': there is no access level 'Nights'"],
		['accesslevels', '999', "'Access Levels': there is no access level '999'"],
		[
			'accesslevels',
			'Twins',
			"'Access Levels': Twins may be the access level 'Twins' with the ID 210 or 'Twins' with the ID 211. Give the name or the ID that only one of them has",
		],
		[
			'accesslevels',
			[{ title: 'x' }],
			"'Access Levels': an entry has 'title', which is not read, and may count: give its name or ID alone",
		],
		[
			'accesslevels',
			[{ id: 208, name: 'Offices' }],
			"'Access Levels': the access level with the ID 208 is called 'Security', and not 'Offices'. Give only what is right",
		],
		...['status', 'active', 'action', 'revoked', 'until', 'access_expires'].map(
			(key): [string, IDataObject[string], string] => [
				'accesslevels',
				[{ id: 208, name: 'Security', [key]: 'revoked' }],
				`'Access Levels': an entry has '${key}', which is not read, and may count: give its name or ID alone`,
			],
		),
		['accesslevels', { id: 0 }, "'Access Levels': there is no access level '0'"],
		[
			'accesslevels',
			undefined,
			"'Access Levels': its expression found nothing, not even a blank text",
		],
		[
			'access_expires',
			undefined,
			"'Access Expires': its expression found nothing, not even a blank text",
		],
		['first_name', 'undefined', "'First Name' must be text: 'undefined' says nothing"],
		['last_name', 'undefined null', "'Last Name' must be text: 'undefined null' says nothing"],
		['accesslevels', 'undefined, null', "'Access Levels': an entry has neither ID nor name"],
		['accesslevels', '208, null', "'Access Levels': an entry has neither ID nor name"],
		['card_num', 9007199254740993, "'Card Number' must be digits only"],
		['card_num', '0', "'Card Number' must be a number of its own: '0' stands for none"],
		['id_num', 'TBD', "'ID Number' must be a number of its own: 'TBD' stands for none"],
		['first_name', '#N/A', "'First Name' must be text: '#N/A' says nothing"],
		['last_name', '#REF!', "'Last Name' must be text: '#REF!' says nothing"],
	])('%s: %j is wrong', async (column, value, problem) => {
		expect(await only(column, value)).toEqual([problem]);
	});

	it.each([[undefined, 208], [208, null], ['', 'Offices'], [' ', 208], [208, []], '[208, null]'])(
		'one of several is blank: %j is wrong',
		async (value) => {
			const problem = "'Access Levels': an entry has neither ID nor name";
			expect(await only('accesslevels', value)).toEqual([problem]);
		},
	);

	it.each([null, '', '  ', [], [''], ['', null], ', ;', '[]', '["", null]'])(
		'%j is blank: it stays as it is',
		async (value) => {
			expect(await filledIn(changedUser, { accesslevels: value, custom1: 'x' })).toMatchObject({
				record: { custom1: 'x' },
				filled: new Set(['custom1']),
				problems: [],
			});
		},
	);

	it('that is blank is missing where it is required', async () => {
		const { problems } = await filledIn(newAccessLevel, { name: 'Nights', doors: ', ' });
		expect(problems).toEqual(["'Doors' is missing"]);
		const blank = await filledIn(newLocation, { name: 'Attic', locationtype: ' ' });
		expect(blank.problems).toEqual(["'Location Type' is missing"]);
	});

	it('may bring the schedule of a door, and a door twice with different ones', async () => {
		const doors = [{ id: 166, schedule_id: 1 }, { id: 166, schedule_id: 2 }, 'Dock', '[Lab] 1'];
		const { record } = await filledIn(newAccessLevel, { name: 'N', doors, schedule_id: 'Always' });
		expect(record).toEqual({
			name: 'N',
			doors: [{ id: 166, schedule_id: 1 }, { id: 166, schedule_id: 2 }, { id: 166 }, { id: 174 }],
			schedule_id: 543,
		});
	});

	it('may name the schedule of a door', async () => {
		const doorsOf = (schedule_id: unknown) =>
			filledIn(newAccessLevel, { name: 'N', doors: [{ name: 'Dock', schedule_id }] });
		expect((await doorsOf('Always')).record.doors).toEqual([{ id: 166, schedule_id: 543 }]);
		expect((await doorsOf('543')).record.doors).toEqual([{ id: 166, schedule_id: 543 }]);
		expect((await doorsOf('Never')).problems).toEqual(["'Doors': there is no schedule 'Never'"]);
		for (const odd of ['', ' ', null, true, {}, 'undefined']) {
			expect((await doorsOf(odd)).problems).toEqual([
				"'Doors': the 'schedule_id' of an entry must be an ID or a name",
			]);
		}
	});

	it('may be a name that begins with a bracket', async () => {
		const { record } = await filledIn(newAccessLevel, { doors: '[Lab] 1, Dock' });
		expect(record.doors).toEqual([{ id: 174 }, { id: 166 }]);
	});

	it('that is a number may be a name: which one is meant is never guessed', async () => {
		const doorsOf = async (doors: unknown) =>
			(await filledIn(newAccessLevel, { name: 'N', doors, schedule_id: 543 })).record.doors;
		expect(await doorsOf('101, 174, 182')).toEqual([{ id: 180 }, { id: 174 }, { id: 182 }]);
		expect(await doorsOf([101, { id: 166 }])).toEqual([{ id: 180 }, { id: 166 }]);
		const row = { name: 'N', doors: 166, schedule: 543 };
		const { problems } = await autoMapped(newAccessLevel, row);
		expect(problems).toEqual([
			"'Doors': 166 may be the door '166' with the ID 181 or 'Dock' with the ID 166. Give the name or the ID that only one of them has",
		]);
	});

	it('that was chosen from a list is an ID, whatever is called like it', async () => {
		const { record } = await filledIn(newDoor, { name: 'D', location_id: 7 });
		expect(record.location_id).toBe(7);
		const level = (schedule_id: unknown) =>
			filledIn(newAccessLevel, { name: 'Nights', doors: 'Dock', schedule_id });
		expect((await level(600)).record).toMatchObject({ schedule_id: 600 });
		// The list holds numbers: a text comes from an expression.
		expect((await level('600')).problems).toEqual([
			expect.stringContaining("'Schedule': 600 may be the schedule"),
		]);
		expect(await chosenIds([166], 'Doors', door, site)).toEqual([166]);
		await expect(chosenIds(['166'], 'Doors', door, site)).rejects.toThrow('166 may be the door');
	});

	it('names one record by ID or name', async () => {
		for (const location_id of [43, '43', 'North Wing', { id: 43, name: 'North Wing' }]) {
			expect((await filledIn(newDoor, { name: 'D', location_id })).record.location_id).toBe(43);
		}
		const { problems } = await filledIn(newDoor, { name: 'D', location_id: {} });
		expect(problems).toEqual(["'Location': an entry has neither ID nor name"]);
	});
});

describe('a PIN in the wrong column', () => {
	it.each(['Email', 'Access Expires', 'Access Levels', 'Phone'])(
		'is not quoted: %s',
		async (column) => {
			const pins = ['90421', 90421];
			const called = ['pin', 'PIN-Nummer', 'Code PIN'];
			for (const [name, pin] of called.flatMap((name) => pins.map((pin) => [name, pin] as const))) {
				const row = { [name]: pin, [column]: '90421', enabled: 'perhaps' };
				const { problems } = await autoMapped(changedUser, row);
				expect(problems).not.toEqual([]);
				expect(problems.join()).not.toContain('90421');
				const named = nameOfRow({ [name]: pin, 'Last Name': '90421' });
				expect(named).not.toContain('90421');
			}
		},
	);
});

describe('the columns of a row', () => {
	it('are found by name or label, however they are spelt', async () => {
		const { record, problems } = await autoMapped(newUser, {
			'ID-Number': 'N-1',
			'first name': 'Rhea',
			LASTNAME: 'Gale',
			'E-Mail': 'rhea.gale@web.example',
			' Phone ': '8184365134',
			Pin: '0986',
			'custom 2': 'Night shift',
			'Access-Levels': 'Security',
			Department: 'HR',
		});
		expect(problems).toEqual([]);
		expect(record).toEqual({
			...newcomer,
			custom2: 'Night shift',
			accesslevels: [{ id: 208 }],
		});
	});

	it('may be several for one field: a blank one says nothing, and two that differ are an error', async () => {
		const blank = { 'E-Mail': '', email: 'a@x.example', EMAIL: ' ', 'e mail': null };
		expect((await autoMapped(anyUser, blank)).record).toEqual({ email: 'a@x.example' });
		const alike = { 'E-Mail': 'a@x.example', email: 'a@x.example' };
		expect((await autoMapped(anyUser, alike)).record).toEqual({ email: 'a@x.example' });
		const differing = { 'E-Mail': 'b@x.example', email: 'a@x.example' };
		expect((await autoMapped(anyUser, differing)).problems).toEqual([
			"'Email' is in several columns, which differ: 'E-Mail', 'email'",
		]);
	});

	it('that nobody maps are not taken from the item', async () => {
		const one = row({ mappingMode: 'defineBelow', value: null, schema: [] }, newcomer);
		expect((await mapRecord(one, anyUser, site)).record).toEqual({});
	});

	it.each([newUser, newAccessLevel, anyUser].flatMap(({ fields }) => fields))(
		'may be called as the canvas calls it: $label',
		(field) => {
			expect([field.id, field.label, titleOf(field)].map((name) => means(name, field))).toEqual([
				...[true, true, true],
			]);
		},
	);

	it('may be fields that only Lockt knows, unless they were removed', async () => {
		const { record } = await filledIn(anyUser, { shoe_size: 43, hat: 'M' }, [
			{ id: 'shoe_size' },
			{ id: 'hat', removed: true },
			{ id: 'email' },
		]);
		expect(record).toEqual({ shoe_size: '43' });
	});

	it('have all their problems named at once, and no PIN shows', async () => {
		const { record, filled, problems } = await filledIn(newUser, {
			id_num: 'N-1',
			email: 'rhea',
			phone: ' ',
			pin: '09x86',
			enabled: '?',
		});
		expect(problems).toEqual([
			"'First Name' is missing",
			"'Last Name' is missing",
			"'Email' must be an e-mail address: 'rhea' is none",
			"'Phone' is missing",
			"'PIN' must be digits only",
			"'Enabled' must be Yes or No",
		]);
		expect(record).toEqual({ id_num: 'N-1' });
		expect([...filled]).toEqual(['id_num', 'email', 'pin', 'enabled']);
	});

	it('are each right, wrong or blank, whatever they hold', async () => {
		const names = anyUser.fields.map(({ id }) => id);
		const value = fc.oneof(
			fc.jsonValue(),
			fc.constantFrom('', ' ', 'Security', '208', 'yes', 'a@b.example', '2099-01-01'),
		);
		await fc.assert(
			fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), value), async (values) => {
				const { record, filled, problems } = await filledIn(anyUser, values);
				expect(Object.keys(record).length + problems.length).toBe(filled.size);
				for (const name of Object.keys(record)) expect(filled).toContain(name);
				for (const one of Object.values(record)) expect(one).not.toEqual([]);
				for (const one of Object.values(record)) expect(one).not.toBe('');
			}),
		);
	});

	it.each([
		['zeros alone', '0000', "'PIN' must be a number of its own: zeros alone stand for none"],
		['no digit but zero', 0, "'PIN' must be a number of its own: zeros alone stand for none"],
		[
			'less digits than a PIN has',
			986,
			"'PIN' must be of 4 digits at least: zeros at its start may have got lost in a spreadsheet",
		],
		[
			'less digits, as a text of a CSV',
			'86',
			"'PIN' must be of 4 digits at least: zeros at its start may have got lost in a spreadsheet",
		],
	])('take no PIN of %s', async (_, pin, problem) => {
		expect((await filledIn(changedUser, { pin })).problems).toEqual([problem]);
	});

	it('take a PIN of four digits, as text and as a number', async () => {
		for (const pin of ['0986', 1986, '9999']) {
			const { record, problems } = await filledIn(changedUser, { pin });
			expect([record.pin, problems]).toEqual([String(pin), []]);
		}
	});

	it('take no card of a number that may have lost zeros, as cards in Lockt begin with some', async () => {
		const { problems } = await filledIn(changedUser, { card_num: 1056 });
		expect(problems).toEqual([
			"'Card Number' must be text: there are cards in Lockt with zeros at their start, which this number may have lost",
		]);
		const { record } = await filledIn(changedUser, { card_num: 105_666 });
		expect(record).toEqual({ card_num: '105666' });
	});

	it('show no PIN in any problem', async () => {
		const pin = fc.string({ minLength: 3 }).filter((text) => !/^\s*\d*\s*$/.test(text));
		await fc.assert(
			fc.asyncProperty(pin, async (secret) => {
				const { problems } = await filledIn(changedUser, { pin: secret });
				expect(problems).toEqual(["'PIN' must be digits only"]);
			}),
		);
	});
});

describe('the dates of a record', () => {
	const [past, soon, late] = ['2001-01-01 00:00:00', '2098-01-01 00:00:00', '2099-01-01 00:00:00'];
	const ORDER = "'Access Effective' must be before 'Access Expires'";

	it.each([
		['nothing', {}, {}, []],
		['in order', { access_effective: soon, access_expires: late }, {}, []],
		['the wrong way round', { access_effective: late, access_expires: soon }, {}, [ORDER]],
		['the same', { access_effective: soon, access_expires: soon }, {}, [ORDER]],
		['against what is there', { access_effective: late }, { access_expires: soon }, [ORDER]],
		['instead of what is there', { access_effective: '' }, { access_expires: past }, []],
		['cleared', { access_expires: '' }, { access_effective: late }, []],
		['past', { access_expires: past }, {}, [`'Access Expires' is in the past: ${past}`]],
		['a past that nobody changes', { custom1: 'x' }, { access_expires: past }, []],
		[
			'an order that nobody changes',
			{ custom1: 'x' },
			{ access_effective: late, access_expires: soon },
			[],
		],
		['a beginning in the past', { access_effective: past }, {}, []],
	])('%s', async (_, record, before, expected) => {
		expect(await wrongDates(access, record, site, before)).toEqual(expected);
	});
});

describe('a field with several choices', () => {
	const chosen = (value: unknown) => chosenIds(value, 'Access Levels', accessLevel, site);

	it('holds IDs or names, each once', async () => {
		expect(await chosen([208, '209', 'Security'])).toEqual([208, 209]);
	});

	it.each([[[]], [''], [undefined], [null], [['']], [',']])(
		'is an error when blank: %j',
		async (value) => {
			await expect(chosen(value)).rejects.toMatchObject({ message: "'Access Levels' is blank" });
		},
	);

	it.each([[[208, null]], [['', 208]], [[undefined, 208]], [['Security', []]]])(
		'is an error when one of several is blank: %j',
		async (value) => {
			await expect(chosen(value)).rejects.toThrow("'Access Levels': an entry has neither");
		},
	);

	it('is an error when one is not there', async () => {
		await expect(chosen(['Nights'])).rejects.toThrow("there is no access level 'Nights'");
	});
});
