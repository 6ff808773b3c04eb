import type { IDataObject } from 'n8n-workflow';
import { identifyAccount } from '../api/account';
import { ask, type LocktContext } from '../api/client';
import { askRecords } from '../api/records';
import { accountOf, hideKeys } from '../api/transport';
import { warnOnce } from '../api/warnings';
import { comparable } from '../fields/records';

/** A door as an event names it. */
interface Place {
	door: string;
	location: string;
}

/** Doors by their names; those of the same name together. */
type Doors = Map<string, IDataObject[]>;

/** Doors are read anew after an hour; sooner where a name is unknown, or when they could not be read. */
const KEPT_MS = 60 * 60_000;
const AGAIN_MS = 5 * 60_000;

/** More accounts than an instance has: beyond it, doors are read again rather than kept for ever. */
const MOST_KEPT = 100;

/** The doors of each account, and when they were asked for. */
const kept = new Map<string, { at: number; doors: Promise<Doors> }>();

/**
 * The IDs of doors that events name. Lockt is asked for its doors once in a while; when that fails, the
 * IDs are not known, and no event waits for it.
 *
 * @returns in the order of the places; null where no door has the name, or several cannot be told apart
 */
export async function findDoorIds(
	context: LocktContext,
	places: Place[],
): Promise<Array<number | null>> {
	const names = new Set(places.map(({ door }) => nameOf(door)).filter(Boolean));
	if (names.size === 0) return places.map(() => null);
	const doors = await recallDoors(context, names);
	return places.map((place) => findId(doors.get(nameOf(place.door)) ?? [], place));
}

const nameOf = (name: unknown) => comparable('name', name);

function findId(namesakes: IDataObject[], { location }: Place): number | null {
	const there = namesakes.filter((door) => nameOf(door.location) === nameOf(location));
	const [found, ...others] = namesakes.length > 1 ? there : namesakes;
	return found && others.length === 0 ? Number(found.id) : null;
}

/** The doors that are kept, unless they are too old for these names. */
async function recallDoors(context: LocktContext, names: Set<string>): Promise<Doors> {
	const account = JSON.stringify(identifyAccount(await accountOf(context)));
	const before = kept.get(account);
	if (before) {
		const doors = await before.doors;
		const knowsAll = [...names].every((name) => doors.has(name));
		const age = Date.now() - before.at;
		if (age >= 0 && age < (knowsAll ? KEPT_MS : AGAIN_MS)) return doors;
	}
	if (kept.size >= MOST_KEPT) kept.clear();
	const doors = readDoors(context);
	kept.set(account, { at: Date.now(), doors });
	return doors;
}

/** All doors; none, and a warning, where they could not be read. */
async function readDoors(context: LocktContext): Promise<Doors> {
	try {
		const records = await askRecords(context, { path: '/door' }, ask);
		const doors: Doors = new Map();
		for (const door of records) {
			const name = nameOf(door.name);
			doors.set(name, [...(doors.get(name) ?? []), door]);
		}
		return doors;
	} catch (error) {
		const { message } = (await hideKeys(context, error)) as Error;
		warnOnce(
			context,
			`the doors could not be read, so that events come without 'doorId': ${message}`,
		);
		return new Map();
	}
}
