import type { Endpoint } from '../endpoints';
import { LocktError } from '../errors';
import { isRecord, joinSentences, plainText, quote, shortenValue } from '../text/text';
import { isProcessing, unnamedIn } from './bodies';
import { allowListed, nameOfDoor, type AllowedDoors } from './listedDoors';
import { bare } from './names';
import { refuseWords } from './queries';
import { ASK_OWNER, type Permissions } from './wanted';

/**
 * An endpoint that nobody named may be anything, but never one that unlocks: that has a permission of
 * its own, and no spelling of an address gets round it.
 */
export function unlikeUnlocking(path: string, query: string): LocktError | undefined {
	const isPlain = /^(\/[\w-]+)+$/.test(path);
	const opens = path.split('/').some((word) => /unlock|open|momentary|release/i.test(bare(word)));
	if (isPlain && !opens) return refuseWords(query);
	return new LocktError(
		'The Lockt credential does not allow an address of this form',
		'Nothing was sent to Lockt. Unlock by POST to /unlock; other addresses are plain words, such as /door',
	);
}

/**
 * Whatever nobody named may open a door, by whichever words: only who may unlock any may send it.
 *
 * @param endpoint what is known of it; nothing where nobody named it
 */
export function mayOpenDoors(body: unknown, endpoint?: Endpoint): LocktError | undefined {
	const name = endpoint && unnamedIn(body, endpoint);
	if (endpoint && name === undefined) return undefined;
	const what = name === undefined ? 'changes that are unknown' : `${quote(name)} in the body`;
	return new LocktError(
		`The Lockt credential does not allow ${what}: that may open doors, and its 'Unlock' is not Any Door`,
		ASK_OWNER,
	);
}

/** @param doors those that Lockt has: by them alone the names of the list count */
export function unlockRefusal(
	body: unknown,
	{ unlock = 'none', unlockDoors = '' }: Permissions,
	doors?: unknown,
): LocktError | undefined {
	if (unlock === 'any') return undefined;
	if (unlock !== 'listed') {
		return new LocktError(
			"The Lockt credential does not allow to unlock doors: its 'Unlock' is None",
			ASK_OWNER,
		);
	}
	const allowed = allowListed(unlockDoors, doors);
	const isListed = (id: string) => id !== '' && allowed.ids.has(id);
	const other = doorsIn(body).find((id) => !isListed(id));
	if (other === undefined) return undefined;
	if (other === '') {
		return new LocktError(
			"The Lockt credential does not allow to unlock but by the IDs of doors: its 'Unlock' is Listed Doors",
			'Nothing was sent to Lockt. Send {"doors": [{"id": 166}]}, with one id for each door and nothing beside it',
		);
	}
	return new LocktError(
		`The Lockt credential does not allow to unlock ${describeDoor(other, doors)}: it is not in its list of doors`,
		joinSentences(ASK_OWNER, ...describeProblems(allowed)),
	);
}

function describeDoor(id: string, doors: unknown): string {
	const name = nameDoor(id, doors);
	return name === undefined ? `the door with the ID ${shortenValue(id)}` : `the door ${name}`;
}

/** A door as messages name it, e.g. 'Front Door' (ID 166); undefined where its name is not known. */
export function nameDoor(id: string, doors: unknown): string | undefined {
	const name = nameOfDoor(id, doors);
	return name && `${quote(name)} (ID ${shortenValue(id)})`;
}

/** So many names of the list are told that allow nothing. */
const MOST_TOLD = 3;

function describeProblems({ problems }: AllowedDoors): string[] {
	const [first] = problems;
	if (first === undefined) return [];
	const more = problems.length - MOST_TOLD;
	const others = more > 0 ? [`${more} more`] : [];
	return [`In that list ${[...problems.slice(0, MOST_TOLD), ...others].join(', and ')}`];
}

/** The IDs of the doors that a body names; a blank one for whatever else it may name them by. */
function doorsIn(body: unknown): string[] {
	if (!isRecord(body)) return [''];
	const { doors, options = {}, ...others } = body;
	const isKnown = Object.keys(others).length === 0 && isProcessing(options);
	if (!isKnown || !Array.isArray(doors) || doors.length === 0) return [''];
	return doors.map((door: unknown) =>
		isRecord(door) && Object.keys(door).join() === 'id' ? plainText(door.id) : '',
	);
}
