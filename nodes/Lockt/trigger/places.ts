import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { LocktError } from '../api/errors';
import { plainText, quote } from '../api/text/text';
import { keysFor } from '../api/transport';
import { warnDaily, warnOnce } from '../api/questions/warnings';
import * as kinds from '../fields/kinds';
import type { Kind } from '../fields/kinds';
import type { Picked } from '../fields/locator';
import { comparable, isNamed } from '../fields/records';
import { refuseEmptyList } from './emptyLists';
import { hasNames, recallList } from './keptLists';
import type { Settings } from './settings';

/** Where something happened, as Lockt tells it. */
export interface Place {
	/** Known of batteries; events name their door alone. */
	doorId?: number;
	door?: unknown;
	location?: unknown;
}

type Test = (place: Place) => boolean;

type Filters = Pick<Settings, 'doors' | 'locations'>;

/**
 * Which places the filters let through. What was picked is known by its ID, so that a door that was
 * renamed is still the same one.
 *
 * @param places what is to be judged: a name that is not known yet is looked for at once
 * @throws LocktError where Lockt does not tell what the IDs stand for
 */
export async function readPlaces(
	context: IPollFunctions,
	{ doors, locations }: Filters,
	places: Place[],
): Promise<Test> {
	const byName = places.filter(({ doorId }) => doorId === undefined);
	const isAtDoor = await readTest(
		context,
		kinds.door,
		doors,
		places.map(nameDoor),
		isDoor,
		byName.map(nameDoor),
	);
	const isAtLocation = await readTest(
		context,
		kinds.location,
		locations,
		places.map(({ location }) => plainText(location)),
		({ name }) =>
			(place) =>
				isNamed(place.location, [plainText(name)]),
	);
	return (place) => isAtDoor(place) && isAtLocation(place);
}

/**
 * @param properties by which a door or location counts as named: events may name what is in no list
 * @throws LocktError where the filters name what Lockt does not have
 */
export async function refuseUnknownPlaces(
	context: IPollFunctions,
	{ doors = [], locations = [] }: Filters,
	properties: Array<'id' | 'name'>,
): Promise<void> {
	for (const [kind, all] of [
		[kinds.door, doors],
		[kinds.location, locations],
	] as const) {
		const picks = all.filter(({ key }) => properties.some((one) => one === key.property));
		if (picks.length === 0) continue;
		const records = await recallRecords(context, kind, picks, () => false, 0);
		const unknown = records && picks.find((pick) => !findRecord(records, pick));
		if (unknown) throw new LocktError(sayUnknown(kind, unknown), howToCorrect(kind));
	}
}

async function readTest(
	context: IPollFunctions,
	kind: Kind,
	picks: Picked[] | undefined,
	names: string[],
	testFor: (record: IDataObject, all: IDataObject[]) => Test,
	strangers = names,
): Promise<Test> {
	if (!picks) return () => true;
	const isByName = areNames(picks);
	const wanted = hasNames(isByName ? namesIn(picks) : [...namesIn(picks), ...names]);
	const records = await recallRecords(context, kind, picks, wanted, isByName ? AGAIN_MS : 0);
	if (records && !isByName && names.some(Boolean)) await refuseEmptyList(context, kind, records);
	const { inTexts } = await keysFor(context);
	const stranger = records && findStranger(strangers, records, namesIn(picks));
	if (stranger !== undefined) warnOnce(context, inTexts(sayStranger(kind, stranger)));
	const tests = picks.map((pick): Test => {
		const record = records && findRecord(records, pick);
		if (records && !record) {
			warnDaily(context, inTexts(`${sayUnknown(kind, pick)}. ${howToCorrect(kind)}`));
		}
		if (pick.key.property === 'name') return testFor({ name: pick.value }, []);
		return record ? testFor(record, records) : () => false;
	});
	return (place) => tests.some((isThere) => isThere(place));
}

/** Names can be compared without the list: where there is none they are. @throws LocktError where IDs need it */
async function recallRecords(
	context: IPollFunctions,
	{ path }: Kind,
	picks: Picked[],
	isEnough: (list: IDataObject[]) => boolean,
	againMs: number,
): Promise<IDataObject[] | undefined> {
	const list = recallList(context, path as '/door' | '/location', isEnough, againMs);
	return areNames(picks) ? list.catch(() => undefined) : list;
}

const areNames = (picks: Picked[]) => picks.every(({ key }) => key.property === 'name');

/** Where names alone are compared, the list only tells whether there are such: once in a while. */
const AGAIN_MS = 60 * 60_000;

/** By its ID or, where only a name is known, by that, and by its location where others have the name. */
function isDoor(door: IDataObject, all: IDataObject[]): Test {
	const hasNamesakes = all.filter(({ name }) => isNamed(name, [plainText(door.name)])).length > 1;
	return ({ doorId, door: name, location }) => {
		if (doorId !== undefined && door.id !== undefined) return doorId === Number(door.id);
		const isIts = isNamed(name, [plainText(door.name)]);
		return isIts && (!hasNamesakes || isNamed(location, [plainText(door.location)]));
	};
}

const nameDoor = ({ door }: Place) => plainText(door);

function namesIn(picks: Picked[]): string[] {
	return picks.flatMap(({ key, value }) => (key.property === 'name' ? [value] : []));
}

/** What happened may be told of what Lockt does not list: the vendor's examples of events name Core 1. */
function findStranger(
	names: string[],
	records: IDataObject[],
	picked: string[],
): string | undefined {
	const known = new Set(
		[...records.map(({ name }) => name), ...picked].map((name) => comparable('name', name)),
	);
	return names.find((name) => name.trim() !== '' && !known.has(comparable('name', name)));
}

function sayStranger({ noun, plural }: Kind, name: string): string {
	const filter = `${plural[0]!.toUpperCase()}${plural.slice(1)}`;
	return `Lockt tells of ${quote(name)}, and listed no ${noun} of that name: the filter '${filter}' lets nothing of it through. If a ${noun} is meant that you watch, add it to the filter by this name`;
}

function findRecord(records: IDataObject[], { key, value }: Picked): IDataObject | undefined {
	const { property } = key;
	const wanted = comparable(property, value);
	return records.find((one) => comparable(property, one[property]) === wanted);
}

function sayUnknown({ plural }: Kind, { key, value }: Picked): string {
	const filter = `${plural[0]!.toUpperCase()}${plural.slice(1)}`;
	return `The filter '${filter}' names the ${key.label} ${quote(value)}, which Lockt does not have`;
}

function howToCorrect({ noun }: Kind): string {
	return `Pick the ${noun} anew`;
}
