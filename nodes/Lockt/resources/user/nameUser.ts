import type { IDataObject } from 'n8n-workflow';
import { plainText, shortenValue } from '../../api/text/text';
import { user as kind } from '../../fields/kinds';

/** A user as messages name them, e.g. Toby Jones (ID 300) */
export function nameUser(user: IDataObject): string {
	return `${shortenValue(kind.title(user))} (ID ${plainText(user.id)})`;
}
