import * as everyColumns from './columns/columns';
import type { Columns } from './columns/columns';

/** What the canvas calls a property, e.g. ID Number */
export function labelOf(property: string): string {
	const field = ALL.find(({ id }) => id === property);
	return field?.label ?? OTHERS[property] ?? property;
}

const ALL = Object.values<Columns>(everyColumns).flatMap(({ fields }) => fields);

/** Of what no column is mapped to. */
const OTHERS: Record<string, string> = { user_id: 'User' };
