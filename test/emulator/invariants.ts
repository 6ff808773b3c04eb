import type { Building } from '../../emulator/building/building';

/** What holds in a building whatever is done to it. @throws naming the first thing that does not */
export function expectConsistent(building: Building): void {
	const { users, credentials, accessLevels, doors, schedules, locations, locationTypes, events } =
		building;

	for (const { id, userId, fob } of credentials.values()) {
		const held = users.has(userId);
		hold(fob ? held || userId === 0 : held, `credential ${id} is held by nobody there is`);
	}
	for (const { id, accessLevelIds } of users.values()) {
		hold(new Set(accessLevelIds).size === accessLevelIds.length, `user ${id} has a level twice`);
		for (const level of accessLevelIds) {
			hold(accessLevels.has(level), `user ${id} has access level ${level}, which is gone`);
		}
	}
	for (const { id, doors: ties, delegated } of accessLevels.values()) {
		for (const { doorId, scheduleId } of ties) {
			hold(doors.has(doorId), `access level ${id} opens door ${doorId}, which is gone`);
			hold(schedules.has(scheduleId), `access level ${id} has no schedule ${scheduleId}`);
		}
		if (!delegated) continue;
		const { fromUserId, toUserId } = delegated;
		hold(users.has(fromUserId) && users.has(toUserId), `delegate ${id} is between people gone`);
	}
	for (const { id, locationId, wired, battery } of doors.values()) {
		hold(locationId === 0 || locations.has(locationId), `door ${id} is nowhere`);
		hold(wired === (battery === null), `door ${id} has the wrong power`);
		hold(battery === null || (battery > 0 && battery <= 100), `door ${id} has ${battery} percent`);
	}
	for (const { id, typeId } of locations.values()) {
		hold(locationTypes.has(typeId), `location ${id} has no type`);
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
