import type { Door, DoorEvent, DoorState, SiteTime } from '../types';
import { utcTime, localTime } from '../building/clock';
import { wholeName, type Building } from '../building/building';
import { controllerOf } from '../building/life';
import type {
	AccessLevel,
	Credential,
	DoorRecord,
	Location,
	Schedule,
	User,
	Validity,
} from '../building/records';
import type { Readings } from '../readings';
import { DateTime } from 'luxon';

/** The building's records as Lockt shows them, page by page of the reference. */

export function doorView({ locations }: Building, door: DoorRecord): Door {
	return {
		id: door.id,
		type: 'Access Controlled Door',
		name: door.name,
		location: locations.get(door.locationId)?.name ?? '',
		enabled: door.enabled,
		controller: controllerOf(door),
	};
}

export function doorStateView({ id, name, battery }: DoorRecord): DoorState {
	return { id, name, battery_level: battery };
}

export function eventView(event: DoorEvent, { eventTime, eventNames }: Readings): DoorEvent {
	const named = eventNames === 'asDoors' ? event : withNames(event, nameForms[eventNames]);
	if (eventTime === 'hw_time') return named;
	const { hw_time, db_time, ...rest } = named;
	return { ...rest, event_time: hw_time!, db_time };
}

const nameForms: Record<Exclude<Readings['eventNames'], 'asDoors'>, (name: string) => string> = {
	spaces: (name) => name && ` ${name}  `,
	capitals: (name) => name.toUpperCase(),
};

function withNames(event: DoorEvent, form: (name: string) => string): DoorEvent {
	return { ...event, device: form(event.device), location: form(event.location) };
}

/** The example leaves `doors` out where there are none. */
export function accessLevelView({ doors: known }: Building, { id, name, doors }: AccessLevel) {
	const shown = doors.map(({ doorId, scheduleId }) => ({
		id: doorId,
		name: known.get(doorId)?.name ?? '',
		schedule_id: scheduleId,
	}));
	return { id, name, ...(shown.length > 0 && { doors: shown }) };
}

export function delegateView(
	building: Building,
	{ id, name, doors, delegated }: AccessLevel,
	readings: Readings,
) {
	return {
		id,
		name,
		...validityView(building, delegated!, readings, 'local'),
		doors: doors.map(({ doorId }) => ({
			id: doorId,
			name: building.doors.get(doorId)?.name ?? '',
		})),
	};
}

export function credentialView(building: Building, credential: Credential, readings: Readings) {
	const holder = building.users.get(credential.userId);
	return {
		id: credential.id,
		card_num: credential.card_num,
		name: credential.name,
		credential_key: credential.credential_key,
		claim_status: credential.claimed ? 'Claimed' : 'Unclaimed',
		user: holder ? [{ id: holder.id, name: wholeName(holder) }] : [],
		...validityView(building, credential, readings, 'utc'),
	};
}

/** A fob inherits the rights of who holds it. */
export function fobView(building: Building, fob: Credential, readings: Readings) {
	const holder = building.users.get(fob.userId);
	return {
		id: fob.id,
		id_num: fob.fob!.id_num,
		name: fob.name,
		card_num: fob.card_num,
		credential_key: fob.credential_key,
		enabled: fob.fob!.enabled,
		...validityView(building, fob, readings, 'utc'),
		accesslevels: holder ? levelsView(building, holder) : [],
	};
}

export function locationView({ locationTypes }: Building, { id, name, typeId, enabled }: Location) {
	return { id, name, type: locationTypes.get(typeId)?.name ?? '', enabled };
}

export function scheduleView({ id, name, days, start, stop }: Schedule) {
	const bits = Object.fromEntries(days.map((on, day) => [`d${day}`, on ? 1 : 0])) as Record<
		string,
		number
	>;
	return { id, name, ...bits, start, stop };
}

/** A user of a list: the first card and its key, no PIN and no credentials. */
export function userListView(
	building: Building,
	user: User,
	held: Credential[],
	readings: Readings,
) {
	const { first_name, last_name } = user;
	return {
		id: user.id,
		id_num: user.id_num,
		...(readings.userNames === 'whole' ? { name: wholeName(user) } : { first_name, last_name }),
		...userDetails(building, user, held, readings),
	};
}

/** A user read alone: with PIN and all credentials. */
export function userView(building: Building, user: User, held: Credential[], readings: Readings) {
	const { id, id_num, first_name, last_name, pin } = user;
	return {
		id,
		id_num,
		first_name,
		last_name,
		pin,
		...userDetails(building, user, held, readings),
		credentials: held.map(({ id, name, card_num, credential_key, fob }) => ({
			id,
			name,
			card_num,
			credential_key,
			fob: fob !== undefined,
		})),
	};
}

export function timeView({ now, timezone }: Building, readings: Readings): SiteTime {
	const at = now();
	const { offset } = DateTime.fromJSDate(at, { zone: timezone });
	return {
		datetime_utc: at.toISOString(),
		timezone: zoneName(timezone, readings),
		datetime_local: localTime(at, timezone),
		...(readings.zone !== 'windowsAlone' && {
			offset: readings.zone === 'utcName' ? 0 : offset / 60,
		}),
	};
}

/** Windows calls most zones what they are called in January, e.g. Eastern Standard Time. */
export function zoneName(timezone: string, { zone }: Readings): string {
	if (zone === 'iana' || zone === 'refused') return timezone;
	if (zone === 'utcName') return 'UTC';
	const january = DateTime.fromObject({ year: 2026 }, { zone: timezone, locale: 'en-US' });
	return january.offsetNameLong ?? timezone;
}

function userDetails(building: Building, user: User, held: Credential[], readings: Readings) {
	const card = held.find(({ fob }) => !fob) ?? held[0];
	const [custom1, custom2, custom3, custom4] = user.custom;
	return {
		card_num: card?.card_num ?? '',
		credential_key: card?.credential_key ?? '',
		email: user.email,
		phone: user.phone,
		enabled: user.enabled,
		...validityView(building, user, readings, 'utc'),
		accesslevels: levelsView(building, user),
		custom1,
		custom2,
		custom3,
		custom4,
	};
}

/** Users name their access levels by `unid`, unlike everything else. */
function levelsView({ accessLevels }: Building, { accessLevelIds }: User) {
	return accessLevelIds.map((unid) => ({ unid, name: accessLevels.get(unid)?.name ?? '' }));
}

function validityView(
	{ timezone }: Building,
	{ access_effective, access_expires }: Validity,
	{ dates }: Readings,
	shown: 'local' | 'utc',
): Validity {
	const form = dates === 'asShown' ? shown : dates;
	const time = (text: string) => (form === 'utc' ? utcTime(text, timezone) : text);
	return { access_effective: time(access_effective), access_expires: time(access_expires) };
}
