import { createHash } from 'node:crypto';
import {
	find,
	removeAccessLevel,
	removeCredentials,
	removeDoor,
	removeUser,
	wholeName,
	type Building,
} from '../building/building';
import { localTime } from '../building/clock';
import { unlockFromAfar } from '../building/life';
import { credentialKey } from '../building/open';
import type { Credential, User, Validity } from '../building/records';
import type { Readings } from '../readings';
import { entriesOf, idsOf, isBlank, REMOVE_CARDS, text, type Input } from './checks';

/** What became of a record. */
export type Effect = 'inserted' | 'updated' | 'deleted' | 'processed' | 'ignored';

export interface Options {
	validate_fails_batch: boolean;
	update_existing: boolean;
	replace_privileges: boolean;
}

/** Carries out a record that was found good. */
export type Write = (
	building: Building,
	input: Input,
	options: Options,
	readings: Readings,
) => Effect;

/** What every POST, PUT and DELETE of the contract does with a record, by method and path. */
export const writes: Record<string, Write> = {
	'POST /accesslevel': ({ accessLevels, nextId }, input) => {
		const id = nextId();
		const doors = entriesOf(input.doors).map(({ id: doorId, schedule_id }) => ({
			doorId: Number(doorId),
			scheduleId: Number(schedule_id),
		}));
		accessLevels.set(id, { id, name: text(input.name), doors });
		return 'inserted';
	},
	'DELETE /accesslevel': (building, { id }) => {
		removeAccessLevel(building, Number(id));
		return 'deleted';
	},
	'PUT /credential': ({ credentials }, input) => {
		Object.assign(credentials.get(Number(input.id))!, validityOf(input));
		return 'updated';
	},
	'DELETE /credential': ({ credentials }, { id }) => {
		credentials.delete(Number(id));
		return 'deleted';
	},
	'POST /delegate': (building, input) => {
		const id = building.nextId();
		const from = building.users.get(Number(input.from_user_id))!;
		const to = building.users.get(Number(input.to_user_id))!;
		const schedules = from.accessLevelIds.flatMap(
			(level) => building.accessLevels.get(level)!.doors,
		);
		const doors = idsOf(input.doors).map((doorId) => ({
			doorId,
			scheduleId: schedules.find((tie) => tie.doorId === doorId)!.scheduleId,
		}));
		const delegated = {
			...{ access_effective: '', access_expires: '' },
			...validityOf(input),
			fromUserId: from.id,
			toUserId: to.id,
		};
		const name = `delegate_${createHash('md5').update(String(id)).digest('hex')}`;
		building.accessLevels.set(id, { id, name, doors, delegated });
		to.accessLevelIds = [...to.accessLevelIds, id];
		return 'processed';
	},
	'POST /door': ({ doors, nextId }, input) => {
		const id = nextId();
		const locationId = Number(input.location_id ?? 0);
		// Reference, door POST: creates doors on the Switch Tech controller, which run on batteries.
		doors.set(id, {
			id,
			name: text(input.name),
			wired: false,
			battery: 100,
			locationId,
			enabled: true,
		});
		return 'inserted';
	},
	'DELETE /door': (building, { id }) => {
		removeDoor(building, Number(id));
		return 'deleted';
	},
	'POST /fob': ({ credentials, nextId, random }, input) => {
		const id = nextId();
		credentials.set(id, {
			id,
			name: text(input.name),
			card_num: text(input.card_num),
			credential_key: credentialKey(random),
			claimed: false,
			userId: 0,
			access_effective: '',
			access_expires: '',
			...validityOf(input),
			fob: { id_num: text(input.id_num), enabled: true },
		});
		return 'inserted';
	},
	'PUT /fob': ({ credentials }, input) => {
		const fob = credentials.get(Number(input.id))!;
		if (!isBlank(input.user_id)) fob.userId = Number(input.user_id);
		if (!isBlank(input.name)) fob.name = text(input.name);
		if (!isBlank(input.card_num)) fob.card_num = text(input.card_num);
		if (!isBlank(input.id_num)) fob.fob!.id_num = text(input.id_num);
		Object.assign(fob, validityOf(input));
		return 'updated';
	},
	'DELETE /fob': ({ credentials }, { id }) => {
		credentials.delete(Number(id));
		return 'deleted';
	},
	'POST /location': ({ locations, nextId }, input) => {
		const id = nextId();
		const typeId = Number(input.locationtype);
		locations.set(id, { id, name: text(input.name), typeId, enabled: true });
		return 'inserted';
	},
	'POST /user': (building, input, options, readings) => {
		if (text(input.id) === '-1') return insertUser(building, input, readings);
		if (!options.update_existing) return 'ignored';
		return updateUser(building, input, options, readings);
	},
	'PUT /user': updateUser,
	'DELETE /user': (building, { id }) => {
		removeUser(building, Number(id));
		return 'deleted';
	},
};

/** Reference, /delegate?purge: what has expired goes, whatever is still valid stays. */
export function purgeDelegates(building: Building): number {
	const at = localTime(building.now(), building.timezone);
	const expired = [...building.accessLevels.values()].filter(
		({ delegated }) =>
			delegated && delegated.access_expires !== '' && delegated.access_expires < at,
	);
	for (const { id } of expired) removeAccessLevel(building, id);
	return expired.length;
}

/** Reference, /anonymize: in user, audit and event records. */
export function anonymize(building: Building, user: User): void {
	const name = wholeName(user);
	for (const event of building.events) {
		if (event.user !== name) continue;
		event.user = 'Anonymized';
		event.card_num = '';
	}
	Object.assign(user, {
		first_name: 'Anonymized',
		last_name: `User ${user.id}`,
		email: `anonymized.${user.id}@people.example`,
		phone: '0000000',
		id_num: `ANON-${user.id}`,
	});
}

/** Reference, /unlock: 200 either way; only a wired door opens. */
export function unlock(building: Building, doorId: number) {
	const door = building.doors.get(doorId)!;
	const opens = door.wired && door.enabled;
	if (opens) unlockFromAfar(building, door);
	return {
		id: door.id,
		name: door.name,
		unlocked: opens,
		status: opens ? 'unlocked' : 'error',
		errors: opens ? [] : ['Unexpected error unlocking door. Door or Controller may be offline.'],
	};
}

function insertUser(building: Building, input: Input, readings: Readings): Effect {
	const id = building.nextId();
	const user: User = {
		id,
		id_num: '',
		first_name: '',
		last_name: '',
		email: '',
		phone: '',
		pin: '',
		enabled: true,
		access_effective: '',
		access_expires: '',
		accessLevelIds: idsOf(input.accesslevels),
		custom: ['', '', '', ''],
		privileged: false,
		installer: false,
	};
	building.users.set(id, user);
	takeOver(user, input, readings);
	addCredential(building, user, input);
	return 'inserted';
}

function updateUser(
	building: Building,
	input: Input,
	options: Options,
	readings: Readings,
): Effect {
	const user = building.users.get(Number(input.id))!;
	takeOver(user, input, readings);
	giveCard(building, user, input);
	if (input.accesslevels === undefined && readings.unsaidLevels === 'replaced') {
		if (options.replace_privileges) user.accessLevelIds = [];
	}
	if (countsAsLevels(input.accesslevels, readings)) {
		const given = idsOf(input.accesslevels);
		const kept = options.replace_privileges ? [] : user.accessLevelIds;
		user.accessLevelIds = [...new Set([...kept, ...given])];
	}
	return 'updated';
}

/** Reference, Behaviors: "an empty object" takes all access levels away; elsewhere they are a list. */
function countsAsLevels(levels: unknown, { clearLevels }: Readings): boolean {
	if (levels === undefined) return false;
	const isList = Array.isArray(levels);
	if (clearLevels === 'either' || (isList && levels.length > 0)) return true;
	return isList === (clearLevels === 'list');
}

const TEXTS = ['id_num', 'first_name', 'last_name', 'email', 'phone', 'pin'] as const;

/** Only what came: "The system will act upon only the supplied object properties." */
function takeOver(user: User, input: Input, { enabledText }: Readings): void {
	for (const field of TEXTS) if (!isBlank(input[field])) user[field] = text(input[field]);
	if (enabledText === 'anyText' && typeof input.enabled === 'string') user.enabled = true;
	else if (!isBlank(input.enabled)) user.enabled = text(input.enabled) === 'true';
	Object.assign(user, validityOf(input));
	for (const n of [0, 1, 2, 3] as const) {
		const custom = input[`custom${n + 1}`];
		if (custom !== undefined) user.custom[n] = text(custom);
	}
}

/** Reference, Behaviors of card_num: an update counts without a card so far, or as -1. */
function giveCard(building: Building, user: User, input: Input): void {
	const card_num = text(input.card_num);
	if (card_num === REMOVE_CARDS) {
		removeCredentials(building, user.id);
		return;
	}
	const prevents = ({ userId, fob, card_num: taken }: Credential) =>
		(userId === user.id && !fob) || taken === card_num;
	if (!find(building.credentials, prevents)) addCredential(building, user, input);
}

function addCredential({ credentials, nextId, random }: Building, user: User, input: Input): void {
	const card_num = text(input.card_num);
	if (card_num === '') return;
	const id = nextId();
	credentials.set(id, {
		id,
		name: card_num,
		card_num,
		credential_key: credentialKey(random),
		claimed: false,
		userId: user.id,
		access_effective: '',
		access_expires: '',
	});
}

/** An empty text clears a date; a date that did not come stays. */
function validityOf({ access_effective, access_expires }: Input): Partial<Validity> {
	return {
		...(access_effective !== undefined && { access_effective: text(access_effective) }),
		...(access_expires !== undefined && { access_expires: text(access_expires) }),
	};
}
