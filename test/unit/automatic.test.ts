import fc from '../fastCheck';
import type { IDataObject } from 'n8n-workflow';
import { findColumns } from '../../nodes/Lockt/fields/automatic';
import { ALIASES, UNSURE } from '../../nodes/Lockt/fields/columnAliases';
import { foldColumn, isCalled, means, titleOf } from '../../nodes/Lockt/fields/columnNames';
import * as everyColumns from '../../nodes/Lockt/fields/columns';
import { anyUser, changedUser, newUser, type Columns } from '../../nodes/Lockt/fields/columns';
import { nameColumn, sayIgnored } from '../../nodes/Lockt/execution/ignored';
import { writeOptionsOf } from '../../nodes/Lockt/execution/writeOptions';
import { mapRecord } from '../../nodes/Lockt/fields/mapping';
import type { Lookups } from '../../nodes/Lockt/fields/lookups';

const all = Object.values<Columns>(everyColumns);

const site = {
	zone: () => Promise.resolve('America/New_York'),
	findSplit: () => Promise.resolve([]),
	findMeant: () => Promise.resolve([{ id: 208, name: 'Security' }]),
} as Partial<Lookups> as Lookups;

/** What a node makes of an item whose columns are found by their names. */
async function mapped(columns: Columns, input: IDataObject) {
	const ignored: string[] = [];
	const result = await mapRecord(
		{
			input,
			ignore: (names) => ignored.push(...names),
			asker: { workflow: 'W', execution: '1' },
			parameter: () => ({ mappingMode: 'autoMapInputData', value: null, schema: [] }),
		},
		columns,
		site,
	);
	return { ...result, ignored };
}

const hire = {
	'Personnel No': 'N-1',
	Vorname: 'Rhea',
	Surname: 'Gale',
	'Work Email': 'rhea@web.example',
	Mobile: '8184365134',
	'PIN Code': '0986',
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
		const blank = await mapped(anyUser, { Phone: ' ', Mobile: '2' });
		expect(blank.record).toEqual({ phone: '2' });
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

	it('drops no column in silence, whatever it is called', async () => {
		const known = anyUser.fields.flatMap((field) => [
			field.id,
			titleOf(field),
			field.also?.[0] ?? '',
		]);
		const name = fc.oneof(fc.constantFrom(...known, 'Acess Expires', 'id ', 'unid'), fc.string());
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(name, { maxLength: 8 }), async (names) => {
				// Given an item with any columns, all of them filled
				const input = Object.fromEntries(names.map((one) => [one, 'x']));

				// When it is mapped automatically
				const { ignored } = await mapped(anyUser, input);

				// Then each column is used for a field, or named as left away
				const { of } = findColumns(anyUser.fields, input);
				const used = [...of.values()].flat();
				for (const one of Object.keys(input)) {
					expect([one, used.includes(one), ignored.includes(one)]).toEqual([
						one,
						!ignored.includes(one),
						!used.includes(one),
					]);
				}
			}),
		);
	});
});

describe('what is said of columns that are not used', () => {
	const job = (index: number, ...ignored: string[]) => ({
		...{ index, ignored, options: writeOptionsOf(() => ({})) },
		result: { kind: 'done' as const, json: {} },
	});

	it('names each once, and no value that stands where a name should', () => {
		expect(sayIgnored([job(0, 'Department', '4711'), job(1, 'Department', 'PIN 123456')])).toBe(
			"Columns that were not used, as no field is called so: 'Department', '***', 'PIN ***'. To use one, rename it as the field is called, or map it under 'Fields'",
		);
		expect(nameColumn('Floor 12')).toBe('Floor 12');
	});

	it('is nothing where there are none', () => {
		expect(sayIgnored([job(0), job(1)])).toBeUndefined();
	});

	it('is no longer than one can read', () => {
		const names = Array.from({ length: 500 }, (_, n) => `${'x'.repeat(300)}${n}`);
		const text = sayIgnored([job(0, ...names)])!;
		expect(text.length).toBeLessThan(2500);
		expect(text).toContain('and 480 more');
	});
});
