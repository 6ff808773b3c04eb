import { makeChance } from '../chance';
import { CACHED_EVENTS, type Building } from './building';
import { tryDoor } from './life';
import type { DoorRecord, User } from './records';

export interface BuildingOptions {
	/** Same seed, same building: doors, people, batteries, and what happens in which order. */
	seed?: number;
	doors?: number;
	users?: number;
	/** How many events lie in the past when the building opens. */
	history?: number;
	/** IANA name of the site's time zone. */
	timezone?: string;
	/** The clock: everything is stamped with it. */
	now?: () => Date;
}

const ROOMS = ['Office', 'Meeting Room', 'Storage', 'Laboratory', 'Kitchen', 'Server Room'];
const TYPES = ['Region', 'Campus', 'Building', 'Floor'];
const LOCATIONS = ['Main Hall', 'North Wing', 'South Wing', 'Parking'];
const LEVELS = ['Everyone', 'Offices', 'Technicians', 'Housekeeping', 'Security', 'Management'];
const SCHEDULES = [
	{ name: 'Always', days: '1111111', start: '00:00:00', stop: '23:59:59' },
	{ name: 'Office Hours', days: '1111100', start: '07:00:00', stop: '18:59:59' },
	{ name: 'Weekend Cleaners', days: '0000011', start: '06:30:00', stop: '19:59:59' },
];

/** Events of the past lie a minute apart. */
const PAST_STEP_MS = 60_000;

/** Opens a building with its doors, people and past. */
export function openBuilding({
	seed = 1,
	doors: doorCount = 24,
	users: userCount = 60,
	history = 200,
	timezone = 'America/New_York',
	now = () => new Date(),
}: BuildingOptions = {}): Building {
	const chance = makeChance(seed);
	const random = (min: number, max: number) => chance.number.int({ min, max });
	let at: Date | undefined;
	let lastId = 100;
	const building: Building = {
		name: 'Lockt Example Site',
		timezone,
		now: () => at ?? now(),
		locationTypes: new Map(),
		locations: new Map(),
		schedules: new Map(),
		doors: new Map(),
		accessLevels: new Map(),
		users: new Map(),
		credentials: new Map(),
		events: [],
		lastEventId: 800,
		nextId: () => (lastId += random(1, 9)),
		random,
	};

	for (const name of TYPES) add(building.locationTypes, { name });
	const types = [...building.locationTypes.keys()];
	for (const name of LOCATIONS) {
		add(building.locations, { name, typeId: chance.helpers.arrayElement(types), enabled: true });
	}
	for (const { days, ...schedule } of SCHEDULES) {
		add(building.schedules, { ...schedule, days: days.split('').map((day) => day === '1') });
	}

	const locations = [...building.locations.keys(), 0];
	for (let n = 0; n < doorCount; n++) {
		const wired = n % 6 === 0;
		add<DoorRecord>(building.doors, {
			name: wired ? `Entrance ${n / 6 + 1}` : `${chance.helpers.arrayElement(ROOMS)} ${100 + n}`,
			wired,
			battery: wired ? null : random(5, 100),
			locationId: chance.helpers.arrayElement(locations),
			enabled: true,
		});
	}

	const doors = [...building.doors.keys()];
	const schedules = [...building.schedules.keys()];
	for (const [n, name] of LEVELS.entries()) {
		const some = doors.filter((_, door) => n === 0 || (door + n) % LEVELS.length < 3);
		add(building.accessLevels, {
			name,
			doors: some.map((doorId) => ({ doorId, scheduleId: schedules[(n + doorId) % 3]! })),
		});
	}

	const levels = [...building.accessLevels.keys()];
	const always = { access_effective: '', access_expires: '' };
	for (let n = 0; n < userCount; n++) {
		const first_name = chance.person.firstName();
		const last_name = chance.person.lastName();
		const user = add<User>(building.users, {
			id_num: `E-${String(10_000 + n)}`,
			first_name,
			last_name,
			email: `${first_name}.${last_name}.${n}@people.example`
				.toLowerCase()
				.replace(/[^a-z0-9.@]/g, ''),
			phone: `555${String(1_000_000 + n)}`,
			pin: String(random(0, 9999)).padStart(4, '0'),
			enabled: n % 20 !== 19,
			...always,
			accessLevelIds: [levels[n % levels.length]!],
			custom: ['', '', '', ''],
			privileged: n % 40 === 39,
			installer: n % 40 === 38,
		});
		// Every tenth user waits for a credential; every seventh holds a fob as well.
		const cards = [n % 10 !== 9 && 'card', n % 7 === 6 && 'fob'].filter((kind) => kind !== false);
		for (const kind of user.privileged ? [] : cards) {
			const card_num = String((kind === 'fob' ? 50_000 : 1000) + n).padStart(6, '0');
			add(building.credentials, {
				name: kind === 'fob' ? `Fob ${n}` : card_num,
				card_num,
				credential_key: credentialKey(random),
				claimed: random(0, 2) > 0,
				userId: user.id,
				...always,
				...(kind === 'fob' && { fob: { id_num: `F-${n}`, enabled: true } }),
			});
		}
	}

	// Records of a new kind are opened here: before, they would shift the IDs of all others.

	// Lockt keeps 5,000 events; of those before them only the IDs they used up are left.
	const kept = Math.min(history, CACHED_EVENTS);
	building.lastEventId += (history - kept) * 4;
	const opened = now().getTime();
	for (let n = kept; n > 0; n--) {
		at = new Date(opened - n * PAST_STEP_MS);
		tryDoor(building);
	}
	at = undefined;
	return building;

	function add<T extends { id: number }>(to: Map<number, T>, record: Omit<T, 'id'>): T {
		const id = building.nextId();
		const stored = { id, ...record } as T;
		to.set(id, stored);
		return stored;
	}
}

/** e.g. 7KQ2-M4XW-9TZ5-VCD3 */
export function credentialKey(random: Building['random']): string {
	const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
	const group = () =>
		Array.from({ length: 4 }, () => letters[random(0, letters.length - 1)]).join('');
	return [group(), group(), group(), group()].join('-');
}
