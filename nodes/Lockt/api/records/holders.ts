import type { IDataObject } from 'n8n-workflow';
import { isObject, isRecord, plainText } from '../text/text';
import { isBlank } from '../text/values';
import { listOf } from './forms';

/** Who holds a credential, as far as it shows their IDs: in a list of users or of IDs, or one alone. */
export function holdersOf({ user: holders, user_id }: IDataObject): string[] {
	const ids = [...listOf(holders), user_id].map((holder) => idIn(holder).trim());
	return [...new Set(ids.filter((text) => /^\d+$/.test(text)))];
}

const idIn = (holder: unknown) => plainText(isObject(holder) ? (holder.id ?? holder.unid) : holder);

export const isNobodys = ({ user: holders }: IDataObject) =>
	isRecord(holders) && listOf(holders).length === 0;

/** The same without the user that is nobody; undefined where it does not say clearly who holds it. */
export function knownHoldersOf(record: IDataObject): string[] | undefined {
	const ids = holdersOf(record).filter((id) => Number(id) !== 0);
	if (ids.length > 0) return ids;
	const shown = [record.user, record.user_id].filter((one) => one !== undefined);
	return shown.length > 0 && shown.flatMap(listOf).every(isNobody) ? [] : undefined;
}

function isNobody(holder: unknown): boolean {
	const id = idIn(holder).trim();
	if (id !== '') return Number(id) === 0;
	return isObject(holder) ? isBlank(holder.name) : isBlank(holder);
}
