import { quote } from '../api/text/text';
import type { Job } from './jobs';

/** So many columns are named. */
const MOST_NAMED = 20;

/** A column as it may be named: a sheet without a heading has values for names, a PIN among them. */
export function nameColumn(column: string): string {
	return column.replace(/\d{4,}/g, '***');
}

/** What to say of the columns of a run that hold no field; undefined where there are none. */
export function sayIgnored(jobs: Job[]): string | undefined {
	const names = [...new Set(jobs.flatMap(({ ignored = [] }) => ignored.map(nameColumn)))];
	if (names.length === 0) return undefined;
	const named = names.slice(0, MOST_NAMED).map(quote);
	const more = names.length > named.length ? ` and ${names.length - named.length} more` : '';
	return `Columns that were not used, as no field is called so: ${named.join(', ')}${more}. To use one, rename it as the field is called, or map it under 'Fields'`;
}
