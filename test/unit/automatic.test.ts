import fc from '../fastCheck';
import { pickCases } from '../runs';
import { quote } from '../../nodes/Lockt/api/text/text';
import type { IDataObject } from 'n8n-workflow';
import { ALIASES, UNSURE } from '../../nodes/Lockt/fields/columns/columnAliases';
import {
	foldColumn,
	isCalled,
	means,
	nameColumn,
	titleOf,
} from '../../nodes/Lockt/fields/columns/columnNames';
import { CONTRARY, OFF } from '../../nodes/Lockt/fields/columns/columnWords';
import * as everyColumns from '../../nodes/Lockt/fields/columns/columns';
import {
	anyUser,
	changedUser,
	newUser,
	type Columns,
} from '../../nodes/Lockt/fields/columns/columns';
import { sayIgnored, sayTaken } from '../../nodes/Lockt/execution/sayColumns';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';
import { mapRecord } from '../../nodes/Lockt/fields/mapping';
import { decidesAccess, type Field } from '../../nodes/Lockt/fields/field';
import type { Understood } from '../../nodes/Lockt/fields/row';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';

const all = Object.values<Columns>(everyColumns);

const site = {
	zone: () => Promise.resolve('America/New_York'),
	findSplit: () => Promise.resolve([]),
	findMeant: () => Promise.resolve([{ id: 208, name: 'Security' }]),
} as Partial<Lookups> as Lookups;

/** What a node makes of an item whose columns are found by their names. @param options as on the canvas */
async function mapped(
	columns: Columns,
	input: IDataObject,
	others: IDataObject[] = [],
	options: object = { ignoreOtherColumns: true },
) {
	let understood: Understood = { ignored: [], taken: [] };
	const result = await mapRecord(
		{
			input,
			inputs: [...others, input],
			tell: (columns) => {
				understood = columns;
			},
			origins: () => [],
			asker: { workflow: 'W', execution: '1' },
			parameter: (name) =>
				name === 'options' ? options : { mappingMode: 'autoMapInputData', value: null, schema: [] },
		},
		columns,
		site,
	);
	return { ...result, ...understood };
}

const hire = {
	'Personnel No': 'N-1',
	Vorname: 'Rhea',
	Surname: 'Gale',
	'Work Email': 'rhea@web.example',
	Mobile: '8184365134',
	'PIN Number': '0986',
};

const changed = { id_num: 'N-1' };

describe('the names that people have for fields', () => {
	const named = all.flatMap(({ name, fields }) =>
		fields.flatMap((field) => (field.also ?? []).map((also) => [name, also, field] as const)),
	);

	it('are there for each field of which they are kept', () => {
		const ids = new Set(named.map(([, , { id }]) => id));
		expect([...ids].sort()).toEqual(Object.keys(ALIASES).sort());
		for (const id of Object.keys(UNSURE)) expect(ids).toContain(id);
	});

	it('mean one field of an operation each', () => {
		for (const { fields } of all) {
			for (const field of fields) {
				const others = fields.filter((one) => one !== field);
				for (const also of [...(field.also ?? []), ...(UNSURE[field.id] ?? [])]) {
					expect([also, others.filter((one) => means(also, one) || isCalled(also, one))]).toEqual([
						also,
						[],
					]);
				}
			}
		}
	});

	it('are found in any case, with or without accents and signs', () => {
		for (const [, also, field] of named) {
			const plain = also.normalize('NFD').replace(/\p{M}/gu, '');
			for (const spelt of [also, also.toUpperCase(), plain, ` ${also.replace(/[ -]/g, '_')} `]) {
				expect([spelt, isCalled(spelt, field)]).toEqual([spelt, true]);
			}
		}
	});

	it.each([
		['Employee #', 'Employee No'],
		['N° de badge', 'No de badge'],
		['E‑Mail', 'email'],
	])('compare by letters and digits: %s', (one, other) => {
		expect(foldColumn(one)).toBe(foldColumn(other));
	});
});

describe('an HR export whose columns are found by their names', () => {
	it('is understood in the words of HR', async () => {
		const { record, problems, ignored } = await mapped(newUser, {
			...hire,
			'Start Date': '2099-01-02',
			'Access Expires (UTC)': '2099-03-31 17:00:00',
			'Access Level': 'Security',
			Department: 'Sales',
			Manager: ' ',
		});
		expect(problems).toEqual([]);
		expect(record).toEqual({
			id_num: 'N-1',
			first_name: 'Rhea',
			last_name: 'Gale',
			email: 'rhea@web.example',
			phone: '8184365134',
			pin: '0986',
			access_effective: '2099-01-02 00:00:00',
			access_expires: '2099-03-31 13:00:00',
			accesslevels: [{ id: 208 }],
		});
		expect(ignored).toEqual(['Department']);
	});

	it.each(['Access Expires (UTC)', 'access_expires_utc', 'End Date [GMT]', 'Valid Until UTC'])(
		'has its dates in UTC where the column says so: %s',
		async (name) => {
			const ends = async (value: string) =>
				(await mapped(changedUser, { ...changed, [name]: value })).record.access_expires;
			expect(await ends('2099-03-31T17:00:00')).toBe('2099-03-31 13:00:00');
			expect(await ends('2099-03-31T17:00:00-07:00')).toBe('2099-03-31 20:00:00');
		},
	);

	it.each([
		['Acess Expires', 'Access Expires'],
		['Access Expires On', 'Access Expires'],
		['Access Expires (EST)', 'Access Expires'],
		['Expriy Date', 'Access Expires'],
		['Last Working Day', 'Access Expires'],
		['Start Datte', 'Access Effective'],
		['Acces Levels', 'Access Levels'],
		['Enabeld', 'Enabled'],
	])('stops at %s, which may decide who may come in', async (column, label) => {
		const { problems } = await mapped(changedUser, { ...changed, [column]: '2099-01-01' });
		expect(problems).toEqual([
			`The column '${column}' may be meant as '${label}': rename it to that, or remove it`,
		]);
	});

	it('stops at no such column where another one holds the field', async () => {
		const { problems, ignored } = await mapped(changedUser, {
			...changed,
			'Access Expires': '2099-01-01',
			'Acess Expires': '2099-01-01',
		});
		expect([problems, ignored]).toEqual([[], ['Acess Expires']]);
	});

	it('says which column may be meant for a field that is missing', async () => {
		const { 'Personnel No': id, ...rest } = hire;
		const { problems } = await mapped(newUser, { ...rest, 'Personel No': id });
		expect(problems).toEqual([
			"'ID Number' (rename the column 'Personel No' to that, if it is meant) is missing",
		]);
	});

	it('counts a column that is called like the field before one that people call so', async () => {
		const { record, problems, ignored } = await mapped(anyUser, { Phone: '1', Mobile: '2' });
		expect([record, problems, ignored]).toEqual([{ phone: '1' }, [], ['Mobile']]);
	});

	const calledSo = anyUser.fields.flatMap((field) =>
		(field.also ?? []).map((also) => [also, field] as const),
	);

	it.each([true, false])(
		'takes no other column where its own is blank, or missing beside rows that have it: %s',
		async (isMissing) => {
			for (const [also, field] of pickCases(calledSo, { by: ([, { id }]) => id, sample: 4 })) {
				// Given a row without a value of its own, and another column that people call like the field
				const others = isMissing ? [{ [field.label]: 'x' }] : [];
				const row = isMissing ? { [also]: '1' } : { [field.label]: ' ', [also]: '1' };

				// When it is mapped automatically
				const { record, problems, ignored } = await mapped(anyUser, row, others);

				// Then it says nothing of the field, or stops where that decides who may come in
				expect([also, record]).toEqual([also, {}]);
				expect([also, problems]).toEqual([
					also,
					decidesAccess(field)
						? [expect.stringMatching(`'${field.label}' is in several columns, which differ: `)]
						: [],
				]);
				expect(ignored).toEqual(decidesAccess(field) ? [] : [also]);
			}
		},
	);

	it('stops where the rows of a run have a field in columns of several names', async () => {
		const payroll = { 'Payroll ID': 'N-1' };
		for (const others of [[payroll], [{ ...payroll, 'Student ID': ' ' }]]) {
			const { record, problems } = await mapped(anyUser, { 'Student ID': 'N-2' }, others);
			expect(record).toEqual({});
			expect(problems).toEqual([
				"'ID Number' may be in several columns: 'Payroll ID', 'Student ID'. Rename the one that is meant to 'ID Number', or remove the others",
			]);
		}
		const blank = await mapped(anyUser, { ...payroll, 'Student ID': ' ' }, [{ 'Student ID': '' }]);
		expect([blank.record, blank.problems]).toEqual([{ id_num: 'N-1' }, []]);
	});

	it('advises no other name for a field that has a column', async () => {
		const active = await mapped(anyUser, { Enabled: ' ', Active: 'Yes' });
		expect(active.problems).toEqual([
			"The column 'Active' may be meant as 'Enabled': remove it, or choose 'Map Each Column Manually'",
		]);
		const { problems } = await mapped(newUser, { ...hire, 'ID Number': '' });
		expect(problems).toEqual(["'ID Number' is missing"]);
	});

	const ofAccess = anyUser.fields.filter(decidesAccess);

	it.each(ofAccess.map((field) => [field.label, field] as const))(
		'stops at a column that says the contrary of %s, and never says to rename it',
		async (_, field) => {
			const words = pickCases([...CONTRARY], { by: () => '', sample: 6 });
			const names = [field.label, ...(field.also ?? []), ...(UNSURE[field.id] ?? [])];
			const headings = words.flatMap((word, n) => {
				const name = names[n % names.length]!;
				return [
					`${word} ${name}`,
					`${name}_${word}`,
					`${name} (${word})`,
					`${word} ${field.label}`,
				];
			});
			for (const heading of [...headings, `No ${field.label}`, `un${field.id}`]) {
				for (const beside of [{}, { [field.label]: ' ' }]) {
					const { record, problems } = await mapped(anyUser, { ...beside, [heading]: 'x' });
					expect([heading, record]).toEqual([heading, {}]);
					expect([heading, problems.join()]).toEqual([
						heading,
						expect.stringContaining('or the contrary: remove it, or choose'),
					]);
					expect(problems.join()).not.toContain('rename');
				}
			}
		},
	);

	const negated = ofAccess.flatMap(({ label }) =>
		[
			...[`- ${label}`, `${label} (-)`, `${label} −`, `!${label}`, `≠${label}`, `${label} [✗]`],
			...[`⛔ ${label}`, `${label} 🗑`, `+/- ${label}`],
		].map((name) => [name, label] as const),
	);

	it.each(negated)('stops at a sign that says the contrary: %s', async (name, label) => {
		for (const beside of [{}, { [label]: ' ' }, { [`${label} (+)`]: '' }]) {
			const { record, problems } = await mapped(anyUser, { ...beside, [name]: 'x' });
			expect([record, problems]).toEqual([
				{},
				[expect.stringContaining(`may say something else than '${label}', or the contrary`)],
			]);
		}
	});

	it('takes a picture that says nothing of the contrary for none', async () => {
		const { record } = await mapped(anyUser, {
			'📧 Email': 'rhea@web.example',
			'✅ Enabled': 'yes',
		});
		expect(record).toEqual({ email: 'rhea@web.example', enabled: true });
	});

	it.each([
		...['Has Access', 'No Access', 'Access Denied', 'Do Not Admit', 'access', 'Zutritt erlaubt'],
	])('stops at what may say whether somebody is let in: %s', async (name) => {
		for (const value of ['yes', 'No', true, 0]) {
			const { problems } = await mapped(anyUser, { ...changed, [name]: value });
			expect(problems).toEqual([expect.stringContaining(`'${name}' may be meant as 'Enabled'`)]);
		}
	});

	it.each(['Terminated', 'inactive', 'On leave (suspended)', 'gesperrt'])(
		'stops at a status that lets nobody in: %s',
		async (value) => {
			const { problems } = await mapped(anyUser, { ...changed, 'Employment Status': value });
			expect(problems).toEqual([
				expect.stringContaining("'Employment Status' may say something else than 'Enabled'"),
			]);
		},
	);

	const status = ['Status', 'Employment Status', 'hr_status', 'Lifecycle Stage', 'Statut'];

	it.each(status)('stops at a %s that does not say that somebody is there', async (name) => {
		const off: unknown[] = [
			'Left',
			'Not active',
			'No longer employed',
			'T',
			'Uit dienst',
			'Baja',
			0,
		];
		for (const value of [...off, false, ['active'], { value: 'Terminated' }, 'On leave']) {
			const { problems } = await mapped(anyUser, { ...changed, [name]: value });
			expect(problems).toEqual([
				expect.stringContaining(`'${name}' may say something else than 'Enabled'`),
			]);
		}
		for (const value of ['Active', 'active employee', 'Full-Time', 'Intern', 'aktiv', true]) {
			const { problems, ignored } = await mapped(anyUser, { ...changed, [name]: value });
			expect([problems, ignored]).toEqual([[], [name]]);
		}
	});

	it.each([
		['State', 'Texas'],
		['Marital Status', 'Divorced'],
		['Visa Status', 'H-1B'],
	])('goes on at another status: %s', async (name, value) => {
		const { problems } = await mapped(anyUser, { ...changed, [name]: value });
		expect(problems).toEqual([]);
	});

	it.each([
		...[
			['Access', 'Revoked'],
			['Allowed', 'No'],
			['State', 'deprovisioned'],
			['State', ['x']],
		],
		...[
			['isDeleted', true],
			['Resigned', 'Yes'],
			['Deleted', 'Yes'],
			['Retired', '2026-01-01'],
		],
	] as Array<[string, unknown]>)(
		'stops at what says that somebody has left: %s %j',
		async (name, value) => {
			const { problems } = await mapped(anyUser, { ...changed, [name]: value });
			expect(problems).toEqual([expect.stringContaining("'Enabled'")]);
		},
	);

	it('goes on where an old date stands beside the date', async () => {
		const { problems, ignored } = await mapped(anyUser, {
			...{ 'Start Date': '2099-01-01', 'Original Hire Date': '2019-01-01' },
			...{ 'End Date': '2099-02-01', 'Old End Date': '2098-01-01' },
		});
		expect([problems, ignored]).toEqual([[], ['Original Hire Date', 'Old End Date']]);
	});

	it.each([
		['Remove Access Levels', 'Access Levels'],
		['Not Active', 'Enabled'],
	])('stops at %s beside %s', async (name, own) => {
		const { problems } = await mapped(anyUser, { [own]: 'Yes', [name]: 'Yes' });
		expect(problems.join()).toContain(`'${name}' may say something else than '${own}'`);
	});

	it('stops at a switch that says the contrary of Enabled, in whatever language', async () => {
		const parts = OFF.parts.map((part) => `${part}o`);
		for (const name of [...OFF.words, ...parts, 'Is Inactive', 'Account Disabled', 'Unactive']) {
			for (const beside of [{}, { Enabled: 'Yes' }]) {
				const { problems } = await mapped(anyUser, { ...beside, [name]: 'Yes' });
				expect([name, problems]).toEqual([
					name,
					[
						`The column '${name}' may say something else than 'Enabled', or the contrary: remove it, or choose 'Map Each Column Manually'`,
					],
				]);
			}
		}
	});

	it.each([
		...['Valid Thru', 'Valid through', 'Contract Expiry', 'End (PST)', 'Leave Date', 'endUTC'],
		...['Separation Date', 'Term Date', 'Leaver', 'Until', 'Bis', 'Ende', 'befristet bis'],
		...['Stop Date', 'Checkout Date', 'Move-out', 'Not After', 'Finish Date', 'Closing Date'],
		...['Active Until', 'Last Day Worked', 'Kündigungsdatum', 'Fin de contrat', 'Uit dienst per'],
	])('stops at a date that may be an end: %s', async (name) => {
		for (const date of ['2099-01-31', '31.12.99', '1/1/27', 46752, '20990131', { year: 2099 }]) {
			const { problems } = await mapped(anyUser, { ...changed, [name]: date });
			expect([date, problems]).toEqual([date, [expect.stringContaining(`'${name}' may `)]]);
		}
		const { problems } = await mapped(anyUser, {
			[name]: '2099-01-31',
			'Access Expires': '2098-01-01',
		});
		expect(problems).toEqual(name === 'Leaver' ? [expect.any(String)] : []);
	});

	it.each([
		['Active From', '2099-01-01', 'Access Effective'],
		['Joined', '2019-01-01', 'Access Effective'],
		['accountEnabled', true, 'Enabled'],
		['Konto aktiviert', 'ja', 'Enabled'],
	])('stops at %s, which looks like a field', async (name, value, label) => {
		const { problems } = await mapped(anyUser, { [name]: value });
		expect(problems).toEqual([
			`The column '${name}' may be meant as '${label}': remove it, or choose 'Map Each Column Manually'`,
		]);
	});

	it.each(Object.entries(UNSURE).flatMap(([id, names]) => names.map((name) => [name, id])))(
		'takes %s for nothing, as it may mean something else',
		async (name) => {
			const { record, problems } = await mapped(anyUser, { [name]: '2099-01-01' });
			expect(record).toEqual({});
			expect(problems).toEqual([
				expect.stringMatching(/may be meant as .*: rename it to .*, or remove it$/),
			]);
		},
	);

	it.each([
		...['Leave Balance', 'Weekend Team', 'Department', 'Termination Reason', 'PIN Code'],
		...['No', 'VPN Access', 'Access Card Colour'],
	])('goes on where a column only sounds so: %s', async (name) => {
		for (const value of ['12', 12.5, 10042, 'voluntary', 'Front End']) {
			const { problems, ignored } = await mapped(anyUser, { ...changed, [name]: value });
			expect([problems, ignored]).toEqual([[], [name]]);
		}
	});

	describe('that no field is for', () => {
		const strict = (input: IDataObject) => mapped(anyUser, { ...hire, ...input }, [], {});

		it.each([
			...[
				['Estado', 'Baja'],
				['EMPL_STATUS', 'T'],
				['Mitarbeiterstatus', 'ausgetreten'],
				['Building Access', 'No'],
			],
			...[
				['Employed', 'No'],
				['Has Left', 'Yes'],
				['eventType', 'employee.terminated'],
				['Action', 'Offboard'],
			],
			...[
				['Visit To', '2099-01-15'],
				['Data uscita', '2099-01-15'],
				['t/m', '2099-01-15'],
				['DOE', 47000],
			],
			...[
				['work', { isActive: false }],
				['tags', 'leaver'],
				['Notes', 'No badge yet'],
				['Tenant Status', 'Active'],
			],
			...[
				['Employment Status', 'Term'],
				['Status', '1'],
				['HR Status', 'New'],
				['Status', 'Active ❌'],
				['Status', '-Active'],
				['Status', '¬Active'],
				['Status', '~active'],
				['type', 'termination'],
				['category', 'Former Employee'],
				['user', { active: false }],
			],
		] as Array<[string, IDataObject[string]]>)('stop their row: %s %j', async (name, value) => {
			const { problems } = await strict({ [name]: value });
			expect(problems).toEqual([expect.stringMatching(/option 'Ignore Other Columns'|remove it/)]);
		});

		it('are named together, as many as can be read', async () => {
			const { problems } = await strict({ Salary: 1, 'T-Shirt': 'M', ...columnsOf(30) });
			expect(problems).toEqual([
				expect.stringMatching(
					/^'Salary', 'T-Shirt', .* and 12 more are no fields, and may count: remove them, choose/,
				),
			]);
		});

		it.each([
			...['Department', 'Job Title', 'Kostenstelle', 'Ville', 'Fecha de nacimiento', 'Ruolo'],
			...['Afdeling', 'row_number', 'Middle Name', 'Geburtsdatum', 'credential_key'],
		])('stop no row where they surely say nothing of access: %s', async (name) => {
			const { problems, ignored } = await strict({ [name]: 'Whatever' });
			expect([problems, ignored]).toEqual([[], [name]]);
		});

		it.each(['type', 'code', 'category', 'description', 'object', 'user', 'stop'])(
			'stop their row where Lockt calls something of other records so: %s',
			async (name) => {
				const { problems } = await strict({ [name]: 'Whatever' });
				expect(problems).toEqual([expect.stringContaining(name)]);
			},
		);

		it('stop no row where they say that somebody is there', async () => {
			const { problems } = await strict({ 'Employment Status': 'Active' });
			expect(problems).toEqual([]);
		});

		it.each([1, 'yes', undefined])('are not ignored by what is no switch: %j', async (odd) => {
			const { problems } = await mapped(anyUser, { Salary: 1 }, [], { ignoreOtherColumns: odd });
			expect(problems).toHaveLength(1);
		});
	});

	const columnsOf = (count: number) =>
		Object.fromEntries(
			Array.from({ length: count }, (_, n) => [`Some column of the sheet ${n}`, 'x']),
		);

	it('says where there are more columns than a table has, of which some may be meant', async () => {
		await expect(mapped(anyUser, columnsOf(1001))).rejects.toMatchObject({
			message: expect.stringContaining('1001 different columns, too many') as string,
			description: expect.stringContaining("Choose 'Map Each Column Manually'") as string,
		});
	});

	it('compares names of any length and number in no time', async () => {
		const row = columnsOf(990);
		const long = { ['a b'.repeat(50_000)]: 'x', [`Access Expires ${'of '.repeat(50_000)}`]: 'x' };
		const before = process.cpuUsage();
		const { problems } = await mapped(anyUser, { ...row, ...long });
		expect(problems).toEqual([expect.stringContaining("'Access Expires'")]);
		expect(process.cpuUsage(before).user / 1e6).toBeLessThan(5);
	});

	it('stops where two columns say otherwise who may come in when', async () => {
		const { problems } = await mapped(anyUser, {
			'Access Expires': '2099-01-01',
			'End Date': '2098-01-01',
		});
		expect(problems).toEqual([
			"'Access Expires' is in several columns, which differ: 'Access Expires', 'End Date'",
		]);
	});

	const isLevels = ({ id }: Field) => id === 'accesslevels';

	it('drops no column in silence, whatever it is called', async () => {
		const known = anyUser.fields.flatMap((field) => [
			field.id,
			titleOf(field),
			field.also?.[0] ?? '',
		]);
		const name = fc.oneof(fc.constantFrom(...known, 'Acess Expires', 'id ', 'unid'), fc.string());
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(name, { maxLength: 8 }), async (names) => {
				// Given an item with any columns, each with a value of its own
				const input = Object.fromEntries(names.map((one, n) => [one, `value${n}`]));

				// When it is mapped automatically
				const { record, ignored, problems } = await mapped(anyUser, input);

				// Then each is in the record, or named as left away or wrong, by its own name or the field's
				for (const [one, value] of Object.entries(input)) {
					const fields = anyUser.fields.filter(
						(field) => means(one, field) || isCalled(one, field),
					);
					const said = [nameColumn(one), ...fields.map(({ label }) => label)].map(quote);
					// Access levels are kept by their IDs.
					const isKept = Object.values(record).includes(value) || fields.some(isLevels);
					const isWrong = problems.some((text) => said.some((name) => text.includes(name)));
					expect([one, isKept || isWrong || ignored.includes(one)]).toEqual([one, true]);
				}
			}),
		);
	});
});

describe('a column that stops its row', () => {
	it.each(['Leave Date', 'Inactive', 'Acess Expires'])(
		'is not said to be renamed beside that: %s',
		async (column) => {
			const { ignored, problems } = await mapped(anyUser, {
				'ID Number': 'N-1',
				[column]: column === 'Inactive' ? 'Yes' : '2099-05-01',
				Department: 'HR',
			});
			expect(problems.join()).toContain(`The column '${column}' may`);
			expect(ignored).toEqual(['Department']);
		},
	);
});

describe('what is said of columns that are not used', () => {
	const job = (index: number, ...ignored: string[]) => ({
		...{ index, options: writeOptionsOf(() => ({})) },
		understood: { ignored, taken: [{ column: 'Personnel No', label: 'ID Number' }] },
		result: { kind: 'done' as const, json: {} },
	});

	it('names each once, and no value that stands where a name should', () => {
		expect(sayIgnored([job(0, 'Department', '4711'), job(1, 'Department', 'PIN 123456')])).toBe(
			"These columns are called like no field and were not used: 'Department', '***', 'PIN ***'. To use one, rename it as the field is called, or choose 'Map Each Column Manually' under 'Mapping Column Mode'",
		);
	});

	it.each([
		...['PIN 90-42-11', 'pin=123', 'Card 12 34 56', '9 0 4 2', '٤٧١١', '1/2/3', 'a1b2c3'],
		...['PIN: 1234', '9-0-4'],
	])('has no number in it: %s', (name) => {
		expect(nameColumn(name)).not.toMatch(/\p{N}/u);
	});

	it.each(['Floor 12', 'Custom 1', 'Department'])('names %s as it is', (name) => {
		expect(nameColumn(name)).toBe(name);
	});

	it('says once which column was taken for what, where it is not called so', () => {
		expect(sayTaken([job(0), job(1)])).toBe(
			"These columns were used for what they seem to be: 'Personnel No' as 'ID Number'. Where that is not meant, remove the column, or choose 'Map Each Column Manually' under 'Mapping Column Mode'",
		);
	});

	it('is nothing where there are none', () => {
		expect(sayIgnored([job(0), job(1)])).toBeUndefined();
	});

	it('is no longer than one can read', () => {
		const names = Array.from(
			{ length: 500 },
			(_, n) => `${n}`.replace(/\d/g, (one) => 'abcdefghij'[Number(one)]!) + 'x'.repeat(300),
		);
		const text = sayIgnored([job(0, ...names)])!;
		expect(text.length).toBeLessThan(2500);
		expect(text).toContain('and 480 more');
	});
});
