import type { IDataObject } from 'n8n-workflow';
import { saysMoreThanNo } from './hopes';
import { textsIn } from './texts';
import type { Said } from './said';
import { foldName } from '../text/foldName';
import { isObject, isRecord, lettersOf, plainText, quote } from '../text/text';
import { saysDoneOrComing } from './words';

/** The doors in an answer to an unlock call that nobody asked for, each as a message names it. */
export interface OtherDoors {
	/** Those that Lockt says it unlocked. */
	unlocked: string[];
	/** Those of which it does not say that they stayed locked. */
	untold: string[];
}

/**
 * Finds doors that were not asked for, wherever the answer speaks of them. Among the doors that it lists all
 * count, but those that stayed locked; elsewhere only what is said to be unlocked: other things have IDs and names, too.
 */
export function otherDoorsIn(asked: IDataObject[], { list = [], whole }: Said): OtherDoors {
	const ids = new Set(asked.map(({ id }) => plainText(id)));
	const mentions = [
		...list.flatMap((one) => mentionsIn(one, 'nothing')),
		...mentionsIn(whole),
		...listedIn(whole, asked.length),
	];
	// An entry of its own that says no more than that something opened.
	const unnamed = list.filter(
		(one) => isRecord(one) && isUnnamed(one) && stateOf(one) === 'unlocked',
	);
	const told = mentions.filter(({ id }) => ids.has(id));
	const names = new Set(told.map(({ name }) => foldName(name)));
	const named = mentions.filter(({ id, name }) => id === '' && !names.has(foldName(name)));
	// A door that is spoken of by its name alone may be one that is not spoken of by its ID.
	const missing = ids.size - new Set(told.map(({ id }) => id)).size;
	const mayBeAsked = new Set(named.map(({ name }) => foldName(name))).size <= missing;
	const others = [
		...mentions.filter(({ id }) => id !== '' && !ids.has(id)),
		...(mayBeAsked ? [] : named),
	];
	const unlocked = [
		...describeAll(others.filter(({ says }) => says === 'unlocked')),
		...(unnamed.length > missing ? ['a door that it does not name'] : []),
	];
	const untold = describeAll(others.filter(({ says }) => says === 'nothing'));
	return { unlocked, untold: untold.filter((door) => !unlocked.includes(door)) };
}

type State = 'unlocked' | 'locked' | 'nothing';

interface Mention {
	id: string;
	name: string;
	says: State;
}

/** @param beside what is said of a door by where it stands; undefined where that need not be one */
function mentionsIn(value: unknown, beside?: State): Mention[] {
	if (Array.isArray(value)) return value.flatMap((one) => mentionsIn(one, beside));
	if (!isRecord(value)) return beside ? mentionOf(doorCalled(value), beside) : [];
	const within = Object.entries(value).flatMap(([name, one]) => {
		if (!isRecord(one)) return [];
		const isKeyed = /^\d+$/.test(name) && isUnnamed(one);
		const beside = LISTS_UNLOCKED.test(lettersOf(name)) ? 'unlocked' : undefined;
		return mentionsIn(isKeyed ? { id: name, ...one } : one, beside);
	});
	const says = stateOf(value) ?? beside;
	return says ? [...mentionOf(doorIn(value), says), ...within] : within;
}

function mentionOf(door: Door, says: State): Mention[] {
	return door.id === '' && door.name === '' ? [] : [{ ...door, says }];
}

const isUnnamed = (record: Record<string, unknown>) => {
	const { id, name } = doorIn(record);
	return id === '' && name === '';
};

/**
 * Doors that are listed in a text or number. A yes or no names none; nor does a number that may be how many
 * they are. @param most so many were asked for
 */
function listedIn(value: unknown, most: number): Mention[] {
	if (!isRecord(value)) return [];
	return Object.entries(value).flatMap(([name, one]) => {
		const isListed = LISTS_UNLOCKED.test(lettersOf(name));
		const isSaidOf = (said: unknown) => IS_UNLOCKED.test(lettersOf(plainText(said)));
		if (/^\d+$/.test(name) && isSaidOf(one)) return mentionOf(doorCalled(name), 'unlocked');
		if (isObject(one) && isListed) {
			const yes = Object.entries(one).filter(([, said]) => said === true || isSaidOf(said));
			return yes.flatMap(([door]) => mentionOf(doorCalled(door), 'unlocked'));
		}
		if (isRecord(one)) return listedIn(one, most);
		if (!isListed || typeof one === 'boolean') return [];
		const texts = plainText(one).split(/[,;|]/);
		return texts
			.filter(
				(text) => !/^\s*(?:true|false|yes|no|[yn]|)\s*$/i.test(text) && !(Number(text) <= most),
			)
			.flatMap((text) => mentionOf(doorCalled(text), 'unlocked'));
	});
}

/** Names of lists of nothing but unlocked doors, e.g. also_unlocked, openedDoors, unlocked_ids */
const LISTS_UNLOCKED =
	/^(?:also|other|all|linked)?(?:doors?)?(?:unlocked|opened|granted|released)(?:doors?)?(?:ids?|names?)?$/;

const IS_UNLOCKED = /^(?:is|was)?(?:unlocked|opened)$/;

/** What a record itself says: as yes or no, or in a word such as status: unlocked. */
function stateOf(record: Record<string, unknown>): State | undefined {
	const isSaid = (yes: RegExp) =>
		Object.entries(record).some(
			([name, value]) => IS_UNLOCKED.test(lettersOf(name)) && yes.test(String(value)),
		);
	const isInWords = Object.entries(record).some(
		([name, value]) => name !== 'name' && IS_UNLOCKED.test(lettersOf(plainText(value))),
	);
	if (isInWords || isSaid(/^(?:true|yes|1)$/i)) return 'unlocked';
	const problems = [record.errors, record.error].flatMap(textsIn);
	if (problems.length === 0 && !isSaid(/^(?:false|no|0)$/i)) return undefined;
	return problems.some(saysDoneOrComing) || saysMoreThanNo(record) ? 'nothing' : 'locked';
}

type Door = Pick<Mention, 'id' | 'name'>;

/** Which door a record is about: what names a door says more than the ID and name of the record. */
function doorIn(record: Record<string, unknown>): Door {
	const entries = Object.entries(record).map(([name, value]) => [lettersOf(name), value]);
	const { door, ...own } = Object.fromEntries(entries) as Record<string, unknown>;
	const inner = isObject(door) ? door : doorCalled(door);
	const first = (...values: unknown[]) => values.map(plainText).find(Boolean) ?? '';
	return {
		id: first(own.doorid, own.doornumber, inner.id, own.id, own.unid),
		name: first(own.doorname, inner.name, own.name, own.device),
	};
}

/** A number is an ID. */
function doorCalled(value: unknown): Door {
	const text = plainText(value).trim();
	return /^\d+$/.test(text) ? { id: text, name: '' } : { id: '', name: text };
}

/** Each once: what is nested is found where it is listed, too. */
function describeAll(doors: Door[]): string[] {
	return [...new Set(doors.map(({ id, name }) => describe(id, name)))];
}

/** e.g. 'Vault' (ID 9) */
function describe(id: string, name: string): string {
	if (id === '') return quote(name);
	return name === '' ? `the door with the ID ${id}` : `${quote(name)} (ID ${id})`;
}
