import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { nameOf } from '../api/records/people';
import { plainText, quote, shortenValue } from '../api/text/text';
import { isCalled, means } from './columns/columnNames';
import type { Field } from './field';
import { user as kind } from './kinds';
import type { Picked } from './locator';
import type { Lookups } from './lookups';
import { findOtherness } from './otherPerson';
import type { Row } from './row';
import { readColumn } from './rowName';
import { personFields } from './userFields';

/**
 * An ID out of a column of the item may be a number of HR, which happens to be Lockt's ID of somebody else: what else the
 * item says of its person must be so.
 *
 * @param isUpdate what the item says may be new: another address alone contradicts nothing
 * @throws LocktError where it says somebody else
 */
export async function refuseOtherPerson(
	{ input }: Row,
	{ key, value }: Picked,
	lookups: Lookups,
	isUpdate: boolean,
): Promise<void> {
	if (key.property !== 'id') return;
	const id = plainText(value).trim();
	const columns = Object.keys(input).filter((name) => plainText(input[name]).trim() === id);
	if (columns.length === 0) return;
	const said = readSaid(input, isUpdate);
	const isNumber = columns.some((name) => means(name, idNumber) || isCalled(name, idNumber));
	if (!isNumber && Object.values(said).every((text) => text === '')) return;
	const [user] = await lookups.find(kind, 'id', id);
	const why = user && findContradiction(user, said, isNumber ? id : '');
	if (why === undefined) return;
	throw new LocktError(
		`The item may mean a stranger: the Lockt ID ${quote(id)} is that of ${shortenValue(nameOf(user!))}, ${why}`,
		`Choose 'By ID Number' for '${kind.label}' if that is what it is. Nothing was sent to Lockt`,
	);
}

function readSaid(input: IDataObject, isUpdate: boolean): IDataObject {
	const read = (field: Field): [string, string] => [field.id, readColumn(input, field)];
	const names = Object.fromEntries(NAMES.map(read));
	const isWhole = Object.values(names).every((text) => text !== '');
	return isUpdate && !isWhole ? {} : { ...names, ...Object.fromEntries([email].map(read)) };
}

const field = (id: string) => personFields.find((one) => one.id === id)!;
const idNumber = field('id_num');
const email = field('email');
const NAMES = ['first_name', 'last_name'].map(field);

/** @param number what the item calls their ID number; blank where it does not */
function findContradiction(
	user: IDataObject,
	said: IDataObject,
	number: string,
): string | undefined {
	const held = plainText(user.id_num).trim();
	if (number !== '' && held !== '' && held !== number) return 'who has another ID number';
	return findOtherness(said, 'id_num', user);
}
