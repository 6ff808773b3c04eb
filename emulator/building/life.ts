import type { DoorEvent } from '../types';
import { isValid, levelsOf, record, wholeName, type Building } from './building';
import type { Credential, DoorRecord, User } from './records';

/** How an attempt at a door ends. */
export type Outcome = 'granted' | 'denied';

const TICK_MS = 100;

/** A battery lasts 500 attempts, so that one can watch it happen. */
const DRAIN_PER_ATTEMPT = 0.2;

/** How many of a hundred people try a door without asking whether it is theirs to open. */
const ASTRAY_PERCENT = 25;

/** The reference shows 104 alone; the others are made up in its manner. */
const REASONS = {
	noLevel: { subcode: 101, subcode_text: 'No Access Level' },
	disabled: { subcode: 102, subcode_text: 'User Disabled' },
	expired: { subcode: 103, subcode_text: 'Credential Expired' },
	battery: { subcode: 104, subcode_text: 'Battery Missing' },
};

/**
 * Somebody tries a door: drains its battery a little and leaves an event.
 *
 * @param outcome how it ends, whatever their rights; without it their rights decide
 */
export function tryDoor(building: Building, outcome?: Outcome): DoorEvent {
	const credential = pick(building, building.credentials);
	const holder = credential && building.users.get(credential.userId);
	const astray = building.random(1, 100) <= ASTRAY_PERCENT;
	const level = holder && !astray ? oneOf(building, levelsOf(building, holder)) : undefined;
	const door =
		building.doors.get(oneOf(building, level?.doors ?? [])?.doorId ?? 0) ??
		pick(building, building.doors);
	if (!door) throw new Error('The building has no doors');

	const reason = reasonAgainst(building, door, credential, holder);
	drain(door);
	if (outcome ? outcome === 'granted' : !reason) {
		return leave(building, door, credential, holder, {
			code: 48,
			code_text: 'Access Granted',
			schedule: scheduleFor(building, door, holder),
			category: 1,
			category_text: 'Door Access Granted',
		});
	}
	return leave(building, door, credential, holder, {
		code: 49,
		code_text: 'Access Denied',
		...(reason ?? REASONS.battery),
		schedule: '',
		category: 2,
		category_text: 'Door Access Denied',
	});
}

/** A door unlocked from afar leaves an event, too. The reference does not show it: made up. */
export function unlockFromAfar(building: Building, door: DoorRecord): DoorEvent {
	return leave(building, door, undefined, undefined, {
		code: 60,
		code_text: 'Momentary Unlock',
		schedule: '',
		category: 3,
		category_text: 'Door Control',
	});
}

/**
 * Lets people come and go.
 *
 * @param rate attempts at doors per second, on average; fractions are fine
 * @returns stops it
 */
export function startLife(building: Building, rate: number): () => void {
	let due = 0;
	let last = performance.now();
	const timer = setInterval(() => {
		const now = performance.now();
		due += (rate * (now - last)) / 1000;
		last = now;
		for (; due >= 1; due--) tryDoor(building);
	}, TICK_MS);
	return () => {
		clearInterval(timer);
	};
}

function reasonAgainst(
	building: Building,
	{ id }: DoorRecord,
	credential: Credential | undefined,
	holder: User | undefined,
) {
	if (!credential || !holder) return REASONS.noLevel;
	if (!holder.enabled || credential.fob?.enabled === false) return REASONS.disabled;
	if (!isValid(holder, building) || !isValid(credential, building)) return REASONS.expired;
	return tieTo(building, id, holder) ? undefined : REASONS.noLevel;
}

type What =
	'code' | 'code_text' | 'subcode' | 'subcode_text' | 'schedule' | 'category' | 'category_text';

function leave(
	building: Building,
	door: DoorRecord,
	credential: Credential | undefined,
	holder: User | undefined,
	what: Pick<DoorEvent, What>,
): DoorEvent {
	const { code, code_text, category, category_text, schedule, ...why } = what;
	const at = building.now();
	return record(building, {
		device: door.name,
		code,
		code_text,
		...why,
		schedule,
		controller: controllerOf(door),
		location: building.locations.get(door.locationId)?.name ?? '',
		card_num: credential?.card_num ?? '',
		user: holder ? wholeName(holder) : '',
		category,
		category_text,
		hw_time: at.toISOString(),
		db_time: new Date(at.getTime() + building.random(20, 900)).toISOString(),
	});
}

export function controllerOf({ wired }: DoorRecord): string {
	return wired ? 'Wired Controller' : 'Switch™ Bridge';
}

function scheduleFor(building: Building, { id }: DoorRecord, holder?: User): string {
	const tie = holder && tieTo(building, id, holder);
	return (tie && building.schedules.get(tie.scheduleId)?.name) ?? '';
}

/** What lets the user in at the door: one of their access levels ties it to a schedule. */
function tieTo(building: Building, id: number, holder: User) {
	for (const { doors } of levelsOf(building, holder)) {
		const tie = doors.find(({ doorId }) => doorId === id);
		if (tie) return tie;
	}
	return undefined;
}

function oneOf<T>({ random }: Building, list: T[]): T | undefined {
	return list[random(0, Math.max(0, list.length - 1))];
}

/** Takes a little charge; an empty battery is changed for a new one. */
function drain(door: DoorRecord): void {
	if (door.battery === null) return;
	const left = Math.round((door.battery - DRAIN_PER_ATTEMPT) * 10) / 10;
	door.battery = left > 0 ? left : 100;
}

/** The keys of a map as they last were: picking one of 50,000 must not list them each time. */
const keysOf = new WeakMap<Map<number, unknown>, number[]>();

function pick<T>({ random }: Building, from: Map<number, T>): T | undefined {
	const known = keysOf.get(from);
	const keys = known?.length === from.size ? known : [...from.keys()];
	keysOf.set(from, keys);
	if (keys.length === 0) return undefined;
	const picked = from.get(keys[random(0, keys.length - 1)]!);
	if (picked) return picked;
	keysOf.delete(from);
	return pick({ random } as Building, from);
}
