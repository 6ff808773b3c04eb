/** What the building is made of, as the emulator keeps it; `answers/views.ts` shows it as Lockt does. */

/** Local time of the site, YYYY-MM-DD HH:MM:SS; empty for no bound. */
export type LocalTime = string;

export interface Validity {
	access_effective: LocalTime;
	access_expires: LocalTime;
}

export interface Location {
	id: number;
	name: string;
	typeId: number;
	enabled: boolean;
}

export interface LocationType {
	id: number;
	name: string;
}

export interface Schedule {
	id: number;
	name: string;
	/** Monday first. */
	days: boolean[];
	start: string;
	stop: string;
}

export interface DoorRecord {
	id: number;
	name: string;
	/** A wired door can be unlocked from afar; one with a battery cannot. */
	wired: boolean;
	/** Percent; null for a wired door. */
	battery: number | null;
	/** 0 for none. */
	locationId: number;
	enabled: boolean;
}

export interface AccessLevel {
	id: number;
	name: string;
	doors: Array<{ doorId: number; scheduleId: number }>;
	/** Set when somebody passed their own access on: who to whom, for how long. */
	delegated?: Validity & { fromUserId: number; toUserId: number };
}

export interface User extends Validity {
	id: number;
	id_num: string;
	first_name: string;
	last_name: string;
	email: string;
	phone: string;
	pin: string;
	enabled: boolean;
	accessLevelIds: number[];
	custom: [string, string, string, string];
	/** A user of the system itself, not a card holder. */
	privileged: boolean;
	installer: boolean;
}

export interface Credential extends Validity {
	id: number;
	name: string;
	card_num: string;
	credential_key: string;
	claimed: boolean;
	/** Who holds it; 0 for nobody, which only fobs can be. */
	userId: number;
	/** A fob has an ID number and can be switched off; other credentials have neither. */
	fob?: { id_num: string; enabled: boolean };
}
