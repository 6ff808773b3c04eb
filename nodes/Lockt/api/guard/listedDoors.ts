import type { IDataObject } from 'n8n-workflow';
import { foldName } from '../text/foldName';
import { groupBy } from '../text/groupBy';
import { isMasked } from '../text/masked';
import { splitNames } from '../text/splitNames';
import { isObject, plainText, quote } from '../text/text';

/** What the nodes of this package put on a request to unlock: the doors that Lockt has, as it lists them. */
export const DOORS_OF_LOCKT = Symbol.for('n8n-nodes-lockt.doors');

/** The doors that the owner of a credential lists: by ID and by name. Digits alone are an ID. */
export interface ListedDoors {
	ids: string[];
	names: string[];
	/** Both, in their order. */
	parts: string[];
}

export function readListed(listed: unknown): ListedDoors {
	const parts = splitNames(plainText(listed)).flatMap((part) =>
		/^\d+(?:\s+\d+)*$/.test(part) ? part.split(/\s+/) : [part],
	);
	const isId = (part: string) => /^\d+$/.test(part);
	return { parts, ids: parts.filter(isId), names: parts.filter((part) => !isId(part)) };
}

/** What a list allows of each list of doors, by its text. */
const worked = new WeakMap<object, Map<string, AllowedDoors>>();

/** Worked out once for the items of a run. @param doors as Lockt lists them; undefined where they are not known */
export function allowListed(listed: unknown, doors: unknown): AllowedDoors {
	if (!Array.isArray(doors)) return allowDoors(readListed(listed), doors);
	const text = plainText(listed);
	const lists = worked.get(doors) ?? new Map<string, AllowedDoors>();
	const allowed = lists.get(text) ?? allowDoors(readListed(text), doors);
	worked.set(doors, lists.set(text, allowed));
	return allowed;
}

/** What a list allows. */
export interface AllowedDoors {
	ids: Set<string>;
	/** What of the list allows nothing, in words. */
	problems: string[];
}

/**
 * The doors that a list allows. A name that no door has, or that several have, allows none; nor does what may be a part
 * of the name of a single door, such as "Lobby, Vault" or "North Wing, 182".
 */
function allowDoors({ ids, names, parts }: ListedDoors, doors: unknown): AllowedDoors {
	if (names.length === 0) return { ids: new Set(ids), problems: [] };
	if (!Array.isArray(doors) || !doors.every(isNamed)) {
		const why = Array.isArray(doors)
			? 'as Lockt does not show the name of each door'
			: 'as they cannot be looked up';
		const problem = `names do not count here, nor do the numbers beside them, ${why}`;
		return { ids: new Set(), problems: [problem] };
	}
	const idsOf = groupByName(doors);
	const folded = parts.map(foldName);
	const several = [...idsOf.keys()].map(partsOf).filter((some) => some.length > 1);
	const split = several.filter((some) => isListedInParts(some, folded));
	const partOfAny = new Set(several.flat());
	const partOfListed = new Set(split.flat());
	const allIds = new Set(ids);
	const found = parts.map((part) => {
		const isId = allIds.has(part);
		// A number alone may be a part, too, where the rest of the name is spelt otherwise.
		const isPart = (isId ? partOfAny : partOfListed).has(foldName(part));
		if (isPart) return { problem: `${quote(part)} may be a part of the name of one door` };
		if (isId) return { id: part };
		const [id, ...others] = idsOf.get(foldName(part)) ?? [];
		if (id !== undefined && others.length === 0) {
			return nameOfDoor(id, doors) === undefined
				? {
						problem: `${quote(part)} is not the only name that Lockt shows of the door with the ID ${id}`,
					}
				: { id };
		}
		const what =
			id === undefined ? 'is the name of no door' : `is the name of ${others.length + 1} doors`;
		return { problem: `${quote(part)} ${what}` };
	});
	return {
		ids: new Set(found.flatMap(({ id }) => id ?? [])),
		problems: found.flatMap(({ problem }) => problem ?? []),
	};
}

/** The doors of each list by their IDs. */
const byId = new WeakMap<object, Map<string, Array<Record<string, unknown>>>>();

/** What a door is called; undefined where that is not known. */
export function nameOfDoor(id: string, doors: unknown): string | undefined {
	if (!Array.isArray(doors)) return undefined;
	const known = byId.get(doors) ?? groupBy(doors.filter(isObject), (door) => [plainText(door.id)]);
	byId.set(doors, known);
	const [name = '', ...others] = new Set(known.get(id)?.map((door) => plainText(door.name)));
	return others.length === 0 && name !== '' ? name : undefined;
}

/** Whether a door shows what it is called: one that does not may have any name. */
function isNamed(door: unknown): door is IDataObject {
	if (!isObject(door)) return false;
	const [id, name] = [plainText(door.id), plainText(door.name)];
	return /^[1-9]\d*$/.test(id) && name.trim() !== '' && !isMasked(name);
}

function groupByName(doors: IDataObject[]): Map<string, Set<string>> {
	const groups = new Map<string, Set<string>>();
	for (const { id, name } of doors) {
		const folded = foldName(plainText(name));
		groups.set(folded, (groups.get(folded) ?? new Set()).add(plainText(id)));
	}
	return groups;
}

const partsOf = (name: string) => splitNames(name).map(foldName).filter(Boolean);

/** Whether the parts of a name stand side by side in a list. */
function isListedInParts(parts: string[], list: string[]): boolean {
	return list.some((_, at) => parts.every((part, n) => list[at + n] === part));
}
