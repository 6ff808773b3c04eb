import type { Endpoint } from '../endpoints';
import { LocktError } from '../errors';
import { isRecord, plainText, quote, shortenValue } from '../text/text';
import { isProcessing, unnamedIn } from './bodies';
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

export function unlockRefusal(
	body: unknown,
	{ unlock = 'none', unlockDoors = '' }: Permissions,
): LocktError | undefined {
	if (unlock === 'any') return undefined;
	if (unlock !== 'listed') {
		return new LocktError(
			"The Lockt credential does not allow to unlock doors: its 'Unlock' is None",
			ASK_OWNER,
		);
	}
	const listed = plainText(unlockDoors).split(/[\s,;]+/);
	const other = doorsIn(body).find((id) => id === '' || !listed.includes(id));
	if (other === undefined) return undefined;
	if (other === '') {
		return new LocktError(
			"The Lockt credential does not allow to unlock but by the IDs of doors: its 'Unlock' is Listed Doors",
			'Nothing was sent to Lockt. Send {"doors": [{"id": 166}]}, with one id for each door and nothing beside it',
		);
	}
	return new LocktError(
		`The Lockt credential does not allow to unlock the door ${shortenValue(other)}: it is not in its list of doors`,
		ASK_OWNER,
	);
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
