import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';

/** @throws LocktError when an item changes nothing. @param whatToDo e.g. Choose what to clear */
export function refuseNothing(
	changes: IDataObject,
	whatToDo = "Fill in at least one of the 'Values to Send' or, with 'Map Automatically', one of the columns",
): void {
	if (Object.keys(changes).length > 0) return;
	throw new LocktError('There is nothing to change', `${whatToDo}. Nothing was sent to Lockt`);
}
