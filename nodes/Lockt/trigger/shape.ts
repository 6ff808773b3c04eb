import type { IDataObject } from 'n8n-workflow';
import type { Cause } from './causes';
import type { AccessOf } from './decisions/accessEnds';
import type { Change } from './decisions/personChanges';
import type { Settings } from './settings';

/**
 * What every item has that the trigger puts out, in this order and whatever caused it, so that what is
 * built upon one item fits all. Blank where there is nothing: '' for texts, null for numbers and IDs.
 */
interface Shape {
	/** ISO 8601 with the offset of the site; blank where it is not known. */
	time: string;
	/** The same for people, e.g. Mon 23 Nov 2026, 4:47 PM */
	timeText: string;
	trigger: Cause | 'gap';
	/** One sentence that is a whole message. */
	summary: string;
	person: string;
	door: string;
	location: string;
	doorId: number | null;
	/** Text beyond what a number holds. */
	eventId: number | string | null;
	/** What happened at the door. */
	event: string;
	reason: string;
	category: string;
	cardNumber: string;
	/** Who it is about, as Lockt has them now; of an event with Add Person alone. */
	personId: number | null;
	personIdNumber: string;
	personEmail: string;
	personEnabled: boolean | null;
	/** Until when they have access: ISO 8601. */
	personExpires: string;
	/** How a person changed; `many` for changes too many to be told one by one. */
	change: Change | 'many' | '';
	before: PersonFacts | null;
	after: PersonFacts | null;
	/** What gives access that ends soon; its ID; and when it ends: ISO 8601. */
	accessOf: AccessOf | '';
	accessId: number | null;
	accessEnds: string;
	/** How many denials it is about; the first of them; and each, the first and the latest ones of many. */
	denialCount: number | null;
	firstTime: string;
	denials: IDataObject[];
	/** Percent. */
	batteryLevel: number | null;
	/** At or below how many percent a battery is low. */
	threshold: number | null;
	/** Whether it was told before, and is still so. */
	reminder: boolean;
	/** The same for the same thing, whenever it is put out, and never for another. */
	dedupeKey: string;
	/** Whether it may have been put out before n8n started. */
	redelivered: boolean;
}

/** What is remembered of a person. */
export interface PersonFacts {
	/** Null where Lockt did not tell it. */
	enabled: boolean | null;
	privileged: boolean;
	accessLevelCount: number | null;
	/** Null where they are too many to be remembered one by one, too. */
	accessLevelIds: number[] | null;
}

/** What no item can do without. */
type Always = 'time' | 'timeText' | 'trigger' | 'summary' | 'dedupeKey';

const BLANK: Shape = {
	time: '',
	timeText: '',
	trigger: 'gap',
	summary: '',
	person: '',
	door: '',
	location: '',
	doorId: null,
	eventId: null,
	event: '',
	reason: '',
	category: '',
	cardNumber: '',
	personId: null,
	personIdNumber: '',
	personEmail: '',
	personEnabled: null,
	personExpires: '',
	change: '',
	before: null,
	after: null,
	accessOf: '',
	accessId: null,
	accessEnds: '',
	denialCount: null,
	firstTime: '',
	denials: [],
	batteryLevel: null,
	threshold: null,
	reminder: false,
	dedupeKey: '',
	redelivered: false,
};

/**
 * An item from what is known.
 *
 * @param lockt what Lockt sent, which goes with it when the person does not simplify: within a field of
 * its own, as Lockt calls other things `id` and `name` in an event than in a battery
 */
export function makeItem(
	known: Pick<Shape, Always> & Partial<Shape>,
	lockt: IDataObject,
	{ simplifies }: Pick<Settings, 'simplifies'>,
): IDataObject {
	return { ...BLANK, denials: [], ...known, ...(!simplifies && { lockt }) };
}
