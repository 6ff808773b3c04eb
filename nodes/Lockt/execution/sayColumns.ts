import { quote } from '../api/text/text';
import { nameColumn } from '../fields/columns/columnNames';
import type { Job } from './jobs';

/** In the words of n8n's panel. */
const MAP_EACH = "choose 'Map Each Column Manually' under 'Mapping Column Mode'";

/** So many columns are named. */
const MOST_NAMED = 20;

/** What to say of the columns of a run that hold no field; undefined where there are none. */
export function sayIgnored(jobs: Job[]): string | undefined {
	const names = jobs.flatMap(({ understood }) => understood?.ignored ?? []);
	const named = listOnce(names.map((name) => quote(nameColumn(name))));
	return named === undefined
		? undefined
		: `These columns are called like no field and were not used: ${named}. To use one, rename it as the field is called, or ${MAP_EACH}`;
}

/** What to say of those that are not called like the field for which they were taken; undefined where there are none. */
export function sayTaken(jobs: Job[]): string | undefined {
	const taken = jobs.flatMap(({ understood }) => understood?.taken ?? []);
	const named = listOnce(
		taken.map(({ column, label }) => `${quote(nameColumn(column))} as '${label}'`),
	);
	return named === undefined
		? undefined
		: `These columns were used for what they seem to be: ${named}. Where that is not meant, remove the column, or ${MAP_EACH}`;
}

function listOnce(texts: string[]): string | undefined {
	const once = [...new Set(texts)];
	const more = once.length > MOST_NAMED ? ` and ${once.length - MOST_NAMED} more` : '';
	return once.length > 0 ? `${once.slice(0, MOST_NAMED).join(', ')}${more}` : undefined;
}
