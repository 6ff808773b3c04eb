import { foldName } from '../text/foldName';
import { isMasked } from '../text/masked';
import { isObject, plainText, quote } from '../text/text';

/** What the nodes of this package put on a request to unlock: the doors that Lockt has, as it lists them. */
export const DOORS_OF_LOCKT = Symbol.for('n8n-nodes-lockt.doors');

/** The doors that the owner of a credential lists: by ID and by name. Digits alone are an ID. */
export interface ListedDoors {
	ids: string[];
	names: string[];
}

export function readListed(listed: unknown): ListedDoors {
	const parts = plainText(listed)
		.split(/[,;\n]/)
		.map((part) => part.trim())
		.filter(Boolean);
	const areIds = (part: string) => /^\d+(?:\s+\d+)*$/.test(part);
	return {
		ids: parts.filter(areIds).flatMap((part) => part.split(/\s+/)),
		names: parts.filter((part) => !areIds(part)),
	};
}

/** What the names of a list stand for. */
export interface NamedDoors {
	/** The IDs of the doors that one name alone stands for. */
	ids: Set<string>;
	/** What allows nothing, in words. */
	problems: string[];
}

/**
 * Looks the names of a list up. One that no door has, or that several have, stands for none; nor does one that may
 * be a part of the name of a single door, such as "Lobby, Vault".
 *
 * @param doors as Lockt lists them; undefined where they are not known
 */
export function lookUpNames({ names }: ListedDoors, doors: unknown): NamedDoors {
	if (names.length === 0) return { ids: new Set(), problems: [] };
	if (!Array.isArray(doors)) {
		return { ids: new Set(), problems: ['names do not count here, as they cannot be looked up'] };
	}
	const idsOf = groupByName(doors);
	const folded = names.map(foldName);
	const split = [...idsOf.keys()].filter((name) => isListedInParts(name, folded)).map(partsOf);
	const found = names.map((name) => {
		const ids = [...(idsOf.get(foldName(name)) ?? [])];
		const isPart = split.some((parts) => parts.includes(foldName(name)));
		if (isPart) return { problem: `${quote(name)} may be a part of the name of one door` };
		if (ids.length === 1) return { id: ids[0]! };
		const what = ids.length === 0 ? 'is the name of no door' : `is the name of ${ids.length} doors`;
		return { problem: `${quote(name)} ${what}` };
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

function groupByName(doors: unknown[]): Map<string, Set<string>> {
	const groups = new Map<string, Set<string>>();
	for (const door of doors) {
		if (!isObject(door)) continue;
		const [id, name] = [plainText(door.id), plainText(door.name)];
		if (!/^[1-9]\d*$/.test(id) || name.trim() === '' || isMasked(name)) continue;
		groups.set(foldName(name), (groups.get(foldName(name)) ?? new Set()).add(id));
	}
	return groups;
}

const partsOf = (name: string) =>
	name
		.split(/[,;\n]/)
		.map(foldName)
		.filter(Boolean);

/** Whether the parts of a name stand side by side in a list. */
function isListedInParts(name: string, list: string[]): boolean {
	const parts = partsOf(name);
	return parts.length > 1 && list.some((_, at) => parts.every((part, n) => list[at + n] === part));
}
