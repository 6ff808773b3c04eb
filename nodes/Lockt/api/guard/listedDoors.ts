import type { IDataObject } from 'n8n-workflow';
import { foldName } from '../text/foldName';
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

/** What a list allows. */
export interface AllowedDoors {
	ids: Set<string>;
	/** What of the list allows nothing, in words. */
	problems: string[];
}

/**
 * The doors that a list allows. A name that no door has, or that several have, allows none; nor does what may be a part
 * of the name of a single door, such as "Lobby, Vault" or "North Wing, 182".
 *
 * @param doors as Lockt lists them; undefined where they are not known
 */
export function allowDoors({ ids, names, parts }: ListedDoors, doors: unknown): AllowedDoors {
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
	const found = parts.map((part) => {
		const isId = ids.includes(part);
		// A number alone may be a part, too, where the rest of the name is spelt otherwise.
		const isPart = (isId ? several : split).some((some) => some.includes(foldName(part)));
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

/** What a door is called; undefined where that is not known. */
export function nameOfDoor(id: string, doors: unknown): string | undefined {
	const found = Array.isArray(doors) ? doors.filter(isObject) : [];
	const names = found.flatMap((door) => (plainText(door.id) === id ? [plainText(door.name)] : []));
	const [name = '', ...others] = new Set(names);
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
