import type { IDataObject } from 'n8n-workflow';
import { groupBy } from '../api/text/groupBy';
import type { LocktContext } from '../api/client';
import { LocktError } from '../api/errors';
import { hideKeys } from '../api/transport';
import { unlessAborted } from '../api/turns/stopping';
import { warnOnce } from '../api/questions/warnings';
import { comparable } from '../fields/records';
import { hasNames, recallList } from './keptLists';

/** In one poll they are asked for once. */
const AGAIN_MS = 10_000;

/** No event waits longer. */
const PATIENCE_MS = 5_000;

/** A door as an event names it. */
interface Place {
	door: string;
	location: string;
}

/**
 * The IDs of doors that events name. Lockt is asked for its doors with each poll that has some; when that
 * fails, the IDs are not known, and no event waits for it.
 *
 * @returns in the order of the places; null where no door has the name, or several cannot be told apart
 */
export async function findDoorIds(
	context: LocktContext,
	places: Place[],
): Promise<Array<number | null>> {
	const names = places.map(({ door }) => nameOf(door)).filter(Boolean);
	if (names.length === 0) return places.map(() => null);
	const doors = groupBy(await recallDoors(context, names), ({ name }) => [nameOf(name)]);
	return places.map((place) => findId(doors.get(nameOf(place.door)) ?? [], place));
}

const nameOf = (name: unknown) => comparable('name', name);

/** A door of the name elsewhere is another one: that of the event may have another name by now. */
function findId(namesakes: IDataObject[], { location }: Place): number | null {
	const where = nameOf(location);
	const isElsewhere = (door: IDataObject) =>
		where !== '' && nameOf(door.location) !== '' && nameOf(door.location) !== where;
	const there = namesakes.filter((door) => nameOf(door.location) === where);
	const [found, ...others] = namesakes.length > 1 ? there : namesakes;
	return found && others.length === 0 && !isElsewhere(found) ? Number(found.id) : null;
}

/** All doors; none, and a warning, where they could not be read. */
async function recallDoors(context: LocktContext, names: string[]): Promise<IDataObject[]> {
	const read = () => recallList(context, '/door', hasNames(names), AGAIN_MS);
	const tooLong = () => new LocktError('it takes too long', '');
	try {
		return await unlessAborted(read, AbortSignal.timeout(PATIENCE_MS), tooLong);
	} catch (error) {
		const { message } = (await hideKeys(context, error)) as Error;
		warnOnce(
			context,
			`the doors could not be read, so that events come without 'doorId': ${message}`,
		);
		return [];
	}
}
