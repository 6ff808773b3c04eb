import type { IDataObject } from 'n8n-workflow';
import { listOf } from '../../api/records/forms';

/**
 * Each person once: some servers join people with their access levels, and show a person as often as they have some.
 * Of rows that differ in more than that, what differs is not known, nor which of the access levels count.
 */
export function joinRows(records: IDataObject[]): IDataObject[] {
	const rows = new Map<unknown, IDataObject[]>();
	for (const record of records) {
		const same = rows.get(record.id);
		if (same) same.push(record);
		else rows.set(record.id, [record]);
	}
	return [...rows.values()].map((same) => (same.length === 1 ? same[0]! : joinSame(same)));
}

function joinSame(rows: IDataObject[]): IDataObject {
	const names = [...new Set(rows.flatMap(Object.keys))].filter((name) => name !== 'accesslevels');
	const [first, ...others] = rows;
	const alike = names.filter((name) =>
		others.every((row) => JSON.stringify(row[name]) === JSON.stringify(first![name])),
	);
	return {
		...Object.fromEntries(alike.map((name) => [name, first![name]])),
		...(alike.length === names.length && {
			accesslevels: rows.flatMap(({ accesslevels }) => listOf(accesslevels)),
		}),
	};
}
