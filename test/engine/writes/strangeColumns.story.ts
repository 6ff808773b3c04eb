import type { IDataObject } from 'n8n-workflow';
import * as everyColumns from '../../../nodes/Lockt/fields/columns/columns';
import type { Columns } from '../../../nodes/Lockt/fields/columns/columns';
import { means, NOT_WRITTEN_PROPERTIES } from '../../../nodes/Lockt/fields/columns/columnNames';
import { resources } from '../../../nodes/Lockt/resources';
import { first } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { requestOf } from '../output';
import { ALLOWED } from '../parameters';
import { useLockt } from '../useLockt';
import { writeSamples } from '../writeSamples';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

/** How the columns of a node are saved. */
interface Mapped {
	columns: { value: IDataObject };
}

/** The columns of an operation, if it has any. */
function columnsOf(sample: string): Columns | undefined {
	const [resource, operation] = sample.split(' ');
	const { operations } = resources.find(({ value }) => value === resource)!;
	const { fields } = operations.find(({ value }) => value === operation)!;
	const mapper = fields.find(({ name }) => name === 'columns')?.typeOptions?.resourceMapper;
	return Object.values<Columns>(everyColumns).find(
		({ name }) => name === mapper?.resourceMapperMethod,
	);
}

/** Those that hold no field of the operation. */
const strangeTo = ({ fields }: Columns) =>
	NOT_WRITTEN_PROPERTIES.filter((property) => !fields.some((field) => means(property, field)));

const cases = writeSamples.flatMap((sample) => {
	const columns = columnsOf(sample.operation);
	const properties = columns ? strangeTo(columns) : [];
	return properties.map((property) => [sample.operation, property, sample] as const);
});

const picked = pickCases(cases, { by: ([operation]) => operation, sample: 3 });

/** In another spelling, Lockt may take them for the same. */
const spellings = (property: string) => [property, property.toUpperCase(), ` ${property}`];

describe('a column that is not written, but is in the saved fields', () => {
	it('is tried with every operation that has columns', () => {
		expect([...new Set(cases.map(([operation]) => operation))].sort()).toEqual([
			...['accessLevel create', 'door create', 'fob create', 'fob update', 'location create'],
			...['user create', 'user createOrUpdate', 'user update'],
		]);
	});

	it.each(picked)('%s leaves %s of an item away', async (operation, property, sample) => {
		for (const name of spellings(property)) {
			// Given an item with a column of that name, and a node whose saved fields have it
			const parameters = sample.parameters(lockt.building) as Mapped;
			const expected = sample.body!(lockt.building);
			const item = { ...parameters.columns.value, [name]: first(lockt.building.users, 7).id };
			const schema = [{ id: name }];
			const columns = { ...parameters.columns, mappingMode: 'autoMapInputData', schema };

			// When it is shown what the operation would send
			const options = { dryRun: true, ignoreOtherColumns: true };
			const [shown] = await lockt.run(operation, { ...parameters, columns, options }, [item]);

			// Then it is just what it sends without the column
			const { body } = requestOf(shown!.json);
			expect(withoutPins(body)).toEqual(withoutPins(expected));
		}
	});

	it.each(picked)('%s stops when %s was mapped', async (operation, property, sample) => {
		for (const name of spellings(property)) {
			const parameters = sample.parameters(lockt.building) as Mapped;
			const value = { ...parameters.columns.value, [name]: first(lockt.building.users, 7).id };
			const columns = { ...parameters.columns, value, schema: [{ id: name }] };
			const run = lockt.run(operation, { ...parameters, columns });
			const message = expect.stringContaining(`'${name}' cannot be set here`) as string;
			await expect(run).rejects.toMatchObject({ message });
			expect(lockt.changes()).toEqual([]);
		}
	});
});

describe('a column that the operation does not know', () => {
	const mapped = writeSamples.filter(({ operation }) => columnsOf(operation));

	it.each(mapped)('$operation stops when it was mapped, and names it', async (sample) => {
		const parameters = sample.parameters(lockt.building) as Mapped;
		const value = { ...parameters.columns.value, valid_til: '2027-03-31' };
		const run = (more: object) =>
			lockt.run(sample.operation, {
				...parameters,
				columns: { ...parameters.columns, value, ...more },
			});
		for (const more of [{}, { schema: [] }, { schema: [{ id: 'valid_til', removed: true }] }]) {
			const message = expect.stringContaining("'valid_til' is no field of this") as string;
			await expect(run(more)).rejects.toMatchObject({ message });
		}
		expect(lockt.changes()).toEqual([]);
	});
});

/** A dry run shows them as ***. */
function withoutPins(body: unknown): unknown {
	return JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'pin' ? '' : value)));
}

describe('a column that no field is called like', () => {
	const auto = { columns: { mappingMode: 'autoMapInputData', value: null } };
	const row = (more: object) => ({ name: 'Attic', ...more });

	it('is named beside the output, once for all rows, and no value is', async () => {
		const parameters = { ...auto, options: { ignoreOtherColumns: true } };
		await lockt.run('door create', parameters, [
			row({ Department: 'Sales', 'Card 123456': 'x' }),
			row({ name: 'Cellar', Department: 'HR', '<b>Floor': 'secret' }),
		]);
		const [hint, ...others] = lockt.engine.hints;
		expect(others).toEqual([]);
		expect(hint).toContain(
			"like no field and were not used: 'Department', 'Card ***', '&lt;b&gt;Floor'. To use",
		);
		expect(lockt.changes()).toHaveLength(1);
	});

	it('stops the node unless it is ignored, or surely says nothing', async () => {
		await lockt.run('door create', auto, [row({ Department: 'Sales' })]);
		await expect(
			lockt.run('door create', auto, [row({ name: 'Cellar', 'Card 123456': 'x' })]),
		).rejects.toMatchObject({
			message:
				"'Card ***' is no field, and may count: remove it, choose 'Map Each Column Manually', or add the option 'Ignore Other Columns'",
		});
		expect(lockt.changes()).toHaveLength(1);
	});

	it('stops the node where it may decide who may come in when', async () => {
		const names = ['Loction', 'Location Name Of'];
		for (const name of names) {
			await expect(lockt.run('door create', auto, [row({ [name]: 1 })])).rejects.toMatchObject({
				message: `The column '${name}' may be meant as 'Location': rename it to that, or remove it`,
			});
		}
		expect(lockt.changes()).toEqual([]);
	});

	it('is nothing to be said of where the fields were mapped', async () => {
		const mapped = { columns: { mappingMode: 'defineBelow', value: { name: 'Attic' } } };
		await lockt.run('door create', mapped, [{ Department: 'Sales' }]);
		expect(lockt.engine.hints).toEqual([]);
	});
});
