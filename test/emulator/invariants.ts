import type { Building } from '../../emulator/building/building';

/** What the properties of records refer to. Nothing is left that refers to what is gone. */
const REFERENCES: Record<string, keyof Building> = {
	accessLevelIds: 'accessLevels',
	doorId: 'doors',
	fromUserId: 'users',
	locationId: 'locations',
	scheduleId: 'schedules',
	toUserId: 'users',
	typeId: 'locationTypes',
	userId: 'users',
};

/** These may be 0 for none. */
const OPTIONAL = ['locationId', 'userId'];

/** @throws naming a reference to what is gone, or one that is not among REFERENCES */
function expectReferences(building: Building, value: object, owner: string): void {
	for (const [name, content] of Object.entries(value) as Array<[string, unknown]>) {
		if (/[a-z]Ids?$/.test(name)) {
			const to = REFERENCES[name];
			if (!to) throw new Error(`${owner}: what does ${name} refer to? Add it to REFERENCES`);
			const known = building[to] as Map<number, unknown>;
			for (const id of [content].flat() as number[]) {
				const isNone = id === 0 && OPTIONAL.includes(name);
				hold(isNone || known.has(id), `${owner}: ${name} ${id} is gone`);
			}
		} else if (typeof content === 'object' && content !== null) {
			expectReferences(building, content, owner);
		}
	}
}

/** What holds in a building whatever is done to it. @throws naming the first thing that does not */
export function expectConsistent(building: Building): void {
	const { users, credentials, doors, locations, events } = building;

	for (const [what, records] of Object.entries(building)) {
		if (!(records instanceof Map)) continue;
		for (const record of (records as Map<number, { id: number }>).values()) {
			expectReferences(building, record, `${what} ${record.id}`);
		}
	}
	for (const { id, userId, fob } of credentials.values()) {
		hold(fob !== undefined || userId !== 0, `credential ${id} is held by nobody`);
	}
	for (const { id, accessLevelIds } of users.values()) {
		hold(new Set(accessLevelIds).size === accessLevelIds.length, `user ${id} has a level twice`);
	}
	for (const { id, wired, battery } of doors.values()) {
		hold(wired === (battery === null), `door ${id} has the wrong power`);
		hold(battery === null || (battery > 0 && battery <= 100), `door ${id} has ${battery} percent`);
	}

	unlike(
		'ID number',
		[...users.values()].map(({ id_num }) => id_num),
	);
	unlike(
		'e-mail',
		[...users.values()].map(({ email }) => email),
	);
	unlike(
		'card',
		[...credentials.values()].map(({ card_num }) => card_num),
	);
	unlike(
		'location',
		[...locations.values()].map(({ name }) => name),
	);

	const ids = events.map(({ id }) => id);
	hold(
		ids.every((id, n) => n === 0 || id > ids[n - 1]!),
		'event IDs do not rise',
	);
	hold(ids.length <= 5000, 'too many events are kept');
	hold((ids.at(-1) ?? 0) <= building.lastEventId, 'the last event ID is not the last');
}

function unlike(what: string, values: string[]): void {
	const twice = values.find((value, n) => values.indexOf(value) !== n);
	hold(twice === undefined, `${what} ${twice} is there twice`);
}

/** @throws saying what is wrong; `expect` would be too slow to ask it thousands of times. */
export function hold(condition: boolean, otherwise: string): void {
	if (!condition) throw new Error(otherwise);
}
