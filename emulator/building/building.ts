import type { DoorEvent } from '../types';
import { localTime } from './clock';
import type {
	AccessLevel,
	Credential,
	DoorRecord,
	Location,
	LocationType,
	Schedule,
	User,
	Validity,
} from './records';

/** Everything there is, by ID. Only the functions of this file take things away again. */
export interface Building {
	readonly name: string;
	/** IANA name of the site's time zone. */
	readonly timezone: string;
	/** The clock: everything is stamped with it. */
	readonly now: () => Date;
	readonly locationTypes: Map<number, LocationType>;
	readonly locations: Map<number, Location>;
	readonly schedules: Map<number, Schedule>;
	readonly doors: Map<number, DoorRecord>;
	readonly accessLevels: Map<number, AccessLevel>;
	readonly users: Map<number, User>;
	readonly credentials: Map<number, Credential>;
	/** Oldest first; the newest 5,000, as Lockt keeps them. */
	readonly events: DoorEvent[];
	lastEventId: number;
	/** From which battery level on Lockt sends e-mails; undefined for never. */
	lowBatteryAlert?: number;
	/** A number nothing has yet; they rise in uneven steps, as those of a system in use do. */
	readonly nextId: () => number;
	/** Whole numbers that look random, the same for the same seed. */
	readonly random: (min: number, max: number) => number;
}

/** Reference, /events: "up to a maximum of 5000 records". */
export const CACHED_EVENTS = 5000;

/** The first record that fits, in the order of IDs. */
export function find<T>(records: Map<number, T>, fits: (record: T) => boolean): T | undefined {
	for (const record of records.values()) if (fits(record)) return record;
	return undefined;
}

export function filter<T>(records: Map<number, T>, fits: (record: T) => boolean): T[] {
	return [...records.values()].filter(fits);
}

/** Takes a door out of every access level as well. */
export function removeDoor({ doors, accessLevels }: Building, id: number): void {
	doors.delete(id);
	for (const level of accessLevels.values()) {
		level.doors = level.doors.filter(({ doorId }) => doorId !== id);
	}
}

/** Takes an access level from everyone who has it as well. */
export function removeAccessLevel({ accessLevels, users }: Building, id: number): void {
	accessLevels.delete(id);
	for (const user of users.values()) {
		user.accessLevelIds = user.accessLevelIds.filter((levelId) => levelId !== id);
	}
}

/** Leaves no credential behind, hands fobs back, and ends what the user passed on or was given. */
export function removeUser(building: Building, id: number): void {
	building.users.delete(id);
	removeCredentials(building, id);
	for (const credential of building.credentials.values()) {
		if (credential.userId === id) credential.userId = 0;
	}
	for (const { id: levelId, delegated } of building.accessLevels.values()) {
		if (delegated && (delegated.fromUserId === id || delegated.toUserId === id)) {
			removeAccessLevel(building, levelId);
		}
	}
}

/** Takes all credentials from a user, fobs excepted. */
export function removeCredentials({ credentials }: Building, userId: number): void {
	for (const credential of credentials.values()) {
		if (credential.userId === userId && !credential.fob) credentials.delete(credential.id);
	}
}

/** Whether now lies within the bounds. Local times compare as text. */
export function isValid(
	{ access_effective, access_expires }: Validity,
	{ now, timezone }: Building,
): boolean {
	if (access_effective === '' && access_expires === '') return true;
	const at = localTime(now(), timezone);
	return access_effective <= at && (access_expires === '' || at < access_expires);
}

/**
 * The access levels that let a user in now.
 *
 * @param own leave out what others passed on to them
 */
export function levelsOf(building: Building, user: User, { own = false } = {}): AccessLevel[] {
	return user.accessLevelIds
		.map((id) => building.accessLevels.get(id))
		.filter((level) => level !== undefined)
		.filter(({ delegated }) => !delegated || (!own && isValid(delegated, building)));
}

/** The doors a user may open through their access levels. */
export function doorsOf(building: Building, user: User, options = {}): Set<number> {
	const ties = levelsOf(building, user, options).flatMap(({ doors }) => doors);
	return new Set(ties.map(({ doorId }) => doorId));
}

/** As lists and events name somebody. */
export function wholeName({ first_name, last_name }: User): string {
	return `${last_name}, ${first_name}`;
}

/** Adds an event, and drops the oldest beyond what Lockt keeps. */
export function record(building: Building, event: Omit<DoorEvent, 'id'>): DoorEvent {
	building.lastEventId += building.random(1, 7);
	const stored = { id: building.lastEventId, ...event };
	building.events.push(stored);
	if (building.events.length > CACHED_EVENTS) building.events.shift();
	return stored;
}
