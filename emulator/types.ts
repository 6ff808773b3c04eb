/** Records as the Lockt Cloud API sends them. */

/** A door of `GET /door`. */
export interface Door {
	id: number;
	type: string;
	name: string;
	/** Name of the location, or an empty string. */
	location: string;
	enabled: boolean;
	controller: string;
}

/** A door of `GET /doorstate`. */
export interface DoorState {
	id: number;
	name: string;
	/** Percent, or null for a door without a battery: the reference says "if applicable". */
	battery_level: number | null;
}

/** An event of `GET /events`. The vendor's definition says `event_time`, its examples `hw_time`. */
export interface DoorEvent {
	/** Strictly increasing, with gaps: not every event of the system is a door event. */
	id: number;
	/** Name of the door. */
	device: string;
	code: number;
	code_text: string;
	subcode?: number;
	subcode_text?: string;
	schedule: string;
	controller: string;
	location: string;
	/** Digits as text: leading zeros count. */
	card_num: string;
	/** "Last name, first name" of the card holder. */
	user: string;
	category: number;
	category_text: string;
	/** When the device saw it, UTC. */
	event_time?: string;
	hw_time?: string;
	/** When Lockt stored it, UTC. */
	db_time: string;
}

/** The one record of `GET /time`. */
export interface SiteTime {
	datetime_utc: string;
	/** America/New_York, or Eastern Standard Time. */
	timezone: string;
	/** The same moment in the site's own time, YYYY-MM-DD HH:MM:SS. */
	datetime_local: string;
	/** Hours from UTC. */
	offset?: number;
}
