import { shapes, type ShapeName } from '../../emulator/shapes';
import * as everyColumns from '../../nodes/Lockt/fields/columns/columns';
import type { Columns } from '../../nodes/Lockt/fields/columns/columns';

const all = Object.entries<Columns>(everyColumns);

const datesOf = ({ objectType }: Columns) =>
	shapes[objectType as ShapeName]
		.filter(({ datatype }) => datatype === 'date-time')
		.map(({ property }) => property);

describe('the columns that a person maps', () => {
	it.each(all)('%s have the name by which n8n asks for them', (name, columns) => {
		expect(columns.name).toBe(name);
	});

	it.each(all)('%s are of records that the emulator describes', (_, { objectType }) => {
		expect(Object.keys(shapes)).toContain(objectType);
	});

	it.each(
		all.flatMap(([name, columns]) =>
			datesOf(columns).map((date) => [name, date, columns] as const),
		),
	)('%s: %s is a date', (_, date, { fields }) => {
		expect(fields.find(({ id }) => id === date)?.holds).toEqual({ is: 'date' });
	});

	// What users have already counts, too: their dates are compared in resources/user/.
	const ofOthers = all.filter(([, { objectType }]) => objectType !== 'user_create');

	it.each(ofOthers)('%s say in which order two dates must be', (_, columns) => {
		const dates = datesOf(columns);
		const { period } = columns;
		expect(period ? [period.from.id, period.until.id] : []).toEqual(dates);
	});
});
