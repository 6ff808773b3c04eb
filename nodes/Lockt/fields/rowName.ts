import type { IDataObject } from 'n8n-workflow';
import { hideOwnPins } from '../api/guard/pins';
import { oneLine, plainText, shortenValue } from '../api/text/text';
import { isCalled, means } from './columns/columnNames';
import { text, type Field } from './field';
import { personFields } from './userFields';

const person = (id: string) => personFields.find((field) => field.id === id)!;

/** By what people know whom or what an item is about: the first of these that it has. */
const NAMES: Field[][] = [
	[person('first_name'), person('last_name')],
	[text('name', 'Name')],
	[text('full_name', 'Full Name')],
	[person('email')],
	[person('id_num')],
];

/** What people call an input item, e.g. Nora Lindqvist, by the first of some records that says it; blank where none does. */
export function nameOfRow(...records: IDataObject[]): string {
	for (const record of records) {
		for (const fields of NAMES) {
			const name = oneLine(fields.map((field) => readColumn(record, field)).join(' '));
			// A PIN may stand in the wrong column as well.
			const pins = records.map((one) => ({ pin: readColumn(one, person('pin')) }));
			if (name !== '') return hideOwnPins([...records, ...pins], shortenValue(name));
		}
	}
	return '';
}

/** What the column of a field holds in an item, however it is called; blank where there is none. */
export function readColumn(record: IDataObject, field: Field): string {
	const columns = Object.keys(record);
	const column =
		columns.find((one) => means(one, field)) ?? columns.find((one) => isCalled(one, field));
	return column === undefined ? '' : plainText(record[column]);
}
