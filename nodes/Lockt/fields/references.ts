import type { IDataObject } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { foldName } from '../api/text/foldName';
import { isObject, plainText, quote, shortenValue } from '../api/text/text';
import { blankValue, enteredId, enteredText } from '../api/text/values';
import { sayChoices } from './choices';
import { schedule, type NamedKind } from './kinds';
import type { Lookups } from './lookups';
import { namesIn, partsIn } from './names';

/** What a person has to correct in a value; the message names its field. */
export class WrongValue extends Error {}

/**
 * The ID of what is meant by a record of Lockt's, a name, or an ID. A bare number may be either: the
 * room 101 must not become the door with the ID 101.
 *
 * @param isChosen it was chosen from a list, where a number is an ID
 * @throws WrongValue when there is none, or it may be several
 */
export async function idOf(
	kind: NamedKind,
	label: string,
	value: unknown,
	lookups: Lookups,
	isChosen = false,
): Promise<number> {
	const chosen = isChosen ? { id: value } : undefined;
	const record: Record<string, unknown> | undefined = isObject(value) ? value : chosen;
	if (isObject(value)) refuseOthers(label, value);
	const given = record?.id ?? record?.unid;
	const id = enteredId(given);
	if (id !== undefined) {
		const name = enteredText(record?.name) ?? '';
		if (name !== '') await refuseOtherName(kind, label, { id, name }, lookups);
		return id;
	}
	const text = enteredText(given ?? (record ? record.name : value)) ?? '';
	if (text === '') throw new WrongValue(`'${label}': an entry has neither ID nor name`);

	const found = await lookups.findMeant(kind, text);
	if (found.length === 1) return Number(found[0]!.id);
	if (found.length === 0) {
		const choices = await sayChoices(kind, lookups);
		throw new WrongValue(`'${label}': there is no ${kind.noun} ${quote(text)}${choices}`);
	}
	const all = found.map((one) => `${quote(kind.title(one))} with the ID ${plainText(one.id)}`);
	throw new WrongValue(
		`'${label}': ${shortenValue(text)} may be the ${kind.noun} ${all.join(' or ')}. Give the name or the ID that only one of them has`,
	);
}

/** What Lockt shows of a record within another, and this node with it. */
const SHOWN = new Set(['id', 'unid', 'name', 'schedule', 'hours']);

/** @throws WrongValue where an entry says more of it, as that it was taken away */
function refuseOthers(label: string, entry: Record<string, unknown>): void {
	const other = Object.keys(entry).find((key) => !SHOWN.has(key) && !/schedule/i.test(key));
	if (other === undefined) return;
	throw new WrongValue(
		`'${label}': an entry has ${quote(other)}, which is not read, and may count: give its name or ID alone`,
	);
}

/** @throws WrongValue where an ID is that of another one: it may be another system's */
async function refuseOtherName(
	kind: NamedKind,
	label: string,
	{ id, name }: { id: number; name: string },
	lookups: Lookups,
): Promise<void> {
	const [found] = await lookups.findInList(kind, 'id', String(id));
	const isCalledSo = found && kind.names(found).map(foldName).includes(foldName(name));
	if (!found || isCalledSo || kind.title(found) === '') return;
	throw new WrongValue(
		`'${label}': the ${kind.noun} with the ID ${id} is called ${quote(kind.title(found))}, and not ${quote(name)}. Give only what is right`,
	);
}

/** Several of them, as Lockt wants them: `{ id }`; a door of an access level may bring its schedule. */
export async function entriesOf(
	kind: NamedKind,
	label: string,
	value: unknown,
	lookups: Lookups,
	areChosen = false,
): Promise<IDataObject[]> {
	const names = namesIn(value);
	const parts = partsIn(value);
	if (parts.length > 1) await refuseCommas(kind, label, parts, lookups);
	const entries: IDataObject[] = [];
	for (const entry of names) {
		// What was chosen on the canvas is a number; a text of digits may be a name as well.
		const isChosen = areChosen && typeof entry === 'number';
		const id = await idOf(kind, label, entry, lookups, isChosen);
		entries.push({ id, ...(await scheduleOf(entry, label, lookups)) });
	}
	// Named by ID and by name, one would be there twice, which Lockt refuses.
	const once = new Map(entries.map((entry) => [JSON.stringify(entry), entry]));
	return [...once.values()];
}

/** A door may be called "Lobby, Vault", which is neither of the two. @throws WrongValue when one is */
async function refuseCommas(kind: NamedKind, label: string, parts: string[], lookups: Lookups) {
	const [found] = await lookups.findSplit(kind, parts);
	if (!found) return;
	throw new WrongValue(
		`'${label}': ${quote(kind.title(found))} is the name of one ${kind.noun}, and may be a list of several. Give their IDs`,
	);
}

/** Where a number is an ID. @throws WrongValue when it is no schedule */
async function scheduleOf(entry: unknown, label: string, lookups: Lookups): Promise<IDataObject> {
	if (!isObject(entry)) return {};
	if (!('schedule_id' in entry)) {
		const other = Object.keys(entry).find((key) => /schedule/i.test(key));
		if (other === undefined) return {};
		throw new WrongValue(
			`'${label}': an entry has ${quote(other)}, which is not read: give its schedule as 'schedule_id', or leave it out`,
		);
	}
	const id = entry.schedule_id;
	if (enteredText(id)) return { schedule_id: await idOf(schedule, label, { id }, lookups) };
	throw new WrongValue(`'${label}': the 'schedule_id' of an entry must be an ID or a name`);
}

/**
 * The IDs of what a field with several choices holds, by ID or name.
 *
 * @throws LocktError when one is not there, or none is chosen
 */
export async function chosenIds(
	value: unknown,
	label: string,
	kind: NamedKind,
	lookups: Lookups,
): Promise<number[]> {
	const entries = await entriesOf(kind, label, value, lookups, true).catch((error: unknown) => {
		if (!(error instanceof WrongValue)) throw error;
		throw new LocktError(error.message, 'Choose from the list. Nothing was sent to Lockt');
	});
	if (entries.length > 0) return entries.map(({ id }) => Number(id));
	throw blankValue(label, 'Choose at least one');
}
