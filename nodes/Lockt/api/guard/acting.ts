import { LocktError } from '../errors';
import { bare } from './names';

/** Names that sound as if something were done by them, in addresses, queries and bodies. */

/** Verbs of what is no reading. Lockt itself calls an unlock a Momentary Unlock. */
export const VERBS =
	/unlock|open|momentary|release|anonymi[sz]|purge|delet|destroy|remov|revok|eras|wipe|reset|reassign/i;

/** Names of what says what to do. Reference: GET has low_battery, POST lowbattery. */
const ORDERS = /^(?:x?action|act|task|function|command|cmd|do|op|operation|lowbattery)$/i;

/** Whether a word does something, in a path, as a parameter or in a body. */
export function acts(name: string): boolean {
	const word = bare(name);
	return VERBS.test(word) || ORDERS.test(word);
}

/** Requests that open doors name them so. */
export const DOORS = /^doors$/i;

/** A read of an address that acts, or that may be read as another one. */
export function actsIn(path: string): LocktError | undefined {
	const isPlain = /^(?:\/[\w-]+)+\/?$/.test(path);
	if (isPlain && !path.split('/').some(acts)) return undefined;
	return new LocktError(
		'The Lockt credential does not allow to read at an address of this form',
		'Nothing was sent to Lockt. Addresses are plain words, such as /door, and none that do something',
	);
}
