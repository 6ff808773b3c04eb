import { base, en, Faker } from '@faker-js/faker';
import type { Door, DoorEvent, DoorState } from '../nodes/Lockt/lockt/types';

/** Someone with a card. */
export interface Person {
	id: number;
	/** "Last name, first name", as events name people. */
	name: string;
	/** Digits as text. */
	cardNum: string;
}

export interface BuildingOptions {
	/** Same seed, same building: doors, people, batteries, and what happens in which order. */
	seed?: number;
	doors?: number;
	people?: number;
	/** How many events lie in the past when the building opens. */
	history?: number;
	/** IANA name of the site's time zone. */
	timezone?: string;
	/** The clock: everything is stamped with it. */
	now?: () => Date;
}

/** How an attempt at a door ends. */
export type Outcome = 'granted' | 'denied';

export interface Building {
	readonly timezone: string;
	readonly now: () => Date;
	readonly doors: Door[];
	readonly batteries: DoorState[];
	readonly people: Person[];
	/** Oldest first; the newest 5,000, as Lockt keeps them. */
	readonly events: DoorEvent[];
	/** Somebody tries a door: drains its battery a little and leaves an event. */
	tryDoor: (outcome?: Outcome) => DoorEvent;
}

/** Reference, /events: "up to a maximum of 5000 records". */
const CACHED_EVENTS = 5000;

/** How many of a hundred attempts end at a closed door. */
const DENIED_PERCENT = 15;

/** A battery lasts 500 attempts, so that one can watch it happen. */
const DRAIN_PER_ATTEMPT = 0.2;

/** The reference shows 104 alone; the others are made up in its manner. */
const REASONS = [
	{ subcode: 101, subcode_text: 'Outside Schedule' },
	{ subcode: 102, subcode_text: 'No Access Level' },
	{ subcode: 103, subcode_text: 'Credential Expired' },
	{ subcode: 104, subcode_text: 'Battery Missing' },
];

const LOCATIONS = ['Main Hall', 'North Wing', 'South Wing', 'Parking', ''];
const ROOMS = ['Office', 'Meeting Room', 'Storage', 'Laboratory', 'Kitchen', 'Server Room'];
const SCHEDULES = ['Office Hours', 'Weekend Cleaners', 'Always'];

/** Opens a building with its doors, people and past. */
export function openBuilding({
	seed = 1,
	doors: doorCount = 24,
	people: peopleCount = 60,
	history = 200,
	timezone = 'America/New_York',
	now = () => new Date(),
}: BuildingOptions = {}): Building {
	const chance = new Faker({ locale: [en, base], seed });

	const doors = numbered(doorCount, 160, (id, n): Door => {
		const wired = n % 6 === 0;
		return {
			id,
			type: 'Access Controlled Door',
			name: wired ? `Entrance ${n / 6 + 1}` : `${chance.helpers.arrayElement(ROOMS)} ${100 + n}`,
			location: chance.helpers.arrayElement(LOCATIONS),
			enabled: true,
			controller: wired ? 'Wired Controller' : 'Switch™ Bridge',
		};
	});

	const batteries = doors.map(({ id, name, controller }): DoorState => {
		const wired = controller === 'Wired Controller';
		return { id, name, battery_level: wired ? null : chance.number.int({ min: 5, max: 100 }) };
	});

	const people = numbered(peopleCount, 5000, (id, n): Person => {
		const name = `${chance.person.lastName()}, ${chance.person.firstName()}`;
		return { id, name, cardNum: String(1000 + n).padStart(6, '0') };
	});

	const events: DoorEvent[] = [];
	let lastEventId = 800;

	function happen(outcome: Outcome | undefined, at: Date): DoorEvent {
		const door = chance.helpers.arrayElement(doors);
		const person = chance.helpers.arrayElement(people);
		const dice = chance.number.int({ min: 1, max: 100 });
		const denied = outcome ? outcome === 'denied' : dice <= DENIED_PERCENT;
		const reason = chance.helpers.arrayElement(REASONS);
		lastEventId += chance.number.int({ min: 1, max: 7 });

		drain(batteries.find(({ id }) => id === door.id)!);
		const event: DoorEvent = {
			id: lastEventId,
			device: door.name,
			code: denied ? 49 : 48,
			code_text: denied ? 'Access Denied' : 'Access Granted',
			...(denied ? reason : {}),
			schedule: denied ? '' : chance.helpers.arrayElement(SCHEDULES),
			controller: door.controller,
			location: door.location,
			card_num: person.cardNum,
			user: person.name,
			category: denied ? 2 : 1,
			category_text: denied ? 'Door Access Denied' : 'Door Access Granted',
			hw_time: at.toISOString(),
			db_time: new Date(at.getTime() + chance.number.int({ min: 20, max: 900 })).toISOString(),
		};
		events.push(event);
		if (events.length > CACHED_EVENTS) events.shift();
		return event;
	}

	const opened = now().getTime();
	for (let minutesAgo = history; minutesAgo > 0; minutesAgo--) {
		happen(undefined, new Date(opened - minutesAgo * 60_000));
	}

	return {
		timezone,
		now,
		doors,
		batteries,
		people,
		events,
		tryDoor: (outcome) => happen(outcome, now()),
	};

	/** Records with IDs that rise in uneven steps, as those of a system in use do. */
	function numbered<T>(count: number, firstId: number, make: (id: number, n: number) => T): T[] {
		let id = firstId;
		return Array.from({ length: count }, (_, n) => make((id += chance.number.int(9) + 1), n));
	}
}

/** Takes a little charge; an empty battery is changed for a new one. */
function drain(battery: DoorState): void {
	if (battery.battery_level === null) return;
	const left = Math.round((battery.battery_level - DRAIN_PER_ATTEMPT) * 10) / 10;
	battery.battery_level = left > 0 ? left : 100;
}
