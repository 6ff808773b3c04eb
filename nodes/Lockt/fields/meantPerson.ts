import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { nameOf } from '../api/records/people';
import { foldName } from '../api/text/foldName';
import { isObject, plainText, quote, shortenValue } from '../api/text/text';
import { isCalled, means } from './columns/columnNames';
import { text, type Field } from './field';
import { user as kind } from './kinds';
import type { Picked } from './locator';
import type { Lookups } from './lookups';
import { findOtherness, shareWord } from './otherPerson';
import type { Row } from './row';
import { readColumn } from './rowName';
import { personFields } from './userFields';

/**
 * An ID out of a column of the item may be a number of HR, which happens to be Lockt's ID of somebody else: what else the
 * item says of its person must be so.
 *
 * @param isUpdate what the item says may be new: another address or last name alone contradicts nothing
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
	const record = findRecordWith(id, input);
	if (!record) return;
	const columns = columnsWith(id, record);
	const said: Said = {
		...readSaid(record, isUpdate),
		name: columns.every((name) => OF_LOCKT.has(name)) ? '' : readName(record),
		number: columns.some((name) => isCalledAs(name, idNumber)) ? id : '',
	};
	if (Object.values(said).every((text) => text === '')) return;
	const [user] = await lookups.find(kind, 'id', id);
	const why = user && findContradiction(user, said);
	if (why === undefined) return;
	throw new LocktError(
		`The item may mean a stranger: the Lockt ID ${quote(id)} is that of ${shortenValue(nameOf(user!))}, ${why}`,
		`Choose 'By ID Number' for '${kind.label}' if that is what it is. Nothing was sent to Lockt`,
	);
}

/** What an item says of its person; blank where it does not. */
interface Said extends IDataObject {
	first_name: string;
	last_name: string;
	email: string;
	/** The whole of it, from one column. */
	name: string;
	/** The ID, where the item calls it their ID number. */
	number: string;
}

const field = (id: string) => personFields.find((one) => one.id === id)!;
const idNumber = field('id_num');

/** How one column with a whole name is called. */
const WHOLE_NAMES: Field[] = ['Full Name', 'Name', 'Display Name', 'Employee', 'Employee Name'].map(
	(label) => text(label.toLowerCase().replace(' ', '_'), label),
);

/** In what Lockt has of fobs, credentials and events, these are of a user, and a name is of something else. */
const OF_LOCKT = new Set(['user_id', 'holder_id', 'personId']);

/** Deeper, and beyond so many, no record of a person is looked for. */
const DEEPEST = 3;
const MOST_VALUES = 1_000;

/** The item, or the record within it, as in the body of a webhook, in which an ID stands; undefined where it does in none. */
function findRecordWith(id: string, record: IDataObject, depth = 0): IDataObject | undefined {
	const values = Object.values(record).slice(0, MOST_VALUES);
	if (columnsWith(id, record).length > 0) return record;
	if (depth === DEEPEST) return undefined;
	for (const value of values) {
		const found = isObject(value) && findRecordWith(id, value as IDataObject, depth + 1);
		if (found) return found;
	}
	return undefined;
}

const columnsWith = (id: string, record: IDataObject) =>
	Object.keys(record).filter((name) => plainText(record[name]).trim() === id);

const isCalledAs = (name: string, one: Field) => means(name, one) || isCalled(name, one);

function readSaid(record: IDataObject, isUpdate: boolean) {
	const [first_name, last_name, email] = ['first_name', 'last_name', 'email'].map((id) =>
		readColumn(record, field(id)),
	) as [string, string, string];
	const isWhole = first_name !== '' && last_name !== '';
	return isUpdate && !isWhole
		? { first_name: '', last_name: '', email: '' }
		: { first_name, last_name, email };
}

const readName = (record: IDataObject) =>
	WHOLE_NAMES.map((one) => readColumn(record, one)).find((name) => name !== '') ?? '';

function findContradiction(user: IDataObject, said: Said): string | undefined {
	const held = plainText(user.id_num).trim();
	if (said.number !== '' && held !== '' && held !== said.number) {
		return 'who has another ID number';
	}
	const called = said.first_name === '' ? said.last_name || said.name : '';
	const isTheirs = said.email !== '' && foldName(said.email) === foldName(plainText(user.email));
	if (called !== '' && nameOf(user) !== '' && !isTheirs && !shareWord(called, nameOf(user))) {
		return 'who is called otherwise';
	}
	return findOtherness(said, 'id_num', user);
}
